"""Agreement beyond chance: the one formula that every kappa shares.

Observed and expected reads are joint distributions over pairs of grades, (..., levels, levels), leading axes
free. Weighted by how much two grades agree, they give p_o and p_e, and every coefficient is
(p_o - p_e) / (1 - p_e) (Gwet 2014, eq. 4.3.1). Cohen, Scott and Fleiss, Conger, Brennan and Prediger (PABAK
for two grades), Gwet and Krippendorff differ in what they expect by chance, nothing else.
"""

from enum import StrEnum

import numpy as np

from sacroread.analysis.arrays import Floats, Ints, ratio

NO_ROOM = 1e-12  # 1 - p_e below this is 0 but for rounding


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


def weighted_share(joint: Floats, weights: Floats) -> Floats:
    """Return the agreement in a joint distribution (..., levels, levels): the sum of weight times share."""
    agreed: Floats = np.einsum("...kl,...kl->...", joint, weights)
    return agreed


def chance_corrected(observed: Floats, expected: Floats, weights: Floats) -> Floats:
    """Return (p_o - p_e) / (1 - p_e), shape (...); NaN where p_e is 1: no room beyond chance."""
    by_chance = weighted_share(expected, weights)
    room = 1 - by_chance
    return ratio(weighted_share(observed, weights) - by_chance, np.where(np.abs(room) < NO_ROOM, 0, room))


def shares(table: Floats | Ints) -> Floats:
    """Divide counts (..., levels, levels) by their total; NaN where nothing was counted."""
    return ratio(table, np.asarray(table).sum(axis=(-2, -1), keepdims=True))


def expected_by_two(observed: Floats) -> Floats:
    """Each reader keeps his own habits: row share times column share (Cohen 1960)."""
    joint: Floats = observed.sum(-1)[..., :, None] * observed.sum(-2)[..., None, :]
    return joint


def expected_by_all(habit: Floats) -> Floats:
    """All readers share one habit, (..., levels) shares of grades (Scott 1955; Fleiss 1971, eq. 6)."""
    return habit[..., :, None] * habit[..., None, :]


def expected_uniform(levels: int) -> Floats:
    """Every grade is as likely (Brennan & Prediger 1981; PABAK: Byrt, Bishop & Carlin 1993)."""
    return np.full((levels, levels), 1 / levels**2)


def expected_by_doubt(habit: Floats) -> Floats:
    """Readers guess, every grade as likely, on the cases that are hard to tell (Gwet 2008).

    `habit` (..., levels) are the shares of grades. What is not guessed cannot agree by chance, so the
    result sums to less than 1.
    """
    levels = habit.shape[-1]
    doubt: Floats = levels / (levels - 1) * np.sum(habit * (1 - habit), axis=-1)
    return doubt[..., None, None] * expected_uniform(levels)
