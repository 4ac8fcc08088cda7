"""Paragraphs of the Word document that Word keeps up to date: contents, page numbers, numbers of captions."""

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

Element = Any  # python-docx has no types
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
TEXT_CM = 17.4  # width of the text
CONTENTS = 'TOC \\o "1-1" \\h \\z \\u'  # headings of level 1 as links; pages are left out on the web


def plain(words: str) -> str:
    """Return words without the control characters that no XML file may hold."""
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words.replace("\r", "\n"))


def heading(words: str, anchor: str, number: int) -> Element:
    """Return a section's heading, which the contents lead to by its anchor."""
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>'
    return _paragraph("Heading1", f'{mark}{run(words)}<w:bookmarkEnd w:id="{number}"/>')


def contents(entries: Sequence[tuple[str, str]]) -> list[Element]:
    """Return the contents, one paragraph for each title and its anchor.

    Word fills in the pages when it opens the document or is told to (F9); titles lead there before as well.
    """
    begin = f"{_mark('begin', is_stale=True)}{_instruction(CONTENTS)}{_mark('separate')}"
    links = [f'<w:hyperlink w:anchor="{anchor}">{run(title)}</w:hyperlink>' for title, anchor in entries]
    links[0], links[-1] = begin + links[0], links[-1] + _mark("end")
    return [_paragraph("Normal", each) for each in links]


def caption(kind: str, number: int, words: str, *, is_above: bool) -> Element:
    """Return "Table 3. Title" with a number that Word can count anew; above a table it stays with it."""
    counted = field(f"SEQ {kind} \\* ARABIC", str(number))
    keep = "<w:keepNext/>" if is_above else ""
    return _paragraph("Caption", f"{run(f'{kind} ')}{counted}{run(f'. {words}')}", keep)


def footer(words: str) -> Element:
    """Return words on the left and "Page 3 of 20" on the right, in the form of the contents."""
    pages = f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(TEXT_CM / 2.54 * 1440)}"/></w:tabs>'
    return _paragraph("Footer", f"{run(words)}<w:r><w:tab/></w:r>{pages}", tab)


def run(words: str) -> str:
    """Return words as Office Open XML, ends of lines included."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(words).split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def field(instruction: str, shown: str) -> str:
    """Return a field with what it shows until Word computes it (ECMA-376 part 1, 17.16)."""
    return f"{_mark('begin')}{_instruction(instruction)}{_mark('separate')}{run(shown)}{_mark('end')}"


def _instruction(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(words)} </w:instrText></w:r>'


def _mark(kind: str, *, is_stale: bool = False) -> str:
    dirty = ' w:dirty="true"' if is_stale else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{dirty}/></w:r>'


def _paragraph(style: str, inner: str, properties: str = "") -> Element:
    from docx.oxml import parse_xml

    look = f'<w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    return parse_xml(f'<w:p xmlns:w="{WORD}">{look}{inner}</w:p>')
