"""`curate`: a set of pictures out of a folder of radiographs, each one looked at by a person."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sacroread.commands.convert import Depth
from sacroread.commands.many import carry_out_all
from sacroread.commands.screen import require_screen
from sacroread.commands.status import Exit

if TYPE_CHECKING:
    from sacroread.imaging.curated_folder import Form, LeftOut
    from sacroread.imaging.curation import Walk
    from sacroread.imaging.source import Source


def curate(
    src: Annotated[Path, typer.Argument(help="A folder, ZIP archive or DICOMDIR of radiographs, or one.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder of the set: decisions and pictures.")],
    export: Annotated[
        bool, typer.Option("--export", help="Open no window: make the pictures of what is accepted.")
    ] = False,
    depth: Annotated[Depth, typer.Option(help="Bits a pixel, with --export.")] = Depth.EIGHT,
    png: Annotated[bool, typer.Option("--png", help="Write PNG in place of TIFF, with --export.")] = False,
) -> None:
    """Step through radiographs; accept or exclude each with one key; export what was accepted.

    Each decision is on the disk before the next radiograph is shown, so that the walk goes on where it was
    left. Without a decision nothing is exported.
    """
    from sacroread.imaging.curated_folder import radiographs_of

    sources = radiographs_of(src, out)
    if not export:
        require_screen()
        from sacroread.app import curate

        raise typer.Exit(curate(sources, out))
    from sacroread.imaging.curated_folder import Form

    _export(sources, out, Form(8 if depth is Depth.EIGHT else 16, ".png" if png else ".tif"))


def _export(sources: "Mapping[str, Source]", out: Path, form: "Form") -> None:
    from sacroread.imaging.curated_folder import clear, make, pictures, twins, write_lists
    from sacroread.imaging.curation import begun
    from sacroread.imaging.decisions import read_decisions

    walk = begun(tuple(sources), read_decisions(out))
    wanted = pictures(walk, sources, out, form)
    clear(walk, wanted, out)
    file_of = {picture.source.file: picture.file for picture in wanted}
    refused = carry_out_all(make, [(picture.source.file, picture) for picture in wanted])
    left_out = [(file_of[each.file], each.reason) for each in refused]
    write_lists(walk, (*left_out, *twins(walk)), out)
    _tell(walk, len(wanted), left_out)


def _tell(walk: "Walk", wanted: int, left_out: "list[LeftOut]") -> None:
    from sacroread.imaging.curation import Kind

    for file, reason in left_out:
        typer.echo(f"refused: {file}: {reason}", err=True)
    typer.echo(
        f"{wanted - len(left_out)} pictures; {walk.count(Kind.EXCLUDED)} excluded, "
        f"{walk.count(Kind.REFUSED) + len(left_out)} refused, {walk.undecided} not decided yet."
    )
    if left_out:
        raise typer.Exit(Exit.DONE_IN_PART)
