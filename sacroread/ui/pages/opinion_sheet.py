"""A second opinion on one sheet of paper, for a file or a printer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QFont, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from sacroread import __version__
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.manifest import Manifest, Performance
from sacroread.second_reader.opinion import Opinion
from sacroread.second_reader.picture import heatmap_picture
from sacroread.second_reader.position import probability_text
from sacroread.study.model import CutOff, Presentation, Window
from sacroread.ui.sentences import in_own_words

DOTS_PER_INCH = 96  # Qt's own measure of HTML
MARGIN_MM = 14.0
PICTURE_WIDTH, PICTURE_HEIGHT = 320, 250
OPACITY = 0.5
MOST_MEASURES = 10
TINTS = {"quiet": "#565b66", "warning": "#8a4b00", "line": "#c9cdd4"}


@dataclass(frozen=True, eq=False)
class Sheet:
    """What a sheet says: the case by the name of its file, the opinion, and the second reader's statement.

    `window` is the one in force; `plain` and `with_heatmap` are (h, w, 3) uint8 RGB.
    """

    file_name: str
    opinion: Opinion
    manifest: Manifest
    window: Window
    plain: NDArray[np.uint8]
    with_heatmap: NDArray[np.uint8]
    made_at: datetime


def sheet_of(
    radiograph: Radiograph, opinion: Opinion, manifest: Manifest, window: Window, named: tuple[str, datetime]
) -> Sheet:
    """Return the sheet; `named` are the file's name and the time that it states."""
    plain, drawn = (
        heatmap_picture(radiograph, opinion.heatmap, opacity, opinion.fed) for opacity in (0, OPACITY)
    )
    return Sheet(named[0], opinion, manifest, window, plain, drawn, named[1])


def pdf_of(sheet: Sheet) -> bytes:
    """Return the sheet as the bytes of a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_tr("Second opinion; for research; not for diagnosis"))
    writer.setCreator(f"SacroRead {__version__}")
    print_sheet(sheet, writer)
    return bytes(buffer.data().data())


def print_sheet(sheet: Sheet, device: QPagedPaintDevice) -> bool:
    """Print the sheet on one page of A4 and say whether the device took it."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    size = QPageSize(QPageSize.PageSizeId.A4)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    if not device.setPageLayout(layout):
        return False
    document = document_of(sheet)
    document.print_(device)
    return True


