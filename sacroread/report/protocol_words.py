"""The rules that were fixed before reading, in words."""

from collections.abc import Iterator

from sacroread.report.content import Cell, Kind
from sacroread.report.rounding import number
from sacroread.study.protocol import (
    AidedStart,
    Beside,
    Design,
    Discordant,
    Protocol,
    Scale,
    SecondReaderAccess,
)

DESIGNS = {
    Design.ADJUDICATED: "adjudicated: local reader and central reader 1, and a third where they differ",
    Design.PAIRED: "paired: two independent central readers",
    Design.PANEL: "panel: all readers read all cases",
    Design.SINGLE: "single: one reader",
}
SCALES = {
    Scale.MNY: "modified New York grades 0 to 4 of each side",
    Scale.POOLED_2_3: "modified New York grades of each side, 2 and 3 pooled",
    Scale.DEFINITE_ONLY: "definite sacroiliitis or not, without grades",
}
ACCESS = {
    SecondReaderAccess.NEVER: "never",
    SecondReaderAccess.AFTER_LOCK: "once the unaided read is locked, for information",
    SecondReaderAccess.AIDED: "from the start, so that all reads are aided",
    SecondReaderAccess.SAME_SESSION: "once the unaided read is locked, for an aided read in the same session",
    SecondReaderAccess.CROSSOVER: "in one of two sessions, half the cases aided first",
}
AIDED_START = {
    AidedStart.EMPTY: "nothing: every grade is entered again",
    AidedStart.UNAIDED: "the grades that the reader had locked unaided",
}
BESIDE = {
    Beside.NEVER: "none",
    Beside.SAME_PATIENT: "the patient's other ones in the study, without their reads, in no order of time",
}
DISCORDANT = {
    Discordant.THIRD_READER: "two of three decide",
    Discordant.LEFT_OUT: "left out of the reference standard",
    Discordant.NEGATIVE: "not definite",
}


def rules(protocol: Protocol) -> Iterator[tuple[Cell, ...]]:
    """Yield the rules as rows of item and value, and the hash that proves them."""
    yield "Protocol", protocol.name
    yield "Design", DESIGNS[protocol.design]
    yield "Scale", SCALES[protocol.scale]
    yield "Second reader shown to readers", ACCESS[protocol.second_reader]
    if protocol.aided_start is not None:
        yield "The aided read of the same session begins with", AIDED_START[protocol.aided_start]
    if protocol.beside is not Beside.NEVER:
        yield "Radiographs that readers may look at beside the one they read", BESIDE[protocol.beside]
    yield "Discordant cases", DISCORDANT[protocol.discordant]
    if protocol.decoy_share:
        yield "Chance of a concordant case to be read by the third reader", _percent(protocol.decoy_share)
    if protocol.repeat_share:
        yield "Chance of a case to be shown to its reader again", _percent(protocol.repeat_share)
    if protocol.repeat_share or protocol.second_reader is SecondReaderAccess.CROSSOVER:
        yield "Wash-out", f"{protocol.washout_days} days"
    yield "Protocol hash (SHA-256)", protocol.hash


def _percent(share: float) -> str:
    return number(share, Kind.PERCENT).replace(".0", "")
