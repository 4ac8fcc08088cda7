"""The one place where numbers become text."""

import math

from sacroread.analysis.estimate import Estimate
from sacroread.report.content import Cell, Kind, Where

UNDEFINED = "not defined"
PER_CENT = " %"
MINUS = "\N{MINUS SIGN}"
SMALLEST_P = 0.001  # below it, and above 1 minus it, a p value is given as a bound
DIGITS = {
    Kind.COEFFICIENT: 3,
    Kind.PROPORTION: 3,
    Kind.PERCENT: 1,
    Kind.PROBABILITY: 3,
    Kind.VARIANCE: 6,
    Kind.NUMBER: 1,
    Kind.COUNT: 0,
}


def text(cell: Cell, kind: Kind) -> str:
    """Return a cell as it is printed: "0.704 (0.611 to 0.794)", "90.7 %", "not defined", or nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Where):
        return cell.words
    return estimate_text(cell, kind) if isinstance(cell, Estimate) else number(cell, kind)


def estimate_text(estimate: Estimate, kind: Kind) -> str:
    """Return value and interval; without an interval the value alone."""
    if estimate.value is None:
        return UNDEFINED
    value = number(estimate.value, kind)
    if estimate.low is None or estimate.high is None:
        return value
    low, high = (number(end, kind).removesuffix(PER_CENT) for end in (estimate.low, estimate.high))
    return f"{value} ({low} to {high})"


def estimate_words(estimate: Estimate, kind: Kind) -> str:
    """Return value and interval where no reason stands below: without an interval that is said."""
    words = estimate_text(estimate, kind)
    has_none = estimate.value is not None and estimate.low is None and estimate.undefined_because
    return f"{words}, no interval" if has_none else words


def number(value: float, kind: Kind) -> str:
    """Return one number; a bare count has no decimals, infinity is said in words."""
    if math.isinf(value):
        return "above every probability" if value > 0 else "below every probability"
    if kind is Kind.P_VALUE:
        return p_value(value)
    if kind is Kind.PERCENT:
        return fixed(100 * value, DIGITS[kind]) + PER_CENT
    return fixed(value, DIGITS.get(kind, 0 if isinstance(value, int) else 3))


def p_value(value: float) -> str:
    """Return a p value with three digits, or as a bound at either end."""
    if value < SMALLEST_P:
        return f"<{SMALLEST_P}"
    if value > 1 - SMALLEST_P:
        return f">{1 - SMALLEST_P}"
    return fixed(value, 3)


def fixed(value: float, digits: int) -> str:
    """Return a number with a fixed count of decimals, a real minus sign and no negative zero."""
    written = f"{value:.{digits}f}"
    is_zero = not written.strip("-0.")
    return written.lstrip("-") if is_zero else written.replace("-", MINUS)
