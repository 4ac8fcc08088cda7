"""The dossier as one HTML file that needs nothing else: styles and figures are inside it."""

import base64
import string
from collections.abc import Mapping
from pathlib import Path

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import WIDE, Cell, Column, Dossier, Kind, Table, Where
from sacroread.report.rounding import estimate_text, text
from sacroread.report.style import Picture

TEMPLATE = Path(__file__).with_name("dossier.html.jinja")
LETTERS = string.ascii_lowercase


def html(dossier: Dossier, pictures: Mapping[str, Picture]) -> str:
    """Return the page; `pictures` gives each figure by its name.

    Every text is escaped: an id of a case or reader can hold anything.
    """
    from jinja2 import Environment, StrictUndefined, select_autoescape

    environment = Environment(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "is_number": is_number, "letter": letter, "address": _address}
    environment.tests["place"] = lambda cell: isinstance(cell, Where)
    environment.tests["wide"] = lambda drawing: isinstance(drawing, WIDE)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(dossier=dossier, pictures=pictures)


def shown(cell: Cell, column: Column, table: Table) -> tuple[str, str]:
    """Return a cell as it is printed, and what stands under it: an interval, or the letter of a reason."""
    if not isinstance(cell, Estimate):
        return text(cell, column.kind), ""
    value, _, ends = estimate_text(cell, column.kind).partition(" (")
    if cell.undefined_because:
        return value, f"[{letter(table, cell.undefined_because)}]"
    return value, ends and f"({ends}"


def letter(table: Table, reason: str) -> str:
    """Return the letter that leads from a cell to its reason under the table: a to z, then a2 and so on."""
    place = table.reasons.index(reason)
    return LETTERS[place % len(LETTERS)] + (str(place // len(LETTERS) + 1) if place >= len(LETTERS) else "")


def is_number(column: Column) -> bool:
    """Say whether a column is set flush right."""
    return column.kind is not Kind.TEXT


def _address(picture: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture).decode("ascii")
