"""What comes out of a study file: the material of its dossier."""

from collections.abc import Sequence
from pathlib import Path

from sacroread import __version__
from sacroread.intake import csv_text, patients_of
from sacroread.report.material import Material
from sacroread.second_reader.bundle import stated
from sacroread.store.store import Store
from sacroread.study.adjudication import reference_standard, standings
from sacroread.study.exchange import (
    ReferenceRow,
    patients_from_csv,
    predictions_from_csv,
    reads_from_csv,
    reference_from_csv,
)
from sacroread.study.model import Read

SOFTWARE = f"SacroRead {__version__}"


def material_of(store: Store, bundle: Path) -> Material:
    """Return everything the study file holds for the dossier.

    Predictions of the active bundle count, with the cut-offs that its manifest fixed before these reads.
    Without an external reference standard it is what the readers decided, as the study's design says.
    """
    manifest, sha256 = stated(bundle)
    reads = store.reads()
    return Material(
        title=store.protocol.name,
        software=SOFTWARE,
        reads=reads,
        predictions=tuple(each for each in store.predictions() if each.bundle_sha256 == sha256),
        reference=store.reference() or _adjudicated(store, reads),
        cut_offs=manifest.cut_offs.values,
        protocol=store.protocol,
        patients=patients_of(store),
        is_synthetic=store.protocol.is_synthetic,
    )


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
