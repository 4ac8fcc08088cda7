"""What the grades, the lesions and the reasons for ungradable are called, and how the criterion defines them.

The definitions are those of Bennett & Wood 1968, as the modified New York criteria grade
(van der Linden S, Valkenburg HA, Cats A. Arthritis Rheum 1984;27:361-368).
"""

from PySide6.QtCore import QCoreApplication

from sacroread.study.model import Condition, Confidence, Grade, Lesion, Quality, Side, Ungradable

translate = QCoreApplication.translate

SOFT_HYPHEN = "\u00ad"


def side_name(side: Side) -> str:
    """Return what a side of the patient is called. Its letter on the picture is R or L in every language."""
    return {Side.RIGHT: translate("grades", "Right"), Side.LEFT: translate("grades", "Left")}[side]


def condition_name(condition: Condition) -> str:
    """Return what a reader could see of the second reader, in a word or two."""
    return {
        Condition.UNAIDED: translate("grades", "unaided"),
        Condition.AIDED: translate("grades", "aided"),
    }[condition]


def grade_name(grade: Grade) -> str:
    """Return the one word for a grade."""
    return {
        Grade.NORMAL: translate("grades", "Normal"),
        Grade.SUSPICIOUS: translate("grades", "Suspicious"),
        Grade.MINIMAL: translate("grades", "Minimal"),
        Grade.UNEQUIVOCAL: translate("grades", "Unequivocal"),
        Grade.ANKYLOSIS: translate("grades", "Ankylosis"),
    }[grade]


def definition(grade: Grade) -> str:
    """Return the criterion's words for a grade."""
    return {
        Grade.NORMAL: translate("grades", "Normal."),
        Grade.SUSPICIOUS: translate("grades", "Suspicious changes."),
        Grade.MINIMAL: translate(
            "grades",
            "Minimal abnormality: small localized areas with erosion or sclerosis, without alteration in the "
            "joint width.",
        ),
        Grade.UNEQUIVOCAL: translate(
            "grades",
            "Unequivocal abnormality: moderate or advanced sacroiliitis with one or more of: erosions, "
            "evidence of sclerosis, widening, narrowing, or partial ankylosis.",
        ),
        Grade.ANKYLOSIS: translate("grades", "Severe abnormality: total ankylosis."),
    }[grade]


def rule() -> str:
    """Return the criterion of definite sacroiliitis in words."""
    return translate(
        "grades", "Definite sacroiliitis: at least grade 2 on both sides, or at least grade 3 on one side."
    )


def lesion_name(lesion: Lesion) -> str:
    """Return what a lesion is called."""
    return lesion_in_parts(lesion).replace(SOFT_HYPHEN, "")


def lesion_in_parts(lesion: Lesion) -> str:
    """Return what a lesion is called, with a soft hyphen where a long word may be broken."""
    return {
        Lesion.EROSION: translate("grades", "Erosion"),
        Lesion.SCLEROSIS: translate("grades", "Sclerosis"),
        Lesion.WIDENING: translate("grades", "Widening"),
        Lesion.NARROWING: translate("grades", "Narrowing"),
        Lesion.ANKYLOSIS: translate("grades", "Ankylosis"),
    }[lesion]


def ungradable_name(reason: Ungradable) -> str:
    """Return why a radiograph cannot be graded, in words."""
    return {
        Ungradable.LOW_RESOLUTION: translate("grades", "Low resolution"),
        Ungradable.ATYPICAL_PROJECTION: translate("grades", "Atypical projection"),
        Ungradable.OTHER: translate("grades", "Other"),
    }[reason]


def quality_name(quality: Quality) -> str:
    """Return what is said about the quality of a radiograph."""
    return {
        Quality.READABLE: translate("grades", "Readable"),
        Quality.LIMITED: translate("grades", "Limited"),
        Quality.NOT_GRADABLE: translate("grades", "Not gradable"),
    }[quality]


def confidence_name(confidence: Confidence) -> str:
    """Return how sure a reader is, in words."""
    return {
        Confidence.VERY_UNSURE: translate("grades", "very unsure"),
        Confidence.UNSURE: translate("grades", "unsure"),
        Confidence.FAIRLY_SURE: translate("grades", "fairly sure"),
        Confidence.SURE: translate("grades", "sure"),
        Confidence.VERY_SURE: translate("grades", "very sure"),
    }[confidence]
