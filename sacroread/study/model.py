"""The frozen values of a reader study. A change is a new value."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum

FIRST_SESSION = 1


class Side(StrEnum):
    """A side of the patient, in the order in which the joints stand on the picture."""

    RIGHT = "right"
    LEFT = "left"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT

    @property
    def letter(self) -> str:
        """R or L, as on a radiograph's marker."""
        return self.value[0].upper()


class Grade(IntEnum):
    """Modified New York grade of one sacroiliac joint (van der Linden 1984)."""

    NORMAL = 0
    SUSPICIOUS = 1
    MINIMAL = 2
    UNEQUIVOCAL = 3
    ANKYLOSIS = 4


class Lesion(StrEnum):
    """A structural change that the grade rests on."""

    EROSION = "erosion"
    SCLEROSIS = "sclerosis"
    WIDENING = "widening"
    NARROWING = "narrowing"
    ANKYLOSIS = "ankylosis"


class Ungradable(StrEnum):
    """Why a reader says that a radiograph cannot be graded."""

    LOW_RESOLUTION = "low resolution"
    ATYPICAL_PROJECTION = "atypical projection"
    OTHER = "other"


class Role(StrEnum):
    """What a person is in the study."""

    LOCAL = "local"
    CENTRAL_1 = "central_1"
    CENTRAL_2 = "central_2"
    PANEL = "panel"
    COORDINATOR = "coordinator"


class Condition(StrEnum):
    """What the reader could see of the second reader."""

    UNAIDED = "unaided"
    AIDED = "aided"


@dataclass(frozen=True)
class Reader:
    """A person who grades. `reader_id` appears in every export, so it must not identify the person."""

    reader_id: str
    role: Role


@dataclass(frozen=True)
class Case:
    """One pelvic radiograph of one patient at one date; `file` is relative to the study file, or absolute."""

    case_id: str
    patient_id: str
    file: str
    pixel_hash: str


@dataclass(frozen=True)
class Window:
    """A grey window in rescaled units (PS3.3 C.11.2.1.2); `width` is greater than 0."""

    center: float
    width: float


@dataclass(frozen=True)
class Crop:
    """A rectangle of whole pixels on the stored radiograph; x to the right, y down, from the top left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Presentation:
    """How a radiograph is shown. Without a window the first one applies; without a crop all is shown.

    The crop is cut first; a flip then mirrors it left to right, and the rotation turns the result clockwise.
    """

    window: Window | None = None
    is_inverted: bool = False
    crop: Crop | None = None
    rotation_degrees: float = 0.0
    is_flipped: bool = False


@dataclass(frozen=True)
class Draft:
    """What a reader has entered for the case on the desk; nothing of it counts before it is locked."""

    grades: Mapping[Side, Grade] = field(default_factory=dict)
    lesions: Mapping[Side, frozenset[Lesion]] = field(default_factory=dict)
    ungradable: Ungradable | None = None
    presentation: Presentation = Presentation()

    def with_grade(self, side: Side, grade: Grade) -> "Draft":
        """Grade one side; a radiograph that can be graded is no longer ungradable."""
        return replace(self, grades={**self.grades, side: grade}, ungradable=None)

    def without_grade(self, side: Side) -> "Draft":
        """Clear one side."""
        return replace(self, grades={s: grade for s, grade in self.grades.items() if s is not side})

    def with_lesion_toggled(self, side: Side, lesion: Lesion) -> "Draft":
        """Mark a lesion on one side, or take the mark back; what shows a lesion can be graded."""
        lesions = {**self.lesions, side: self.lesions.get(side, frozenset()) ^ {lesion}}
        return replace(self, lesions=lesions, ungradable=None)

    def as_ungradable(self, reason: Ungradable) -> "Draft":
        """Say that the radiograph cannot be graded; that leaves no grades."""
        return replace(self, grades={}, lesions={}, ungradable=reason)

    @property
    def is_complete(self) -> bool:
        """Whether it can be locked: both sides graded, or ungradable with a reason."""
        return self.ungradable is not None or all(side in self.grades for side in Side)


@dataclass(frozen=True)
class Read:
    """The locked record of one reader, one case, one condition.

    `definite` follows from the grades, or stands alone where an older study recorded nothing else; None
    when ungradable. `token` makes a save idempotent. `locked_at` (UTC) and `active_seconds` are None where an
    older study did not record them. `session` is the pass through a worklist that it was made in, from 1.
    """

    token: str
    reader_id: str
    role: Role
    case_id: str
    condition: Condition
    repeat: int
    draft: Draft
    definite: bool | None
    locked_at: datetime | None
    active_seconds: float | None = None
    session: int = FIRST_SESSION


@dataclass(frozen=True)
class CutOff:
    """The probability from which a case counts as definite (`>=`), and how it was chosen."""

    name: str
    probability: float
    sensitivity: float
    specificity: float


@dataclass(frozen=True)
class Prediction:
    """The second reader's output for one case: the probability of definite sacroiliitis, 0 to 1.

    `refer_reason` says why a person should decide; empty where nothing speaks against the second reader.
    """

    case_id: str
    probability: float
    bundle_id: str
    bundle_sha256: str
    attention_in_joints: float | None
    refer_reason: str = ""
