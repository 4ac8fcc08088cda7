"""`predict`: the second reader over files and folders."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.bundles import shelf
from sacroread.commands.status import Exit, tell_refused
from sacroread.errors import SacroReadError
from sacroread.files import require_replaceable

if TYPE_CHECKING:
    from sacroread.intake import Refused
    from sacroread.second_reader.opinion import Opinion, Question
    from sacroread.study.model import Prediction
    from sacroread.workers.child import Child

PREDICT_SECONDS = 300.0
OPACITY = 0.5
AHEAD = 2  # questions that lie with the child, so that it never waits


class HeatmapFormat(StrEnum):
    """What a heatmap is written as."""

    PNG = "png"
    DICOM = "dicom"


def predict(
    src: Annotated[
        list[str],
        typer.Argument(
            help="Radiographs, or folders or archives with radiographs. Or one study: then its cases that "
            "nobody reads any more are predicted, and kept in it."
        ),
    ],
    bundle: Annotated[Path | None, typer.Option(help="The second reader; the active one without.")] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Where predictions go.")] = Path("predictions.csv"),
    heatmaps: Annotated[Path | None, typer.Option(help="A folder for a picture of each heatmap.")] = None,
    heatmap_format: Annotated[HeatmapFormat, typer.Option(help="Of each heatmap.")] = HeatmapFormat.PNG,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
    half: Annotated[
        bool, typer.Option("--half", help="Half precision, on CUDA where it stays true.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Keep what stands in the output already.")] = False,
) -> None:
    """Write the second reader's probability for each radiograph; a case is named after its file.

    What is written stays when you cancel with Ctrl+C; go on with --resume.
    """
    from sacroread.commands.place import is_study
    from sacroread.commands.study_opinions import predict_study
    from sacroread.imaging.sources import radiograph_files
    from sacroread.second_reader.cases import case_names

    folder = bundle or shelf().active()
    if len(src) == 1 and is_study(src[0]):
        predict_study(src[0], folder, device, is_half_wanted=half)
        return
    _require_places(out, heatmaps)
    with TemporaryDirectory(prefix="sacroread-") as unpacked:
        files = case_names(radiograph_files([Path(each) for each in src], Path(unpacked)))
        kept = _kept(out, folder) if resume else ()
        done = {prediction.case_id for prediction in kept}
        to_do = {name: file for name, file in files.items() if name not in done}
        questions = _questions(to_do, folder, (device, half))
        _start_table(out, kept)
        refused = _answer_all(questions, out, heatmaps, heatmap_format)
    given = len(to_do) - len(refused) + len(kept)
    typer.echo(f"{out}: {given} predictions, {len(refused)} refused.")
    tell_refused(refused, out.parent)


def _require_places(out: Path, heatmaps: Path | None) -> None:
    """Refuse places that cannot be written to before the first question is asked."""
    if not out.absolute().parent.is_dir():
        raise SacroReadError(f"The folder {out.parent} does not exist. Make it first; nothing was predicted.")
    if out.is_dir():
        raise SacroReadError(f"{out} is a folder. Name a file in it: -o {out / 'predictions.csv'}")
    require_replaceable(out)
    try:
        if heatmaps is not None:
            heatmaps.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SacroReadError(
            f"The folder {heatmaps} cannot be made ({error.strerror}). Choose another one; nothing was "
            "predicted."
        ) from error


def _kept(out: Path, bundle: Path) -> "Sequence[Prediction]":
    """Return the predictions of this bundle that stand in the output already."""
    from sacroread.intake import csv_text
    from sacroread.second_reader.bundle import stated
    from sacroread.study.exchange import predictions_from_csv

    if not out.exists():
        return ()
    sha256, there = stated(bundle)[1], predictions_from_csv(csv_text(out), out.name)
    if any(each.bundle_sha256 != sha256 for each in there):
        raise SacroReadError(f"{out.name} holds predictions of another second reader. Name another output.")
    return there


def _start_table(out: Path, kept: "Sequence[Prediction]") -> None:
    from sacroread.files import write_whole
    from sacroread.study.exchange import predictions_to_csv

    write_whole(out, predictions_to_csv(kept).encode())


def _questions(
    files: Mapping[str, Path], bundle: Path, how: tuple[str, bool]
) -> "Sequence[tuple[Path, Question]]":
    from sacroread.imaging.source import Source
    from sacroread.second_reader.opinion import Question
    from sacroread.study.model import Presentation

    device, is_half_wanted = how
    shown = Presentation()
    return [
        (file, Question(bundle, name, Source(file), shown, device, is_half_wanted=is_half_wanted))
        for name, file in files.items()
    ]


def _answer_all(
    questions: "Sequence[tuple[Path, Question]]", out: Path, heatmaps: Path | None, kind: HeatmapFormat
) -> "list[Refused]":
    """Append each prediction to the output as it comes; return what was refused."""
    from sacroread.intake import Refused
    from sacroread.second_reader.opinion import opinion
    from sacroread.workers.child import Child

    refused, told = [], ""
    child = Child(opinion, PREDICT_SECONDS)
    try:
        for number, (file, said) in enumerate(_answers(child, questions), start=1):
            if isinstance(said, SacroReadError):
                refused.append(Refused(file, str(said)))
            else:
                told = _tell_once(f"on {said.device}. {said.notice}".strip(), told)
                _append(out, said.prediction)
                _draw(said, file, heatmaps, kind)
            typer.echo(f"\r{number} of {len(questions)}", nl=False, err=True)
    except KeyboardInterrupt as error:
        typer.echo(f"\nCancelled. What was predicted stands in {out}; go on with --resume.", err=True)
        raise typer.Exit(Exit.DONE_IN_PART) from error
    finally:
        child.close()
    typer.echo("", err=True)
    return refused


def _answers(
    child: "Child[Question, Opinion]", questions: "Sequence[tuple[Path, Question]]"
) -> "Iterator[tuple[Path, Opinion | SacroReadError]]":
    """Yield what the child says of each, in order, while it works on the next."""
    waiting = deque(questions)
    asked: deque[tuple[Path, Future[Opinion]]] = deque()
    while waiting or asked:
        while waiting and len(asked) < AHEAD:
            file, question = waiting.popleft()
            asked.append((file, child.submit(question, file.name)))
        file, future = asked.popleft()
        try:
            yield file, future.result()
        except SacroReadError as error:
            yield file, error


def _tell_once(words: str, told: str) -> str:
    if words != told:
        typer.echo(f"The second reader runs {words}", err=True)
    return words


def _append(out: Path, prediction: "Prediction") -> None:
    from sacroread.study.exchange import predictions_to_csv

    line = predictions_to_csv([prediction]).removeprefix(predictions_to_csv([]))
    with out.open("a", encoding="utf-8") as file:
        file.write(line)


def _draw(said: "Opinion", file: Path, folder: Path | None, kind: HeatmapFormat) -> None:
    """Write the radiograph with its heatmap, named after the case."""
    if folder is None:
        return
    from sacroread.imaging.picture_file import write_png
    from sacroread.imaging.radiograph import load
    from sacroread.second_reader.picture import heatmap_picture
    from sacroread.second_reader.secondary_capture import write_capture

    folder.mkdir(parents=True, exist_ok=True)
    radiograph, case_id = load(file), said.prediction.case_id
    picture = heatmap_picture(radiograph, said.heatmap, OPACITY, said.fed)
    if kind is HeatmapFormat.PNG:
        write_png(folder / f"{case_id}.png", picture)
    else:
        write_capture(folder / f"{case_id}.dcm", picture, radiograph, said.prediction)
