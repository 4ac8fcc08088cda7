"""Curating a set: a walk through radiographs, each accepted at a presentation or excluded with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sacroread.study.model import Presentation

EXCLUSIONS = (  # why a radiograph is commonly left out of a set; any other words will do
    "not a pelvis",
    "joints not fully on the picture",
    "metal over a joint",
    "atypical projection",
    "low resolution",
    "poor exposure",
    "text burned in",
    "shown twice",
)


class Kind(StrEnum):
    """What was decided about a radiograph; a refused one could not be opened, so nobody looked at it."""

    ACCEPTED = "accepted"
    EXCLUDED = "excluded"
    REFUSED = "refused"


@dataclass(frozen=True)
class Decision:
    """What was decided about one file of a walk, and when (UTC).

    `file` is its path below what is walked through, with `/`. `pixel_hash` is that of the radiograph that was
    on the screen, `presentation` what is exported of it; both are empty for a refused file. `reason` says
    why it was excluded or refused.
    """

    file: str
    kind: Kind
    decided_at: datetime
    reason: str = ""
    pixel_hash: str = ""
    presentation: Presentation = field(default_factory=Presentation)


@dataclass(frozen=True)
class Walk:
    """Files in their order, what was decided about them, and the place of the one in front."""

    files: tuple[str, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    position: int = 0

    @property
    def file(self) -> str:
        """The file in front."""
        return self.files[self.position]

    @property
    def decision(self) -> Decision | None:
        """What was decided about the file in front."""
        return self.decisions.get(self.file)

    @property
    def undecided(self) -> int:
        """How many files nothing was decided about."""
        return sum(file not in self.decisions for file in self.files)

    def count(self, kind: Kind) -> int:
        """Return how many files of the walk were decided so."""
        found = (self.decisions.get(file) for file in self.files)
        return sum(decision is not None and decision.kind is kind for decision in found)

    def stepped(self, by: int) -> Walk:
        """Step on or back, and stop at either end."""
        return replace(self, position=min(max(self.position + by, 0), len(self.files) - 1))

    def decided(self, decision: Decision) -> Walk:
        """Take a decision down; it counts in place of an earlier one about the same file."""
        return replace(self, decisions={**self.decisions, decision.file: decision})

    def gone_on(self) -> Walk:
        """Go to the next undecided file, those before the one in front last; stay where there is none."""
        after = [*range(self.position + 1, len(self.files)), *range(self.position + 1)]
        return replace(self, position=next(filter(self._is_undecided, after), self.position))

    def ahead(self, how_many: int) -> tuple[str, ...]:
        """Return the file in front and the undecided ones that come next."""
        rest = [place for place in range(self.position + 1, len(self.files)) if self._is_undecided(place)]
        return (self.file, *(self.files[place] for place in rest[:how_many]))

    def same_pixels(self, pixel_hash: str) -> str | None:
        """Return another file that was accepted with these pixels, or None."""
        accepted = (each for each in self.decisions.values() if each.kind is Kind.ACCEPTED)
        twins = (each.file for each in accepted if each.pixel_hash == pixel_hash and each.file != self.file)
        return next(twins, None)

    def _is_undecided(self, place: int) -> bool:
        return self.files[place] not in self.decisions


def begun(files: tuple[str, ...], decisions: Mapping[str, Decision]) -> Walk:
    """Return the walk where it goes on: at its first undecided file, or at its last one."""
    walk = Walk(files, decisions, len(files) - 1)
    return walk.gone_on()
