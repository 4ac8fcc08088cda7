"""Which cases come again to a reader, from when on, and in which condition."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study.model import Condition, Draft, Read, Role
from sacroread.study.protocol import Design, SecondReaderAccess, default_protocol
from sacroread.study.sessions import (
    Session,
    access,
    aided_cases,
    cases_of,
    due_since,
    is_repeated,
    sessions,
)

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PANEL = default_protocol("Study", Design.PANEL, 7)
CROSSOVER = replace(PANEL, second_reader=SecondReaderAccess.CROSSOVER)
FIRST, SECOND, REPEATS = Session(1, 0), Session(2, 0), Session(3, 1)
MANY = [f"c{number}" for number in range(10_000)]


def read(case_id, session=1, at=NOW):
    return Read(
        f"{case_id}/{session}",
        "r",
        Role.PANEL,
        case_id,
        Condition.UNAIDED,
        0,
        Draft(),
        True,
        at,
        session=session,
    )


def test_a_panel_has_one_session_and_its_repeats_and_a_crossover_two_and_its_repeats():
    assert sessions(PANEL) == (FIRST, Session(2, 1))
    assert sessions(CROSSOVER) == (FIRST, SECOND, REPEATS)
    assert sessions(replace(CROSSOVER, repeat_share=0.0)) == (FIRST, SECOND)


@given(st.lists(st.sampled_from(MANY), unique=True, max_size=60), st.text(max_size=3))
def test_a_crossover_reads_half_the_cases_first_each_way_and_every_case_both_ways(order, reader):
    first = aided_cases(CROSSOVER, FIRST, reader, order)
    second = aided_cases(CROSSOVER, SECOND, reader, order)
    assert abs(len(first) - len(second)) <= 1
    assert first | second == set(order)
    assert not first & second


def test_half_the_readers_begin_aided():
    count = sum("c" in aided_cases(CROSSOVER, FIRST, f"r{number}", ["c"]) for number in range(1000))
    assert abs(count - 500) < 4 * 250**0.5  # of a binomial count


def test_repeats_are_the_protocols_share_and_another_choice_for_each_reader():
    chosen = {case_id for case_id in MANY if is_repeated(PANEL, "r1", case_id)}
    assert abs(len(chosen) - 1000) < 4 * 900**0.5  # of a binomial count
    assert chosen != {case_id for case_id in MANY if is_repeated(PANEL, "r2", case_id)}
    assert set(cases_of(PANEL, Session(2, 1), "r1", MANY)) == chosen


def test_a_case_comes_again_after_the_wash_out_of_its_newest_lock():
    later = NOW + timedelta(days=3)
    reads = [read("a"), read("a", 2, later), read("b")]
    assert due_since(CROSSOVER, SECOND, reads) == dict.fromkeys("ab", NOW + timedelta(days=28))
    assert due_since(CROSSOVER, REPEATS, reads)["a"] == later + timedelta(days=28)


def test_a_lock_at_the_end_of_time_leaves_the_other_cases_their_wash_out():
    reads = [read("a", at=datetime(9999, 12, 31, tzinfo=UTC)), read("b")]
    due = due_since(CROSSOVER, SECOND, reads)
    assert due["b"] == NOW + timedelta(days=28)
    assert due["a"].year == 9999


def test_a_case_whose_time_of_reading_is_unknown_never_comes_again():
    assert due_since(PANEL, Session(2, 1), [read("a", at=None), read("b")]).keys() == {"b"}


@pytest.mark.parametrize(
    "rule", [SecondReaderAccess.AFTER_LOCK, SecondReaderAccess.SAME_SESSION, SecondReaderAccess.CROSSOVER]
)
def test_where_the_second_reader_spoke_once_a_repeat_is_read_without_it(rule):
    protocol = replace(PANEL, second_reader=rule)
    assert access(protocol, sessions(protocol)[-1]) is SecondReaderAccess.NEVER
    assert access(protocol, FIRST) is rule
