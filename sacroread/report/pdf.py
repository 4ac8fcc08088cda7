"""The dossier as a PDF: contents with page numbers, tables that break between rows, figures."""

import io
from collections.abc import Callable, Iterator, Mapping
from itertools import count, zip_longest
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from sacroread.report.content import Dossier, Drawing, FlowChart, Section, Table
from sacroread.report.pdf_tables import GREY, MARGIN, WIDTH, Pages, pdf_table, referring_table
from sacroread.report.steps import Step, quiet
from sacroread.report.style import FONT, drawn_letters

Pictures = Mapping[str, Mapping[str, bytes]]
Flowable = Any  # ReportLab has no types
PASSES = 2  # the first finds the pages that the contents name
HEADING = "Heading1"
FIGURE_WIDTH, WIDE_FIGURE = 245.0, 320.0  # points
USE = "For research; not for diagnosis."


def pdf(dossier: Dossier, pictures: Pictures, step: Step = quiet) -> bytes:
    """Return the PDF, the same bytes each time; `pictures` gives each figure's PNG by its name."""
    from reportlab import rl_config
    from reportlab.platypus import SimpleDocTemplate

    rl_config.useA85 = 0  # pictures as bytes: as text they take seconds
    _register_fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=(WIDTH + 2 * MARGIN, 842),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=50,
        bottomMargin=50,
        title=drawn_letters(dossier.title),
        invariant=1,  # no dates
    )
    pages: Pages = {}
    story = [
        *_front(dossier),
        *(each for part in dossier.sections for each in _section(part, dossier, pictures, pages)),
    ]
    placed = count(1)

    def after(flowable: Flowable) -> None:
        step(min(1.0, next(placed) / (PASSES * len(story))), "Writing dossier.pdf")
        _note_heading(document, flowable, pages)

    document.afterFlowable = after
    draw = _page_drawing(dossier)
    document.multiBuild(story, onFirstPage=draw, onLaterPages=draw)
    return out.getvalue()


def _register_fonts() -> None:
    import matplotlib
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for number, (name, file) in enumerate(
        ((FONT, "DejaVuSans.ttf"), (f"{FONT} Bold", "DejaVuSans-Bold.ttf"))
    ):
        registerFont(TTFont(name, folder / file))
        for italic in (0, 1):
            addMapping(FONT, number, italic, name)


def _front(dossier: Dossier) -> Iterator[Flowable]:
    from reportlab.platypus import PageBreak
    from reportlab.platypus.tableofcontents import TableOfContents

    title = f"{dossier.title} ({dossier.word} data)" if dossier.word else dossier.title
    yield _paragraph(title, size=18, after=6, is_bold=True)
    yield _paragraph(USE, colour=GREY)
    yield _paragraph(
        f"{dossier.software}, seed {dossier.seed}, {dossier.repetitions} repetitions", colour=GREY
    )
    for caution in dossier.cautions:
        yield _caution(caution.title, caution.sentence)
    yield _paragraph("Contents", size=13, before=14, after=6, is_bold=True)
    contents = TableOfContents()
    contents.levelStyles = [_style(size=9, after=2)]
    yield contents
    yield PageBreak()


def _section(section: Section, dossier: Dossier, pictures: Pictures, pages: Pages) -> Iterator[Flowable]:
    word = f" ({dossier.word})" if dossier.word else ""
    title = dossier.heading(section) + word
    heading = _paragraph(title, size=13, before=16, after=6, is_bold=True, name=HEADING)
    heading.keepWithNext, heading.section = 1, section.name
    yield heading
    for caution in section.cautions:
        yield _caution(caution.title, caution.sentence)
    for words in section.paragraphs:
        yield _paragraph(words)
    yield from _figures(section, dossier, pictures)
    for table in section.tables:
        yield from _table(table, f"Table {dossier.tables.index(table) + 1}. {table.title}{word}", pages)


