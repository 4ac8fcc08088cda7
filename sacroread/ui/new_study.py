"""A new study made from the start page: its design, its file, and the radiographs of a folder."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sacroread.imaging.radiograph import Radiograph
from sacroread.imaging.source import Source
from sacroread.imaging.sources import radiograph_files
from sacroread.intake import add_radiographs, noted, refused_csv
from sacroread.store.store import Store, create_study, open_study
from sacroread.study.protocol import SEED_BITS, Design, default_protocol
from sacroread.workers.child import Child

REFUSED = "refused.csv"


@dataclass(frozen=True)
class NewStudy:
    """What a person asked for. Without a folder the study begins without cases."""

    path: Path
    design: Design
    radiographs: Path | None


@dataclass(frozen=True)
class Intake:
    """A folder of radiographs that shall come into a study file."""

    study: Path
    radiographs: Path


def make_study(wanted: NewStudy, decode: Child[Source, Radiograph]) -> Store:
    """Make a study with the design's protocol and take the radiographs in; list the refused beside it.

    Raises:
        SacroReadError: something is at that path already, or the folder cannot be read.
    """
    folder = wanted.radiographs
    files = radiograph_files([folder]) if folder else ()  # first: what cannot be read leaves no study behind
    protocol = default_protocol(wanted.path.stem, wanted.design, secrets.randbits(SEED_BITS))
    store = create_study(wanted.path, protocol, datetime.now(UTC))
    if folder is not None:
        _add(store, files, decode)
    return store


def take_in(wanted: Intake, decode: Child[Source, Radiograph]) -> Store:
    """Open a study file and take radiographs in; list the refused beside it.

    Raises:
        SacroReadError: no such study, or the folder cannot be read.
    """
    files = radiograph_files([wanted.radiographs])
    store = open_study(wanted.study)
    _add(store, files, decode)
    return store


def _add(store: Store, files: Sequence[Path], decode: Child[Source, Radiograph]) -> None:
    with noted(store, lambda: datetime.now(UTC)):
        refused = add_radiographs(store, files, lambda each: decode.submit(each, each.file.name).result())
    if refused:
        store.path.with_name(REFUSED).write_text(refused_csv(refused), encoding="utf-8")
