"""How fast radiographs open, follow the mouse (also in pyqtgraph) and become curated pictures."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
from frame import Measurement, at_most, median_ms
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from sacroread.imaging.autowindow import automatic_window, proposed_crop
from sacroread.imaging.curate import write_curated
from sacroread.imaging.display import screen_lut, to_screen
from sacroread.imaging.radiograph import Radiograph, load
from sacroread.study.model import Presentation, Window
from sacroread.ui.viewer.shown import Shown

SHAPE = (4300, 3500)  # 43 x 35 cm at 0.1 mm
VIEW = (1400, 1200)
BITS = 14
EVENTS = 60  # of the mouse; a long drag
CURATED_SHAPE = (3300, 3030)  # 10 megapixels
SEED = 1

OPEN_MS, NEXT_MS, ZOOM_MS = 300, 60, 25
WINDOW_MEDIAN_MS, WINDOW_P95_MS, TIMES_FASTER = 4, 8, 4
CURATED_A_SECOND = 5
BYTES_A_PIXEL = 4


def measure() -> list[Measurement]:
    """Return every figure of imaging and of the viewer's drawing."""
    stored = _stored(SHAPE)
    with tempfile.TemporaryDirectory() as folder:
        opened = _opening(stored, Path(folder))
        curated = _curating(Path(folder))
    return [*opened, *_judging(stored), *curated, *_drawing(stored)]


def _stored(shape: tuple[int, int]) -> np.ndarray:
    noise = np.random.default_rng(SEED).normal(0, 60, shape)
    rows, cols = np.mgrid[0 : shape[0], 0 : shape[1]]
    hill = 9000 * np.exp(-((rows / shape[0] - 0.5) ** 2 + (cols / shape[1] - 0.5) ** 2) * 6)
    return np.clip(2000 + hill + noise, 0, 2**BITS - 1).astype(np.uint16)


def _opening(stored: np.ndarray, folder: Path) -> list[Measurement]:
    path = folder / "large.dcm"
    _write_dicom(path, stored)
    load(path)  # what is imported at first use does not count
    tracemalloc.start()
    radiograph = load(path)
    held, peak = tracemalloc.get_traced_memory()
    shown = Shown.of(radiograph)
    drawn, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = shown.radiograph.stored.size
    return [
        at_most("open an uncompressed file of 15 megapixels", median_ms(lambda: load(path)), "ms", OPEN_MS),
        at_most("memory held by a radiograph", held / size, "bytes a pixel", BYTES_A_PIXEL),
        at_most("memory held by one made ready to be drawn", drawn / size, "bytes a pixel", BYTES_A_PIXEL),
        _plain("memory while it opens, at its peak", peak / size, "bytes a pixel"),
    ]


def _judging(stored: np.ndarray) -> list[Measurement]:
    radiograph = Radiograph(stored, "MONOCHROME2", BITS, pixel_spacing_mm=(0.1, 0.1))
    shown = Presentation(Window(6000, 9000))
    actions: dict[str, Callable[[], object]] = {
        "automatic window": lambda: automatic_window(radiograph),
        "proposed crop": lambda: proposed_crop(radiograph),
        "look-up table of a window": lambda: screen_lut(radiograph, shown),
        "the whole picture through the look-up table": lambda: to_screen(radiograph, shown),
    }
    return [_plain(name, median_ms(action), "ms") for name, action in actions.items()]


def _curating(folder: Path) -> list[Measurement]:
    radiograph = Radiograph(_stored(CURATED_SHAPE), "MONOCHROME2", BITS)
    limit = 1000 / CURATED_A_SECOND
    return [
        at_most(
            f"curate 10 megapixels to a TIFF of {depth} bits, one process",
            median_ms(lambda depth=depth: write_curated(folder / "x.tif", radiograph, Presentation(), depth)),
            "ms",
            limit,
        )
        for depth in (8, 16)
    ]


