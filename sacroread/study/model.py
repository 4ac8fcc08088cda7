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
    """Why a reader says that a radiograph cannot be graded, or only with limits."""

    LOW_RESOLUTION = "low resolution"
    ATYPICAL_PROJECTION = "atypical projection"
    OTHER = "other"


class Quality(StrEnum):
    """What a reader says about the quality of a radiograph."""

    READABLE = "readable"
    LIMITED = "limited"  # it can be graded, but something stands in the way
    NOT_GRADABLE = "not gradable"


class Confidence(IntEnum):
    """How sure a reader is of what he said about a radiograph."""

    VERY_UNSURE = 1
    UNSURE = 2
    FAIRLY_SURE = 3
    SURE = 4
    VERY_SURE = 5


class Role(StrEnum):
    """What a person is in the study."""

    LOCAL = "local"
    CENTRAL_1 = "central_1"
    CENTRAL_2 = "central_2"
    CENTRAL_3 = "central_3"  # decides where two central readers differ
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
class QualityForm:
    """What a reader says about the quality of a radiograph, why, and more in his own words.

    A readable radiograph needs no reason; the others do before they can be locked.
    """

    quality: Quality
    reason: Ungradable | None = None
    words: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.quality is Quality.READABLE or self.reason is not None


@dataclass(frozen=True)
class Draft:
    """What a reader has entered for the case on the desk; nothing of it counts before it is locked.

    `quality` is None where the quality form was not filled in, `confidence` where the reader did not say how
    sure he is. `definite` is the decision of a reader who gives no grades (the scale of the decision alone).
    """

    grades: Mapping[Side, Grade] = field(default_factory=dict)
    lesions: Mapping[Side, frozenset[Lesion]] = field(default_factory=dict)
    quality: QualityForm | None = None
    presentation: Presentation = Presentation()
    confidence: Confidence | None = None
    definite: bool | None = None

    def with_grade(self, side: Side, grade: Grade) -> "Draft":
        """Grade one side; a radiograph that can be graded is no longer ungradable."""
        return replace(self.as_gradable(), grades={**self.grades, side: grade})

    def without_grade(self, side: Side) -> "Draft":
        """Clear one side."""
        return replace(self, grades={s: grade for s, grade in self.grades.items() if s is not side})

    def with_lesion_toggled(self, side: Side, lesion: Lesion) -> "Draft":
        """Mark a lesion on one side, or take the mark back; what shows a lesion can be graded."""
        lesions = {**self.lesions, side: self.lesions.get(side, frozenset()) ^ {lesion}}
        return replace(self.as_gradable(), lesions=lesions)

    def with_decision(self, definite: bool | None) -> "Draft":
        """Decide without grades, or take the decision back; what can be decided is not ungradable."""
        return replace(self.as_gradable(), definite=definite)

    def with_quality(self, form: QualityForm | None) -> "Draft":
        """Fill in the quality form; a radiograph that is not gradable keeps nothing else."""
        if form is not None and form.quality is Quality.NOT_GRADABLE:
            return Draft(quality=form, presentation=self.presentation)
        return replace(self, quality=form)

    def with_confidence(self, confidence: Confidence | None) -> "Draft":
        """Say how sure the reader is; an ungradable radiograph has no decision to be sure of."""
        return self if self.is_called_not_gradable else replace(self, confidence=confidence)

    def as_ungradable(self, reason: Ungradable) -> "Draft":
        """Say that the radiograph cannot be graded; that leaves no grades, and the form's own words."""
        words = self.quality.words if self.quality else ""
        return self.with_quality(QualityForm(Quality.NOT_GRADABLE, reason, words))

    def as_gradable(self) -> "Draft":
        """Take back that the radiograph cannot be graded, if that was said."""
        return replace(self, quality=None) if self.is_called_not_gradable else self

    @property
    def is_called_not_gradable(self) -> bool:
        """Whether the quality form says so, with a reason or still without."""
        return self.quality is not None and self.quality.quality is Quality.NOT_GRADABLE

    @property
    def ungradable(self) -> Ungradable | None:
        """Why it cannot be graded; None where it can, or where no reason was given yet."""
        return self.quality.reason if self.quality and self.is_called_not_gradable else None

    @property
    def is_complete(self) -> bool:
        """Whether it can be locked: graded on both sides, decided, or ungradable; no form half filled in."""
        if self.quality is not None and not self.quality.is_complete:
            return False
        is_graded = all(side in self.grades for side in Side)
        return is_graded or self.definite is not None or self.ungradable is not None


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
