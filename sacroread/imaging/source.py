"""Where a radiograph comes from, and what counts as one there: what a child process needs to load it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import RADIOGRAPH_MODALITIES, Radiograph, load


@dataclass(frozen=True)
class Source:
    """A file, and the DICOM modalities that its study takes for radiographs.

    `pixel_hash` is that of the radiograph when it came into the study; None outside of one.
    """

    file: Path
    modalities: frozenset[str] = RADIOGRAPH_MODALITIES
    pixel_hash: str | None = None


def prepare_to_load() -> None:
    """Import what opening a file needs, so that the first radiograph need not wait for it."""
    from sacroread.imaging import dicom_file, picture_file  # noqa: F401


def load_source(source: Source) -> Radiograph:
    """Return the radiograph.

    Raises:
        SacroReadError: as `sacroread.imaging.radiograph.load`; or other pixels than when it was imported.
    """
    radiograph = load(source.file, source.modalities)
    if source.pixel_hash not in {None, radiograph.pixel_hash}:
        raise SacroReadError(
            f"{source.file.name} has other pixels than when it was imported. Put the original back."
        )
    return radiograph
