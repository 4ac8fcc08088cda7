"""Krippendorff's alpha: agreement of any number of readers, any reads missing, for three kinds of scale."""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from sacroread.analysis.arrays import Floats, Ints, ratio
from sacroread.analysis.bootstrap import Bootstrap
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate
from sacroread.analysis.measure import Measure
from sacroread.analysis.panel_counts import (
    NO_PAIRS,
    ONE_GRADE,
    grade_counts,
    pair_shares,
    paired_cases,
    patients_read,
    pattern_sample,
    read_cases,
)
from sacroread.analysis.table import GRADE_LEVELS


class Metric(StrEnum):
    """How far two grades are apart for Krippendorff's alpha (Krippendorff 2011)."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"

    def squared_difference(self, used: Floats) -> Floats:
        """Return (..., levels, levels) given how often grades were used (..., levels).

        Ordinal: (sum of n_g over g from k to l, less half of n_k and n_l)^2, which is the squared difference
        of the mid-ranks of k and l.
        """
        levels = used.shape[-1]
        if self is Metric.NOMINAL:
            return 1 - np.eye(levels)
        ranks = np.cumsum(used, -1) - used / 2 if self is Metric.ORDINAL else np.arange(float(levels))
        gap: Floats = ranks[..., :, None] - ranks[..., None, :]
        return gap**2


def krippendorff_alpha(
    reads: ArrayLike,
    metric: Metric,
    levels: int = GRADE_LEVELS,
    how: Asymptotic | Bootstrap = ASYMPTOTIC,
) -> Estimate:
    """Return Krippendorff's alpha over the cases with two or more reads.

    alpha = 1 - D_o / D_e = 1 - (n - 1) sum o_kl d_kl / sum n_k n_l d_kl, with the coincidences
    o_kl = sum_i r_ik (r_il - [k = l]) / (r_i - 1) and their margins n_k (Krippendorff 2011). Undefined
    without pairs and where only one grade was used (D_e = 0). Asymptotic: jackknife.
    """

    def features(counts: Ints) -> Floats:
        met: Floats = pair_shares(counts) * counts.sum(1)[:, None, None]
        return met.reshape(len(counts), levels**2)

    def of_totals(totals: Floats) -> Floats:
        coincidences = totals.reshape(-1, levels, levels)
        used = coincidences.sum(-1)
        apart = metric.squared_difference(used)
        observed = (coincidences * apart).sum((-2, -1))
        expected = (used[:, :, None] * apart * used[:, None, :]).sum((-2, -1))
        alpha: Floats = 1 - (used.sum(-1) - 1) * ratio(observed, expected)
        return alpha

    definition = Definition(f"Krippendorff alpha, {metric}", "Krippendorff 2011", ONE_GRADE)
    counts = grade_counts(read_cases(reads, levels), levels)
    drawn = pattern_sample(counts, features, patients_read(reads, how))
    return Measure(definition, drawn, of_totals, paired_cases(reads), NO_PAIRS).estimate(how)
