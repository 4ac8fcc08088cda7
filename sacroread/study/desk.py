"""What one reader has in front of them, as one frozen value, and the steps that change it.

A step is a pure function `Desk -> Desk`. Steps that would change a locked read leave the drafts as they are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sacroread.study.changes import Changes, changes
from sacroread.study.criteria import on_scale, verdict
from sacroread.study.model import (
    FIRST_SESSION,
    Condition,
    Confidence,
    Draft,
    Grade,
    Lesion,
    Presentation,
    QualityForm,
    Read,
    Reader,
    Side,
    Ungradable,
)
from sacroread.study.protocol import AidedStart, Scale, SecondReaderAccess


@dataclass(frozen=True)
class Desk:
    """One reader's place in one worklist.

    `drafts` holds what was entered for each case, locked or not; `earlier` and `later` are the drafts of the
    case in front that undo and redo go to. The case in front is `worklist[position]`. `may_grow` says that
    cases may still come to the worklist.

    `locked` holds, by case, the read after which nothing more is entered in this session. Where a case is
    read unaided and then aided in the same session, the unaided read stands in `unaided` from its lock on,
    the draft is the aided one, and the case is locked with the aided read; both are kept. In a crossover
    `aided_cases` are those that are read aided in this session. `repeat` is 0 for first reads.
    `comes_again` says that a later session will bring some of these cases again, after the wash-out.
    `beside` holds, by case, the patient's other cases whose radiographs may be looked at beside it; None
    where the protocol allows no such look.
    """

    reader: Reader
    worklist: tuple[str, ...]
    access: SecondReaderAccess
    position: int = 0
    active_side: Side = Side.RIGHT
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    locked: Mapping[str, Read] = field(default_factory=dict)
    earlier: tuple[Draft, ...] = ()
    later: tuple[Draft, ...] = ()
    may_grow: bool = False
    session: int = FIRST_SESSION
    repeat: int = 0
    scale: Scale = Scale.MNY
    aided_start: AidedStart | None = None
    aided_cases: frozenset[str] = frozenset()
    unaided: Mapping[str, Read] = field(default_factory=dict)
    comes_again: bool = False
    beside: Mapping[str, tuple[str, ...]] | None = None

    @property
    def case_id(self) -> str:
        """The case in front."""
        return self.worklist[self.position]

    @property
    def draft(self) -> Draft:
        """What has been entered for the case in front."""
        return self.drafts.get(self.case_id, Draft())

    @property
    def is_locked(self) -> bool:
        """Whether the case in front has been locked."""
        return self.case_id in self.locked

    @property
    def is_at_end(self) -> bool:
        """Whether every case of the worklist has been locked."""
        return all(case_id in self.locked for case_id in self.worklist)

    @property
    def is_finished(self) -> bool:
        """Whether every case has been locked and none can come, in this session or a later one."""
        return self.is_at_end and not self.may_grow and not self.comes_again

    @property
    def condition(self) -> Condition:
        """The condition of what is being entered for the case in front, or was entered last."""
        is_aided = {
            SecondReaderAccess.AIDED: True,
            SecondReaderAccess.SAME_SESSION: self.case_id in self.unaided,
            SecondReaderAccess.CROSSOVER: self.case_id in self.aided_cases,
        }.get(self.access, False)
        return Condition.AIDED if is_aided else Condition.UNAIDED

    @property
    def draft_session(self) -> int:
        """The session that the draft in front is kept under; an aided draft has the negative of its own.

        So it never takes the place of the unaided draft that was locked before it in the same session.
        """
        return -self.session if self.case_id in self.unaided else self.session

    @property
    def may_see_prediction(self) -> bool:
        """Whether the second reader may speak about this case: never before the unaided grade is locked."""
        is_after_lock = self.is_locked and self.access is SecondReaderAccess.AFTER_LOCK
        return is_after_lock or self.condition is Condition.AIDED

    @property
    def predicted_draft(self) -> Draft:
        """What the second reader is asked about once it may speak about this case.

        What was locked unaided; where the case is read aided only, the whole radiograph, of which nobody has
        said anything yet.
        """
        own = self.locked if self.access is SecondReaderAccess.AFTER_LOCK else self.unaided
        return own[self.case_id].draft if self.case_id in own else Draft()

    @property
    def changes(self) -> Changes | None:
        """What is now said otherwise than in the unaided read of the same session; None without one."""
        before = self.unaided.get(self.case_id)
        return changes(before.draft, self.draft, self.scale) if before else None


def opened(desk: Desk) -> Desk:
    """Return the desk at the first case that is not locked."""
    return _in_front(desk, _next_unlocked(desk, range(len(desk.worklist))))


def grade(desk: Desk, side: Side, value: Grade) -> Desk:
    """Grade one side, as the scale of the study knows the grade, and make the other side active."""
    known = on_scale(value, desk.scale)
    return replace(_entered(desk, lambda draft: draft.with_grade(side, known)), active_side=side.other)


def decide(desk: Desk, definite: bool | None) -> Desk:
    """Decide on definite sacroiliitis, where the scale is the decision alone; None takes it back."""
    return _entered(desk, lambda draft: draft.with_decision(definite))


def clear(desk: Desk, side: Side) -> Desk:
    """Clear the grade of one side, which becomes active; an ungradable radiograph is gradable again."""
    entered = _entered(desk, lambda draft: draft.without_grade(side).as_gradable())
    return focus(entered, side)


def toggle_lesion(desk: Desk, side: Side, lesion: Lesion) -> Desk:
    """Mark a lesion or take the mark back."""
    return focus(_entered(desk, lambda draft: draft.with_lesion_toggled(side, lesion)), side)


def mark_ungradable(desk: Desk, reason: Ungradable) -> Desk:
    """Say that the radiograph cannot be graded."""
    return _entered(desk, lambda draft: draft.as_ungradable(reason))


def state_quality(desk: Desk, form: QualityForm | None, *, continues: bool = False) -> Desk:
    """Fill in the quality form, or empty it (None). What is not gradable loses grades, lesions, confidence.

    `continues` joins it to the words typed before: one undo takes all of them back, and nothing else.
    """
    joins = _other_words_alone if continues else None
    return _entered(desk, lambda draft: draft.with_quality(form), joins)


def state_confidence(desk: Desk, confidence: Confidence | None) -> Desk:
    """Say how sure the reader is, or take it back (None)."""
    return _entered(desk, lambda draft: draft.with_confidence(confidence))


def present(desk: Desk, presentation: Presentation, *, continues: bool = False) -> Desk:
    """Show the radiograph otherwise. `continues` joins it to the gesture before: one undo takes both back.

    What was entered while the hand moved parts the gesture, and is taken back by itself.
    A locked radiograph may still be looked at in any way; the read keeps the presentation it was locked with.
    """
    draft = replace(desk.draft, presentation=presentation)
    if desk.is_locked:
        return replace(desk, drafts={**desk.drafts, desk.case_id: draft})
    return _entered(desk, lambda _: draft, _shown_otherwise if continues else None)


def focus(desk: Desk, side: Side) -> Desk:
    """Make one side the active one."""
    return replace(desk, active_side=side)


def undo(desk: Desk) -> Desk:
    """Go back to the draft before, the side it changed active again; never past a lock."""
    if not desk.earlier or desk.is_locked:
        return desk
    drafts = {**desk.drafts, desk.case_id: desk.earlier[-1]}
    back = replace(desk, drafts=drafts, earlier=desk.earlier[:-1], later=(desk.draft, *desk.later))
    return focus(back, _changed_side(desk.draft, back.draft) or desk.active_side)


def redo(desk: Desk) -> Desk:
    """Take back the last undo."""
    if not desk.later or desk.is_locked:
        return desk
    drafts = {**desk.drafts, desk.case_id: desk.later[0]}
    again = replace(desk, drafts=drafts, earlier=(*desk.earlier, desk.draft), later=desk.later[1:])
    side = _changed_side(desk.draft, again.draft)
    return focus(again, side.other if side and side in again.draft.grades else desk.active_side)


def lock(desk: Desk, token: str, locked_at: datetime, active_seconds: float) -> tuple[Desk, Read]:
    """Return the desk after the lock, and the read to be written before that desk is shown.

    The case stays in front when the reader may now see the prediction, and its aided draft begins where the
    protocol has one; otherwise the next unlocked case comes.

    Raises:
        ValueError: nothing to lock; ask `may_lock` first.
    """
    if not may_lock(desk):
        raise ValueError(f"{desk.case_id} cannot be locked")
    read = Read(
        token=token,
        reader_id=desk.reader.reader_id,
        role=desk.reader.role,
        case_id=desk.case_id,
        condition=desk.condition,
        repeat=desk.repeat,
        draft=desk.draft,
        definite=verdict(desk.draft, desk.scale).is_definite,
        locked_at=locked_at,
        active_seconds=active_seconds,
        session=desk.session,
    )
    return _after_lock(desk, read), read


def _after_lock(desk: Desk, read: Read) -> Desk:
    if desk.access is SecondReaderAccess.SAME_SESSION and read.condition is Condition.UNAIDED:
        drafts = {**desk.drafts, read.case_id: aided_draft(read.draft, desk.aided_start)}
        begun = replace(desk, unaided={**desk.unaided, read.case_id: read}, drafts=drafts)
        return _in_front(begun, desk.position)
    after = replace(desk, locked={**desk.locked, read.case_id: read}, earlier=(), later=())
    return after if after.access is SecondReaderAccess.AFTER_LOCK else go_on(after)


def aided_draft(unaided: Draft, start: AidedStart | None) -> Draft:
    """Return what an aided draft begins with: the unaided grades, or the presentation alone."""
    return unaided if start is AidedStart.UNAIDED else Draft(presentation=unaided.presentation)


def may_lock(desk: Desk) -> bool:
    """Say whether the case in front is complete, on the scale of the study, and not yet locked."""
    is_said = desk.draft.ungradable is not None or verdict(desk.draft, desk.scale).is_definite is not None
    return is_said and desk.draft.is_complete and not desk.is_locked


def go_on(desk: Desk) -> Desk:
    """Put the next unlocked case in front, from here to the end and then from the start."""
    return _moved(desk, _next_unlocked(desk, _after(desk)))


def go_back(desk: Desk) -> Desk:
    """Put the unlocked case before this one in front."""
    return _moved(desk, _next_unlocked(desk, reversed(_after(desk))))


def go_to(desk: Desk, position: int) -> Desk:
    """Put a case of the worklist in front, locked or not; `position` counts from 0."""
    return _moved(desk, position)


def _after(desk: Desk) -> list[int]:
    count = len(desk.worklist)
    return [(desk.position + step) % count for step in range(1, count)]


def _next_unlocked(desk: Desk, positions: Iterable[int]) -> int:
    unlocked = (position for position in positions if desk.worklist[position] not in desk.locked)
    return next(unlocked, desk.position)


def _changed_side(before: Draft, after: Draft) -> Side | None:
    """The one side whose grade differs; None where both do, or none."""
    sides = [side for side in Side if before.grades.get(side) != after.grades.get(side)]
    return sides[0] if len(sides) == 1 else None


def _moved(desk: Desk, position: int) -> Desk:
    """Another case in front, the first side without a grade active."""
    return desk if position == desk.position else _in_front(desk, position)


def _in_front(desk: Desk, position: int) -> Desk:
    draft = desk.drafts.get(desk.worklist[position], Draft())
    waiting = next((side for side in Side if side not in draft.grades), Side.RIGHT)
    return replace(desk, position=position, active_side=waiting, earlier=(), later=())


def _entered(
    desk: Desk, change: Callable[[Draft], Draft], joins: Callable[[Draft, Draft], bool] | None = None
) -> Desk:
    """Enter something; where `joins` says so of the entry before, the two are one for undo."""
    draft = change(desk.draft)
    if desk.is_locked or draft == desk.draft:
        return desk
    is_one = joins is not None and bool(desk.earlier) and joins(desk.earlier[-1], desk.draft)
    earlier = desk.earlier if is_one else (*desk.earlier, desk.draft)
    return replace(desk, drafts={**desk.drafts, desk.case_id: draft}, earlier=earlier, later=())


def _shown_otherwise(before: Draft, after: Draft) -> bool:
    """Whether an entry changed how the radiograph is shown, and nothing else."""
    return replace(before, presentation=after.presentation) == after


def _other_words_alone(before: Draft, after: Draft) -> bool:
    """Whether an entry changed the words of the quality form, and nothing else."""
    if before.quality is None or after.quality is None:
        return False
    return replace(before, quality=replace(before.quality, words=after.quality.words)) == after
