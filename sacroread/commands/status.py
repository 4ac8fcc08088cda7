"""How a command ends, and how it says what it refused."""

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from sacroread.intake import Refused


class Exit(IntEnum):
    """Exit status of every command."""

    DONE = 0
    USER_CAN_ACT = 1
    WRONG_USAGE = 2
    DONE_IN_PART = 3


def tell_refused(refused: "Sequence[Refused]", beside: Path | None) -> None:
    """List refused inputs on stderr and in refused.csv in the folder `beside`; end with status 3 if any.

    Raises:
        typer.Exit: something was refused.
    """
    if not refused:
        return
    from sacroread.intake import refused_csv

    for each in refused:
        typer.echo(f"refused: {each.file}: {each.reason}", err=True)
    if beside is not None:
        (beside / "refused.csv").write_text(refused_csv(refused), encoding="utf-8")
    raise typer.Exit(Exit.DONE_IN_PART)
