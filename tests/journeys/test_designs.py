"""A study of each deciding design from the command to its dossier.

Of the demo's 24 cases local and central reader 1 differ on 1, 2, 8, 12 and 23 (counted by hand in reads.csv),
agree on eighteen, and both find 24 ungradable.
"""

import csv
import json
from datetime import UTC, datetime

import pytest

from sacroread.intake import add_reference
from sacroread.outcome import material_of
from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.adjudication import Basis, reference_standard, standings
from sacroread.study.desk import Desk, grade, lock
from sacroread.study.model import Grade, Reader, Role, Side
from sacroread.study.protocol import Design, Discordant, SecondReaderAccess
from sacroread.worklists import seat

DEMO, BUNDLE = resource("demo"), resource("bundles/demo")
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
DISCORDANT = {f"SYN{number:05d}" for number in (1, 2, 8, 12, 23)}
AGREED = {f"SYN{number:05d}" for number in range(1, 24)} - DISCORDANT
DEFINITE = {f"SYN{number:05d}" for number in (7, 9, 11, 13, 14, 15, 17, 20, 22)}
SAID_BY_BOTH = {case_id: case_id in DEFINITE for case_id in AGREED}
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)
TOML = """\
name = "Two readers and perhaps a third"
design = "{design}"
second_reader = "never"
seed = 2020
is_synthetic = true
modalities = ["DX"]
scale = "mny"
discordant = "{discordant}"
decoy_share = 0.5
repeat_share = 0.0
washout_days = 28
"""


@pytest.fixture
def adjudicated(sacroread, tmp_path):
    """An adjudicated study made by commands, in which local and central reader 1 have read everything."""
    path, rules = tmp_path / "study.sacro", tmp_path / "rules.toml"
    rules.write_text(TOML.format(design=Design.ADJUDICATED, discordant=Discordant.THIRD_READER))
    assert sacroread("new", path, "--design", "adjudicated", "--protocol", rules).returncode == 0
    taken = sacroread("import", path, "--cases", DEMO / "cases.csv", "--reads", DEMO / "reads.csv")
    assert "24 cases and 48 reads taken, 0 refused" in taken.stdout, taken.stderr
    return path


def locked(store, reader, definite):
    """Lock grades of every case on a reader's worklist; `definite` names the cases graded 3 and 3."""
    desk, reads = Desk(reader, store.worklist(reader), SecondReaderAccess.NEVER), []
    for case_id in desk.worklist:
        for side in Side:
            desk = grade(desk, side, Grade.UNEQUIVOCAL if case_id in definite else Grade.NORMAL)
        desk, read = lock(desk, f"{reader.reader_id}/{case_id}", NOW, 5.0)
        reads.append(read)
    store.append(reads)


def test_the_third_reader_gets_the_discordant_cases_and_decoys_and_two_of_three_decide(adjudicated):
    with open_study(adjudicated) as store:
        seat(store, CENTRAL_2)
        order = store.worklist(CENTRAL_2)
        assert len(order) == len(set(order))
        decoys = set(order) - DISCORDANT
        assert set(order) == DISCORDANT | decoys
        assert decoys
        assert decoys < AGREED
        locked(store, CENTRAL_2, definite={"SYN00001", "SYN00008"})
        found = {row.case_id: (row.definite, row.origin) for row in material_of(store, BUNDLE).reference}
    majority = {case_id: case_id in {"SYN00001", "SYN00008"} for case_id in DISCORDANT}
    assert found == {
        **{case_id: (definite, "agreement") for case_id, definite in SAID_BY_BOTH.items()},
        **{case_id: (definite, "majority") for case_id, definite in majority.items()},
    }


def test_the_dossier_rests_on_what_the_readers_decided(sacroread, adjudicated, tmp_path):
    with open_study(adjudicated) as store:
        seat(store, CENTRAL_2)
        locked(store, CENTRAL_2, definite={"SYN00001", "SYN00008"})
    ended = sacroread("report", adjudicated, "-o", tmp_path / "dossier")
    assert ended.returncode == 0, ended.stderr
    with (tmp_path / "dossier" / "data" / "reference.csv").open(newline="") as stream:
        origins = {row["case_id"]: row["origin"] for row in csv.DictReader(stream)}
    assert {case_id for case_id, origin in origins.items() if origin == "majority"} == DISCORDANT
    names = {each["name"] for each in json.loads((tmp_path / "dossier" / "estimates.json").read_text())}
    assert "kappa.central_1.central_2" in names  # the decoys' reads count for reliability


def test_the_third_reader_sits_down_first_and_an_import_brings_his_cases(sacroread, tmp_path):
    path = tmp_path / "study.sacro"
    sacroread("new", path, "--design", "adjudicated")
    sacroread("import", path, "--cases", DEMO / "cases.csv")
    with open_study(path) as store:
        seat(store, CENTRAL_2)
        assert store.worklist(CENTRAL_2) == ()
    assert sacroread("import", path, "--reads", DEMO / "reads.csv").returncode == 0
    with open_study(path) as store:
        assert set(store.worklist(CENTRAL_2)) >= DISCORDANT


@pytest.mark.parametrize("discordant", Discordant)
def test_two_central_readers_decide_as_the_protocol_says(sacroread, tmp_path, discordant):
    rules, reads, path = tmp_path / "rules.toml", tmp_path / "reads.csv", tmp_path / "study.sacro"
    rules.write_text(TOML.format(design=Design.PAIRED, discordant=discordant))
    made = (DEMO / "reads.csv").read_text()
    made = made.replace("central-1,central_1", "second,central_2").replace("local-1,local", "first,central_1")
    reads.write_text(made)
    assert sacroread("new", path, "--design", "paired", "--protocol", rules).returncode == 0
    ended = sacroread("import", path, "--cases", DEMO / "cases.csv", "--reads", reads)
    assert ended.returncode == 0, ended.stderr
    with open_study(path) as store:
        if discordant is Discordant.THIRD_READER:
            third = Reader("third", Role.CENTRAL_3)
            seat(store, third)
            assert set(store.worklist(third)) > DISCORDANT
            locked(store, third, definite=DISCORDANT)
        found = {row.case_id: row.definite for row in material_of(store, BUNDLE).reference}
    decided = {Discordant.THIRD_READER: True, Discordant.NEGATIVE: False}
    contested = {case_id: decided[discordant] for case_id in DISCORDANT if discordant in decided}
    assert found == {**SAID_BY_BOTH, **contested}


def test_an_imported_reference_standard_stands_before_what_the_readers_decided(adjudicated):
    with open_study(adjudicated) as store:
        add_reference(store, DEMO / "reference.csv")
        assert {row.origin for row in material_of(store, BUNDLE).reference} == {"external"}


def test_a_case_both_found_ungradable_ends_without_a_reference_standard(adjudicated):
    with open_study(adjudicated) as store:
        (last,) = standings(store.protocol, ["SYN00024"], store.reads())
        assert (last.basis, last.is_final) == (Basis.UNGRADABLE, True)
        assert reference_standard([last]) == ()
