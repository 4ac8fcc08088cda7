"""`predict`: the second reader over files and folders."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.second_reader.opinion import Opinion

PREDICT_SECONDS = 300.0
OPACITY = 0.5
SUFFIXES = frozenset({".dcm", ".dicom", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})  # a UID has dots too


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

    if not out.absolute().parent.is_dir():
        raise SacroReadError(f"The folder {out.parent} does not exist. Make it first; nothing was predicted.")
    folder = bundle or resource("bundles/demo")
    child = Child(opinion, PREDICT_SECONDS)
    given, refused = [], []
    files = _named(radiograph_files(src))
    try:
        for number, (name, file) in enumerate(files.items(), start=1):
            typer.echo(f"\r{number} of {len(files)}", nl=False, err=True)
            try:
                said = child.submit(
                    Question(folder, name, Source(file), Presentation(), device), file.name
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


def _named(files: Sequence[Path]) -> dict[str, Path]:
    """Name each radiograph after its file, and after its folders too where two files share a name."""
    stems = [_stem(file) for file in files]
    return {
        stem if stems.count(stem) == 1 else "__".join((*file.parent.parts[-2:], stem)): file
        for stem, file in zip(stems, files, strict=True)
    }


def _stem(file: Path) -> str:
    return file.stem if file.suffix.lower() in SUFFIXES else file.name


def _draw(said: "Opinion", file: Path, folder: Path | None) -> None:
    """Write the radiograph with its heatmap as a PNG named after the case."""
    if folder is None:
        return
    from sacroread.imaging.picture_file import write_png
    from sacroread.imaging.radiograph import load
    from sacroread.second_reader.picture import heatmap_picture

    folder.mkdir(parents=True, exist_ok=True)
    write_png(folder / f"{said.prediction.case_id}.png", heatmap_picture(load(file), said.heatmap, OPACITY))
