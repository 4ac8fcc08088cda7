"""The second reader asked for all ended cases of a study, by the command: no case before its last read."""

from datetime import UTC, datetime

import pytest

from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.events import EventKind
from sacroread.study.model import Condition, Draft, Read, Reader, Role
from sacroread.worklists import seat

DEMO = resource("demo")
NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)
CONTESTED, AGREED, UNGRADABLE, UNREAD = "SYN00001", "SYN00003", "SYN00024", "SYN00005"
RULES = """\
name = "Asked for all"
design = "adjudicated"
second_reader = "never"
seed = 2020
is_synthetic = true
modalities = ["DX"]
scale = "mny"
discordant = "third reader"
decoy_share = 0.0
repeat_share = 0.0
washout_days = 28
"""


@pytest.fixture
def study(sacroread, tmp_path):
    """Four radiographs of the demo; two readers differ on one, agree on two, and have not read the fourth."""
    rules, cases, reads = (tmp_path / name for name in ("rules.toml", "cases.csv", "reads.csv"))
    rules.write_text(RULES)
    cases.write_text(_lines("cases.csv", {CONTESTED, AGREED, UNGRADABLE, UNREAD}).replace(
        "radiographs/", f"{DEMO}/radiographs/"
    ))  # fmt: skip
    reads.write_text(_lines("reads.csv", {CONTESTED, AGREED, UNGRADABLE}))
    path = tmp_path / "study.sacro"
    assert sacroread("new", path, "--design", "adjudicated", "--protocol", rules).returncode == 0
    taken = sacroread("import", path, "--cases", cases, "--reads", reads)
    assert "4 cases and 6 reads taken" in taken.stdout, taken.stderr
    return path


def _lines(name, case_ids):
    header, *lines = (DEMO / name).read_text().splitlines()
    place = header.split(",").index("case_id")
    return "\n".join([header, *(line for line in lines if line.split(",")[place] in case_ids)]) + "\n"


def test_ended_cases_are_predicted_once_and_a_contested_one_after_its_third_read(sacroread, study):
    first = sacroread("predict", study)
    assert "2 predictions of ended cases, 0 refused" in first.stdout, first.stderr
    with open_study(study) as store:
        assert {each.case_id for each in store.predictions()} == {AGREED, UNGRADABLE}
        seat(store, CENTRAL_2)
        said = (CENTRAL_2.reader_id, CENTRAL_2.role, CONTESTED, Condition.UNAIDED, 0, Draft(), True, NOW)
        store.append([Read("third", *said)])
    assert "1 predictions of ended cases" in sacroread("predict", study).stdout
    with open_study(study) as store:
        assert {each.case_id for each in store.predictions()} == {AGREED, UNGRADABLE, CONTESTED}
        details = [each.detail for each in store.events([EventKind.IMPORT])][-2:]
        assert details == [f"{count} predictions of the second reader" for count in (2, 1)]
        assert store.audit(None) == []
