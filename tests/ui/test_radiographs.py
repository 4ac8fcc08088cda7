"""Radiographs on their way to the screen: what goes wrong on the way reaches the reader."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source
from sacroread.intake import sources_of
from sacroread.store.store import create_study
from sacroread.study.model import Case
from sacroread.study.protocol import Design, default_protocol
from sacroread.ui.radiographs import OUR_FAULT, Radiographs
from sacroread.ui.viewer.shown import Shown

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
PIXELS = np.random.default_rng(5).integers(0, 4096, (300, 300), dtype=np.uint16)


class Decoder:
    """Decodes in a thread: what comes back crosses threads as from a child."""

    def __init__(self, decoded):
        self._decoded = decoded
        self._pool = ThreadPoolExecutor(max_workers=1)

    def submit(self, _source, _subject):
        return self._pool.submit(lambda: self._decoded)


def opened(decoded):
    return Radiographs(Decoder(decoded), {"a": Source(Path("a.dcm"))})


def test_a_radiograph_that_cannot_be_made_ready_is_told_as_a_sentence_and_loudly(qtbot):
    radiographs = opened(Radiograph(np.empty((0, 0), np.uint16), "MONOCHROME2", 12))
    with qtbot.capture_exceptions() as raised, qtbot.waitSignal(radiographs.arrived):
        radiographs.want(["a"])
    assert radiographs.get("a") is OUR_FAULT
    assert [kind for kind, _, _ in raised] == [ValueError]


def test_a_radiograph_that_is_made_ready_arrives(qtbot):
    radiographs = opened(Radiograph(PIXELS, "MONOCHROME2", 12))
    with qtbot.waitSignal(radiographs.arrived):
        radiographs.want(["a"])
    assert isinstance(radiographs.get("a"), Shown)


def test_a_case_that_is_handed_out_later_has_its_radiograph_and_one_that_is_not_there_a_sentence(
    qtbot, tmp_path
):
    with create_study(tmp_path / "trial.sacro", default_protocol("Trial", Design.PANEL, 1), NOW) as store:
        decoder = Decoder(Radiograph(PIXELS, "MONOCHROME2", 12))
        radiographs = Radiographs(decoder, sources_of(store))
        store.add_cases([Case("later", "p1", "later.dcm", "hash")])
        with qtbot.waitSignal(radiographs.arrived):
            radiographs.want(["later"])
        assert isinstance(radiographs.get("later"), Shown)
        radiographs.want(["nowhere"])
        refused = radiographs.get("nowhere")
        assert isinstance(refused, SacroReadError)
        assert "no case nowhere" in str(refused)
