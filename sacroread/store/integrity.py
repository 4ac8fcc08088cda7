"""Whether a study is as it was written: the file itself, and the chains against their anchor."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from sacroread.errors import SacroReadError
from sacroread.store.anchor_file import anchor_path, read_anchor
from sacroread.store.dialect import is_server
from sacroread.store.store import Store


@dataclass(frozen=True)
class Check:
    """What a check of a study found, in words, and how much it looked at.

    `anchor` is the name of the anchor's file. Where there is none, a cut tail, chains written anew and an
    older copy of the file do not show. `newer` counts the reads that are newer than the anchor.
    """

    findings: tuple[str, ...]
    reads: int
    events: int
    anchor: str
    has_anchor: bool
    newer: int


def check(store: Store, kept: Path | None = None) -> Check:
    """Look at the file and at every link of every chain.

    Args:
        store: an open study.
        kept: an anchor that was kept elsewhere; without it, the one beside the study.

    Raises:
        SacroReadError: no such anchor, an anchor of another study, or a file that cannot be read.
    """
    path = kept or anchor_path(store.path)
    anchor, now = read_anchor(path), store.anchor()
    if kept and anchor is None:
        raise SacroReadError(f"There is no anchor {kept}. Check the path.")
    with store.reading() as connection:
        damage = () if is_server(connection) else _damage(connection)  # a server looks after its own pages
    found = (*damage, *store.audit(anchor))
    newer = now.read_count - anchor.read_count if anchor and now != anchor else 0
    return Check(found, now.read_count, now.events.count, path.name, anchor is not None, newer)


def _damage(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite itself finds wrong with the pages, indices and references of a study file."""
    said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    astray = connection.execute(text("PRAGMA foreign_key_check")).all()
    pages = [f"The file is damaged: {words}." for words in said if words != "ok"]
    return (*pages, *(f"The file is damaged: a row of {row[0]} refers to nothing." for row in astray))
