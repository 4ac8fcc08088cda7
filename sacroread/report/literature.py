"""The references of what a dossier says and computes, in the form that journals ask for (Vancouver style)."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sacroread.report.content import Section

NAME, TITLE = "references", "References"
LITERATURE = Path(__file__).with_name("literature.csv")


def references_section(sections: Sequence[Section]) -> Section:
    """List what the paragraphs of the sections cite by author and year, in the order of the alphabet."""
    words = " ".join(words for section in sections for words in section.paragraphs)
    known = csv.DictReader(io.StringIO(LITERATURE.read_text(encoding="utf-8")))
    cited = (each["reference"] for each in known if each["cited"] in words)
    return Section(NAME, TITLE, tuple(f"{number}. {each}" for number, each in enumerate(cited, start=1)))
