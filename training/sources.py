"""What a curated set is made of, wherever it comes from: usable cases, and those left out with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sacroread.imaging.source import Source
from sacroread.study.model import Crop, Presentation
from training.curated_set import SplitName, Votes

AS_IN_THE_FILE = Presentation()
NOBODY_VOTED = Votes(0, 0)


@dataclass(frozen=True)
class UsableCase:
    """A case with a reference standard; `split` is None where nothing states it.

    `presentation` is how the readers saw it; its crop is in pixels of the radiograph, and so are `joints`.
    """

    case_id: str
    patient_id: str
    radiograph: Source
    is_definite: bool
    origin: str
    votes: Votes = NOBODY_VOTED
    presentation: Presentation = AS_IN_THE_FILE
    split: SplitName | None = None
    joints: tuple[Crop, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """What was found; `exclusions` are sentences with the case's name, `sources` hashes by name."""

    cases: tuple[UsableCase, ...]
    exclusions: tuple[str, ...]
    sources: Mapping[str, str]
    is_synthetic: bool
    description: str


def is_folder_source(source: Path) -> bool:
    """Whether a source is a folder with tables, or a table in it, and no study."""
    return source.is_dir() or source.suffix.lower() == ".csv"
