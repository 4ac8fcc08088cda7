"""What happened to a study besides reads: kept with it, in order, for good."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened."""

    OPEN = "open"  # a reader sat down at the desk
    REVEAL = "reveal"  # a reader was shown the prediction
    RESULTS = "results"  # the coordinator, or a reader, was shown what the study found, or had seen it before
    EXPORT = "export"
    IMPORT = "import"
    CORRECTION = "correction"
    SIGNATURE = "signature"  # see `signature`
    EXCLUSION = "exclusion"  # a case is not read any more; detail: case and reason
    INCLUSION = "inclusion"  # it is read again; detail: case and reason
    ASSIGNMENT = "assignment"  # the coordinator gave cases to `reader_id`, who gets no others by himself
    STUDY_LOCK = "study lock"  # nothing can be read any more
    CLOCK_JUMP = "clock jump"  # the clock stood earlier than at the event before


@dataclass(frozen=True)
class Event:
    """Something that happened at `at` (UTC); `reader_id` is empty where no reader did it."""

    kind: EventKind
    at: datetime
    reader_id: str = ""
    detail: str = ""
