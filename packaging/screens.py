"""Take screenshots of every page: small, usual and large window, light and dark, in each language.

    python packaging/screens.py DIR [--text 100] [--scale 1] [--languages en de] [--sizes 1280x720 ...]

Each combination of language and colours is a tour of its own in a process of its own, without a screen. What
the pictures show is looked at by a person: DIR/LANGUAGE-COLOURS/NN-PAGE-WIDTHxHEIGHT.png. Sizes are logical
pixels; `--scale` is the scale factor of the screen, `--text` the size of words in percent.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
SIZES = ("1280x720", "1920x1080", "3840x2160")
COLOURS = ("light", "dark")


def main() -> int:
    """Go on each tour in turn; return how many did not come to their end."""
    asked = _asked()
    failed = 0
    for language in asked.languages:
        for colours in asked.colours:
            failed += _tour(asked, language, colours)
    return failed


def _tour(asked: argparse.Namespace, language: str, colours: str) -> int:
    with TemporaryDirectory(prefix="sacroread-screens-") as home:
        environment = {
            **os.environ,
            "SACROREAD_HOME": home,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(asked.scale),
            "PYTHONPATH": str(ROOT),
        }
        folder = Path(asked.folder).resolve() / f"{language}-{colours}"
        words = [str(folder), language, colours, str(asked.text), *asked.sizes]
        command = [sys.executable, __file__, "--one", *words]
        return int(subprocess.run(command, env=environment, check=False).returncode != 0)


def one(folder: str, language: str, colours: str, text: str, *sizes: str) -> int:
    """Go on one tour, in this process."""
    from sacroread.app import run
    from sacroread.tour import Tour
    from sacroread.ui import settings, theme

    settings.keep_language(language)
    settings.keep_text_size(int(text))
    tour = Tour(Path(folder), [tuple(map(int, size.split("x"))) for size in sizes])

    def begin(window: object) -> None:
        from PySide6.QtWidgets import QApplication

        theme.recolour(QApplication.instance(), theme.LIGHT if colours == "light" else theme.DARK)
        tour.begin(window)

    run(begin, Path(os.environ["SACROREAD_HOME"]) / "demo", is_attended=False)
    return 0 if tour.is_complete else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--text", type=int, default=100)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--languages", nargs="+", default=["en", "de"])
    parser.add_argument("--colours", nargs="+", default=list(COLOURS), choices=COLOURS)
    parser.add_argument("--sizes", nargs="+", default=list(SIZES))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(one(*sys.argv[2:]) if sys.argv[1:2] == ["--one"] else main())
