"""The three cut-offs, chosen on the tuning set, and the cases between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sacroread.analysis.curves import Curve, curve
from sacroread.errors import SacroReadError
from sacroread.second_reader.manifest import CutOffs
from sacroread.study.model import CutOff

LEAST_SENSITIVITY = 0.99
LEAST_SPECIFICITY = 1.0


def chosen_cut_offs(is_definite: Sequence[bool], probabilities: NDArray[np.float64], on: str) -> CutOffs:
    """Return the sensitivity-favouring, balanced and specificity-favouring cut-off in ascending order.

    Sensitivity-favouring: the highest with a sensitivity of at least 0.99; specificity-favouring: the lowest
    with a specificity of 1; balanced: the greatest sum (Youden 1950), ties to the higher specificity.

    Args:
        is_definite: (cases,) by reference.
        probabilities: (cases,) in [0, 1].
        on: The set in words, for the provenance.

    Raises:
        SacroReadError: The reference standard has one class only.
    """
    truth = np.asarray(is_definite, dtype=bool)
    if truth.all() or not truth.any():
        raise SacroReadError(
            f"All cases of {on} are alike by reference, so no cut-off can be chosen on them."
        )
    points = curve(truth.astype(np.int64), probabilities)
    sensitivity, specificity = points.sensitivity[1:], points.specificity[1:]
    places = {
        "sensitivity-favouring": int(np.flatnonzero(sensitivity >= LEAST_SENSITIVITY)[0]),
        "balanced": int(np.lexsort((specificity, sensitivity + specificity))[-1]),
    }
    named = [_cut_off(name, points, place) for name, place in places.items()]
    values = tuple(sorted((*named, _specific(points)), key=lambda cut_off: cut_off.probability))
    return _with_bands(values, truth, probabilities, on)


def _cut_off(name: str, points: Curve, place: int) -> CutOff:
    values = (points.cut_offs[1:], points.sensitivity[1:], points.specificity[1:])
    probability, sensitivity, specificity = (float(column[place]) for column in values)
    return CutOff(name, probability, sensitivity, specificity)


def _specific(points: Curve) -> CutOff:
    """Return the lowest cut-off without a false positive; above every score where the highest is one."""
    free = np.flatnonzero(points.specificity[1:] >= LEAST_SPECIFICITY)
    if free.size:
        return _cut_off("specificity-favouring", points, int(free[-1]))
    above = float(np.nextafter(points.cut_offs[1], np.inf))
    return CutOff("specificity-favouring", above, 0.0, 1.0)


def _with_bands(
    values: tuple[CutOff, ...], truth: NDArray[np.bool_], probabilities: NDArray[np.float64], on: str
) -> CutOffs:
    band = np.searchsorted([cut_off.probability for cut_off in values], probabilities, side="right")
    sizes = np.bincount(band, minlength=len(values) + 1)
    definite = np.bincount(band[truth], minlength=len(values) + 1)
    return CutOffs(values, tuple(map(int, sizes)), tuple(map(int, definite)), f"exploratory: chosen on {on}")