def _figures(section: Section, dossier: Dossier, pictures: Pictures) -> Iterator[Flowable]:
    if section.flow_chart:
        yield from _figure(section.flow_chart, dossier, pictures, WIDE_FIGURE)
    for first, second in zip_longest(section.figures[::2], section.figures[1::2]):
        pair = [_figure(each, dossier, pictures, FIGURE_WIDTH) if each else "" for each in (first, second)]
        yield _side_by_side(pair)


def _side_by_side(pair: list[Flowable]) -> Flowable:
    from reportlab.platypus import Table as Set

    look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Set([pair], colWidths=[WIDTH / 2] * 2, style=look, hAlign="LEFT")


def _figure(figure: Drawing, dossier: Dossier, pictures: Pictures, width: float) -> Flowable:
    image = _image(pictures[figure.name]["png"], width)
    number = dossier.drawings.index(figure) + 1
    words = f"Figure {number}. {figure.title}{f' ({dossier.word})' if dossier.word else ''}."
    note = "" if isinstance(figure, FlowChart) else figure.note
    return [image, _paragraph(f"{words} {note}", size=7.5, before=3, after=10)]


def _image(picture: bytes, width: float) -> Flowable:
    """Return a picture that is drawn from the second pass on: the first only finds pages."""
    from reportlab.lib.utils import ImageReader
    from reportlab.platypus import Image

    class Late(Image):  # type: ignore[misc]  # ReportLab has no types
        passes = 0

        def draw(self) -> None:
            self.passes += 1
            if self.passes >= PASSES:
                super().draw()

    wide, high = ImageReader(io.BytesIO(picture)).getSize()
    return Late(io.BytesIO(picture), width, width * high / wide, hAlign="LEFT")


def _table(table: Table, title: str, pages: Pages) -> Iterator[Flowable]:
    heading = _paragraph(title, size=8, before=10, after=3, is_bold=True)
    heading.keepWithNext = 1
    yield heading
    yield referring_table(table, pages) if table.refers else pdf_table(table)
    for words in filter(
        None, (table.note, *(f"[{n}] {reason}" for n, reason in enumerate(table.reasons, 1)))
    ):
        yield _paragraph(words, size=6.5, before=2, after=0, colour=GREY)


def _caution(title: str, sentence: str) -> Flowable:
    from reportlab.platypus import Paragraph

    style = _style(size=8.5, before=6, after=10)
    style.backColor, style.borderPadding, style.leftIndent, style.rightIndent = "#FFF6E5", 5, 6, 6
    return Paragraph(f"<b>{_safe(title)}.</b> {_safe(sentence)}", style)


def _paragraph(words: str, name: str = "", is_bold: bool = False, **look: Any) -> Flowable:  # noqa: ANN401
    from reportlab.platypus import Paragraph

    safe = _safe(words)
    return Paragraph(f"<b>{safe}</b>" if is_bold else safe, _style(name=name, **look))


def _style(
    size: float = 9, before: float = 0, after: float = 5, colour: str = "#1B1F24", name: str = ""
) -> Flowable:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name or f"text {size}",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=before,
        spaceAfter=after,
        textColor=colour,
    )


def _safe(words: str) -> str:
    return escape(drawn_letters(words))


def _note_heading(document: Flowable, flowable: Flowable, pages: Pages) -> None:
    style = getattr(flowable, "style", None)
    if style is not None and getattr(style, "name", "") == HEADING:
        words = flowable.getPlainText()
        pages[flowable.section] = document.page
        document.canv.bookmarkPage(words)
        document.canv.addOutlineEntry(words, words, 0)
        document.notify("TOCEntry", (0, escape(words), document.page, words))


def _page_drawing(dossier: Dossier) -> Callable[[Flowable, Flowable], None]:
    parts = (drawn_letters(dossier.title)[:80], f"{dossier.word} data" if dossier.word else "", USE)
    words = "  \N{MIDDLE DOT}  ".join(filter(None, parts))

    def draw(canvas: Flowable, document: Flowable) -> None:
        canvas.setFont(FONT, 7)
        canvas.setFillColor(GREY)
        canvas.drawString(MARGIN, 28, words)
        canvas.drawRightString(MARGIN + WIDTH, 28, f"Page {document.page}")

    return draw
