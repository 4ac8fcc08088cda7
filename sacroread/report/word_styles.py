"""How the Word document looks: one type, black on white, as a journal's own template will replace it."""

from typing import Any

Document = Any  # python-docx has no types
TYPE, INK, GREY = "Arial", "1B1F24", "57606A"
NOTE = "Table note"
SIZES = {"Normal": 10, "Title": 20, "Heading 1": 14, "Caption": 9, "Intense Quote": 9.5, "Footer": 8}
SPACES = {
    "Normal": (0, 6),
    "Title": (0, 8),
    "Heading 1": (20, 6),
    "Caption": (10, 4),
    "Intense Quote": (6, 10),
}


def set_styles(document: Document) -> None:
    """Give every style that is used its type, size, colour and space."""
    from docx.shared import Cm, Pt, RGBColor

    for name, size in SIZES.items():
        style = document.styles[name]
        _set_type(style, size)
        style.font.color.rgb = RGBColor.from_string(GREY if name == "Footer" else INK)
    for name, (before, after) in SPACES.items():
        form = document.styles[name].paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
    quote = document.styles["Intense Quote"]
    quote.font.bold, quote.font.italic = False, False
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.4)
    _add_note(document)


def _add_note(document: Document) -> None:
    """Add the style of what stands under a table."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    note = document.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = document.styles["Normal"]
    note.font.size, note.font.color.rgb = Pt(7.5), RGBColor.from_string(GREY)
    note.paragraph_format.space_before, note.paragraph_format.space_after = Pt(2), Pt(2)


def _set_type(style: Any, size: float) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.shared import Pt

    style.font.name, style.font.size = TYPE, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in [each for each in fonts.attrib if each.endswith(("Theme", "cstheme"))]:
        del fonts.attrib[name]  # else the theme's type counts more
