"""`convert`: radiographs as they are shown, written so that the same pictures can be made again."""

import json
import re
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from sacroread.commands.many import carry_out_all
from sacroread.commands.status import tell_refused
from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.imaging.rules import Rules
    from sacroread.study.model import Crop, Window

RULES = "convert.json"


class Depth(StrEnum):
    """Bits a pixel of a curated picture."""

    EIGHT = "8"
    SIXTEEN = "16"


def convert(
    src: Annotated[Path, typer.Argument(help="A radiograph, or a folder, ZIP archive or DICOMDIR of them.")],
    dst: Annotated[Path, typer.Argument(help="A .tif or .png; for many radiographs a folder.")],
    window: Annotated[str, typer.Option(help="file, auto, or CENTER,WIDTH in rescaled units.")] = "file",
    crop: Annotated[str, typer.Option(help="none, auto, or X,Y,WIDTH,HEIGHT in stored pixels.")] = "none",
    depth: Annotated[Depth, typer.Option(help="Bits a pixel.")] = Depth.EIGHT,
    size: Annotated[int | None, typer.Option(min=16, help="Pixels of the longer side at most.")] = None,
) -> None:
    """Write radiographs as they are shown, with everything needed to make the same pictures again.

    A folder is gone through with a count; what is there already is not made again, so that an interrupted run
    goes on where it stopped.
    """
    from sacroread.imaging.rules import Order, Rules, carry_out
    from sacroread.imaging.sources import radiograph_files

    rules = Rules(_window(window), _crop(crop), 8 if depth is Depth.EIGHT else 16, size)
    files = radiograph_files([src], dst / "unpacked")
    if files == (src,):
        made = carry_out(Order(src, dst, rules))
        typer.echo(f"{dst}: {made.voi}, pixel hash {made.output_pixel_hash}")
        return
    _claim(dst, rules)
    orders = [Order(file, dst / _name(file, src), rules) for file in files]
    waiting = [order for order in orders if not order.target.with_name(order.target.name + ".json").exists()]
    refused = carry_out_all(carry_out, [(order.source, order) for order in waiting])
    done = len(orders) - len(refused)
    typer.echo(
        f"{dst}: {done} pictures, {len(orders) - len(waiting)} of them made before; {len(refused)} refused."
    )
    tell_refused(refused, dst)


def _claim(folder: Path, rules: "Rules") -> None:
    """Say in the folder by which rules its pictures are made; another run must have the same."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = json.dumps(asdict(rules), sort_keys=True)
    claimed = folder / RULES
    if claimed.exists() and claimed.read_text(encoding="utf-8") != wanted:
        raise SacroReadError(
            f"{folder} holds pictures made by other rules ({RULES}). Name another folder or the same rules."
        )
    claimed.write_text(wanted, encoding="utf-8")


def _name(file: Path, src: Path) -> str:
    """A name for the picture of a file: its path below SRC, so that no two pictures share one."""
    below = file.relative_to(src) if file.is_relative_to(src) else Path(file.name)
    return "__".join(below.parts) + ".tif"


def _window(text: str) -> "Window | Literal['file', 'auto']":
    from sacroread.study.model import Window

    if text == "file":
        return "file"
    if text == "auto":
        return "auto"
    center, width = _numbers(text, 2, "--window", "file, auto or CENTER,WIDTH such as 2048,3000")
    return Window(center, width)


def _crop(text: str) -> "Crop | Literal['none', 'auto']":
    from sacroread.study.model import Crop

    if text == "none":
        return "none"
    if text == "auto":
        return "auto"
    expected = "none, auto or X,Y,WIDTH,HEIGHT such as 100,200,900,700"
    return Crop(*(round(number) for number in _numbers(text, 4, "--crop", expected)))


def _numbers(text: str, count: int, option: str, expected: str) -> list[float]:
    parts = text.split(",")
    if len(parts) != count or not all(re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", part) for part in parts):
        raise typer.BadParameter(f"found {text!r}, expected {expected}", param_hint=option)
    return [float(part) for part in parts]
