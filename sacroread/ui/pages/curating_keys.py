"""The keys of the page on which a set is curated; those of the picture are the reading room's."""

from sacroread.imaging.curation import EXCLUSIONS
from sacroread.ui.keymap import KEYS, Group, Key

FROM_THE_READING_ROOM = (
    "invert", "preset_bone", "preset_joint", "rotate_left", "rotate_right", "flip",
    "flip_vertically", "fit", "one_to_one", "smooth", "zoom_in", "zoom_out", "retry",
)  # fmt: skip

CURATING_KEYS = (
    Key("accept", "Accept as shown, then the next one", ("Return", "Enter"), Group.CASE),
    *(
        Key(f"exclude_{place}", f"Exclude: {reason}", (str(place),), Group.CASE)
        for place, reason in enumerate(EXCLUSIONS, start=1)
    ),
    Key("other_reason", "Exclude for another reason", ("X",), Group.CASE),
    Key("following", "Next one, decided or not", ("PgDown",), Group.CASE),
    Key("preceding", "Previous one, decided or not", ("PgUp",), Group.CASE),
    Key("look", "Draw the crop, or look at the result", ("C",), Group.PICTURE),
    Key("propose", "Proposed window and crop again", ("Shift+C",), Group.PICTURE),
    Key("whole", "The whole picture, no crop", ("Backspace",), Group.PICTURE),
    Key("square", "Square crops, or free ones", ("Q",), Group.PICTURE),
    Key("auto_window", "The automatic window, as proposed", ("Alt+0",), Group.PICTURE),
    Key("file_window", "The file's own window", ("Alt+3",), Group.PICTURE),
    Key("reset", "Drop what is typed or drawn, else fit", ("Esc", "Ctrl+R"), Group.PICTURE),
    *(key for key in KEYS if key.name in FROM_THE_READING_ROOM),
)
