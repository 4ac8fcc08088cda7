"""The dossier for Word: its tables and figures as a journal wants them, set by python-docx."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import WIDE, Cell, Column, Dossier, Drawing, FlowChart, Kind, Section, Table
from sacroread.report.rounding import estimate_text, text
from sacroread.report.steps import Step, announced, quiet
from sacroread.report.style import Picture
from sacroread.report.word_fields import WORD, caption, contents, footer, heading, plain
from sacroread.report.word_styles import NOTE, set_styles

Pictures = Mapping[str, Picture]
Document = Any  # python-docx has no types
TIMELESS = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP archive knows: the same dossier has no date
FIGURE_CM, WIDE_FIGURE_CM = 8.9, 12.7  # as they were drawn; the first is one column of most journals
MARGIN_CM, PAGE_CM = 1.8, (21.0, 29.7)
LONGEST_FOOT = 80  # letters of the title under every page
MANY_COLUMNS = 7  # from here on a smaller type
USE = "For research; not for diagnosis."
WRITING = "Writing dossier.docx"


def word(dossier: Dossier, pictures: Pictures, step: Step = quiet) -> bytes:
    """Return the document, the same bytes each time; `pictures` gives each figure by its name."""
    document = _empty(dossier)
    for words, style in _front(dossier):
        document.add_paragraph(plain(words), style)
    titles = [(dossier.heading(section), f"_{section.name}") for section in dossier.sections]
    for line in contents(titles):
        _append(document, line)
    sections = announced(dossier.sections, step, WRITING)
    for number, (section, (title, anchor)) in enumerate(zip(sections, titles, strict=True)):
        _append(document, heading(_marked(title, dossier), anchor, number))
        _add_section(document, section, dossier, pictures)
    return _undated(document)


def cell_text(cell: Cell, column: Column, table: Table) -> str:
    """Return a cell as it is printed; what is undefined carries the number of its reason below the table."""
    if isinstance(cell, Estimate) and cell.undefined_because:
        return f"{estimate_text(cell, column.kind)} [{table.reasons.index(cell.undefined_because) + 1}]"
    return text(cell, column.kind)


def _empty(dossier: Dossier) -> Document:
    from docx import Document as Empty
    from docx.shared import Cm

    document = Empty()
    set_styles(document)
    page = document.sections[0]
    page.page_width, page.page_height = (Cm(length) for length in PAGE_CM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    foot = page.footer
    foot.is_linked_to_previous = False
    foot.part.element[:] = [footer(f"{dossier.headline[:LONGEST_FOOT]}. {USE}")]
    document.core_properties.title = plain(dossier.title)[:255]  # as long as such a property may be
    document.core_properties.author = plain(dossier.software)[:255]
    document.core_properties.comments = dossier.word
    return document


def _front(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield dossier.headline, "Title"
    yield f"{USE} {dossier.software}, seed {dossier.seed}, {dossier.repetitions} repetitions.", "Normal"
    for caution in dossier.cautions:
        yield f"{caution.title}: {caution.sentence}", "Intense Quote"


def _add_section(document: Document, section: Section, dossier: Dossier, pictures: Pictures) -> None:
    for caution in section.cautions:
        document.add_paragraph(plain(f"{caution.title}: {caution.sentence}"), "Intense Quote")
    for words in section.paragraphs:
        document.add_paragraph(plain(words))
    for drawing in section.drawings:
        _add_drawing(document, drawing, dossier, pictures[drawing.name].png)
    for table in section.tables:
        number = dossier.tables.index(table) + 1
        _append(document, caption("Table", number, _marked(table.title, dossier), is_above=True))
        _append(document, _table(table))
        for words in filter(None, (table.note, *_reasons(table))):
            document.add_paragraph(plain(words), NOTE)


def _append(document: Document, element: Any) -> None:  # noqa: ANN401 - python-docx has no types
    document.element.body.insert_element_before(element, "w:sectPr")


def _add_drawing(document: Document, drawing: Drawing, dossier: Dossier, png: bytes) -> None:
    from docx.shared import Cm

    width = WIDE_FIGURE_CM if isinstance(drawing, WIDE) else FIGURE_CM
    drawn = document.add_picture(io.BytesIO(png), Cm(width))
    drawn._inline.docPr.set("descr", plain(drawing.alternative))  # noqa: SLF001 - its only way to say it
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    number = dossier.drawings.index(drawing) + 1
    note = "" if isinstance(drawing, FlowChart) else drawing.note
    words = f"{_marked(drawing.title, dossier)}. {note}".strip()
    _append(document, caption("Figure", number, words, is_above=False))


def _reasons(table: Table) -> Iterator[str]:
    return (f"[{number}] {reason}" for number, reason in enumerate(table.reasons, start=1))


def _marked(words: str, dossier: Dossier) -> str:
    return f"{words} ({dossier.word})" if dossier.word else words


def _table(table: Table) -> Any:  # noqa: ANN401 - python-docx has no types
    """Write the table as Office Open XML at once: cell by cell python-docx takes seconds for a large one."""
    from docx.oxml import parse_xml

    size = 13 if len(table.columns) > MANY_COLUMNS else 16  # half points
    heads = [_row([_cell(each.heading, each, size, "<w:b/>") for each in table.columns], is_head=True)]
    if table.spanner:
        heads.insert(0, _row(_spanner(table, size), is_head=True))
    body = (
        _row(
            [
                _cell(cell_text(cell, column, table), column, size)
                for cell, column in zip(row, table.columns, strict=True)
            ]
        )
        for row in table.rows
    )
    grid = "<w:gridCol/>" * len(table.columns)
    return parse_xml(
        f'<w:tbl xmlns:w="{WORD}"><w:tblPr><w:tblW w:w="0" w:type="auto"/>{BORDERS}{PADDING}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(heads)}{''.join(body)}</w:tbl>"
    )


BORDERS = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{edge} w:val="single" w:sz="{size}" w:color="{colour}"/>'
        for edge, size, colour in (("top", 8, "000000"), ("bottom", 8, "000000"), ("insideH", 2, "C9CED4"))
    )
)
PADDING = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'


def _row(cells: list[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _spanner(table: Table, size: int) -> list[str]:
    """The heading above all columns but the first and the last."""
    side = _cell("", table.columns[0], size)
    middle = Column(table.spanner, Kind.TEXT)
    span = f'<w:tcPr><w:gridSpan w:val="{len(table.columns) - 2}"/></w:tcPr>'
    return [side, _cell(table.spanner, middle, size, "<w:b/>", span), side]


def _cell(words: str, column: Column, size: int, bold: str = "", properties: str = "") -> str:
    side = "left" if column.kind is Kind.TEXT else "right"
    look = f'<w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/>'
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(words).split("\n")
    )
    run = f'<w:r><w:rPr>{bold}<w:sz w:val="{size}"/></w:rPr>{lines}</w:r>'
    return f"<w:tc>{properties}<w:p><w:pPr>{look}</w:pPr>{run}</w:p></w:tc>"


def _undated(document: Document) -> bytes:
    """Save the document and pack it anew without the time of day."""
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, TIMELESS), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
