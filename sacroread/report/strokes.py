"""Drawings on the pages of the PDF as strokes and words, so that nothing is a picture that need not be.

matplotlib asks a *renderer* to draw; this one hands every stroke, word and picture to a page of ReportLab.
Its unit is the point, and both count upwards from the lower left corner.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure as LaidOut
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform
from numpy.typing import NDArray

from sacroread.report.style import BOLD, DOTS_PER_INCH, FONT, OBLIQUE, drawn_letters, style

Page = Any  # ReportLab has no types
Colour = tuple[float, ...]
POINTS_PER_INCH = 72
BOLD_FROM = 600  # of the weights that matplotlib numbers
CAPS = {"butt": 0, "round": 1, "projecting": 2}  # ISO 32000-1, table 54
JOINS = {"miter": 0, "round": 1, "bevel": 2}  # and table 55


def draw_on(page: Page, drawing: LaidOut) -> None:
    """Draw what matplotlib has laid out with its lower left corner at the page's origin."""
    wide, high = (float(length) * POINTS_PER_INCH for length in drawing.get_size_inches())
    drawing.set_dpi(POINTS_PER_INCH)
    with style():
        drawing.draw(PageRenderer(page, (wide, high)))


class PageRenderer(RendererBase):
    """Draws on one page; `size` is the drawing's width and height in points."""

    def __init__(self, page: Page, size: tuple[float, float]) -> None:
        super().__init__()
        self._page, self._size = page, size

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size in points."""
        return self._size

    def flipy(self) -> bool:
        """Say that y counts upwards."""
        return False

    def points_to_pixels(self, points: Any) -> Any:  # noqa: ANN401 - a number or an array
        """Return points: they are the unit."""
        return points

    def get_image_magnification(self) -> float:
        """Return how much finer than points a picture is resampled."""
        return DOTS_PER_INCH / POINTS_PER_INCH

    def option_image_nocomposite(self) -> bool:
        """Say that every picture stays one of its own."""
        return True

    def get_text_width_height_descent(
        self,
        s: str,
        prop: FontProperties,
        ismath: Any,  # noqa: ANN401 - matplotlib's own signature
    ) -> tuple[float, float, float]:
        """Return the box of a line; its width is that of ReportLab, which sets it."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        _, high, descent = super().get_text_width_height_descent(s, prop, ismath)
        return stringWidth(drawn_letters(s), _font(prop), prop.get_size_in_points()), high, descent

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: ANN401, N803 - matplotlib's word
    ) -> None:
        """Stroke and fill a path."""
        stroke, has_line = gc.get_rgb(), gc.get_linewidth() > 0
        with self._drawing(gc):
            self._page.setStrokeColorRGB(*stroke[:3])
            self._page.setStrokeAlpha(_alpha(gc, stroke))
            if rgbFace is not None:
                self._page.setFillColorRGB(*rgbFace[:3])
                self._page.setFillAlpha(_alpha(gc, rgbFace))
            is_curve = rgbFace is None
            outline = _outline(
                self._page.beginPath(), path, transform, simplify=is_curve and path.should_simplify
            )
            self._page.drawPath(outline, stroke=int(has_line), fill=int(rgbFace is not None))

    def draw_text(  # noqa: PLR0913, PLR0917 - matplotlib's own signature
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,  # noqa: ANN401
        mtext: Any = None,  # noqa: ANN401
    ) -> None:
        """Set one line of words from a point on its base line, turned counter-clockwise."""
        colour = gc.get_rgb()
        with self._drawing(gc):
            self._page.setFillColorRGB(*colour[:3])
            self._page.setFillAlpha(_alpha(gc, colour))
            self._page.translate(x, y)
            self._page.rotate(angle)
            self._page.setFont(_font(prop), prop.get_size_in_points())
            self._page.drawString(0, 0, drawn_letters(s))

    def draw_image(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        im: Any,  # noqa: ANN401 - wider in matplotlib's stub than what it hands over
        transform: Any = None,  # noqa: ANN401
    ) -> None:
        """Place a picture (h, w, 4) uint8, its first row lowest, at the points of its lower left corner."""
        from PIL.Image import fromarray
        from reportlab.lib.utils import ImageReader

        rows, cols = im.shape[:2]
        shares = im[::-1, :, 3:] / 255.0  # on white paper
        pixels = np.rint(im[::-1, :, :3] * shares + 255 * (1 - shares)).astype(np.uint8)
        picture = ImageReader(fromarray(pixels))
        fine = self.get_image_magnification()
        with self._drawing(gc):
            self._page.drawImage(picture, x, y, cols / fine, rows / fine)

    @contextmanager
    def _drawing(self, gc: GraphicsContextBase) -> Iterator[None]:
        """Set line and clipping for one thing, and take them back."""
        self._page.saveState()
        self._page.setLineWidth(gc.get_linewidth())
        self._page.setLineCap(CAPS[gc.get_capstyle()])
        self._page.setLineJoin(JOINS[gc.get_joinstyle()])
        offset, dashes = gc.get_dashes()
        pattern = [] if dashes is None else np.asarray(dashes, float).tolist()
        self._page.setDash(pattern, float(offset or 0))
        self._clip(gc)
        yield
        self._page.restoreState()

    def _clip(self, gc: GraphicsContextBase) -> None:
        box = gc.get_clip_rectangle()
        if box is not None:
            outline = self._page.beginPath()
            outline.rect(*(float(each) for each in box.bounds))
            self._page.clipPath(outline, stroke=0, fill=0)


def _outline(made: Any, path: Path, transform: Transform, *, simplify: bool) -> Any:  # noqa: ANN401
    """Go along a path with ReportLab's pen; a quadratic curve becomes the cubic one of the same form."""
    at = np.zeros(2)
    for found, code in path.iter_segments(transform, simplify=simplify):
        ends = np.asarray(found, float).reshape(-1, 2)
        if code == Path.MOVETO:
            made.moveTo(*ends[0].tolist())
        elif code == Path.LINETO:
            made.lineTo(*ends[0].tolist())
        elif code == Path.CLOSEPOLY:
            made.close()
        else:
            cubic = ends if code == Path.CURVE4 else _cubic(at, *ends)
            made.curveTo(*np.ravel(cubic).tolist())
        at = ends[-1]
    return made


def _cubic(
    start: NDArray[np.float64], control: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    return np.stack([start + 2 / 3 * (control - start), end + 2 / 3 * (control - end), end])


def _alpha(gc: GraphicsContextBase, colour: Colour) -> float:
    if gc.get_forced_alpha():
        return float(gc.get_alpha())
    return float(colour[3]) if len(colour) > 3 else 1.0


def _font(prop: FontProperties) -> str:
    weight = prop.get_weight()
    if weight == "bold" or (not isinstance(weight, str) and weight >= BOLD_FROM):
        return BOLD
    return OBLIQUE if prop.get_style() != "normal" else FONT
