"""`info`: what radiographs are, and whether they can be read."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from sacroread.imaging.radiograph import Radiograph

DECODE_SECONDS, DECODE_BYTES = 30.0, 4 << 30


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
