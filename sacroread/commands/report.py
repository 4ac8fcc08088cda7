"""`report`: the dossier of a study, or of CSV files from elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.decoding import decoding
from sacroread.report.seed import SEED
from sacroread.study.events import Event, EventKind

if TYPE_CHECKING:
    from sacroread.imaging.source import Source
    from sacroread.outcome import Eyes
    from sacroread.report.material import Material
    from sacroread.report.steps import Step
    from sacroread.second_reader.opinion import Opinion
    from sacroread.study.model import Presentation

GALLERY_SHARE, ESTIMATES_SHARE = 0.3, 0.6  # of the time that a dossier takes; files take the rest
JUDGE_SECONDS = 120.0


def report(
    study: Annotated[str | None, typer.Argument(help="A study file; or give --reads.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="The dossier's folder.")] = Path("dossier"),
    reads: Annotated[Path | None, typer.Option(help="reads.csv instead of a study.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="predictions.csv of the second reader.")] = None,
    reference: Annotated[Path | None, typer.Option(help="reference.csv: the reference standard.")] = None,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = SEED,
    gallery: Annotated[
        bool, typer.Option(help="Show where the second reader looked, on a few of the study's radiographs.")
    ] = True,
) -> None:
    """Write the dossier: agreement statistics, tables, curves. Ctrl+C leaves the folder as it was."""
    from sacroread.report.dossier import dossier
    from sacroread.report.steps import part
    from sacroread.report.write import write_dossier

    with _progress() as step:
        if study is None:
            material = _from_csv(reads, predictions, reference)
        else:
            material = _from_study(study, seed if gallery else None, part(step, 0, GALLERY_SHARE))
        made = dossier(material, seed, step=part(step, GALLERY_SHARE, ESTIMATES_SHARE))
        write_dossier(made, material, out, part(step, ESTIMATES_SHARE, 1))
    if study is not None:
        _note(study)
    typer.echo(f"{out / 'dossier.html'}")


def _note(study: str) -> None:
    """Note the dossier with the study; on a server a reader's role sees one name, the reader's own."""
    from sacroread.store.store import open_study

    with open_study(study) as store:
        who = store.readers()[0].reader_id if store.is_blinded else ""
        store.note(Event(EventKind.EXPORT, datetime.now(UTC), who, "dossier"))


@contextmanager
def _progress() -> "Iterator[Step]":
    """Show on stderr what is being done, how far it is and how long it may take; nothing when piped."""
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:3], TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda share, what: progress.update(task, completed=share, description=what)


def _from_study(study: str, gallery_seed: int | None, step: "Step") -> "Material":
    from sacroread.outcome import material_of, with_gallery
    from sacroread.report.gallery import wanted_pictures
    from sacroread.second_reader.shelf import shelf_of_user
    from sacroread.store.store import open_study

    bundle = shelf_of_user().active()
    with open_study(study) as store:
        material = material_of(store, bundle)
        if gallery_seed is None or not wanted_pictures(material, gallery_seed):
            return material
        with _eyes(bundle) as eyes:
            return with_gallery(material, store, eyes, gallery_seed, step)


@contextmanager
def _eyes(bundle: Path) -> "Iterator[Eyes]":
    """Give the children that read and judge radiographs for the time of the block."""
    from sacroread.outcome import Eyes
    from sacroread.second_reader.opinion import Question, opinion
    from sacroread.workers.child import Child

    child = Child(opinion, JUDGE_SECONDS)

    def judge(case_id: str, source: "Source", presentation: "Presentation") -> "Opinion":
        return child.submit(Question(bundle, case_id, source, presentation), source.file.name).result()

    try:
        with decoding() as load:
            yield Eyes(load, judge)
    finally:
        child.close()


def _from_csv(reads: Path | None, predictions: Path | None, reference: Path | None) -> "Material":
    from sacroread.outcome import material_from_csv

    if reads is None and predictions is None:
        raise typer.BadParameter("give a study, --reads or --predictions", param_hint="STUDY")
    return material_from_csv(reads, predictions, reference)
