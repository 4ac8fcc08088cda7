"""What an aided draft says otherwise than the unaided read of the same case, to be shown to its reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sacroread.study.criteria import grade_words, verdict
from sacroread.study.model import Draft, Grade, Side
from sacroread.study.protocol import Scale

Said = tuple[bool | None, bool | None]  # definite sacroiliitis, unaided and now; None: nothing is said


@dataclass(frozen=True)
class Changes:
    """What differs: the grades of the sides that do, each as (unaided, now), and the decision where it does.

    A grade is None where there is none. `sentence` says all of it in words, and that nothing differs.
    """

    sentence: str
    grades: Mapping[Side, tuple[Grade | None, Grade | None]] = field(default_factory=dict)
    definite: Said | None = None

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.grades) or self.definite is not None


def changes(unaided: Draft, now: Draft, scale: Scale = Scale.MNY) -> Changes:
    """Compare what was locked unaided with what is said now; ungradable or incomplete too."""
    both = {side: (unaided.grades.get(side), now.grades.get(side)) for side in Side}
    grades = {side: (before, after) for side, (before, after) in both.items() if before is not after}
    said = (verdict(unaided, scale).is_definite, verdict(now, scale).is_definite)
    definite = said if said[0] is not said[1] else None
    return Changes(_sentence(grades, definite, scale), grades, definite)


def _sentence(
    grades: Mapping[Side, tuple[Grade | None, Grade | None]], definite: Said | None, scale: Scale
) -> str:
    words = [
        f"{side} {_grade(before, scale)} to {_grade(after, scale)}"
        for side, (before, after) in grades.items()
    ]
    if definite is not None:
        words.append(f"{_answer(definite[0])} to {_answer(definite[1])}")
    return f"Changed: {', '.join(words)}." if words else "As unaided."


def _grade(grade: Grade | None, scale: Scale) -> str:
    return "no grade" if grade is None else grade_words(grade, scale)


def _answer(definite: bool | None) -> str:
    return {True: "definite", False: "not definite", None: "no decision"}[definite]
