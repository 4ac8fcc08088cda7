"""The only place where things are wired: children, second reader, demo study and window."""

import signal
import sys
from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, qVersion
from PySide6.QtWidgets import QApplication

from sacroread import log
from sacroread.demo.demo_study import open_demo_study
from sacroread.imaging.curated_folder import make
from sacroread.imaging.source import Source, load_source, prepare_to_load
from sacroread.paths import user_folder
from sacroread.second_reader.opinion import opinion, warm_up
from sacroread.second_reader.shelf import shelf_of_user
from sacroread.ui import theme
from sacroread.ui.curation import Curation
from sacroread.ui.exporting import Exporting
from sacroread.ui.first_run import Asked
from sacroread.ui.language import language, speak
from sacroread.ui.last_resort import LastResort
from sacroread.ui.main_window import MainWindow
from sacroread.ui.pages.curating import CuratingPage
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.services import Services, Trainer
from sacroread.ui.settings import kept_text_size
from sacroread.ui.text_size import size_in_force
from sacroread.workers.child import Child

DECODE_SECONDS, DECODE_BYTES = 20.0, 4 << 30
EXPORT_SECONDS = 60.0
PREDICT_SECONDS = 120.0
WARM_UP_AFTER_MS = 500  # the window comes first


def services(demo_folder: Path) -> Services:
    """Return the children, the second reader and the way to the demo study; nothing is started yet."""
    shelf = shelf_of_user()
    bundle = shelf.active()
    decode = Child(load_source, DECODE_SECONDS, DECODE_BYTES, prepare_to_load)
    predict = Child(opinion, PREDICT_SECONDS, prepare=partial(warm_up, bundle))
    runs = user_folder() / "runs"
    return Services(decode, predict, bundle, lambda: open_demo_study(demo_folder), shelf, trainer(), runs)


def trainer() -> Trainer:
    """Return how training is started; without the extra `training` there are no recipes."""
    package = find_spec("training")
    if package is None or find_spec("fastai") is None:
        return Trainer((), ())
    folders = [Path(place) for place in package.submodule_search_locations or ()]
    recipes = sorted(recipe.stem for folder in folders for recipe in (folder / "recipes").glob("*.toml"))
    return Trainer((sys.executable, "-m", "training"), recipes)


def run(
    begin: Callable[[MainWindow], None], demo_folder: Path | None = None, *, is_attended: bool = True
) -> int:
    """Show the window, let `begin` go on from there, and return the exit status when it is closed.

    `demo_folder` is where the demo study lies; without it, in the user's own folder. Where nobody attends,
    nothing is asked: neither the intended use nor what can be seen on the display.
    """
    application = _application()
    wired = services(demo_folder or user_folder() / "demo")
    _show(application, lambda: MainWindow(wired, Asked.of_a_person() if is_attended else Asked()), begin)
    QTimer.singleShot(0, wired.decode.start)
    QTimer.singleShot(WARM_UP_AFTER_MS, wired.predict.start)
    try:
        return application.exec()
    finally:
        wired.decode.close()
        wired.predict.close()


def showing_radiograph(path: Path) -> Callable[[MainWindow], None]:
    """Return how a window begins that was opened with a radiograph: on the page Opinion."""
    return lambda window: window.side.begin_with(path)


def _show(
    application: QApplication, make: Callable[[], MainWindow], begin: Callable[[MainWindow], None]
) -> None:
    """Show a window and let `begin` go on; for another look a new one, while no study is open."""
    window = make()

    def renew() -> None:
        if window.reading is None and not window.start.is_asking:
            speak(application, language())
            theme.resize(application, _text_size(application))
            _show(application, make, begin)
            window.close()
            window.deleteLater()

    window.first_run.look_changed.connect(renew, Qt.ConnectionType.QueuedConnection)
    window.show()
    QTimer.singleShot(0, lambda: begin(window))


def curate(
    sources: Mapping[str, Source], folder: Path, begin: Callable[[CuratingPage], None] | None = None
) -> int:
    """Show the window in which a set is curated; return the exit status when it is closed.

    `sources` are the radiographs by what the walk calls them; `folder` keeps decisions and pictures; `begin`
    goes on from there unattended.
    """
    application = _application()
    decode = Child(load_source, DECODE_SECONDS, DECODE_BYTES, prepare_to_load)
    making = Child(make, EXPORT_SECONDS, DECODE_BYTES)
    curation = Curation(tuple(sources), folder)
    page = CuratingPage(curation, Radiographs(decode, sources), Exporting(making, sources))
    page.setWindowTitle(f"SacroRead - {folder.name}")
    page.resize(1280, 720)
    page.show()
    if begin is not None:
        begin(page)
    try:
        return application.exec()
    finally:
        decode.close()
        making.close()


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    theme.dress(application, _text_size(application))
    speak(application, language())
    LastResort(application).install()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    log.write("started", python=sys.version.split()[0], system=sys.platform, qt=qVersion())
    application.aboutToQuit.connect(lambda: log.write("closed"))
    return application


def _text_size(application: QApplication) -> int:
    return size_in_force(kept_text_size(), application.primaryScreen().availableSize().height())
