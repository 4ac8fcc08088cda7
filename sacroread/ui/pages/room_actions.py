"""The reading room's actions: what each name of the key map does."""

from collections.abc import Callable
from functools import partial

from sacroread.imaging.autowindow import PRESET_PERCENTS, automatic_window, file_window, preset_windows
from sacroread.imaging.radiograph import Radiograph
from sacroread.study import desk as steps
from sacroread.study.model import Draft, Grade, Lesion, Side, Ungradable, Window
from sacroread.study.protocol import Scale
from sacroread.ui.pages.quality_panel import step_confidence, step_quality, step_reason
from sacroread.ui.reading import Reading
from sacroread.ui.viewer.filters import Filter
from sacroread.ui.viewer.stage import Stage
from sacroread.ui.viewer.tools import Tool

PRESETS = (*PRESET_PERCENTS, "automatic", "file_2", "file_3", "file_4")


def enter_grade(reading: Reading, value: Grade) -> None:
    """Grade the active side; where the scale is the decision alone, 1 says definite and 0 not definite."""
    desk = reading.desk
    if desk.scale is not Scale.DEFINITE_ONLY:
        reading.step(steps.grade, desk.active_side, value)
    elif value in {Grade.NORMAL, Grade.SUSPICIOUS}:
        reading.step(steps.decide, value is Grade.SUSPICIOUS)


def grading_actions(reading: Reading) -> dict[str, Callable[[], None]]:
    """Return the actions that enter something for the case in front."""

    def grade(value: Grade) -> Callable[[], None]:
        return lambda: enter_grade(reading, value)

    def mark(lesion: Lesion) -> Callable[[], None]:
        return lambda: reading.step(steps.toggle_lesion, reading.desk.active_side, lesion)

    return {
        **{f"grade_{value:d}": grade(value) for value in Grade},
        **{lesion.value: mark(lesion) for lesion in Lesion},
        "clear": lambda: reading.step(steps.clear, reading.desk.active_side),
        "ungradable": lambda: step_reason(reading, _next_reason(reading.desk.draft)),
        "quality": lambda: step_quality(reading),
        "less_sure": lambda: step_confidence(reading, -1),
        "more_sure": lambda: step_confidence(reading, 1),
        "other_side": lambda: reading.step(steps.focus, reading.desk.active_side.other),
        "lock": reading.lock,
    }


def undoing_actions(reading: Reading, stage: Stage) -> dict[str, Callable[[], None]]:
    """Return undo and redo over what was entered and what was measured, in one order."""
    return {
        "undo": lambda: None if stage.undo() else reading.step(steps.undo),
        "redo": lambda: None if stage.redo() else reading.step(steps.redo),
    }


def looking_actions(stage: Stage) -> dict[str, Callable[[], None]]:
    """Return the actions of the eye, of which nothing is recorded."""
    return {
        "length": partial(stage.take_up, Tool.LENGTH),
        "angle": partial(stage.take_up, Tool.ANGLE),
        "rotate_by_hand": partial(stage.take_up, Tool.ROTATE),
        "magnifier": stage.switch_lens,
        "sharpen": partial(stage.switch_filter, Filter.SHARPEN),
        "local_contrast": partial(stage.switch_filter, Filter.LOCAL_CONTRAST),
        "compare": stage.switch_compare,
        "fit": stage.fit,
    }


def preset_window(radiograph: Radiograph, name: str) -> Window | None:
    """Return the window of a preset; None when the file holds none of that place."""
    if name in PRESET_PERCENTS:
        return preset_windows(radiograph)[name]
    return automatic_window(radiograph) if name == "automatic" else file_window(radiograph, int(name[-1]) - 1)


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
    reasons, form = list(Ungradable), draft.quality
    if form is None or form.reason is None:
        return reasons[0]
    return reasons[(reasons.index(form.reason) + 1) % len(reasons)]
