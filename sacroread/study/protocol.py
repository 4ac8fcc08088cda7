"""The rules fixed before reading starts, and the TOML file a person can read them in."""

import hashlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from sacroread.errors import SacroReadError, not_as_written
from sacroread.study.entries import Entries


class Design(StrEnum):
    """Who reads what."""

    ADJUDICATED = "adjudicated"
    PAIRED = "paired"
    PANEL = "panel"
    SINGLE = "single"


class SecondReaderAccess(StrEnum):
    """When a reader may see the second reader's prediction, and which reads that makes."""

    NEVER = "never"  # one unaided read
    AFTER_LOCK = "after_lock"  # one unaided read; the prediction is shown for information after it
    AIDED = "aided"  # one aided read: the prediction is there from the start
    SAME_SESSION = "same_session"  # an unaided read, and after its lock an aided one of the same case
    CROSSOVER = "crossover"  # both, in two sessions with a wash-out between, half the cases first each way


class AidedStart(StrEnum):
    """What the aided draft of the same session begins with."""

    EMPTY = "empty"
    UNAIDED = "unaided"  # the grades that were locked before


class Discordant(StrEnum):
    """What becomes of a case on which the first two readers differ."""

    THIRD_READER = "third reader"
    LEFT_OUT = "left out"
    NEGATIVE = "negative"


class Scale(StrEnum):
    """What a reader says: modified New York grades, the same with 2 and 3 pooled, or the decision alone."""

    MNY = "mny"
    POOLED_2_3 = "pooled_2_3"
    DEFINITE_ONLY = "definite_only"


class Beside(StrEnum):
    """Which other radiographs may be looked at beside the one that is read. Reads of them are never shown."""

    NEVER = "never"
    SAME_PATIENT = "same patient"  # the patient's other ones in the study, without saying which came first


