"""Work on many files in children, with a count; a file that is refused costs itself only."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from sacroread.errors import SacroReadError

if TYPE_CHECKING:
    from sacroread.intake import Refused

Order = TypeVar("Order")

SECONDS, BYTES = 60.0, 6 << 30
MAX_CHILDREN = 8


def carry_out_all(
    work: "Callable[[Order], object]", orders: "Sequence[tuple[Path, Order]]"
) -> "list[Refused]":
    """Carry out orders, each with the file it is about; return what was refused, in order.

    The children work in turn; `work` and its orders must be picklable.
    """
    from sacroread.intake import Refused
    from sacroread.workers.child import Child

    children = [Child(work, SECONDS, BYTES) for _ in range(min(MAX_CHILDREN, os.cpu_count() or 1))]
    asked = [
        (file, children[place % len(children)].submit(order, file.name))
        for place, (file, order) in enumerate(orders)
    ]
    refused = []
    try:
        for number, (file, answer) in enumerate(asked, start=1):
            typer.echo(f"\r{number} of {len(orders)}", nl=False, err=True)
            try:
                answer.result()
            except SacroReadError as error:
                refused.append(Refused(file, str(error)))
    finally:
        for child in children:
            child.close()
    typer.echo("", err=True)
    return refused
