"""A reader's sessions on a server, with his own login: aided first or last, and again after a wash-out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import psycopg
import pytest

from sacroread.desks import desk_of
from sacroread.errors import SacroReadError
from sacroread.store.store import open_study
from sacroread.study import desk as steps
from sacroread.study.model import Condition, Grade, Prediction, Reader, Role, Side
from sacroread.study.protocol import Design, SecondReaderAccess, default_protocol
from sacroread.worklists import seat

SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py
READER = Reader("reader-1", Role.PANEL)
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=29)
PANEL = replace(default_protocol("Study", Design.PANEL, 7), repeat_share=0.0)
CROSSOVER = replace(PANEL, second_reader=SecondReaderAccess.CROSSOVER)
PREDICTION = Prediction("c1", 0.75, "demo", "abc", None)


class Site:
    def __init__(self, server, name, owner):
        self._server, self._name, self._owner = server, name, owner
        self.login = f"{name}.{READER.reader_id}"
        self.store = open_study(server.address(name, self.login, SECRET))

    def predict_all(self):
        with open_study(self._owner) as store:
            for number in range(8):
                store.save_prediction(replace(PREDICTION, case_id=f"c{number}"))

    def told(self, statement, *values):
        with psycopg.connect(self._server.dsn(self._name, self.login, SECRET)) as connection:
            return connection.execute(statement, values).fetchall()

    def predicted(self):
        return {case_id for (case_id,) in self.told("SELECT case_id FROM predictions")}


@pytest.fixture
def site(server, on_server):
    made = []

    def make(rules):
        made.append(Site(server, *on_server(rules, (READER.reader_id,))))
        return made[-1]

    yield make
    for each in made:
        each.store.close()


def lock_all(store, desk, at):
    desk = steps.opened(desk)
    while not desk.is_at_end:
        desk = lock_one(store, desk, at)
    return desk


def lock_one(store, desk, at):
    for side in Side:
        desk = steps.grade(desk, side, Grade.MINIMAL)
    name = f"{desk.case_id}/{desk.condition}/{desk.repeat}"
    desk, read = steps.lock(desk, name, at, 1.0)
    store.append([read])
    return desk


def test_a_crossover_shows_predictions_of_the_cases_that_are_aided_and_of_no_others(site):
    study = site(CROSSOVER)
    study.predict_all()
    seat(study.store, READER)
    first = desk_of(study.store, READER, NOW)
    assert 3 <= len(first.aided_cases) <= 5
    assert study.predicted() == set(first.aided_cases)
    unaided = next(case_id for case_id in first.worklist if case_id not in first.aided_cases)
    aided = next(iter(first.aided_cases))
    study.store.save_prediction(replace(PREDICTION, case_id=aided, bundle_sha256="made here"))
    with pytest.raises(SacroReadError, match="may not do that"):
        study.store.save_prediction(replace(PREDICTION, case_id=unaided, bundle_sha256="made here"))
    lock_all(study.store, first, NOW)
    assert study.predicted() == set(first.aided_cases)


def test_the_second_session_comes_after_the_wash_out_and_reads_every_case_the_other_way(site):
    study = site(CROSSOVER)
    study.predict_all()
    seat(study.store, READER)
    first = lock_all(study.store, desk_of(study.store, READER, NOW), LONG_AGO)
    second = desk_of(study.store, READER, NOW)
    assert second.session == 2
    assert set(second.worklist) == set(first.worklist)
    assert second.aided_cases == set(first.worklist) - first.aided_cases
    assert study.predicted() == set(first.worklist)
    assert lock_all(study.store, second, NOW).is_finished
    kinds = {(read.case_id, read.condition) for read in study.store.reads()}
    assert kinds == {(case_id, condition) for case_id in first.worklist for condition in Condition}
    assert study.store.audit(study.store.anchor()) == []


def test_a_computer_whose_clock_is_fast_sits_down_and_gets_what_the_server_says_is_due(site):
    study = site(CROSSOVER)
    seat(study.store, READER)
    begun = steps.opened(desk_of(study.store, READER, NOW))
    lock_all(study.store, lock_one(study.store, begun, NOW - timedelta(days=27)), LONG_AGO)
    second = desk_of(study.store, READER, NOW + timedelta(days=2))
    assert second.session == 2
    assert set(second.worklist) == set(begun.worklist) - {begun.case_id}


@pytest.mark.parametrize("at", [NOW, NOW - timedelta(days=27)])
def test_no_program_brings_a_case_again_before_its_wash_out_or_into_a_session_that_there_is_not(site, at):
    study = site(CROSSOVER)
    seat(study.store, READER)
    first = lock_all(study.store, desk_of(study.store, READER, NOW), at)
    assert desk_of(study.store, READER, NOW).session == 1
    for session in (1, 2, 3):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            study.told("INSERT INTO worklists VALUES ('reader-1', %s, 9, %s)", session, first.case_id)


@pytest.mark.parametrize(("minutes", "is_over"), [(30, True), (-30, False)])
def test_a_day_of_the_wash_out_has_24_hours_where_clocks_are_put_forward_and_back(site, minutes, is_over):
    berlin = ZoneInfo("Europe/Berlin")
    offset = NOW.astimezone(berlin).utcoffset()
    days = next(
        each for each in count(28) if (NOW - timedelta(each)).astimezone(berlin).utcoffset() != offset
    )
    study = site(replace(CROSSOVER, washout_days=days))
    seat(study.store, READER)
    at = datetime.now(UTC) - timedelta(days=days, minutes=minutes)
    first = lock_all(study.store, desk_of(study.store, READER, NOW), at)
    statement = "SELECT set_config('timezone', 'Europe/Berlin', false), may_come_again(%s, 2)"
    assert study.told(statement, first.case_id) == [("Europe/Berlin", is_over)]


def test_repeats_come_on_a_server_too_and_no_read_belongs_to_a_session_without_its_case(site, read_of):
    study = site(replace(PANEL, repeat_share=1.0))
    seat(study.store, READER)
    lock_all(study.store, desk_of(study.store, READER, NOW), LONG_AGO)
    with pytest.raises(SacroReadError, match="may not do that"):
        study.store.append([read_of("c1", token="early", session=2, repeat=1)])
    again = desk_of(study.store, READER, NOW)
    assert (again.session, again.repeat, len(again.worklist)) == (2, 1, 8)
    assert lock_all(study.store, again, NOW).is_finished


def test_where_reads_are_aided_from_the_start_predictions_are_there_from_the_start(site):
    study = site(replace(PANEL, second_reader=SecondReaderAccess.AIDED))
    study.predict_all()
    assert study.predicted() == {f"c{number}" for number in range(7)}
    seat(study.store, READER)
    assert study.predicted() == {f"c{number}" for number in range(8)}
