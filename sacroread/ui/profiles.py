"""Keys as other viewers have them: what differs from the keys of the key map.

Each profile takes over what its viewer ships with, for every action that both have; the letters and digits
of grading stay, because none of these viewers grades. An action that loses its key to the viewer's gets
another one here.

Horos: the hot keys in DefaultsOsiriX.m. Weasis 4: ShortcutManager.java and ActionW.java.
OHIF 3: hotkeyBindings.js.
"""

from collections.abc import Mapping

Profile = Mapping[str, tuple[str, ...]]  # action -> its shortcuts

HOROS: Profile = {
    "auto_window": ("~", "Alt+0"),  # default window
    "rotate_right": ("I", "Ctrl+]"),  # the rotation tool
    "invert": ("Shift+I",),
}
WEASIS: Profile = {
    "zoom_in": ("Ctrl++", "+"),
    "zoom_out": ("Ctrl+-", "-"),
    "fit": ("Ctrl+Return", "="),
    "rotate_left": ("Alt+L", "Ctrl+["),
    "rotate_right": ("Alt+R", "Ctrl+]"),
    "flip": ("Alt+F", "H"),
    "following": ("Down", "Shift+PgDown"),
    "preceding": ("Up", "Shift+PgUp"),
    "length": ("D",),
}
OHIF: Profile = {
    "rotate_right": ("R", "Ctrl+]"),
    "rotate_left": ("L", "Ctrl+["),
    "following": ("Down", "Shift+PgDown"),
    "preceding": ("Up", "Shift+PgUp"),
    "length": ("Shift+L",),
    "rotate_by_hand": ("Shift+R",),
}
PROFILES: Mapping[str, Profile] = {"SacroRead": {}, "Horos": HOROS, "Weasis": WEASIS, "OHIF": OHIF}
