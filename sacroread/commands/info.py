"""`info`: what radiographs are, and whether they can be read."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.decoding import decoding
from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.intake import Loader


def info(
    file: Annotated[list[Path], typer.Argument(help="Files, folders, ZIP archives or a DICOMDIR.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object for each file, in a list.")
    ] = False,
) -> None:
    """Say what radiographs are, and whether they can be read."""
    from sacroread.imaging.sources import radiograph_files
    from sacroread.intake import Refused

    with TemporaryDirectory(prefix="sacroread-") as unpacked, decoding() as loader:
        told = [_facts(path, loader) for path in radiograph_files(file, Path(unpacked))]
    if as_json:
        typer.echo(json.dumps(told, indent=1))
    else:
        for facts in told:
            typer.echo(_sentence(facts))
    refused = [Refused(Path(str(each["file"])), str(each["reason"])) for each in told if not each["readable"]]
    tell_refused(refused, beside=None)


def _facts(path: Path, loader: "Loader") -> dict[str, object]:
    from sacroread.imaging.source import Source

    try:
        radiograph = loader(Source(path))
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
        "spacing_plane": radiograph.spacing_plane,
        "pixel_aspect": radiograph.pixel_aspect,
        "laterality": radiograph.laterality,
        "collimation": asdict(radiograph.collimation) if radiograph.collimation else None,
        "burned_in_annotation": radiograph.burned_in_annotation,
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
