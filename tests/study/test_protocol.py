import pytest

from sacroread.errors import SacroReadError
from sacroread.study.protocol import (
    Design,
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
"""


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


def test_another_seed_is_another_protocol():
    assert default_protocol("Study", Design.PANEL, 1).hash != default_protocol("Study", Design.PANEL, 2).hash


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name = ", "not a TOML file"),
        (TOML.replace("seed = 7", ""), "seed is missing"),
        (TOML + "extra = 1\n", "extra is unknown"),
        (TOML.replace("panel", "duel"), "design = 'duel'. Give one of: adjudicated, paired, panel, single"),
        (TOML.replace("after_lock", "always"), "second_reader = 'always'"),
        (TOML.replace("= 7", "= true"), "seed = True. Give a whole number"),
        (TOML.replace('["CR"]', '"CR"'), "modalities = 'CR'. Give a list of texts"),
    ],
)
def test_a_protocol_that_says_something_else_is_refused(text, words):
    with pytest.raises(SacroReadError, match=words):
        protocol_from_toml(text, "protocol.toml")