@dataclass(frozen=True)
class Protocol:
    """The rules of a study. `seed` decides every worklist's blinded order, every decoy and every repeat.

    `is_synthetic` says that the radiographs are made up, so that every number about them says so too.
    `modalities` are the DICOM modalities that this study takes for radiographs. `decoy_share` is the chance
    of a concordant case to be read by the third reader too, `repeat_share` the chance of a read case to be
    shown to the same reader again, at least `washout_days` later. `aided_start` is there only where a case
    is read aided after it was read unaided in the same session. `beside` may be left out, and is never then.
    """

    name: str
    design: Design
    second_reader: SecondReaderAccess
    seed: int
    is_synthetic: bool
    modalities: tuple[str, ...]
    scale: Scale
    discordant: Discordant
    decoy_share: float
    repeat_share: float
    washout_days: int
    aided_start: AidedStart | None = None
    beside: Beside = Beside.NEVER

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON form; stands in every export."""
        return hashlib.sha256(protocol_json(self).encode()).hexdigest()


RADIOGRAPHY = ("CR", "DX", "RG")  # PS3.3 C.7.3.1.1.1: computed, digital and film radiography
# A reader on a server sees the protocol without its seed, and its hash. A seed of few bits is found by trying
# all of them until the hash fits, and with it every decoy; one of so many is not.
SEED_BITS = 128
WASHOUT_DAYS = 28  # the least between the two sessions of a crossover, too
_KEY = re.compile(r"""\s*["']?(\w+)["']?\s*=""")
MOST_WASHOUT_DAYS = 3650  # a date so far off that no calendar has it would end every sitting
AIDED_ACCESS = {SecondReaderAccess.AIDED, SecondReaderAccess.SAME_SESSION, SecondReaderAccess.CROSSOVER}
_DISCORDANT = {Design.ADJUDICATED: Discordant.THIRD_READER}
_DECOYS = {Design.ADJUDICATED: 0.2, Design.PAIRED: 0.2}


def default_protocol(name: str, design: Design, seed: int) -> Protocol:
    """Return the ready-to-use protocol of a design.

    Only a second opinion shows the second reader, and nothing in it is read twice. Decoys are for a design
    with a third reader. Discordant cases of two central readers are left out unless the protocol says more.
    """
    is_single = design is Design.SINGLE
    return Protocol(
        name=name,
        design=design,
        second_reader=SecondReaderAccess.AFTER_LOCK if is_single else SecondReaderAccess.NEVER,
        seed=seed,
        is_synthetic=False,
        modalities=RADIOGRAPHY,
        scale=Scale.MNY,
        discordant=_DISCORDANT.get(design, Discordant.LEFT_OUT),
        decoy_share=_DECOYS.get(design, 0.0),
        repeat_share=0.0 if is_single else 0.1,
        washout_days=WASHOUT_DAYS,
    )


def protocol_json(protocol: Protocol) -> str:
    """Return the canonical JSON form: sorted keys, no spaces; a rule that does not apply has no key."""
    left_out = (None, Beside.NEVER)  # compared by identity: other rules have the word "never" too
    rules = {
        key: rule for key, rule in asdict(protocol).items() if not any(rule is each for each in left_out)
    }
    return json.dumps(rules, sort_keys=True, separators=(",", ":"))


def protocol_from_json(text: str) -> Protocol:
    """Return the protocol that `protocol_json` wrote.

    Raises:
        SacroReadError: it is not as it was written.
    """
    try:
        rules = json.loads(text)
    except ValueError:
        rules = None
    if not isinstance(rules, dict):
        raise not_as_written("The study's protocol")
    return _protocol(Entries(rules, "The study's protocol"))


def protocol_from_toml(text: str, name: str) -> Protocol:
    """Return the protocol of a TOML file; `name` is what messages call the file.

    Raises:
        SacroReadError: not TOML, a key missing or unknown, a value that the key does not take, or two that
            contradict each other.
    """
    text = text.removeprefix("\ufeff")  # a byte order mark, with which some editors begin a file
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SacroReadError(f"{name} is not a TOML file: {error}. Correct that line.") from error
    found = (_KEY.match(line) for line in text.splitlines())
    stated = Entries(entries, name, {key[1]: line for line, key in enumerate(found, 1) if key})
    protocol = _protocol(stated)
    if not protocol.name.strip():
        stated.refuse("name", "what the study is called")
    if protocol.washout_days > MOST_WASHOUT_DAYS:
        stated.refuse("washout_days", f"at most {MOST_WASHOUT_DAYS}")
    return protocol


def _protocol(entries: Entries) -> Protocol:
    """Take a protocol's entries; `aided_start` is a rule only of a second read in the same session."""
    is_twice = entries.values.get("second_reader") == SecondReaderAccess.SAME_SESSION
    is_beside_said = "beside" in entries.values
    may_lack = {"aided_start": not is_twice, "beside": not is_beside_said}
    names = [field.name for field in fields(Protocol) if not may_lack.get(field.name, False)]
    entries.require_keys(names, "A protocol")
    protocol = Protocol(
        name=entries.text("name"),
        design=entries.choice(Design, "design"),
        second_reader=entries.choice(SecondReaderAccess, "second_reader"),
        seed=entries.whole("seed"),
        is_synthetic=entries.claim("is_synthetic"),
        modalities=entries.texts("modalities"),
        scale=entries.choice(Scale, "scale"),
        discordant=entries.choice(Discordant, "discordant"),
        decoy_share=entries.share("decoy_share"),
        repeat_share=entries.share("repeat_share"),
        washout_days=entries.count("washout_days"),
        aided_start=entries.choice(AidedStart, "aided_start") if is_twice else None,
        beside=entries.choice(Beside, "beside") if is_beside_said else Beside.NEVER,
    )
    _require_harmony(protocol, entries)
    return protocol


def _require_harmony(protocol: Protocol, entries: Entries) -> None:
    """Refuse rules that contradict each other."""
    if protocol.design is Design.ADJUDICATED and protocol.discordant is not Discordant.THIRD_READER:
        entries.refuse("discordant", f'"{Discordant.THIRD_READER}": an adjudicated study has one')
    if protocol.second_reader in AIDED_ACCESS and protocol.design not in {Design.PANEL, Design.SINGLE}:
        entries.refuse(
            "second_reader",
            f'"{SecondReaderAccess.NEVER}" or "{SecondReaderAccess.AFTER_LOCK}": aided reads are for a panel '
            "or a single reader, because a reference standard rests on unaided reads",
        )
    if protocol.second_reader is SecondReaderAccess.CROSSOVER and protocol.washout_days < WASHOUT_DAYS:
        entries.refuse("washout_days", f"at least {WASHOUT_DAYS} in a crossover")
