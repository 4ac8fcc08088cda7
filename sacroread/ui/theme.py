"""Colours, font and style sheet. Every pair of text and ground has a contrast of at least 4.5:1 (tested)."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from sacroread.paths import resource
from sacroread.ui.text_size import SIZES, font_of, grown_sheet


@dataclass(frozen=True)
class Colours:
    """A colour scheme: what things stand on, and what they are written with."""

    page: str
    surface: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    warning: str


DARK = Colours(
    page="#0b0c0e",
    surface="#17181b",
    raised="#26282d",
    line="#3a3d44",
    text="#e8e9ec",
    quiet="#a3a7b0",
    accent="#6cb2e8",
    on_accent="#06121c",
    warning="#f0b35a",
)
LIGHT = Colours(
    page="#f4f5f7",
    surface="#ffffff",
    raised="#eceef1",
    line="#c9cdd4",
    text="#1b1d21",
    quiet="#565b66",
    accent="#1f6391",
    on_accent="#ffffff",
    warning="#8a4b00",
)

_SHEET = """
* {{ color: {text}; }}
QWidget#page, QMainWindow, QDialog {{ background: {page}; }}
QFrame#panel {{ background: {surface}; border: 0; }}
QFrame#rail {{ background: {surface}; border-right: 1px solid {line}; }}
QFrame#pointer {{ background: transparent; border: 3px solid {warning}; border-radius: 8px; }}
QFrame#card {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
QLabel {{ background: transparent; }}
QLabel[role="quiet"] {{ color: {quiet}; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="title"] {{ font-size: 26px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="side"] {{ font-size: 20px; font-weight: 600; }}
QLabel[role="side"][active="true"] {{ color: {accent}; }}
QLabel[role="verdict"] {{ font-size: 15px; font-weight: 500; }}
QLabel[role="figure"] {{ font-size: 28px; font-weight: 600; }}
QPushButton {{
    background: {raised}; border: 1px solid {line}; border-radius: 6px; padding: 7px 12px; outline: none;
}}
QPushButton:hover {{ border-color: {quiet}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 6px 11px; }}
QPushButton:checked, QPushButton[role="primary"] {{
    background: {accent}; border-color: {accent}; color: {on_accent}; font-weight: 600;
}}
QPushButton[role="primary"]:focus, QPushButton:checked:focus {{ border: 2px solid {text}; }}
QPushButton:disabled {{ background: transparent; color: {quiet}; border: 1px dashed {line}; }}
QPushButton:checked:disabled {{ background: {raised}; color: {text}; border: 1px solid {quiet}; }}
QPushButton[role="grade"] {{ font-size: 16px; font-weight: 600; padding: 6px 0; min-width: 36px; }}
QPushButton[role="grade"][before="true"] {{ border: 2px dashed {warning}; padding: 5px 0; }}
QPushButton[role="lesion"] {{ font-size: 12px; padding: 5px 4px; }}
QPushButton[role="lesion"]:checked {{ font-weight: 500; }}
QPushButton[role="grade"][long="true"] {{ font-size: 13px; }}
QPushButton[role="rail"] {{
    background: transparent; border: 0; border-radius: 6px; padding: 10px 12px; text-align: left;
}}
QPushButton[role="rail"]:checked {{
    background: {raised}; color: {text}; border-left: 3px solid {accent}; font-weight: 400;
}}
QPushButton[role="rail"]:focus {{ border: 2px solid {accent}; }}
QPushButton[role="rail"]:disabled {{ color: {quiet}; }}
QLineEdit {{
    background: {raised}; border: 1px solid {line}; border-radius: 6px; padding: 6px 8px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 5px 7px; }}
QComboBox {{ min-height: 24px; }}
QComboBox QAbstractItemView {{
    background: {surface}; border: 1px solid {line};
    selection-background-color: {accent}; selection-color: {on_accent};
}}
QCheckBox::indicator {{
    width: 16px; height: 16px; background: {raised}; border: 1px solid {quiet}; border-radius: 4px;
}}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QCheckBox:focus {{ color: {accent}; }}
QTableView {{
    background: {surface}; alternate-background-color: {page};
    gridline-color: {line}; border: 1px solid {line};
}}
QTableView::item {{ padding: 2px 8px; }}
QTableView::item:selected {{ background: {accent}; color: {on_accent}; }}
QHeaderView::section {{
    background: {raised}; border: 0; border-bottom: 1px solid {line}; padding: 6px 8px; font-weight: 600;
    text-align: left;
}}
QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
QSlider::handle:horizontal {{ width: 16px; margin: -6px 0; border-radius: 8px; background: {accent}; }}
QSlider:focus {{ border: 1px solid {accent}; border-radius: 4px; }}
QScrollBar, QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ width: 10px; }}
QScrollBar:horizontal {{ height: 10px; }}
QScrollBar::handle {{ background: {line}; border-radius: 5px; min-height: 30px; min-width: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QListWidget {{ background: transparent; border: 0; outline: 0; }}
QListWidget::item {{ padding: 8px 10px; border-radius: 6px; }}
QListWidget::item:selected {{ background: {raised}; color: {text}; border-left: 3px solid {accent}; }}
QStatusBar {{ background: {surface}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: 0; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px; }}
"""


def stylesheet(colours: Colours) -> str:
    """Return the style sheet of a colour scheme, at the size that words have now."""
    return grown_sheet(_SHEET.format(**vars(colours)))


def dress(application: QApplication, percent: int = SIZES[0]) -> None:
    """Give the application its style, its font and colours that follow the system from now on."""
    application.setStyle("Fusion")
    for file in sorted(resource("fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda _: recolour(application, system_colours()))
    resize(application, percent)


def resize(application: QApplication, percent: int) -> None:
    """Let everything that is made from now on have words of this size, 100 to 200 %."""
    application.setFont(font_of(percent))
    recolour(application, system_colours())


def system_colours() -> Colours:
    """Return the scheme that the system asks for."""
    hints = QApplication.styleHints()
    return LIGHT if hints.colorScheme() is Qt.ColorScheme.Light else DARK


def recolour(application: QApplication, colours: Colours) -> None:
    """Show everything that follows the system in a colour scheme."""
    application.setPalette(_palette(colours))
    application.setStyleSheet(stylesheet(colours))


def colours_in_force() -> Colours:
    """Return the scheme that everything is shown in which follows the system."""
    is_light = QApplication.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.page)
    return LIGHT if is_light else DARK


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, colours.page),
        (roles.Base, colours.surface),
        (roles.Button, colours.raised),
        (roles.WindowText, colours.text),
        (roles.Text, colours.text),
        (roles.ButtonText, colours.text),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.PlaceholderText, colours.quiet),
    ):
        palette.setColor(role, QColor(colour))
    return palette
