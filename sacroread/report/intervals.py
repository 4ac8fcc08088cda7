"""How intervals of shares are made: in closed form, or by drawing patients where they have several cases."""

import numpy as np

from sacroread.analysis.arrays import Bools, Floats, ratio
from sacroread.analysis.bootstrap import Bootstrap, patients_of, sample
from sacroread.analysis.estimate import ASYMPTOTIC, Asymptotic, Definition, Estimate
from sacroread.analysis.measure import Measure
from sacroread.analysis.proportions import share


def for_shares(how: Bootstrap) -> Asymptotic | Bootstrap:
    """Return the closed form, which is exact enough for independent cases; else the bootstrap of patients."""
    return ASYMPTOTIC if how.patients is None else how


def share_of_cases(definition: Definition, hits: Bools, among: Bools, how: Bootstrap) -> Estimate:
    """Return the share of hits among some cases, (cases,) each; Wilson, or by drawing patients."""
    n = int(among.sum())
    if how.patients is None or not n:
        return share(definition, int((hits & among).sum()), n)
    counted = np.stack([hits[among], among[among]], axis=1).astype(float)
    return Measure(definition, sample(counted, patients_of(how, among)), _quotient, n).estimate(how)


def _quotient(totals: Floats) -> Floats:
    return ratio(totals[..., 0], totals[..., 1])
