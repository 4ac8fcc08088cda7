"""Every action of the reading room, its words and its keys. Digits belong to grading."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class Group(StrEnum):
    """Headings of the key list, in its order."""

    GRADE = "Grade"
    CASE = "Case"
    PICTURE = "Picture"
    SECOND_READER = "Second reader"
    PAGES = "Pages"
    HELP = "Help"


@dataclass(frozen=True)
class Key:
    """An action: the name the code uses, the words people read, its shortcuts."""

    name: str
    words: str
    shortcuts: tuple[str, ...]
    group: Group


KEYS = (
    *(Key(f"grade_{n}", f"Grade {n} for the active side", (str(n),), Group.GRADE) for n in range(5)),
    Key("other_side", "Make the other side active", ("Tab",), Group.GRADE),
    Key("side_on_left", "Make the joint on the left of the picture active", ("Left",), Group.GRADE),
    Key("side_on_right", "Make the joint on the right of the picture active", ("Right",), Group.GRADE),
    Key("clear", "Clear the grade of the active side", ("Backspace",), Group.GRADE),
    Key("erosion", "Erosion", ("E",), Group.GRADE),
    Key("sclerosis", "Sclerosis", ("S",), Group.GRADE),
    Key("widening", "Widening", ("W",), Group.GRADE),
    Key("narrowing", "Narrowing", ("N",), Group.GRADE),
    Key("ankylosis", "Ankylosis", ("K",), Group.GRADE),
    Key("quality", "Quality: readable, limited, not gradable", ("Q",), Group.GRADE),
    Key(
        "ungradable",
        "Ungradable, or the reason why it is limited; again for the next one",
        ("U",),
        Group.GRADE,
    ),
    Key("quality_words", "Quality in your own words", ("F6",), Group.GRADE),
    Key("less_sure", "Less sure", (",",), Group.GRADE),
    Key("more_sure", "Surer", (".",), Group.GRADE),
    Key("definitions", "What the grades mean", ("F2",), Group.GRADE),
    Key("lock", "Lock, then next case", ("Return", "Enter"), Group.CASE),
    Key("next", "Next unlocked case", ("PgDown",), Group.CASE),
    Key("previous", "Previous unlocked case", ("PgUp",), Group.CASE),
    Key("following", "Next case, locked or not", ("Shift+PgDown",), Group.CASE),
    Key("preceding", "Previous case, locked or not", ("Shift+PgUp",), Group.CASE),
    Key("retry", "Open the radiograph again", ("F5",), Group.CASE),
    Key("undo", "Undo", ("Ctrl+Z",), Group.CASE),
    Key("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), Group.CASE),
    Key("invert", "Invert", ("I",), Group.PICTURE),
    Key("auto_window", "First window again", ("Alt+0",), Group.PICTURE),
    Key("preset_bone", "Window for bone", ("Alt+1",), Group.PICTURE),
    Key("preset_joint", "Window for the joint", ("Alt+2",), Group.PICTURE),
    Key("preset_soft_tissue", "Window for soft tissue", ("Alt+3",), Group.PICTURE),
    Key("preset_dense_bone", "Window for dense bone", ("Alt+4",), Group.PICTURE),
    Key("preset_all_tissue", "Window from the darkest to the brightest tissue", ("Alt+5",), Group.PICTURE),
    Key("preset_automatic", "Window from the pixels, whatever the file says", ("Alt+6",), Group.PICTURE),
    Key("preset_file_2", "Second window of the file", ("Alt+7",), Group.PICTURE),
    Key("preset_file_3", "Third window of the file", ("Alt+8",), Group.PICTURE),
    Key("preset_file_4", "Fourth window of the file", ("Alt+9",), Group.PICTURE),
    Key("rotate_left", "Rotate to the left", ("Ctrl+[",), Group.PICTURE),
    Key("rotate_right", "Rotate to the right", ("Ctrl+]",), Group.PICTURE),
    Key("rotate_by_hand", "Rotate by dragging", ("R",), Group.PICTURE),
    Key("flip", "Flip left and right; R and L follow the patient", ("H",), Group.PICTURE),
    Key("flip_vertically", "Flip top and bottom; R and L follow the patient", ("V",), Group.PICTURE),
    Key("crop", "Crop", ("C",), Group.PICTURE),
    Key("propose_crop", "Propose a crop", ("Shift+C",), Group.PICTURE),
    Key("length", "Measure a length", ("L",), Group.PICTURE),
    Key("angle", "Measure an angle", ("A",), Group.PICTURE),
    Key("magnifier", "Magnifier", ("M",), Group.PICTURE),
    Key("sharpen", "Sharpen, for looking only", ("F",), Group.PICTURE),
    Key("local_contrast", "Local contrast, for looking only", ("Shift+F",), Group.PICTURE),
    Key("compare", "The other joint mirrored beside this one", ("J",), Group.PICTURE),
    Key("beside", "Another radiograph of the same patient beside this one", ("B",), Group.PICTURE),
    Key("export", "Save the picture as it is shown", ("Ctrl+S",), Group.PICTURE),
    Key("fit", "Fit", ("=",), Group.PICTURE),
    Key("one_to_one", "One stored pixel on one screen pixel", ("Ctrl+1",), Group.PICTURE),
    Key("smooth", "Magnified: smooth, or each stored pixel as a square", ("Ctrl+2",), Group.PICTURE),
    Key("zoom_in", "Zoom in", ("+",), Group.PICTURE),
    Key("zoom_out", "Zoom out", ("-",), Group.PICTURE),
    Key(
        "reset",
        "Close what lies over the picture, put down what is in the hand, else reset the picture",
        ("Esc", "Ctrl+R"),
        Group.PICTURE,
    ),
    Key("heatmap", "Heatmap on or off", ("T",), Group.SECOND_READER),
    Key("go_start", "Start page", ("Ctrl+Shift+1",), Group.PAGES),
    Key("go_read", "Reading room", ("Ctrl+Shift+2",), Group.PAGES),
    Key("go_opinion", "Second opinion", ("Ctrl+Shift+3",), Group.PAGES),
    Key("go_study", "Study", ("Ctrl+Shift+4",), Group.PAGES),
    Key("go_results", "Results", ("Ctrl+Shift+5",), Group.PAGES),
    Key("go_summary", "What you have read, and the signature", ("Ctrl+Shift+7",), Group.PAGES),
    Key("go_training", "Training", ("Ctrl+Shift+6",), Group.PAGES),
    Key("go_keys", "Keys", ("Ctrl+Shift+8",), Group.PAGES),
    Key("go_display", "Check of the display", ("Ctrl+Shift+9",), Group.PAGES),
    Key("go_guide", "User guide", ("Ctrl+Shift+0",), Group.PAGES),
    Key("go_about", "About the program and the open study", ("Shift+F1",), Group.HELP),
    Key("guide", "Guide through the reading room, next step", ("F3",), Group.HELP),
    Key("guide_back", "Guide, step before", ("Shift+F3",), Group.HELP),
    Key("help", "All keys, and back again", ("F1", "?"), Group.HELP),
)

MOUSE = (
    ("Left drag", "Window and level: right is wider, up is brighter level; Ctrl or Shift: finer"),
    ("Ctrl + left drag", "Window from the pixels in a box; Ctrl is down before the button"),
    ("Wheel, right drag", "Zoom"),
    ("Middle drag, Space + left drag", "Pan"),
    ("Shift + wheel", "Opacity of the heatmap"),
)


def words_of(key: Key) -> str:
    """Return what an action is called in the user's language."""
    return QCoreApplication.translate("keymap", key.words)


def group_words(group: Group) -> str:
    """Return the heading of a group in the user's language."""
    return QCoreApplication.translate("keymap", group.value)


def mouse_words(words: str) -> str:
    """Return what a gesture of the mouse is, or does, in the user's language."""
    return QCoreApplication.translate("keymap", words)
