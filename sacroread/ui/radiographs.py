"""Radiographs on their way to the screen: decoded in a child, made ready aside, the next ahead of time."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source
from sacroread.ui.tasks import answer_of, deliver
from sacroread.ui.viewer.shown import Shown
from sacroread.workers.child import Child

OUR_FAULT = SacroReadError("SacroRead made a mistake with this radiograph. No locked read is lost.")


class Radiographs(QObject):
    """Gives the radiograph of a case, now or as soon as it is decoded. Keeps the ones that are wanted."""

    arrived = Signal(str)  # case_id: `get` answers now
    _decoded = Signal(str, object)  # crosses from the child's thread to the window's

    def __init__(
        self, decode: Child[Source, Radiograph], sources: Mapping[str, Source], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._decode = decode
        self._sources = sources
        self._asked: set[str] = set()
        self._wanted: tuple[str, ...] = ()
        self._ready: dict[str, Shown | SacroReadError] = {}
        self._decoded.connect(self._keep)

    def get(self, case_id: str) -> Shown | SacroReadError | None:
        """Return the radiograph, why there is none, or None while it is being decoded."""
        return self._ready.get(case_id)

    def want(self, case_ids: Iterable[str]) -> None:
        """Decode these cases in this order and forget all others."""
        self._wanted = tuple(case_ids)
        self._ready = {case_id: self._ready[case_id] for case_id in self._wanted if case_id in self._ready}
        for case_id in self._wanted:
            if case_id not in self._ready and case_id not in self._asked:
                self._ask(case_id)

    def retry(self, case_id: str) -> None:
        """Decode a refused case again."""
        self._ready.pop(case_id, None)
        self._ask(case_id)

    def _ask(self, case_id: str) -> None:
        try:
            source = self._sources[case_id]
        except SacroReadError as error:
            self._keep(case_id, error)
            return
        self._asked.add(case_id)
        future = self._decode.submit(source, source.file.name)
        future.add_done_callback(lambda done: deliver(self._decoded, case_id, _made_ready(done)))

    def _keep(self, case_id: str, answer: Shown | BaseException) -> None:
        self._asked.discard(case_id)
        if case_id in self._wanted:
            self._ready[case_id] = answer if isinstance(answer, Shown | SacroReadError) else OUR_FAULT
            self.arrived.emit(case_id)
        if isinstance(answer, BaseException) and not isinstance(answer, SacroReadError):
            raise answer


def _made_ready(done: "Future[Radiograph]") -> Shown | BaseException:
    return answer_of(lambda: Shown.of(done.result()))
