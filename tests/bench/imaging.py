"""From the hand to the painted frame, and from the file to the screen, on a radiograph of 15 megapixels."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import tracemalloc
from pathlib import Path

import numpy as np
from frame import Measurement, at_least, at_most, compared

ROWS, COLS, WIDTH, HEIGHT = 4300, 3500, 1400, 1200
EVENTS, ZOOMS, OPENINGS = 60, 40, 10
SEED = 4300


def measure() -> list[Measurement]:
    """Measure the viewer beside pyqtgraph's ImageItem, and opening a file."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    radiograph = _radiograph()
    with tempfile.TemporaryDirectory() as folder:
        file = _written(radiograph, Path(folder) / "large.dcm")
        found = [*_window_level(application, radiograph), *_zoom(application, radiograph)]
        found += [_opening(file), _next_case(application, radiograph), _memory(radiograph)]
    return [*found, *_export(radiograph)]


def _radiograph():
    from sacroread.imaging.radiograph import Radiograph

    noise = np.random.default_rng(SEED).integers(0, 4000, (ROWS, COLS), dtype=np.uint16)
    shade = np.linspace(0, 61000, COLS).astype(np.uint16)
    return Radiograph(noise + shade, "MONOCHROME2", 16)


def _window_level(application, radiograph) -> list[Measurement]:
    """A window event to the painted frame: ours and pyqtgraph's, in turn."""
    from sacroread.study.model import Presentation, Window

    ours, theirs = _viewer(radiograph), _pyqtgraph(radiograph)
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for event in range(EVENTS):
        window = Window(30000 + 50 * event, 50000 - 100 * event)
        low, high = window.center - window.width / 2, window.center + window.width / 2
        times["ours"].append(_frame(application, ours, lambda: ours.show_presentation(Presentation(window))))  # noqa: B023
        times["theirs"].append(_frame(application, theirs[0], lambda: theirs[1].setLevels((low, high))))  # noqa: B023
    median, p95 = statistics.median(times["ours"]), _p95(times["ours"])
    peer = statistics.median(times["theirs"])
    ratio = at_least("window/level against pyqtgraph", peer / median, "times faster", 4)
    return [
        compared("window/level to painted frame, median", median, peer, "ms", 4),
        at_most("window/level to painted frame, p95", p95, "ms", 8),
        ratio,
    ]


def _zoom(application, radiograph) -> list[Measurement]:
    viewer = _viewer(radiograph)
    steps = [1.2] * (ZOOMS // 2) + [1 / 1.2] * (ZOOMS // 2)
    times = [_frame(application, viewer, lambda: viewer.zoom(step)) for step in steps]  # noqa: B023
    return [at_most("zoom step to painted frame, p95", _p95(times), "ms", 25)]


def _opening(file: Path) -> Measurement:
    """A cold open: decoded here, made ready to be drawn; the file is out of the page cache where possible."""
    from sacroread.imaging.radiograph import load
    from sacroread.ui.viewer.shown import Shown

    times = []
    for _ in range(OPENINGS):
        _forget(file)
        started = time.perf_counter()
        Shown.of(load(file))
        times.append((time.perf_counter() - started) * 1000)
    return at_most("cold open of 15 uncompressed megapixels, median", statistics.median(times), "ms", 300)


def _next_case(application, radiograph) -> Measurement:
    """A prefetched radiograph to the painted frame."""
    from sacroread.ui.viewer.shown import Shown

    viewer, ready = _viewer(radiograph), [Shown.of(radiograph) for _ in range(3)]
    times = [
        _frame(application, viewer, lambda: viewer.show_radiograph(ready[number % 3]))  # noqa: B023
        for number in range(OPENINGS)
    ]
    return at_most("prefetched case to painted frame, p95", _p95(times), "ms", 60)


def _memory(radiograph) -> Measurement:
    """Bytes that the viewer holds for each stored pixel: the pixels themselves and what it made of them."""
    from sacroread.ui.viewer.shown import Shown

    tracemalloc.start()
    viewer = _viewer(radiograph, Shown.of(radiograph))
    viewer.grab()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    total = (held + radiograph.stored.nbytes) / radiograph.stored.size
    return at_most("memory a stored pixel", total, "bytes", 4)


def _export(radiograph) -> list[Measurement]:
    """Curated pictures of 10 megapixels a second, on one core of this machine; two can work at once."""
    from dataclasses import replace

    from sacroread.imaging.curate import write_curated
    from sacroread.study.model import Presentation

    picture = replace(radiograph, stored=np.ascontiguousarray(radiograph.stored[:2857]))
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        for number in range(OPENINGS):
            write_curated(Path(folder) / f"{number}.tif", picture, Presentation(), 8)
        rate = OPENINGS / (time.perf_counter() - started)
    return [
        at_least("curated export of 10 megapixels, one process of two", rate, "a second", 2.5),
    ]


def _viewer(radiograph, shown=None):
    from sacroread.ui.viewer.radiograph_view import RadiographView
    from sacroread.ui.viewer.shown import Shown

    viewer = RadiographView()
    viewer.resize(WIDTH, HEIGHT)
    viewer.show_radiograph(shown or Shown.of(radiograph))
    viewer.show()
    return viewer


def _pyqtgraph(radiograph):
    import pyqtgraph

    pyqtgraph.setConfigOptions(imageAxisOrder="row-major")
    view = pyqtgraph.GraphicsView()
    view.resize(WIDTH, HEIGHT)
    box = pyqtgraph.ViewBox(lockAspect=True, invertY=True)
    view.setCentralItem(box)
    item = pyqtgraph.ImageItem(radiograph.stored, levels=(0, 65535))
    box.addItem(item)
    box.autoRange()
    view.show()
    return view, item


def _frame(application, widget, change) -> float:
    """Milliseconds from a change to the painted frame."""
    application.processEvents()
    started = time.perf_counter()
    change()
    widget.repaint() if not hasattr(widget, "viewport") else widget.viewport().repaint()
    return (time.perf_counter() - started) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _forget(file: Path) -> None:
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(file, os.O_RDONLY)
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


def _written(radiograph, file: Path) -> Path:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid(
        entropy_srcs=["bench"]
    )
    dataset.Modality, dataset.PhotometricInterpretation = "DX", "MONOCHROME2"
    dataset.SamplesPerPixel, dataset.PixelRepresentation = 1, 0
    dataset.Rows, dataset.Columns = radiograph.stored.shape
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 16, 15
    dataset.PixelData = radiograph.stored.tobytes()
    dataset.save_as(file, enforce_file_format=True)
    return file
