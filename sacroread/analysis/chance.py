"""Agreement beyond chance: the one formula that every kappa shares.

Every coefficient is (p_o - p_e) / (1 - p_e): the agreement observed and the agreement expected by chance,
both weighted by how much two grades agree. Cohen, Fleiss, Conger, Brennan and Prediger (PABAK with two
grades) and Gwet differ in what they take chance to be, and p_e is always a product habit' * matrix * habit,
where a habit is the shares of the grades used.
"""

from enum import StrEnum

import numpy as np

from sacroread.analysis.arrays import Floats, Ints, ratio


class Weights(StrEnum):
    """How much two different grades agree; K is the length of the whole scale, used or not."""

    NONE = "unweighted"  # 1 on the diagonal, else 0
    LINEAR = "linear"  # 1 - |i - j| / (K - 1), Cicchetti & Allison 1971
    QUADRATIC = "quadratic"  # 1 - (i - j)^2 / (K - 1)^2, Fleiss & Cohen 1973

    def matrix(self, levels: int) -> Floats:
        """Return the weights (levels, levels) in [0, 1]."""
        distance = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))) / (levels - 1)
        power = {Weights.LINEAR: 1, Weights.QUADRATIC: 2}
        matrix: Floats = 1 - distance ** power[self] if self in power else np.eye(levels)
        return matrix


def beyond_chance(observed: Floats, by_chance: Floats | float) -> Floats:
    """Return (p_o - p_e) / (1 - p_e), same shape; NaN where p_e is 1 and leaves no room beyond chance."""
    return ratio(observed - by_chance, 1 - by_chance)


def observed_agreement(joint: Floats, weights: Floats) -> Floats:
    """Return the sum of weight times share of a joint distribution (..., levels, levels): (...)."""
    return np.tensordot(joint, weights, axes=2)


def chance_agreement(habit: Floats, matrix: Floats, other: Floats) -> Floats:
    """Return habit' * matrix * other for habits (..., levels): (...)."""
    agreed: Floats = ((habit @ matrix) * other).sum(-1)
    return agreed


def shares(counts: Floats | Ints, axes: int = 1) -> Floats:
    """Divide counts by their sum over the last axes; NaN where nothing was counted."""
    return ratio(counts, np.asarray(counts).sum(axis=tuple(range(-axes, 0)), keepdims=True))


def one_habit(weights: Floats) -> Floats:
    """All readers draw from one habit: p_e = sum w_kl h_k h_l (Scott 1955; Fleiss 1971)."""
    return weights


def uniform(weights: Floats) -> Floats:
    """Every grade is as likely, whatever was used: p_e = sum w_kl / K^2 (Brennan & Prediger 1981)."""
    return np.full_like(weights, weights.mean())


def doubt(weights: Floats) -> Floats:
    """Readers guess on hard cases only (Gwet 2008; weighted: Gwet 2014).

    p_e = sum w_kl / (K (K - 1)) * sum h_k (1 - h_k), and as the h_k sum to 1, h_k (1 - h_k) is the sum of
    h_k h_l over the other grades l.
    """
    levels = len(weights)
    spread: Floats = (1 - np.eye(levels)) * weights.sum() / (levels * (levels - 1))
    return spread
