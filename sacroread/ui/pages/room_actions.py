"""The reading room's actions: what each name of the key map does."""

from collections.abc import Callable

from sacroread.study import desk as steps
from sacroread.study.model import Draft, Grade, Lesion, Side, Ungradable
from sacroread.ui.reading import Reading


def grading_actions(reading: Reading) -> dict[str, Callable[[], None]]:
    """Return the actions that enter something for the case in front."""

    def grade(value: Grade) -> Callable[[], None]:
        return lambda: reading.step(steps.grade, reading.desk.active_side, value)

    def mark(lesion: Lesion) -> Callable[[], None]:
        return lambda: reading.step(steps.toggle_lesion, reading.desk.active_side, lesion)

    return {
        **{f"grade_{value:d}": grade(value) for value in Grade},
        **{lesion.value: mark(lesion) for lesion in Lesion},
        "clear": lambda: reading.step(steps.clear, reading.desk.active_side),
        "ungradable": lambda: reading.step(steps.mark_ungradable, _next_reason(reading.desk.draft)),
        "other_side": lambda: reading.step(steps.focus, reading.desk.active_side.other),
        "undo": lambda: reading.step(steps.undo),
        "redo": lambda: reading.step(steps.redo),
        "lock": reading.lock,
    }


def moving_actions(reading: Reading) -> dict[str, Callable[[], None]]:
    """Return the actions that put another case in front."""

    def by(places: int) -> None:
        reading.step(steps.go_to, (reading.desk.position + places) % len(reading.desk.worklist))

    return {
        "next": lambda: reading.step(steps.go_on),
        "previous": lambda: reading.step(steps.go_back),
        "following": lambda: by(1),
        "preceding": lambda: by(-1),
    }


def side_actions(reading: Reading, order: Callable[[], tuple[Side, Side]]) -> dict[str, Callable[[], None]]:
    """Return the actions that choose the active side by where its joint lies on the picture."""
    return {
        "side_on_left": lambda: reading.step(steps.focus, order()[0]),
        "side_on_right": lambda: reading.step(steps.focus, order()[1]),
    }


def _next_reason(draft: Draft) -> Ungradable:
    reasons = list(Ungradable)
    if draft.ungradable is None:
        return reasons[0]
    return reasons[(reasons.index(draft.ungradable) + 1) % len(reasons)]