def _drawing(stored: np.ndarray) -> list[Measurement]:
    if os.name == "posix" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    ours, theirs = _Viewer(stored), _pyqtgraph(stored)
    application.processEvents()
    windows = [Window(6000 + 20 * event, 9000 - 30 * event) for event in range(EVENTS)]
    pairs = [(_ms(lambda w=window: ours.drag(w)), _ms(lambda w=window: theirs(w))) for window in windows]
    times, peers = [ms for ms, _ in pairs], [ms for _, ms in pairs]
    median, peer = statistics.median(times), statistics.median(peers)
    zooms = [_ms(lambda event=event: ours.zoom(1.1 if event % 2 else 0.92)) for event in range(EVENTS)]
    return [
        at_most("window/level event to painted frame, median", median, "ms", WINDOW_MEDIAN_MS),
        at_most("window/level event to painted frame, 95 %", _p95(times), "ms", WINDOW_P95_MS),
        _against("window/level against pyqtgraph's setLevels", median, peer),
        at_most("zoom step, 95 %", _p95(zooms), "ms", ZOOM_MS),
        at_most("next case, prefetched, to painted frame", ours.next_case_ms(), "ms", NEXT_MS),
    ]


class _Viewer:
    """SacroRead's viewer with one radiograph, driven as the mouse drives it."""

    def __init__(self, stored: np.ndarray) -> None:
        from sacroread.ui.viewer.radiograph_view import RadiographView
        from sacroread.ui.viewer.shown import Shown

        self._view = RadiographView()
        self._view.resize(*VIEW)
        radiographs = (stored, stored[::-1].copy())
        self._cases = [Shown.of(Radiograph(pixels, "MONOCHROME2", BITS)) for pixels in radiographs]
        self._view.show_radiograph(self._cases[0])
        self._view.show()

    def drag(self, window: Window) -> None:
        self._view.show_presentation(Presentation(window))
        self._view.repaint()

    def zoom(self, factor: float) -> None:
        self._view.zoom(factor)
        self._view.repaint()

    def next_case_ms(self) -> float:
        turns = [self._cases[event % 2] for event in range(1, 11)]
        return statistics.median(_ms(lambda case=case: self._show(case)) for case in turns)

    def _show(self, case: object) -> None:
        self._view.show_radiograph(case)
        self._view.show_presentation(Presentation())
        self._view.repaint()


def _pyqtgraph(stored: np.ndarray) -> Callable[[Window], None]:
    """The same radiograph in pyqtgraph's own view, fitted; levels set, then painted."""
    import pyqtgraph

    view, item = (
        pyqtgraph.GraphicsView(),
        pyqtgraph.ImageItem(stored, axisOrder="row-major", autoLevels=False),
    )
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True)
    view.setCentralItem(box)
    box.addItem(item)
    view.resize(*VIEW)
    view.show()

    def drag(window: Window) -> None:
        item.setLevels((window.center - window.width / 2, window.center + window.width / 2))
        view.viewport().repaint()

    return drag


def _against(name: str, value: float, peer: float) -> Measurement:
    goal = f"at least {TIMES_FASTER} times faster"
    return Measurement(name, value, "ms", peer, value / peer, goal, peer >= TIMES_FASTER * value)


def _plain(name: str, value: float, unit: str) -> Measurement:
    return Measurement(name, value, unit, None, None, "none", None, "no goal")


def _p95(values: list[float]) -> float:
    return float(np.percentile(values, 95))


def _ms(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def _write_dicom(path: Path, stored: np.ndarray) -> None:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    dataset.SOPInstanceUID = generate_uid(entropy_srcs=["benchmark"])
    dataset.Modality, dataset.PhotometricInterpretation, dataset.SamplesPerPixel = "DX", "MONOCHROME2", 1
    dataset.Rows, dataset.Columns = stored.shape
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = (
        16,
        BITS,
        BITS - 1,
        0,
    )
    dataset.add_new("PixelData", "OW", stored.tobytes())
    dataset.save_as(path, enforce_file_format=True)
