"""Work on many files in children, with a bar of how far it is; a refused file costs itself only."""

import os
import sys
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
        with typer.progressbar(asked, label="Pictures", file=sys.stderr, show_pos=True) as going:
            for file, answer in going:
                try:
                    answer.result()
                except SacroReadError as error:
                    refused.append(Refused(file, str(error)))
    finally:
        for child in children:
            child.close()
    return refused
