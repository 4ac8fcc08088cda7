"""What a dossier consists of, as values: sections with paragraphs, cautions, tables and figures.

Nothing here is rounded or drawn. A table cell that is an estimate is the estimate itself, so that no number
exists twice: the list of all estimates is gathered from the tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sacroread.analysis.estimate import Estimate

Pixels = NDArray[np.uint8]
SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class Where:
    """The place in the dossier that a cell refers to: a section's name, and its number and title."""

    section: str
    words: str


Cell = str | int | float | Estimate | Where | None


class Kind(StrEnum):
    """What the numbers of a column are, which decides how they are rounded when they are shown."""

    TEXT = "text"
    COUNT = "count"
    COEFFICIENT = "coefficient"  # kappa and its kin, -1 to 1
    PROPORTION = "proportion"  # sensitivity, area under a curve, 0 to 1
    PERCENT = "percent"  # kept as 0 to 1, shown as 0 to 100
    PROBABILITY = "probability"  # of the second reader, and cut-offs
    P_VALUE = "p value"
    VARIANCE = "variance"  # components of it, small numbers
    NUMBER = "number"  # anything else; one decimal


@dataclass(frozen=True)
class Column:
    """The heading of a column and what its numbers are."""

    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """Rows of raw values under their columns; `note` says interval method, repetitions and seed.

    `name` is short, unique in the dossier and fit for a file's name. None is a cell that is left empty.
    `spanner` stands above all columns but the first and the last: whose answers they count.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    spanner: str = ""

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every estimate of the table, row by row."""
        return tuple(cell for row in self.rows for cell in row if isinstance(cell, Estimate))

    @property
    def refers(self) -> bool:
        """Whether a cell refers to a place in the dossier."""
        return any(isinstance(cell, Where) for row in self.rows for cell in row)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why an estimate has no value or no interval, each reason once."""
        found = (each.undefined_because for each in self.estimates)
        return tuple(dict.fromkeys(reason for reason in found if reason))


@dataclass(frozen=True)
class Line:
    """A line through points (x, y) in the units of the axes; `is_stepped` holds y until the next x."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    is_stepped: bool = False


@dataclass(frozen=True)
class Point:
    """An operating point, with the half lines of its interval where it has one."""

    label: str
    x: float
    y: float
    x_interval: tuple[float, float] | None = None
    y_interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Mark:
    """A dashed upright line at a cut-off."""

    label: str
    x: float


@dataclass(frozen=True)
class Axis:
    """An axis: its label and both ends."""

    label: str
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True)
class Curve:
    """A figure of lines, points and dashed cut-offs; `reference` is a thin line without information.

    `alternative` tells a person who does not see the figure what it shows.
    """

    name: str
    title: str
    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    points: tuple[Point, ...] = ()
    marks: tuple[Mark, ...] = ()
    reference: Line | None = None
    alternative: str = ""
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """Numbers at rows and columns, such as the kappas of all pairs; the lower the number, the lighter.

    `values` are rows of estimates, None where there is nothing to say, as on the diagonal.
    """

    name: str
    title: str
    labels: tuple[str, ...]
    values: tuple[tuple[Estimate | None, ...], ...]
    kind: Kind = Kind.COEFFICIENT
    alternative: str = ""
    note: str = ""


@dataclass(frozen=True)
class Forest:
    """Estimates one under another on one axis, each with its interval.

    `rows` are labels with their estimates; a label without one is a heading of those below. `line` is a value
    that stands upright through all of them, such as no difference.
    """

    name: str
    title: str
    axis: Axis
    rows: tuple[tuple[str, Estimate | None], ...]
    kind: Kind = Kind.COEFFICIENT
    line: float | None = None
    alternative: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class HeatmapPicture:
    """A radiograph with its heatmap, `pixels` (h, w, 3) uint8, the patient's right on the picture's left.

    `outcome` says what the second reader was about this case: a true or false positive or negative.
    """

    case_id: str
    outcome: str
    probability: float
    pixels: Pixels


@dataclass(frozen=True, eq=False)
class Gallery:
    """Pictures in rows, one row for each outcome."""

    name: str
    title: str
    pictures: tuple[HeatmapPicture, ...]
    alternative: str = ""
    note: str = ""


Figure = Curve | Grid | Forest | Gallery


@dataclass(frozen=True)
class FlowStep:
    """A box of a flow chart, line by line, and what leaves the flow after it."""

    lines: tuple[str, ...]
    leaving: tuple[str, ...] = ()


@dataclass(frozen=True)
class FlowChart:
    """Boxes from top to bottom, then boxes side by side."""

    name: str
    title: str
    steps: tuple[FlowStep, ...]
    ends: tuple[tuple[str, ...], ...]

    @property
    def alternative(self) -> str:
        """What the chart says, in words."""
        boxes = [line for step in self.steps for line in (*step.lines, *step.leaving)]
        return ". ".join([*boxes, *(" ".join(lines) for lines in self.ends)]) + "."


Drawing = Figure | FlowChart
WIDE = (FlowChart, Forest)  # wider than one column of a journal


@dataclass(frozen=True)
class Caution:
    """An honesty guard that applies, and what it means for the numbers."""

    title: str
    sentence: str


@dataclass(frozen=True)
class Section:
    """One part of the dossier. `name` is short, unique and fit for a link."""

    name: str
    title: str
    paragraphs: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    flow_chart: FlowChart | None = None

    @property
    def drawings(self) -> tuple["Drawing", ...]:
        """The flow chart, if there is one, and the figures."""
        return (*((self.flow_chart,) if self.flow_chart else ()), *self.figures)


@dataclass(frozen=True)
class Dossier:
    """The report of a study. `is_synthetic` puts the word beside every number and figure."""

    title: str
    is_synthetic: bool
    software: str
    seed: int
    repetitions: int
    sections: tuple[Section, ...] = field(default=())

    @property
    def word(self) -> str:
        """The word that stands beside every number: "synthetic", or nothing."""
        return SYNTHETIC if self.is_synthetic else ""

    @property
    def headline(self) -> str:
        """The title, with what the data are where it does not say so itself."""
        says_so = not self.word or self.word in self.title.lower()
        return self.title if says_so else f"{self.title} ({self.word} data)"

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order."""
        return tuple(table for section in self.sections for table in section.tables)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures in order."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @property
    def flow_charts(self) -> tuple[FlowChart, ...]:
        """All flow charts; there is one at most."""
        return tuple(section.flow_chart for section in self.sections if section.flow_chart)

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """Flow charts and figures, in the order in which they are numbered."""
        return tuple(drawing for section in self.sections for drawing in section.drawings)

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """All cautions in order, each once."""
        return tuple(dict.fromkeys(each for section in self.sections for each in section.cautions))

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """All estimates, each name once; names are dotted: quantity, then whom it is about."""
        return tuple({each.name: each for each in self._estimates()}.values())

    def heading(self, section: Section) -> str:
        """Return a section's number and title: "3. Readers and completeness"."""
        return f"{self.sections.index(section) + 1}. {section.title}"

    def estimate(self, name: str) -> Estimate:
        """Return the estimate of that dotted name.

        Raises:
            KeyError: the dossier has none of that name.
        """
        return {each.name: each for each in self.estimates}[name]

    def _estimates(self) -> Iterator[Estimate]:
        for table in self.tables:
            yield from table.estimates
