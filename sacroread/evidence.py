"""The evidence pack of a study: one ZIP with what an inspector, a sponsor or a journal asks for.

Rules, versions, hashes, the audit anchor and the outcome of the checks; no read, no radiograph, no patient.
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable
from sacroread.installation import versions
from sacroread.second_reader.bundle import stated
from sacroread.self_test import Answer
from sacroread.store.audit import anchor_text
from sacroread.store.dialect import stated_protocol
from sacroread.store.integrity import check
from sacroread.store.store import Store
from sacroread.study.events import Event, EventKind
from sacroread.study.exchange import to_csv
from sacroread.study.signature import signatures

README = """\
Evidence pack of a SacroRead study, made {at}

protocol.json      the rules; its SHA-256 is the protocol hash that every read and every dossier names
anchor.json        length and last hash of every chain of reads and of the events
check.json         what was found when file and chains were checked
signatures.csv     who signed how many reads, when, and the hash that the signature covers
radiographs.csv    the SHA-256 of each case's pixels, as they were imported
versions.json      the program, what it ran on, and the second reader's bundle
self-test.csv      questions with known answers, and what this installation answered
SHA256SUMS         the hashes of all these files

sha256sum -c SHA256SUMS                          the pack is as it was made
sacroread verify STUDY --anchor anchor.json      the study holds what it held then
"""
SIGNED = ("reader_id", "signed_at", "name", "meaning", "session", "count", "chain_hash")


def evidence(store: Store, bundle: Path, answers: Sequence[Answer], at: datetime) -> Mapping[str, bytes]:
    """Return the files of the pack by their names; that a pack was made is noted in the study first.

    Args:
        store: an open study; on a server, as its coordinator.
        bundle: the second reader that reads here.
        answers: what the self-test of this installation gave.
        at: now, in UTC.

    Raises:
        SacroReadError: the study or the bundle cannot be read.
    """
    store.note(Event(EventKind.EXPORT, at, detail="evidence pack"))
    seen = check(store)
    texts = {
        "README.txt": README.format(at=at.isoformat(timespec="seconds")),
        "protocol.json": _protocol(store),
        "anchor.json": anchor_text(store.anchor()),
        "check.json": _json(asdict(seen)),
        "signatures.csv": _signatures(store),
        "radiographs.csv": _radiographs(store),
        "versions.json": _json({**versions(), "bundle": _bundle(bundle)}),
        "self-test.csv": answers_csv(answers),
    }
    files = {name: text.encode() for name, text in texts.items()}
    sums = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    return {**files, "SHA256SUMS": "".join(sums).encode()}


def write_pack(path: Path, files: Mapping[str, bytes], at: datetime) -> None:
    """Write the pack as a ZIP, whole or not at all; a file that is there is replaced.

    Raises:
        SacroReadError: it cannot be written there, or a study or a radiograph has that name.
    """
    require_replaceable(path)
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, content in files.items():
                pack.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise SacroReadError(
            f"{path.name} cannot be written ({error.strerror}). Choose another folder."
        ) from error


def answers_csv(answers: Sequence[Answer]) -> str:
    """Return the self-test as a table."""
    rows = ({**asdict(answer), "is_correct": "yes" if answer.is_correct else "no"} for answer in answers)
    return to_csv(("question", "known", "source", "found", "is_correct"), rows)


def _protocol(store: Store) -> str:
    with store.reading() as connection:
        return stated_protocol(connection)


def _signatures(store: Store) -> str:
    signed = signatures(store.events([EventKind.SIGNATURE]))
    rows = ({**asdict(each), "signed_at": each.signed_at.isoformat()} for each in signed)
    return to_csv(SIGNED, ({key: str(value) for key, value in row.items()} for row in rows))


def _radiographs(store: Store) -> str:
    rows = ({"case_id": each.case_id, "pixel_hash": each.pixel_hash} for each in store.cases())
    return to_csv(("case_id", "pixel_hash"), rows)


def _bundle(bundle: Path) -> Mapping[str, str]:
    manifest, sha256 = stated(bundle)
    return {"id": manifest.bundle_id, "version": str(manifest.version), "sha256": sha256}


def _json(said: Mapping[str, object]) -> str:
    return json.dumps(said, indent=1) + "\n"
