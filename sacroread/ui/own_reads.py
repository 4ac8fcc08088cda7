"""A reader's own locked reads: looked at, corrected with a reason, and signed."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import QCoreApplication

from sacroread.errors import SacroReadError
from sacroread.store.signing import has_no_password_yet, set_password, sign_off
from sacroread.store.store import Store
from sacroread.study.desk import Desk
from sacroread.study.events import EventKind
from sacroread.study.model import Draft, Read
from sacroread.study.signature import Signature, signatures
from sacroread.ui.reading import Reading
from sacroread.ui.summary import Stamp, correction_of
from sacroread.worklists import fill_after

translate = QCoreApplication.translate


class OwnReads:
    """What a reader has locked in a study, whose desk the reading holds."""

    def __init__(self, store: Store, reading: Reading) -> None:
        self._store, self._reading = store, reading

    @property
    def desk(self) -> Desk:
        """The desk as it is now."""
        return self._reading.desk

    @property
    def reads(self) -> tuple[Read, ...]:
        """The reads that count now, in the order of the worklist.

        While cases wait or come again they are those of this session, and none once they are signed: nobody
        reads a case for the second time with his first read beside it.
        """
        desk, found = self.desk, self._store.reads(self.desk.reader)
        if self.is_closed:
            return ()
        order = (*desk.worklist, *(self._store.worklist(desk.reader) if desk.is_finished else ()))
        place = {case_id: number for number, case_id in enumerate(dict.fromkeys(order))}
        mine = (read for read in found if desk.is_finished or read.session == desk.session)
        return tuple(
            sorted((read for read in mine if read.case_id in place), key=lambda read: place[read.case_id])
        )

    @property
    def signature(self) -> Signature | None:
        """The newest signature."""
        mine = (each for each in signatures(self._store.events()) if each.reader_id == self._reader_id)
        return max(mine, key=lambda each: each.signed_at, default=None)

    @property
    def is_closed(self) -> bool:
        """Whether a session is over and signed, and some of its cases come again after the wash-out."""
        return self.desk.is_at_end and self.desk.comes_again and self.is_signed

    @property
    def is_signed(self) -> bool:
        """Whether the newest signature stands under everything that was locked."""
        return self.signature is not None and self.signature.count == len(
            self._store.all_reads(self.desk.reader)
        )

    @property
    def has_seen_results(self) -> bool:
        """Whether the reader was shown what the study found."""
        seen = self._store.events([EventKind.RESULTS])
        return any(event.reader_id == self._reader_id for event in seen)

    def has_seen_prediction(self, case_id: str) -> bool:
        """Say whether the reader was shown the prediction for a case."""
        shown = (EventKind.REVEAL, self._reader_id, case_id)
        return shown in {(event.kind, event.reader_id, event.detail) for event in self._store.events()}

    def correct(self, read: Read, draft: Draft, reason: str) -> str:
        """Let a correction count instead of a locked read; return in words how it went."""
        stamp = Stamp(uuid4().hex, datetime.now(UTC), reason)
        corrected = correction_of(read, draft, self.desk.scale, stamp)
        try:
            self._store.append([corrected])
            fill_after(self._store, corrected)
        except SacroReadError as error:
            return str(error)
        self._reading.step(_corrected, read, corrected)
        self._reading.saved.emit(datetime.now(UTC))
        return translate("OwnReads", "Corrected. The read before stays on record, with your reason.")

    def sign(self, name: str, password: str) -> str:
        """Sign what was read; a reader without a password gets the one he types. Return how it went."""
        reader, signed = self.desk.reader, (name, self.desk.session)
        try:
            if has_no_password_yet(self._store, reader):
                set_password(self._store, self._reader_id, password)
            sign_off(self._store, reader, signed, password, datetime.now(UTC))
        except SacroReadError as error:
            return str(error)
        self._reading.saved.emit(datetime.now(UTC))
        return ""

    @property
    def _reader_id(self) -> str:
        return self.desk.reader.reader_id


def _corrected(desk: Desk, read: Read, corrected: Read) -> Desk:
    """The desk with a correction in the place of the read that counted before."""
    locked, unaided = ({**reads} for reads in (desk.locked, desk.unaided))
    for reads in (locked, unaided):
        if reads.get(read.case_id) == read:
            reads[read.case_id] = corrected
    drafts = {case_id: each.draft for case_id, each in locked.items()}
    return replace(desk, locked=locked, unaided=unaided, drafts={**desk.drafts, **drafts})
