"""Commands that open the window: `open` and `demo`; and the phantoms behind the demo."""

import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from sacroread.commands.place import is_study
from sacroread.commands.screen import do_without_screen, require_screen
from sacroread.errors import SacroReadError

ENDED_BY_SIGTERM = 143  # 128 and the number of the signal, as shells count


def open_window(
    study: Annotated[
        str | None,
        typer.Argument(
            help="What to open at once: a study's file or its address on a server, or a radiograph."
        ),
    ] = None,
) -> None:
    """Open the window, as `sacroread`, `sacroread STUDY` and `sacroread RADIOGRAPH` do."""
    require_screen()
    from sacroread.app import run, showing_radiograph

    if study and Path(study).is_file() and not is_study(study):
        raise typer.Exit(run(showing_radiograph(Path(study))))
    raise typer.Exit(run(lambda window: window.open_study(study) if study else None))


def demo(
    tour: Annotated[
        Path | None, typer.Option(help="Go through every page unattended; screenshots go here.")
    ] = None,
    phantoms: Annotated[int | None, typer.Option(help="Write that many labelled phantoms instead.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where phantoms go.")] = Path("phantoms"),
    seed: Annotated[int, typer.Option(help="Everything about the phantoms follows from it.")] = 2020,
    processes: Annotated[int, typer.Option(help="How many make phantoms at once.")] = 1,
    contact_sheet: Annotated[
        Path | None, typer.Option(help="With --phantoms: only a picture of them, one row for each grade.")
    ] = None,
) -> None:
    """Open the demo study (synthetic radiographs)."""
    if contact_sheet is not None:
        _write_contact_sheet(contact_sheet, phantoms, seed)
        return
    if phantoms is not None:
        _write_phantoms(out, phantoms, seed, processes)
        return
    do_without_screen() if tour is not None else require_screen()
    from sacroread.app import run

    if tour is None:
        raise typer.Exit(run(lambda window: window.open_demo()))
    from sacroread.tour import Tour

    with TemporaryDirectory(prefix="sacroread-tour-") as folder:  # a demo study of its own
        guided = Tour(tour)
        run(guided.begin, Path(folder) / "demo", is_attended=False)
    if not guided.is_complete:
        raise SacroReadError(f"The tour ended early, after {len(guided.screenshots)} screenshots in {tour}.")
    typer.echo(f"{len(guided.screenshots)} screenshots and the dossier are in {tour}")


def _write_contact_sheet(path: Path, count: int | None, seed: int) -> None:
    from sacroread.demo.contact_sheet import write_contact_sheet

    if count is None:
        raise SacroReadError(
            "How many phantoms? Say for example: demo --phantoms 25 --contact-sheet sheet.png"
        )
    for written in write_contact_sheet(path, count, seed):
        typer.echo(f"{written}: {count} synthetic radiographs, grade 0 in the first row, 4 in the last")


def _write_phantoms(out: Path, count: int, seed: int, processes: int) -> None:
    from sacroread.demo.study_files import SetOptions, write_phantom_set

    def tell(number: int) -> None:
        typer.echo(f"\r{number} of {count} phantoms", nl=False, err=True)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED_BY_SIGTERM))  # else the processes would go on
    write_phantom_set(out, count, seed, SetOptions(processes=processes), on_written=tell)
    typer.echo("", err=True)
    typer.echo(f"{out}: {count} synthetic radiographs, cases.csv, reference.csv, reads.csv, joints.csv")
