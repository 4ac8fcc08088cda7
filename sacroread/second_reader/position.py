"""Where a probability stands against the cut-offs, and the sentence that says so."""

from dataclasses import dataclass

from sacroread.second_reader.manifest import CutOffs
from sacroread.study.model import CutOff

LEAST_BAND = 10  # fewer cases of the tuning set make no "of 100"
MAX_DIGITS = 6
DIGITS = 2


@dataclass(frozen=True)
class Position:
    """Against the cut-offs: `reached`, the highest not above the probability; `next`, the lowest above it."""

    reached: CutOff | None
    next: CutOff | None
    sentence: str


def probability_text(probability: float, digits: int = DIGITS) -> str:
    """Return a probability as a person reads it: none is shown as certain, but as "<0.01" or ">0.99"."""
    least, shown = 10**-digits, f"{probability:.{digits}f}"
    if float(shown) == 0:
        return f"<{least:.{digits}f}"
    return f">{1 - least:.{digits}f}" if float(shown) == 1 else shown


def position(probability: float, cut_offs: CutOffs) -> Position:
    """Return where the probability stands; a case counts as definite from the cut-off on (`>=`)."""
    below = [cut_off for cut_off in cut_offs.values if probability >= cut_off.probability]
    above = [cut_off for cut_off in cut_offs.values if probability < cut_off.probability]
    reached, following = (below[-1] if below else None), (above[0] if above else None)
    sentence = f"{_standing(probability, reached, following)}; {_experience(len(below), cut_offs)}"
    return Position(reached, following, sentence)


def _standing(probability: float, reached: CutOff | None, following: CutOff | None) -> str:
    digits = _digits(probability, [c.probability for c in (reached, following) if c is not None])
    shown = probability_text(probability, digits)
    if reached is None and following is not None:
        return f"{shown}: below the {following.name} cut-off {following.probability:.{digits}f}"
    if reached is None:
        return shown
    word = "at" if probability == reached.probability else "above"
    standing = f"{shown}: {word} the {reached.name} cut-off {reached.probability:.{digits}f}"
    if following is None:
        return standing
    return f"{standing} and below the {following.name} cut-off {following.probability:.{digits}f}"


def _digits(probability: float, neighbours: list[float]) -> int:
    """Return how many decimals, at least two, keep the probability apart from cut-offs it does not equal."""
    for digits in range(DIGITS, MAX_DIGITS):
        if all(p == probability or f"{p:.{digits}f}" != f"{probability:.{digits}f}" for p in neighbours):
            return digits
    return MAX_DIGITS


def _experience(band: int, cut_offs: CutOffs) -> str:
    size, definite = cut_offs.band_sizes[band], cut_offs.band_definite[band]
    if not sum(cut_offs.band_sizes):
        return "this second reader states no tuning set, so nothing is known about such cases."
    if size < LEAST_BAND:
        return f"only {size} such cases in the tuning set, {definite} of them definite by reference."
    from sacroread.analysis.proportions import wilson  # loads scipy: not for a window that asks nothing

    ends = wilson(definite, size)
    low, high = (f"{100 * end:.0f}" for end in (ends.low, ends.high) if end is not None)
    return (
        f"{definite} of {size} such cases in the tuning set had definite sacroiliitis by reference "
        f"(95 % interval: {low} to {high} of 100)."
    )
