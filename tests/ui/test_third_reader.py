"""The third reader at the desk while the first two still read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sacroread.errors import SacroReadError
from sacroread.store.store import create_study
from sacroread.study import desk as steps
from sacroread.study.model import Case, Grade, Reader, Role, Side
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.reading import Reading
from sacroread.worklists import seat

LOCAL, CENTRAL_1 = Reader("local-1", Role.LOCAL), Reader("central-1", Role.CENTRAL_1)
CENTRAL_2 = Reader("central-2", Role.CENTRAL_2)
CASES = ["a", "b", "c"]


@pytest.fixture
def store(qapp, tmp_path):
    """An adjudicated study of three cases, without decoys, with every seat taken."""
    rules = replace(default_protocol("Study", Design.ADJUDICATED, 7), decoy_share=0.0)
    with create_study(tmp_path / "study.sacro", rules, datetime.now(UTC)) as store:
        store.add_cases([Case(case_id, case_id, f"{case_id}.dcm", case_id) for case_id in CASES])
        for reader in (LOCAL, CENTRAL_1, CENTRAL_2):
            seat(store, reader)
        yield store


def lock(reading, case_id, grade):
    reading.step(steps.go_to, reading.desk.worklist.index(case_id))
    for side in Side:
        reading.step(steps.grade, side, grade)
    reading.lock()


def test_a_case_comes_to_the_third_reader_with_the_lock_that_makes_it_discordant(store):
    local, central = Reading(store, LOCAL), Reading(store, CENTRAL_1)
    lock(local, "a", Grade.UNEQUIVOCAL)
    assert store.worklist(CENTRAL_2) == ()
    lock(central, "b", Grade.NORMAL)
    lock(central, "a", Grade.NORMAL)
    assert store.worklist(CENTRAL_2) == ("a",)
    lock(local, "b", Grade.NORMAL)
    assert store.worklist(CENTRAL_2) == ("a",)


def test_he_cannot_begin_before_there_is_a_case_and_is_told_why(store):
    with pytest.raises(SacroReadError, match="They come as the others lock their reads"):
        Reading(store, CENTRAL_2)


def test_the_end_of_his_worklist_is_no_end_while_cases_can_come(store):
    local, central = Reading(store, LOCAL), Reading(store, CENTRAL_1)
    for reading, grade in ((local, Grade.UNEQUIVOCAL), (central, Grade.NORMAL)):
        lock(reading, "a", grade)
    third = Reading(store, CENTRAL_2)
    lock(third, "a", Grade.UNEQUIVOCAL)
    assert third.desk.is_at_end
    assert not third.desk.is_finished  # so that no result of the others opens to him
    for reading, grade in ((local, Grade.UNEQUIVOCAL), (central, Grade.NORMAL)):
        lock(reading, "b", grade)
    third.lock()  # he asks for more
    assert (third.desk.case_id, third.desk.is_locked) == ("b", False)
    for reading in (local, central):
        lock(reading, "c", Grade.NORMAL)
    lock(third, "b", Grade.NORMAL)
    assert third.desk.is_finished


def test_a_study_that_goes_away_while_he_waits_for_more_is_told_in_words(store):
    local, central = Reading(store, LOCAL), Reading(store, CENTRAL_1)
    for reading, grade in ((local, Grade.UNEQUIVOCAL), (central, Grade.NORMAL)):
        lock(reading, "a", grade)
    third, told = Reading(store, CENTRAL_2), []
    lock(third, "a", Grade.UNEQUIVOCAL)
    third.refused.connect(told.append)
    store.path.rename(store.path.with_name("elsewhere.sacro"))
    third.lock()  # he asks for more
    assert len(told) == 1
    assert "moved" in told[0]
    store.path.with_name("elsewhere.sacro").rename(store.path)
    third.lock()
    assert third.desk.is_at_end


def test_more_cases_come_to_the_desk_by_themselves_with_the_last_lock(store):
    local, central = Reading(store, LOCAL), Reading(store, CENTRAL_1)
    for reading, grade in ((local, Grade.UNEQUIVOCAL), (central, Grade.NORMAL)):
        lock(reading, "a", grade)
    third = Reading(store, CENTRAL_2)
    for case_id in "bc":
        for reading, grade in ((local, Grade.UNEQUIVOCAL), (central, Grade.NORMAL)):
            lock(reading, case_id, grade)
    lock(third, "a", Grade.NORMAL)
    assert len(third.desk.worklist) == 3
    assert third.desk.case_id == third.desk.worklist[1]
    assert third.desk.worklist == store.worklist(CENTRAL_2)
