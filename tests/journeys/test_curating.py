"""A set curated in the window that the program opens, closed on the way and gone on with."""

import shutil

from sacroread.imaging.curation import Kind
from sacroread.imaging.decisions import read_decisions
from sacroread.paths import resource

NAMES = ("SYN00001.dcm", "SYN00002.dcm", "SYN00003.dcm")
WAY = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from sacroread.app import curate
from sacroread.imaging.curated_folder import radiographs_of

keys = list(sys.argv[3])

def go_on(page):
    if page.shown is not None:
        if not keys:
            page.close()
            return
        key = keys.pop(0)
        QTest.keyClick(page, Qt.Key.Key_Return if key == "a" else Qt.Key(ord(key)))
    QTimer.singleShot(50, lambda: go_on(page))

if __name__ == "__main__":
    src, out = map(Path, sys.argv[1:3])
    sys.exit(curate(radiographs_of(src, out), out, go_on))
"""


def test_a_set_is_curated_over_two_sittings_and_exported(sacroread, python, tmp_path):
    source, out = tmp_path / "from", tmp_path / "set"
    source.mkdir()
    for name in NAMES:
        shutil.copy(resource("demo/radiographs") / name, source)
    for keys in ("a", "4a"):
        sitting = python(WAY, source, out, keys, seconds=60)
        assert sitting.returncode == 0, sitting.stderr
        assert "Traceback" not in sitting.stderr
    kinds = {name: decision.kind for name, decision in read_decisions(out).items()}
    assert kinds == {NAMES[0]: Kind.ACCEPTED, NAMES[1]: Kind.EXCLUDED, NAMES[2]: Kind.ACCEPTED}
    ended = sacroread("curate", source, "-o", out, "--export", "--png")
    assert "2 pictures; 1 excluded, 0 refused, 0 not decided yet" in ended.stdout
    assert len(list((out / "pictures").glob("*.png"))) == 2
