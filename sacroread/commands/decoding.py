"""A loader for commands that decodes in a child process, so that a damaged file costs itself only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sacroread.intake import Loader

SECONDS, BYTES = 30.0, 4 << 30


@contextmanager
def decoding() -> "Iterator[Loader]":
    """Give a loader for the time of the block."""
    from sacroread.imaging.source import load_source
    from sacroread.workers.child import Child

    child = Child(load_source, SECONDS, BYTES)
    try:
        yield lambda source: child.submit(source, source.file.name).result()
    finally:
        child.close()
