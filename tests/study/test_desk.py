"""The steps on the desk, and what no sequence of them may do."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.study import desk as steps
from sacroread.study.desk import Desk
from sacroread.study.model import (
    Condition,
    Confidence,
    Draft,
    Grade,
    Lesion,
    Presentation,
    Quality,
    QualityForm,
    Reader,
    Role,
    Side,
    Ungradable,
    Window,
)
from sacroread.study.protocol import AidedStart, Scale, SecondReaderAccess

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
READER = Reader("reader-3", Role.PANEL)


def new_desk(access=SecondReaderAccess.NEVER, cases=("a", "b", "c")):
    return Desk(READER, cases, access)


def graded(desk, right=2, left=2):
    return steps.grade(steps.grade(desk, Side.RIGHT, Grade(right)), Side.LEFT, Grade(left))


def test_a_grade_moves_the_hand_to_the_other_side():
    desk = steps.grade(new_desk(), Side.RIGHT, Grade.UNEQUIVOCAL)
    assert desk.active_side is Side.LEFT
    assert desk.draft.grades == {Side.RIGHT: Grade.UNEQUIVOCAL}


def test_a_case_graded_and_locked_takes_the_next_one():
    desk, read = steps.lock(graded(new_desk()), "token", NOW, 12.5)
    assert desk.case_id == "b"
    assert (read.case_id, read.definite, read.condition) == ("a", True, Condition.UNAIDED)
    assert (read.locked_at, read.active_seconds, read.role) == (NOW, 12.5, Role.PANEL)


def test_the_prediction_is_hidden_until_the_own_grade_is_locked():
    desk = graded(new_desk(SecondReaderAccess.AFTER_LOCK))
    assert not desk.may_see_prediction
    after, _ = steps.lock(desk, "token", NOW, 1.0)
    assert (after.case_id, after.may_see_prediction) == ("a", True)
    assert not steps.go_on(after).may_see_prediction


def test_a_blinding_protocol_never_shows_the_prediction():
    desk, _ = steps.lock(graded(new_desk(SecondReaderAccess.NEVER)), "token", NOW, 1.0)
    assert not steps.go_to(desk, 0).may_see_prediction


def test_half_a_grading_cannot_be_locked():
    half = steps.grade(new_desk(), Side.LEFT, Grade.NORMAL)
    assert not steps.may_lock(half)
    with pytest.raises(ValueError, match="cannot be locked"):
        steps.lock(half, "token", NOW, 1.0)


def test_an_ungradable_radiograph_is_locked_without_a_decision():
    desk = steps.mark_ungradable(graded(new_desk()), Ungradable.LOW_RESOLUTION)
    _, read = steps.lock(desk, "token", NOW, 1.0)
    assert (read.definite, read.draft.ungradable, read.draft.grades) == (None, Ungradable.LOW_RESOLUTION, {})


def test_grading_takes_ungradable_back():
    desk = steps.grade(steps.mark_ungradable(new_desk(), Ungradable.OTHER), Side.RIGHT, Grade.NORMAL)
    assert desk.draft.ungradable is None


def test_clearing_takes_one_grade_or_ungradable_back():
    assert steps.clear(graded(new_desk()), Side.LEFT).draft.grades == {Side.RIGHT: Grade.MINIMAL}
    assert steps.clear(steps.mark_ungradable(new_desk(), Ungradable.OTHER), Side.LEFT).draft == Draft()


def test_a_lesion_is_marked_and_taken_back_on_its_own_side():
    once = steps.toggle_lesion(new_desk(), Side.LEFT, Lesion.EROSION)
    assert once.draft.lesions == {Side.LEFT: frozenset({Lesion.EROSION})}
    assert steps.toggle_lesion(once, Side.LEFT, Lesion.EROSION).draft.lesions[Side.LEFT] == frozenset()


def test_undo_and_redo_walk_through_what_was_entered():
    desk = graded(new_desk())
    back = steps.undo(steps.undo(desk))
    assert back.draft == Draft()
    assert steps.redo(steps.redo(back)).draft == desk.draft


def test_after_an_undo_the_corrected_grade_goes_to_the_side_that_was_undone():
    desk = steps.undo(steps.grade(new_desk(), Side.RIGHT, Grade.MINIMAL))
    assert desk.active_side is Side.RIGHT
    assert steps.redo(desk).active_side is Side.LEFT


def test_a_half_graded_case_waits_for_its_other_side():
    desk = steps.go_back(steps.go_on(steps.grade(new_desk(), Side.RIGHT, Grade.MINIMAL)))
    assert (desk.case_id, desk.active_side) == ("a", Side.LEFT)
    assert (
        steps.opened(Desk(READER, ("a",), SecondReaderAccess.NEVER, drafts=desk.drafts)).active_side
        is Side.LEFT
    )


def test_a_lesion_on_an_ungradable_radiograph_makes_it_gradable_again():
    desk = steps.toggle_lesion(steps.mark_ungradable(new_desk(), Ungradable.OTHER), Side.LEFT, Lesion.EROSION)
    assert desk.draft.ungradable is None


def test_a_window_gesture_is_one_step_back():
    first, second = Presentation(Window(100, 50)), Presentation(Window(120, 60))
    desk = steps.present(steps.present(new_desk(), first), second, continues=True)
    assert desk.draft.presentation == second
    assert steps.undo(desk).draft.presentation == Presentation()


def test_undo_never_reaches_a_locked_read():
    desk, _ = steps.lock(graded(new_desk(SecondReaderAccess.AFTER_LOCK)), "token", NOW, 1.0)
    assert steps.undo(desk) == desk


def test_what_was_entered_is_still_there_when_the_reader_comes_back():
    desk = steps.go_back(steps.go_on(steps.grade(new_desk(), Side.RIGHT, Grade.ANKYLOSIS)))
    assert (desk.case_id, desk.draft.grades) == ("a", {Side.RIGHT: Grade.ANKYLOSIS})


def test_going_on_skips_locked_cases_and_comes_round():
    desk, _ = steps.lock(graded(steps.go_to(new_desk(), 1)), "token", NOW, 1.0)
    assert desk.case_id == "c"
    assert steps.go_on(desk).case_id == "a"
    assert steps.go_back(steps.go_to(desk, 2)).case_id == "a"


def test_a_desk_opens_at_the_first_unlocked_case():
    after, read = steps.lock(graded(new_desk()), "token", NOW, 1.0)
    assert (
        steps.opened(Desk(READER, ("a", "b", "c"), SecondReaderAccess.NEVER, locked={"a": read})).case_id
        == "b"
    )
    assert not after.is_finished


def twice(start):
    """A desk on which each case is read unaided and then aided in the same session."""
    return Desk(READER, ("a", "b", "c"), SecondReaderAccess.SAME_SESSION, aided_start=start)


LIMITED = QualityForm(Quality.LIMITED, Ungradable.LOW_RESOLUTION, "left joint under gas")


def test_a_limited_radiograph_is_graded_and_the_reason_is_kept():
    _, read = steps.lock(steps.state_quality(graded(new_desk()), LIMITED), "token", NOW, 1.0)
    assert (read.draft.quality, read.definite) == (LIMITED, True)


def test_a_limited_radiograph_needs_its_reason_before_the_lock():
    desk = steps.state_quality(graded(new_desk()), QualityForm(Quality.LIMITED))
    assert not steps.may_lock(desk)
    assert steps.may_lock(steps.state_quality(desk, LIMITED))


def test_not_gradable_with_words_of_its_own_leaves_no_grade_no_lesion_and_no_confidence():
    form = QualityForm(Quality.NOT_GRADABLE, Ungradable.OTHER, "hip prosthesis")
    sure = steps.state_confidence(graded(new_desk()), Confidence.VERY_SURE)
    desk = steps.state_quality(steps.toggle_lesion(sure, Side.LEFT, Lesion.EROSION), form)
    _, read = steps.lock(desk, "token", NOW, 1.0)
    assert (read.draft, read.definite) == (Draft(quality=form), None)


def test_a_grade_takes_back_that_a_radiograph_is_not_gradable_and_leaves_that_it_is_limited():
    ungradable = steps.mark_ungradable(new_desk(), Ungradable.OTHER)
    assert steps.grade(ungradable, Side.LEFT, Grade.NORMAL).draft.quality is None
    limited = steps.state_quality(new_desk(), LIMITED)
    assert steps.grade(limited, Side.LEFT, Grade.NORMAL).draft.quality == LIMITED


def test_words_that_are_being_typed_are_one_step_back():
    desk = steps.state_quality(graded(new_desk()), QualityForm(Quality.READABLE))
    for words in ("d", "da", "dark"):
        desk = steps.state_quality(desk, QualityForm(Quality.READABLE, words=words), continues=words != "d")
    assert steps.undo(desk).draft.quality == QualityForm(Quality.READABLE)


def test_confidence_is_optional_and_can_be_taken_back():
    desk = steps.state_confidence(graded(new_desk()), Confidence.SURE)
    assert desk.draft.confidence == 4
    assert steps.may_lock(steps.state_confidence(desk, None))


def test_the_aided_draft_begins_after_the_unaided_lock_with_the_case_still_in_front():
    desk = graded(twice(AidedStart.EMPTY))
    assert (desk.condition, desk.may_see_prediction) == (Condition.UNAIDED, False)
    after, read = steps.lock(desk, "token", NOW, 1.0)
    assert (after.case_id, after.condition, after.may_see_prediction) == ("a", Condition.AIDED, True)
    assert (read.condition, after.is_locked, after.draft) == (Condition.UNAIDED, False, Draft())
    assert after.unaided == {"a": read}


def test_both_reads_are_kept_and_what_changed_is_told():
    desk, unaided = steps.lock(graded(twice(AidedStart.UNAIDED), 1, 2), "first", NOW, 1.0)
    assert desk.changes.sentence == "As unaided."
    desk = steps.grade(desk, Side.RIGHT, Grade.MINIMAL)
    assert desk.changes.sentence == "Changed: right 1 to 2, not definite to definite."
    after, aided = steps.lock(desk, "second", NOW, 1.0)
    assert (unaided.condition, unaided.definite) == (Condition.UNAIDED, False)
    assert (aided.condition, aided.definite) == (Condition.AIDED, True)
    assert (after.locked, after.unaided, after.case_id) == ({"a": aided}, {"a": unaided}, "b")


def test_undo_in_the_aided_draft_never_reaches_the_unaided_read():
    desk, unaided = steps.lock(graded(twice(AidedStart.UNAIDED)), "first", NOW, 1.0)
    assert steps.undo(desk) == desk
    assert steps.undo(steps.grade(desk, Side.RIGHT, Grade.NORMAL)).draft == unaided.draft


def test_the_second_reader_is_asked_with_what_the_unaided_read_was_locked_with():
    shown = Presentation(Window(100, 50))
    desk, _ = steps.lock(steps.present(graded(twice(AidedStart.EMPTY)), shown), "first", NOW, 1.0)
    later = steps.present(desk, Presentation(Window(9, 9)))
    assert (desk.draft.presentation, later.predicted_draft.presentation) == (shown, shown)


def test_a_case_read_aided_only_shows_the_prediction_at_once():
    desk = graded(new_desk(SecondReaderAccess.AIDED))
    assert desk.may_see_prediction
    after, read = steps.lock(desk, "token", NOW, 1.0)
    assert (read.condition, after.case_id) == (Condition.AIDED, "b")


def test_in_a_crossover_only_the_aided_half_shows_the_prediction():
    desk = Desk(READER, ("a", "b"), SecondReaderAccess.CROSSOVER, session=2, aided_cases=frozenset("b"))
    desk, unaided = steps.lock(graded(desk), "token", NOW, 1.0)
    assert (unaided.condition, unaided.session) == (Condition.UNAIDED, 2)
    assert not steps.go_to(desk, 0).may_see_prediction
    assert (desk.condition, desk.may_see_prediction) == (Condition.AIDED, True)


def test_where_grades_2_and_3_are_pooled_both_keys_give_the_same_grade():
    desk = Desk(READER, ("a",), SecondReaderAccess.NEVER, scale=Scale.POOLED_2_3)
    assert graded(desk, 2, 0).draft == graded(desk, 3, 0).draft


def test_where_the_scale_is_the_decision_alone_the_decision_is_locked_without_grades():
    desk = Desk(READER, ("a",), SecondReaderAccess.NEVER, scale=Scale.DEFINITE_ONLY)
    assert not steps.may_lock(graded(desk))
    _, read = steps.lock(steps.decide(desk, definite=False), "token", NOW, 1.0)
    assert (read.definite, read.draft.grades) == (False, {})


ANY_STEP = st.one_of(
    st.builds(lambda s, g: lambda d: steps.grade(d, s, g), st.sampled_from(Side), st.sampled_from(Grade)),
    st.builds(lambda s: lambda d: steps.clear(d, s), st.sampled_from(Side)),
    st.builds(
        lambda s, v: lambda d: steps.toggle_lesion(d, s, v), st.sampled_from(Side), st.sampled_from(Lesion)
    ),
    st.builds(lambda r: lambda d: steps.mark_ungradable(d, r), st.sampled_from(Ungradable)),
    st.builds(lambda q: lambda d: steps.state_quality(d, q), st.sampled_from([None, LIMITED])),
    st.builds(lambda c: lambda d: steps.state_confidence(d, c), st.sampled_from(Confidence)),
    st.builds(lambda c: lambda d: steps.present(d, Presentation(Window(c, 10))), st.integers(1, 9)),
    st.sampled_from([steps.undo, steps.redo, steps.go_on, steps.go_back]),
    st.builds(lambda p: lambda d: steps.go_to(d, p), st.integers(0, 2)),
)


@given(before=st.lists(ANY_STEP, max_size=6), after=st.lists(ANY_STEP, max_size=12))
def test_no_sequence_of_steps_changes_or_loses_a_locked_read(before, after):
    desk = new_desk(SecondReaderAccess.AFTER_LOCK)
    for step in before:
        desk = step(desk)
    desk, read = steps.lock(graded(desk), "token", NOW, 1.0)
    for step in after:
        desk = step(desk)
    assert desk.locked == {read.case_id: read}
    assert desk.may_see_prediction == (desk.case_id == read.case_id)
    shown = desk.drafts[read.case_id]
    assert (shown.grades, shown.lesions, shown.ungradable) == (read.draft.grades, read.draft.lesions, None)


# one undo for one gesture


def test_a_grade_entered_during_a_drag_is_taken_back_by_itself():
    shown = [Presentation(window=Window(center, 100)) for center in (1, 2, 3)]
    desk = steps.present(new_desk(), shown[0])
    desk = steps.grade(steps.present(desk, shown[1], continues=True), Side.RIGHT, Grade.MINIMAL)
    desk = steps.present(desk, shown[2], continues=True)
    assert steps.undo(desk).draft.presentation == shown[1]
    assert steps.undo(desk).draft.grades == {Side.RIGHT: Grade.MINIMAL}
    assert steps.undo(steps.undo(desk)).draft == Draft(presentation=shown[1])
    assert steps.undo(steps.undo(steps.undo(desk))).draft == Draft()


def test_the_first_typed_word_does_not_join_the_reason_before_it():
    form = QualityForm(Quality.LIMITED, Ungradable.OTHER)
    desk = steps.state_quality(new_desk(), form)
    for words in ("a", "an", "an im"):
        desk = steps.state_quality(desk, replace(form, words=words), continues=True)
    assert steps.undo(desk).draft.quality == form
    assert steps.undo(steps.undo(desk)).draft.quality is None


def test_nothing_can_be_redone_after_the_hand_has_moved_on():
    desk = steps.present(new_desk(), Presentation(is_inverted=True))
    desk = steps.undo(steps.grade(desk, Side.RIGHT, Grade.MINIMAL))
    moved = steps.present(desk, Presentation(is_inverted=True, window=Window(5, 6)), continues=True)
    assert steps.redo(moved) == moved
