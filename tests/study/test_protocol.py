from dataclasses import fields, replace

import pytest

from sacroread.errors import SacroReadError
from sacroread.study.protocol import (
    SEED_BITS,
    AidedStart,
    Beside,
    Design,
    Discordant,
    Protocol,
    Scale,
    SecondReaderAccess,
    default_protocol,
    protocol_from_json,
    protocol_from_toml,
    protocol_json,
)

TOML = """\
name = "Demo"
design = "panel"
second_reader = "after_lock"
seed = 7
is_synthetic = true
modalities = ["CR"]
scale = "mny"
discordant = "left out"
decoy_share = 0.2
repeat_share = 0
washout_days = 28
"""

TWICE = TOML.replace("after_lock", "same_session") + 'aided_start = "empty"\n'
CROSSOVER = TOML.replace("after_lock", "crossover")


def test_an_aided_second_draft_begins_as_the_protocol_says():
    assert protocol_from_toml(TWICE, "protocol.toml").aided_start is AidedStart.EMPTY


def test_a_protocol_without_a_second_draft_is_the_same_text_as_in_older_versions():
    assert "aided_start" not in protocol_json(protocol_from_toml(TOML, "protocol.toml"))


def test_a_look_beside_is_never_allowed_unless_the_protocol_says_so():
    assert protocol_from_toml(TOML, "protocol.toml").beside is Beside.NEVER
    allowed = protocol_from_toml(TOML + 'beside = "same patient"\n', "protocol.toml")
    assert allowed.beside is Beside.SAME_PATIENT
    assert protocol_from_json(protocol_json(allowed)) == allowed


def test_a_protocol_that_says_never_is_the_same_protocol_as_one_of_older_versions():
    said, unsaid = (protocol_from_toml(text, "p.toml") for text in (TOML + 'beside = "never"\n', TOML))
    assert said.hash == unsaid.hash
    assert "beside" not in protocol_json(said)


def test_a_protocol_is_read_from_a_file_a_person_can_read():
    protocol = protocol_from_toml(TOML, "protocol.toml")
    assert (protocol.design, protocol.second_reader, protocol.seed) == (
        Design.PANEL,
        SecondReaderAccess.AFTER_LOCK,
        7,
    )


@pytest.mark.parametrize("design", Design)
def test_a_protocol_comes_back_with_the_same_hash(design):
    protocol = default_protocol("Study", design, 1)
    assert protocol_from_json(protocol_json(protocol)) == protocol
    assert protocol_from_json(protocol_json(protocol)).hash == protocol.hash


def test_a_seed_of_all_its_bits_is_the_same_in_both_forms():
    seed = (1 << SEED_BITS) - 1
    protocol = protocol_from_toml(TOML.replace("seed = 7", f"seed = {seed}"), "protocol.toml")
    assert protocol.seed == 340282366920938463463374607431768211455  # 2^128 - 1, by bc(1)
    assert protocol_from_json(protocol_json(protocol)) == protocol


def test_another_seed_is_another_protocol():
    assert default_protocol("Study", Design.PANEL, 1).hash != default_protocol("Study", Design.PANEL, 2).hash


def test_a_share_written_as_a_whole_number_is_the_same_protocol():
    as_whole = protocol_from_toml(TOML, "protocol.toml")
    assert as_whole.hash == protocol_from_toml(TOML.replace("share = 0\n", "share = 0.0\n"), "p").hash


@pytest.mark.parametrize("field", fields(Protocol), ids=lambda field: field.name)
def test_every_rule_is_in_the_hash(field):
    protocol = default_protocol("Study", Design.PAIRED, 1)
    other = {
        "design": Design.SINGLE,
        "second_reader": SecondReaderAccess.AFTER_LOCK,
        "modalities": ("DX",),
        "scale": Scale.POOLED_2_3,
        "discordant": Discordant.NEGATIVE,
        "aided_start": AidedStart.EMPTY,
        "beside": Beside.SAME_PATIENT,
    }
    changed = other.get(field.name, 0.5)
    assert replace(protocol, **{field.name: changed}).hash != protocol.hash


@pytest.mark.parametrize("key", [field.name for field in fields(Protocol) if field.name != "beside"])
def test_no_rule_has_a_hidden_default(key):
    lines = [line for line in TWICE.splitlines() if not line.startswith(f"{key} =")]
    with pytest.raises(SacroReadError, match=f"{key} is missing"):
        protocol_from_toml("\n".join(lines), "protocol.toml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not a TOML file"),
        (TOML.replace("seed = 7", ""), "seed is missing"),
        (TOML + "extra = 1\n", "extra is unknown"),
        (TOML.replace("panel", "duel"), 'design = "duel". Give one of: adjudicated, paired, panel, single'),
        (TOML.replace("after_lock", "always"), 'second_reader = "always"'),
        (TOML.replace("= 7", "= true"), "seed = true. Give a whole number"),
        (TOML.replace('["CR"]', '"CR"'), 'modalities = "CR". Give a list of texts'),
        (TOML.replace("0.2", "20"), "decoy_share = 20. Give a share from 0 to 1"),
        (TOML.replace("0.2", "nan"), "decoy_share = NaN. Give a share from 0 to 1"),
        (TOML.replace("repeat_share = 0", "repeat_share = true"), "repeat_share = true. Give a share"),
        (TOML.replace("28", "-1"), "washout_days = -1. Give a whole number from 0"),
        (TOML.replace("28", "3000000"), "washout_days = 3000000. Give at most 3650"),
        (TOML.replace('"panel"', '["panel"]'), "Give one of: adjudicated, paired, panel, single"),
        (TOML.replace("left out", "tossed"), "Give one of: third reader, left out, negative"),
        (TOML.replace('"mny"', "1"), "scale = 1. Give one of: mny, pooled_2_3, definite_only"),
        (TOML.replace("panel", "adjudicated"), "an adjudicated study has one"),
        (TOML + 'aided_start = "empty"\n', "aided_start is unknown"),
        (TOML + 'beside = "prior"\n', 'beside = "prior". Give one of: never, same patient'),
        (TWICE.replace('"empty"', '"full"'), 'aided_start = "full". Give one of: empty, unaided'),
        (TWICE.replace("panel", "paired"), "aided reads are for a panel or a single reader"),
        (CROSSOVER.replace("28", "27"), "washout_days = 27. Give at least 28 in a crossover"),
    ],
)
def test_a_protocol_that_says_something_else_is_refused(text, words):
    with pytest.raises(SacroReadError, match=words):
        protocol_from_toml(text, "protocol.toml")


def test_what_is_refused_is_found_by_its_line_and_a_mark_at_the_beginning_is_none():
    assert protocol_from_toml(f"\ufeff{TOML}", "p.toml") == protocol_from_toml(TOML, "p.toml")
    line = 1 + [each.split(" ")[0] for each in TOML.splitlines()].index("seed")
    with pytest.raises(SacroReadError, match=rf"^p\.toml, line {line}: seed = true\."):
        protocol_from_toml(f"\ufeff{TOML}".replace("= 7", "= true"), "p.toml")


def test_a_study_without_a_name_is_not_made_but_an_older_one_is_opened():
    name = next(line for line in TOML.splitlines() if line.startswith("name"))
    with pytest.raises(SacroReadError, match='name = " "'):
        protocol_from_toml(TOML.replace(name, 'name = " "'), "p.toml")
    older = replace(default_protocol("Study", Design.PANEL, 7), name="")
    assert protocol_from_json(protocol_json(older)) == older
