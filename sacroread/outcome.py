"""What comes out of a study file: the material of its dossier."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sacroread import __version__
from sacroread.errors import SacroReadError
from sacroread.imaging.source import Source
from sacroread.intake import Loader, csv_text, patients_of, sources_of
from sacroread.report.content import HeatmapPicture
from sacroread.report.gallery import Wanted, tile, wanted_pictures
from sacroread.report.material import Material
from sacroread.report.steps import Step, announced, quiet
from sacroread.second_reader.bundle import stated
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.picture import heatmap_picture
from sacroread.store.audit import anchor_text
from sacroread.store.store import Store
from sacroread.study.adjudication import reference_standard, standings
from sacroread.study.correction import counting
from sacroread.study.events import EventKind
from sacroread.study.exchange import (
    ReferenceRow,
    patients_from_csv,
    predictions_from_csv,
    reads_from_csv,
    reference_from_csv,
)
from sacroread.study.model import Presentation, Read
from sacroread.worklists import excluded

OPACITY = 0.5
SAME_ANSWER = 0.005  # apart: what devices and their arithmetic may differ by
SOFTWARE = f"SacroRead {__version__}"


def material_of(store: Store, bundle: Path) -> Material:
    """Return everything the study file holds for the dossier.

    Predictions of the active bundle count, with the cut-offs that its manifest fixed before these reads.
    Without an external reference standard it is what the readers decided, as the study's design says. Of an
    excluded case nothing counts but the reason.
    """
    manifest, sha256 = stated(bundle)
    out = excluded(store)
    everything = tuple(read for read in store.all_reads() if read.case_id not in out)
    reads = counting(everything)
    tokens = {read.token for read in reads}
    predictions = (each for each in store.predictions() if each.case_id not in out)
    reference = tuple(row for row in store.reference() if row.case_id not in out)
    return Material(
        title=store.protocol.name,
        software=SOFTWARE,
        reads=reads,
        predictions=tuple(each for each in predictions if each.bundle_sha256 == sha256),
        reference=reference or _adjudicated(store, reads),
        cut_offs=manifest.cut_offs.values,
        protocol=store.protocol,
        patients=patients_of(store),
        excluded=out,
        corrected=tuple(read for read in everything if read.token not in tokens),
        anchor=anchor_text(store.anchor()),
        is_synthetic=store.protocol.is_synthetic,
        results_seen=_results_seen(store),
        revealed=_revealed(store),
    )


def _results_seen(store: Store) -> Mapping[str, datetime]:
    seen: dict[str, datetime] = {}
    for event in store.events([EventKind.RESULTS]):
        seen.setdefault(event.reader_id, event.at)
    return seen


def _revealed(store: Store) -> Mapping[tuple[str, str], datetime]:
    shown: dict[tuple[str, str], datetime] = {}
    for event in store.events([EventKind.REVEAL]):
        shown.setdefault((event.reader_id, event.detail), event.at)  # the detail is the case's id
    return shown


@dataclass(frozen=True)
class Eyes:
    """How radiographs are read and judged: both in children, so that a damaged file costs itself only."""

    load: Loader
    judge: Callable[[str, Source, Presentation], Opinion]


def with_gallery(material: Material, store: Store, eyes: Eyes, seed: int, step: Step = quiet) -> Material:
    """Add the radiographs that the gallery shows; what cannot be shown is left out and counted there.

    The second reader is asked again, as the radiograph was presented when it was asked first. An answer that
    differs from the one on record is not shown.
    """
    wanted = announced(wanted_pictures(material, seed), step, "Looking at radiographs again")
    sources, said = sources_of(store), _presentations(material.reads)
    pictures = (_picture(each, sources[each.case_id], said.get(each.case_id, ()), eyes) for each in wanted)
    return replace(material, gallery=tuple(each for each in pictures if each is not None))


def _presentations(reads: Iterable[Read]) -> Mapping[str, tuple[Presentation, ...]]:
    """Return how each case was presented in the reads that could be the ones the second reader followed."""
    found: dict[str, dict[Presentation, None]] = {}
    for read in reads:
        found.setdefault(read.case_id, {})[read.draft.presentation] = None
    return {case_id: tuple(presentations) for case_id, presentations in found.items()}


def _picture(
    wanted: Wanted, source: Source, presentations: tuple[Presentation, ...], eyes: Eyes
) -> HeatmapPicture | None:
    try:
        for presentation in (*presentations, Presentation()):
            said = eyes.judge(wanted.case_id, source, presentation)
            if abs(said.prediction.probability - wanted.probability) <= SAME_ANSWER:
                pixels = tile(heatmap_picture(eyes.load(source), said.heatmap, OPACITY))
                return HeatmapPicture(wanted.case_id, wanted.outcome, wanted.probability, pixels)
    except SacroReadError:
        return None  # the gallery says how many are missing; `sacroread verify` names the file
    return None


def _adjudicated(store: Store, reads: Sequence[Read]) -> tuple[ReferenceRow, ...]:
    case_ids = (case.case_id for case in store.cases())
    return reference_standard(standings(store.protocol, case_ids, reads))


def material_from_csv(reads: Path | None, predictions: Path | None, reference: Path | None) -> Material:
    """Return the material of a dossier from CSV files, each of them optional.

    Raises:
        SacroReadError: a file that cannot be read, or a bad line in it.
    """
    return Material(
        title="Reader study",
        software=SOFTWARE,
        reads=reads_from_csv(csv_text(reads), reads.name) if reads else (),
        predictions=predictions_from_csv(csv_text(predictions), predictions.name) if predictions else (),
        reference=reference_from_csv(csv_text(reference), reference.name) if reference else (),
        patients=patients_from_csv(csv_text(reads), reads.name) if reads else {},
    )
