"""Where a radiograph comes from, and what counts as one there: what a child process needs to load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroread.imaging.radiograph import RADIOGRAPH_MODALITIES, Radiograph, load


@dataclass(frozen=True)
class Source:
    """A file, and the DICOM modalities that its study takes for radiographs."""

    file: Path
    modalities: frozenset[str] = RADIOGRAPH_MODALITIES


def load_source(source: Source) -> Radiograph:
    """Return the radiograph.

    Raises:
        SacroReadError: as `sacroread.imaging.radiograph.load`.
    """
    return load(source.file, source.modalities)