def document_of(sheet: Sheet) -> QTextDocument:
    """Return the sheet as a document that fits one page of A4."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font())
    for name, pixels in (("plain", sheet.plain), ("heatmap", sheet.with_heatmap)):
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), _image(pixels))
    document.setHtml(_html(sheet))
    document.setPageSize(_page())
    return document


def _page() -> QSizeF:
    size = QPageSize(QPageSize.PageSizeId.A4).size(QPageSize.Unit.Millimeter)
    return (size - QSizeF(2 * MARGIN_MM, 2 * MARGIN_MM)) * (DOTS_PER_INCH / 25.4)


def _font() -> QFont:
    font = QFont("Inter")
    font.setPointSizeF(8.5)
    font.setFeature(QFont.Tag("calt"), 0)  # Inter's contextual signs cannot be copied out of a PDF
    return font


def _image(pixels: NDArray[np.uint8]) -> QImage:
    rows, cols = pixels.shape[:2]
    content = np.ascontiguousarray(pixels)
    return QImage(content.data, cols, rows, cols * 3, QImage.Format.Format_RGB888).copy()


def _html(sheet: Sheet) -> str:
    parts: tuple[Callable[[Sheet], str], ...] = (_head, _pictures, _answer, _performance, _origin)
    return "".join(part(sheet) for part in parts)


def _head(sheet: Sheet) -> str:
    manifest = sheet.manifest
    synthetic = _tr(
        "SYNTHETIC: this second reader was trained and measured on computed phantoms only; what follows says "
        "nothing about a patient."
    )
    warning = f"<p style='color:{TINTS['warning']}'><b>{synthetic}</b></p>" * manifest.training.is_synthetic
    return (
        f"<h2>{_tr('Second opinion on a radiograph of the sacroiliac joints')}</h2>"
        f"<p><b>{_tr('For research; not for diagnosis.')}</b> {escape(manifest.intended_use)}</p>{warning}"
        f"<p>{_tr('File: {name}').format(name=escape(sheet.file_name))}</p>"
    )


def _pictures(sheet: Sheet) -> str:
    rows, cols = sheet.plain.shape[:2]
    scale = min(PICTURE_WIDTH / cols, PICTURE_HEIGHT / rows)
    size = f"width='{round(cols * scale)}' height='{round(rows * scale)}'"
    captions = (_tr("What the second reader saw"), _tr("What speaks for definite sacroiliitis, in cividis"))
    cells = "".join(
        f"<td><img src='{name}' {size}><br><span style='color:{TINTS['quiet']}'>{words}</span></td>"
        for name, words in zip(("plain", "heatmap"), captions, strict=True)
    )
    return f"<table width='100%' cellspacing='0' cellpadding='2'><tr>{cells}</tr></table>"


def _answer(sheet: Sheet) -> str:
    prediction = sheet.opinion.prediction
    attention = prediction.attention_in_joints
    lines = [
        escape(in_own_words(sheet.opinion.sentence)),
        ""
        if attention is None
        else _tr("{share:.0%} of its attention lies in the joints.").format(share=attention),
        _tr("That is less than the second reader's own limit.") * sheet.opinion.attention_is_low,
        f"<b>{escape(in_own_words(prediction.refer_reason))}</b>" * bool(prediction.refer_reason),
    ]
    shown = probability_text(prediction.probability)
    head = _tr("Probability of definite sacroiliitis: {value}").format(value=shown)
    return (
        f"<h3>{escape(head)}</h3><p>{' '.join(filter(None, lines))}</p>"
        f"{_table(_cut_off_rows(sheet.opinion.cut_offs))}"
    )


def _cut_off_rows(cut_offs: tuple[CutOff, ...]) -> list[tuple[str, ...]]:
    head = (
        _tr("cut-off"),
        _tr("definite from"),
        _tr("sensitivity, tuning set"),
        _tr("specificity, tuning set"),
    )
    return [
        head,
        *(
            (in_own_words(c.name), f"{c.probability:.4f}", f"{c.sensitivity:.3f}", f"{c.specificity:.3f}")
            for c in cut_offs
        ),
    ]


def _performance(sheet: Sheet) -> str:
    measured = sheet.manifest.performance
    of_test = [each for each in measured if each.split == "test"] or list(measured)
    rows = [
        (_tr("measured before"), _tr("value"), _tr("interval"), "n"),
        *map(_measure, of_test[:MOST_MEASURES]),
    ]
    return f"<h3>{_tr('How well it did where the answer was known')}</h3>{_table(rows)}"


def _measure(each: Performance) -> tuple[str, ...]:
    interval = f"{each.low:.3f} - {each.high:.3f} ({each.level:.0%})"
    return each.name, f"{each.value:.3f}", interval, str(each.n)


def _origin(sheet: Sheet) -> str:
    training = sheet.manifest.training
    splits = "; ".join(
        _tr("{name}: {cases} cases of {patients} patients, {definite} definite").format(**vars(split))
        for split in training.splits
    )
    prediction = sheet.opinion.prediction
    rows = [
        (_tr("trained on"), f"{training.description} {splits}."),
        (
            _tr("bundle"),
            f"{prediction.bundle_id}, {sheet.manifest.version}, SHA-256 {prediction.bundle_sha256}",
        ),
        (_tr("presentation"), presentation_in_words(sheet.opinion.fed, sheet.window)),
        (_tr("made"), f"{sheet.made_at:%Y-%m-%d %H:%M} UTC, SacroRead {__version__}, {sheet.opinion.device}"),
    ]
    return f"<h3>{_tr('Where it comes from')}</h3>{_table(rows, has_head=False)}"


def presentation_in_words(presentation: Presentation, window: Window) -> str:
    """Return window, inversion, crop, rotation and flip in words; `window` is the one in force."""
    crop = presentation.crop
    words = [
        _tr("window {center:g} / {width:g}").format(center=window.center, width=window.width),
        _tr("inverted") * presentation.is_inverted,
        _tr("crop {width} x {height} px from ({x}, {y})").format(**vars(crop)) if crop else _tr("no crop"),
        _tr("flipped") * presentation.is_flipped,
        _tr("rotated {degrees:g} degrees").format(degrees=presentation.rotation_degrees)
        if presentation.rotation_degrees
        else "",
    ]
    return ", ".join(filter(None, words))


def _table(rows: Sequence[tuple[str, ...]], *, has_head: bool = True) -> str:
    lines = []
    for number, row in enumerate(rows):
        mark = "th" if has_head and number == 0 else "td"
        cells = "".join(f"<{mark} align='left'>{escape(cell)}</{mark}>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    return f"<table width='100%' cellspacing='0' cellpadding='2'>{''.join(lines)}</table>"


def _tr(words: str) -> str:
    return QCoreApplication.translate("OpinionSheet", words)
