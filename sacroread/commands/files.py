"""Commands on single radiographs: `info` and `convert`."""

import json
import re
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from sacroread.imaging.radiograph import Radiograph
    from sacroread.study.model import Crop, Presentation, Window

DECODE_SECONDS, DECODE_BYTES = 30.0, 4 << 30


class Depth(StrEnum):
    """Bits a pixel of a curated picture."""

    EIGHT = "8"
    SIXTEEN = "16"


def info(
    file: Annotated[list[Path], typer.Argument(help="Files, folders, ZIP archives or a DICOMDIR.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object for each file, in a list.")
    ] = False,
) -> None:
    """Say what radiographs are, and whether they can be read."""
    from sacroread.imaging.radiograph import load
    from sacroread.imaging.sources import radiograph_files
    from sacroread.intake import Refused
    from sacroread.workers.child import Child

    child = Child(load, DECODE_SECONDS, DECODE_BYTES)
    try:
        with TemporaryDirectory(prefix="sacroread-") as unpacked:
            files = radiograph_files(file, Path(unpacked))
            told = [_facts(path, child.submit(path, path.name)) for path in files]
    finally:
        child.close()
    if as_json:
        typer.echo(json.dumps(told, indent=1))
    else:
        for facts in told:
            typer.echo(_sentence(facts))
    refused = [Refused(Path(str(each["file"])), str(each["reason"])) for each in told if not each["readable"]]
    tell_refused(refused, beside=None)


def convert(
    src: Annotated[Path, typer.Argument(help="A radiograph.")],
    dst: Annotated[Path, typer.Argument(help="Where to: .tif or .png. Its provenance goes to DST.json.")],
    window: Annotated[str, typer.Option(help="file, auto, or CENTER,WIDTH in rescaled units.")] = "file",
    crop: Annotated[str, typer.Option(help="none, auto, or X,Y,WIDTH,HEIGHT in stored pixels.")] = "none",
    depth: Annotated[Depth, typer.Option(help="Bits a pixel.")] = Depth.EIGHT,
) -> None:
    """Write a radiograph as it is shown, with everything needed to make the same picture again."""
    from sacroread.imaging.curate import write_curated
    from sacroread.imaging.radiograph import load

    radiograph = load(src)
    presentation = _presentation(radiograph, window, crop)
    made = write_curated(dst, radiograph, presentation, 8 if depth is Depth.EIGHT else 16)
    typer.echo(f"{dst}: {made.voi}, pixel hash {made.output_pixel_hash}")


def _facts(path: Path, answer: "Future[Radiograph]") -> dict[str, object]:
    try:
        radiograph = answer.result()
    except SacroReadError as error:
        return {"file": str(path), "readable": False, "reason": str(error)}
    return {
        "file": str(path),
        "readable": True,
        "modality": radiograph.modality,
        "rows": radiograph.rows,
        "cols": radiograph.cols,
        "photometric": radiograph.photometric,
        "bits_stored": radiograph.bits_stored,
        "windows": [[each.center, each.width] for each in radiograph.windows],
        "pixel_spacing_mm": radiograph.pixel_spacing_mm,
        "view": radiograph.view,
        "patient_orientation": radiograph.patient_orientation,
        "pixel_hash": radiograph.pixel_hash,
    }


def _sentence(facts: dict[str, object]) -> str:
    if not facts["readable"]:
        return f"{facts['file']}: cannot be read."
    return (
        f"{facts['file']}: {facts['modality'] or 'picture'}, {facts['rows']} x {facts['cols']}, "
        f"{facts['bits_stored']} bits, {facts['photometric']}"
    )


def _presentation(radiograph: "Radiograph", window: str, crop: str) -> "Presentation":
    from sacroread.study.model import Presentation

    return Presentation(window=_window(radiograph, window), crop=_crop(radiograph, crop))


def _window(radiograph: "Radiograph", text: str) -> "Window | None":
    from sacroread.imaging.autowindow import automatic_window
    from sacroread.study.model import Window

    if text == "file":
        return None
    if text == "auto":
        return automatic_window(radiograph)
    center, width = _numbers(text, 2, "--window", "file, auto or CENTER,WIDTH such as 2048,3000")
    return Window(center, width)


def _crop(radiograph: "Radiograph", text: str) -> "Crop | None":
    from sacroread.imaging.autowindow import proposed_crop
    from sacroread.study.model import Crop

    if text == "none":
        return None
    if text == "auto":
        return proposed_crop(radiograph)
    x, y, width, height = _numbers(
        text, 4, "--crop", "none, auto or X,Y,WIDTH,HEIGHT such as 100,200,900,700"
    )
    return Crop(round(x), round(y), round(width), round(height))


def _numbers(text: str, count: int, option: str, expected: str) -> list[float]:
    parts = text.split(",")
    if len(parts) != count or not all(re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", part) for part in parts):
        raise typer.BadParameter(f"found {text!r}, expected {expected}", param_hint=option)
    return [float(part) for part in parts]
