"""The CLAIM and STARD checklists, each item with the section that answers it."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from sacroread.report.content import Cell, Column, Section, Table, Where
from sacroread.report.tables import table

NAME, TITLE = "checklists", "Checklists: STARD 2015 and CLAIM 2020"
ITEMS = Path(__file__).with_name("checklists.csv")
AUTHORS = "for the authors"
LISTS = {
    "STARD": "STARD 2015, reporting of diagnostic accuracy",
    "CLAIM": "CLAIM 2020, artificial intelligence in medical imaging",
}
WORDS = (
    "STARD (Bossuyt 2015) and CLAIM (Mongan 2020). Items are abridged; the checklists themselves decide. "
    "Where a section is named, what it says still has to be taken over into the manuscript. What only the "
    "authors can know is marked as such."
)
COLUMNS = (Column("Item"), Column("What is asked"), Column("Where"))


def checklists_section(sections: Sequence[Section]) -> Section:
    """Name for each item the first sections of this dossier that answer it, if any does."""
    places = {
        section.name: Where(section.name, f"{number}. {section.title}")
        for number, section in enumerate(sections, start=1)
    }
    items = tuple(csv.DictReader(io.StringIO(ITEMS.read_text(encoding="utf-8"))))
    tables = tuple(_table(key, title, items, places) for key, title in LISTS.items())
    return Section(NAME, TITLE, (WORDS,), tables=tables)


def _table(key: str, title: str, items: Sequence[Mapping[str, str]], places: Mapping[str, Where]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for each in items:
        if each["list"] == key:
            first, *more = _answers(each["sections"], places)
            rows += [(each["item"], each["asked"], first), *((None, None, cell) for cell in more)]
    return table(f"{NAME}.{key.lower()}", title, COLUMNS, rows)


def _answers(names: str, places: Mapping[str, Where]) -> tuple[Cell, ...]:
    """Return the places that answer an item; that nothing here does is said as well."""
    if not names:
        return (AUTHORS,)
    found = tuple(places[name] for name in names.split("+") if name in places)
    return found or ("not in this dossier",)
