"""Write the reference chapters of the user guide from the program itself: every command and every key.

    python packaging/guide.py            writes resources/guide/commands.md and keys.md
    python packaging/guide.py TOUR       also takes the guide's pictures from the tour's folder

A test holds the chapters against the program. The pictures are those of `LANG=C sacroread demo --tour TOUR`.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import typer.main

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "resources" / "guide"
PICTURES = {  # of the guide, by the tour's names
    "welcome": "welcome",
    "who-reads": "start",
    "window-changed": "window",
    "crop-proposed": "crop",
    "criterion": "graded",
    "heatmap": "reading-room",
    "summary": "summary",
    "results-agreement-between-readers": "results",
    "second-opinion-given": "second-opinion",
    "explore": "explore",
    "study": "study",
    "training": "training",
    "display": "display",
    "keys": "keys",
    "about": "about",
}
PICTURE_QUALITY = 80  # WebP, 0 to 100: letters stay sharp, a picture weighs 30 to 80 kB
TRAINING = ("prepare", "cost", "rates", "fit", "evaluate", "export")
COMMANDS = """\
# Commands

Made from the program itself. STUDY is a study file (`.sacro`) or a database URL
(`postgresql+psycopg://...`). A command ends with 0 when all is done, 1 when you can act (one message says
how), 2 when it was called wrongly, and 3 when some inputs were refused: they are listed, with reasons, in
`refused.csv` beside the output.
"""
KEYS = """\
# Keys and mouse

Made from the program itself. `F1` shows the same table, where every key can be bound anew; a profile gives
the keys of Horos, Weasis or OHIF where these viewers have the same action.
"""


def main(tour: Path | None) -> int:
    """Write both chapters, and take the pictures where a tour is named."""
    for name, text in chapters().items():
        (GUIDE / name).write_text(text, "utf-8")
    for kept, name in PICTURES.items() if tour is not None else ():
        (screenshot,) = tour.glob(f"[0-9][0-9]-{kept}.png")
        take(screenshot, GUIDE / f"{name}.webp")
    return 0


def take(screenshot: Path, picture: Path) -> None:
    """Keep a screenshot as a picture of the guide."""
    from PySide6.QtGui import QImage

    if not QImage(str(screenshot)).save(str(picture), "WEBP", PICTURE_QUALITY):
        raise OSError(f"{picture} cannot be written")


def chapters() -> dict[str, str]:
    """Return the reference chapters by their file names."""
    os.environ["COLUMNS"] = "100"  # argparse asks how wide the terminal is
    return {"commands.md": commands(), "keys.md": keys()}


def commands() -> str:
    """Return every command with its arguments and options."""
    from sacroread.cli import app

    sections = _sections(typer.main.get_command(app), "sacroread")
    return "\n".join([COMMANDS, *sections, *map(_training_section, TRAINING)])


def _sections(command: Any, name: str) -> Iterator[str]:  # noqa: ANN401 - typer names no type of it
    below = getattr(command, "commands", None)  # a group has them
    if below is not None:
        for each in sorted(below):
            yield from _sections(below[each], f"{name} {each}")
        return
    context = command.context_class(command)
    records = [parameter.get_help_record(context) for parameter in command.params]
    rows = [_row(record) for record in records if record is not None]
    about = "\n\n".join(" ".join(part.split()) for part in (command.help or "").split("\n\n"))
    table = ["", "| argument or option | what it says |", "| --- | --- |", *rows] if rows else []
    yield "\n".join([f"## {name}", "", about, *table, ""])


def _row(record: tuple[str, str]) -> str:
    names, words = (" ".join(text.split()).replace("|", "\\|") for text in record)
    return f"| `{names}` | {words} |"


def _training_section(step: str) -> str:
    from training.__main__ import main as training

    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        training([step, "--help"])
    return f"## sacroread-train {step}\n\n```\n{said.getvalue().strip()}\n```\n"


def keys() -> str:
    """Return every action with its keys, and what the mouse does."""
    from sacroread.ui.keymap import KEYS as ACTIONS
    from sacroread.ui.keymap import MOUSE, Group
    from sacroread.ui.profiles import PROFILES

    lines = [KEYS]
    for group in Group:
        rows = [(key.words, _keys(key.shortcuts)) for key in ACTIONS if key.group is group]
        lines += _table(str(group), ("action", "keys"), rows)
    lines += _table("Mouse", ("gesture", "what it does"), list(MOUSE))
    names = {key.name: key.words for key in ACTIONS}
    for profile, changed in PROFILES.items():
        rows = [(names[name], _keys(shortcuts)) for name, shortcuts in changed.items() if name in names]
        lines += _table(f"Profile {profile}", ("action", "keys"), rows) if rows else []
    return "\n".join(lines)


def _keys(shortcuts: tuple[str, ...]) -> str:
    return ", ".join(f"`{shortcut}`" for shortcut in shortcuts)


def _table(title: str, head: tuple[str, str], rows: list[tuple[str, str]]) -> list[str]:
    body = [f"| {left} | {right} |" for left, right in rows]
    return [f"## {title}", "", f"| {head[0]} | {head[1]} |", "| --- | --- |", *body, ""]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
