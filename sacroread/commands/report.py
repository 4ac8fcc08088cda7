"""`report`: the dossier of a study, or of CSV files from elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sacroread.report.material import Material
    from sacroread.report.steps import Step

SEED = 2020
ESTIMATES_SHARE = 0.4  # of the time that a dossier takes


def report(
    study: Annotated[Path | None, typer.Argument(help="A study file; or give --reads.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="The dossier's folder.")] = Path("dossier"),
    reads: Annotated[Path | None, typer.Option(help="reads.csv instead of a study.")] = None,
    predictions: Annotated[Path | None, typer.Option(help="predictions.csv of the second reader.")] = None,
    reference: Annotated[Path | None, typer.Option(help="reference.csv: the reference standard.")] = None,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = SEED,
) -> None:
    """Write the dossier: agreement statistics, tables, curves. Ctrl+C leaves the folder as it was."""
    from sacroread.report.dossier import dossier
    from sacroread.report.steps import part
    from sacroread.report.write import write_dossier

    material = _from_study(study) if study else _from_csv(reads, predictions, reference)
    with _progress() as step:
        made = dossier(material, seed, step=part(step, 0, ESTIMATES_SHARE))
        write_dossier(made, material, out, part(step, ESTIMATES_SHARE, 1))
    typer.echo(f"{out / 'dossier.html'}")


@contextmanager
def _progress() -> "Iterator[Step]":
    """Show on stderr what is being done, how far it is and how long it may take; nothing when piped."""
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:3], TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda share, what: progress.update(task, completed=share, description=what)


def _from_study(study: Path) -> "Material":
    from sacroread.outcome import material_of
    from sacroread.paths import resource
    from sacroread.store.store import open_study

    with open_study(study) as store:
        return material_of(store, resource("bundles/demo"))


def _from_csv(reads: Path | None, predictions: Path | None, reference: Path | None) -> "Material":
    from sacroread.outcome import material_from_csv

    if reads is None and predictions is None:
        raise typer.BadParameter("give a study, --reads or --predictions", param_hint="STUDY")
    return material_from_csv(reads, predictions, reference)
