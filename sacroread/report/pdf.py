"""The dossier as a PDF: contents with page numbers, tables that break between rows, figures as strokes."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count, groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from sacroread.report.content import Dossier, Drawing, FlowChart, Section, Table
from sacroread.report.pdf_blocks import (
    BOTTOM,
    HALF,
    PAGE_HEIGHT,
    TALL,
    Block,
    beside,
    cautioned,
    flowing,
    paragraph,
    reading,
    standing,
)
from sacroread.report.pdf_figures import PASSES, Sketch
from sacroread.report.pdf_layout import LARGEST, MARGIN, WIDTH, Layout, Pages, laid_out
from sacroread.report.pdf_tables import GREY, ReferringTable, pdf_table
from sacroread.report.steps import Step, announced, part, quiet
from sacroread.report.style import BOLD, FONT, OBLIQUE, Picture, drawn_letters

Pictures = Mapping[str, Picture]
Flowable = Any  # ReportLab has no types
HEADING = "Heading1"
LAST_PAGE = "last page"  # beside the pages of the sections; no section has such a name
MOST_BESIDE = 8  # rows of a table that may stand beside another
LONGEST_FOOT = 90  # letters of the title under every page
ROWS_TO_BEGIN_WITH = 4  # of a table at the foot of a page
TALLEST_FIGURE = TALL - 60  # points; its caption needs the rest
USE = "For research; not for diagnosis."
WRITING = "Writing dossier.pdf"
SETTING = 0.3  # share of the time before the first page
FILES = {FONT: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf", OBLIQUE: "DejaVuSans-Oblique.ttf"}


def pdf(dossier: Dossier, pictures: Pictures, step: Step = quiet) -> bytes:
    """Return the PDF, the same bytes each time; `pictures` gives each figure by its name."""
    rl_config.useA85 = 0  # pictures as bytes: as text they take seconds
    _register_fonts()
    out, pages = io.BytesIO(), Pages()
    document = _document(out, dossier, pages)
    sections = announced(dossier.sections, part(step, 0, SETTING), WRITING)
    story = [*_front(dossier), *(each for s in sections for each in _section(s, dossier, pictures, pages))]
    placed, placing = count(1), part(step, SETTING, 1)

    def after(flowable: Flowable) -> None:
        placing(min(1.0, next(placed) / (PASSES * len(story))), WRITING)
        _note_heading(document, flowable, pages)

    document.afterFlowable = after
    document.multiBuild(story)
    return out.getvalue()


def _document(out: io.BytesIO, dossier: Dossier, pages: Pages) -> BaseDocTemplate:
    document = BaseDocTemplate(
        out,
        pagesize=(WIDTH + 2 * MARGIN, PAGE_HEIGHT),
        title=drawn_letters(dossier.title),
        creator=drawn_letters(dossier.software),
        lang="en",
        initialFontName=FONT,  # else each page begins with a font that is not in the file
        invariant=1,  # no dates
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, TALL, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_page_drawing(dossier, pages)))
    return document


@cache
def _register_fonts() -> None:
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name, file in FILES.items():
        registerFont(TTFont(name, folder / file))
    for is_bold, is_italic, name in ((0, 0, FONT), (1, 0, BOLD), (0, 1, OBLIQUE), (1, 1, BOLD)):
        addMapping(FONT, is_bold, is_italic, name)


def _front(dossier: Dossier) -> Iterator[Flowable]:
    yield paragraph(dossier.headline, size=18, after=6, is_bold=True)
    yield paragraph(USE, colour=GREY)
    yield paragraph(
        f"{dossier.software}, seed {dossier.seed}, {dossier.repetitions} repetitions", colour=GREY, after=12
    )
    yield from map(cautioned, dossier.cautions)
    yield paragraph("Contents", size=13, before=14, after=6, is_bold=True)
    contents = TableOfContents(dotsMinLevel=0)
    contents.levelStyles = [paragraph("", after=2).style]
    contents.tableStyle = TableStyle(
        [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT")]
        + [("FONTNAME", (0, 0), (-1, -1), FONT)]
    )
    yield contents
    yield PageBreak()


def _section(section: Section, dossier: Dossier, pictures: Pictures, pages: Pages) -> Iterator[Flowable]:
    heading = paragraph(
        _marked(dossier.heading(section), dossier), HEADING, size=13, before=16, after=6, is_bold=True
    )
    heading.section, heading.words = section.name, dossier.heading(section)
    lead = [heading, *map(cautioned, section.cautions), *map(reading, section.paragraphs)]
    blocks = [*_figures(section, dossier, pictures), *_tables(section, dossier, pages)]
    yield from flowing(lead, blocks)


def _figures(section: Section, dossier: Dossier, pictures: Pictures) -> Iterator[Block]:
    made = [_figure(each, dossier, pictures) for each in section.drawings]
    for is_narrow, group in groupby(made, lambda figure: figure[0].width <= HALF):
        found = list(group)
        yield from beside(found) if is_narrow else map(standing, found)


def _figure(figure: Drawing, dossier: Dossier, pictures: Pictures) -> list[Flowable]:
    sketch = Sketch(pictures[figure.name], figure.alternative, (WIDTH, TALLEST_FIGURE))
    number = dossier.drawings.index(figure) + 1
    note = "" if isinstance(figure, FlowChart) else figure.note
    words = f"Figure {number}. {_marked(figure.title, dossier)}. {note}"
    return [sketch, paragraph(words, size=7.5, before=3, after=8)]


def _tables(section: Section, dossier: Dossier, pages: Pages) -> Iterator[Block]:
    """Yield the tables, small ones two by two."""
    made = [(each, _layout(each)) for each in section.tables]
    for is_small, found in groupby(made, lambda table: _is_small(*table)):
        if is_small:
            yield from beside([list(_table(*each, dossier, pages)) for each in found])
        else:
            yield from (_block(*each, dossier, pages) for each in found)


def _layout(table: Table) -> Layout:
    """Return a short table for half the width if it fits there, and any other for the whole width."""
    half = laid_out(table, room=HALF) if len(table.rows) <= MOST_BESIDE and not table.refers else None
    return half if half and half.size == LARGEST else laid_out(table)


def _is_small(table: Table, layout: Layout) -> bool:
    return layout.width <= HALF and len(layout.rows) <= MOST_BESIDE and not table.refers


def _block(table: Table, layout: Layout, dossier: Dossier, pages: Pages) -> Block:
    made = tuple(_table(table, layout, dossier, pages))
    if len(layout.rows) <= 2 * ROWS_TO_BEGIN_WITH:
        return standing(made)
    return Block(made, standing(made[:1]).least + layout.height(ROWS_TO_BEGIN_WITH))


def _table(table: Table, layout: Layout, dossier: Dossier, pages: Pages) -> Iterator[Flowable]:
    number = dossier.tables.index(table) + 1
    yield paragraph(
        f"Table {number}. {_marked(table.title, dossier)}", size=8, before=10, after=3, is_bold=True
    )
    yield ReferringTable(table, pages) if table.refers else pdf_table(table, layout)
    reasons = (f"[{number}] {reason}" for number, reason in enumerate(table.reasons, 1))
    for words in filter(None, (table.note, *reasons)):
        yield paragraph(words, size=6.5, before=2, after=0, colour=GREY)


def _marked(words: str, dossier: Dossier) -> str:
    return f"{words} ({dossier.word})" if dossier.word else words


def _note_heading(document: Flowable, flowable: Flowable, pages: Pages) -> None:
    pages[LAST_PAGE] = max(document.page, pages.get(LAST_PAGE, 0))
    if getattr(flowable, "section", ""):
        pages[flowable.section] = document.page
        document.canv.bookmarkPage(flowable.section)
        document.canv.addOutlineEntry(flowable.words, flowable.section, 0)
        document.notify(
            "TOCEntry", (0, escape(drawn_letters(flowable.words)), document.page, flowable.section)
        )


def _page_drawing(dossier: Dossier, pages: Pages) -> Callable[[Flowable, Flowable], None]:
    words = f"{drawn_letters(dossier.headline)[:LONGEST_FOOT]}  \N{MIDDLE DOT}  {USE}"

    def draw(canvas: Flowable, document: Flowable) -> None:
        canvas.setFont(FONT, 7)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, 28, words)
        of = f" of {pages[LAST_PAGE]}" if LAST_PAGE in pages else ""
        canvas.drawRightString(MARGIN + WIDTH, 28, f"Page {document.page}{of}")

    return draw
