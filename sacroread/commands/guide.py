"""`guide`: the user guide as HTML."""

from pathlib import Path
from typing import Annotated

import typer


def guide(
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder for the pages.")] = Path("guide"),
) -> None:
    """Write the user guide as HTML pages; the same chapters stand on the page Guide of the window."""
    from sacroread.guide import write

    pages = write(out)
    typer.echo(f"{pages[0]}: {len(pages)} chapters")
