"""`predict`: the second reader over files and folders."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.second_reader.opinion import Opinion

PREDICT_SECONDS = 300.0
OPACITY = 0.5


def predict(
    src: Annotated[list[Path], typer.Argument(help="Radiographs, or folders with radiographs.")],
    bundle: Annotated[Path | None, typer.Option(help="The second reader; the active one without.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where predictions go.")] = Path("predictions.csv"),
    heatmaps: Annotated[Path | None, typer.Option(help="A folder for a picture of each heatmap.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Write the second reader's probability for each radiograph; a case is named after its file."""
    from sacroread.imaging.source import Source
    from sacroread.imaging.sources import radiograph_files
    from sacroread.intake import Refused
    from sacroread.paths import resource
    from sacroread.second_reader.opinion import Question, opinion
    from sacroread.study.exchange import predictions_to_csv
    from sacroread.study.model import Presentation
    from sacroread.workers.child import Child

    folder = bundle or resource("bundles/demo")
    child = Child(opinion, PREDICT_SECONDS)
    given, refused = [], []
    files = radiograph_files(src)
    try:
        for number, file in enumerate(files, start=1):
            typer.echo(f"\r{number} of {len(files)}", nl=False, err=True)
            try:
                said = child.submit(
                    Question(folder, file.stem, Source(file), Presentation(), device), file.name
                ).result()
                _draw(said, file, heatmaps)
                given.append(said.prediction)
            except SacroReadError as error:
                refused.append(Refused(file, str(error)))
    finally:
        child.close()
    typer.echo("", err=True)
    out.write_text(predictions_to_csv(given), encoding="utf-8")
    typer.echo(f"{out}: {len(given)} predictions, {len(refused)} refused.")
    tell_refused(refused, out.parent)


def _draw(said: "Opinion", file: Path, folder: Path | None) -> None:
    """Write the radiograph with its heatmap as a PNG named after the case."""
    if folder is None:
        return
    from sacroread.imaging.picture_file import write_png
    from sacroread.imaging.radiograph import load
    from sacroread.second_reader.picture import heatmap_picture

    folder.mkdir(parents=True, exist_ok=True)
    write_png(folder / f"{said.prediction.case_id}.png", heatmap_picture(load(file), said.heatmap, OPACITY))
