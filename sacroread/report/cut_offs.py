"""The cut-offs a dossier evaluates: fixed before, or chosen on these cases and called exploratory."""

from dataclasses import dataclass

import numpy as np

from sacroread.analysis.curves import Curve, curve
from sacroread.report.content import Kind
from sacroread.report.material import CaseTable, Material
from sacroread.report.rounding import number
from sacroread.study.model import CutOff

TARGET_SENSITIVITY = 0.99  # of the sensitivity-favouring cut-off
TARGET_SPECIFICITY = 1.0  # of the specificity-favouring cut-off


@dataclass(frozen=True)
class ChosenCutOffs:
    """Cut-offs, and whether they were chosen on the cases they are evaluated on."""

    values: tuple[CutOff, ...]
    is_exploratory: bool

    @property
    def origin(self) -> str:
        """The word for where they come from."""
        return "exploratory" if self.is_exploratory else "prespecified"

    def label(self, cut_off: CutOff) -> str:
        """Return name, value and origin of a cut-off, as they stand beside every number at it."""
        return f"{cut_off.name} ({number(cut_off.probability, Kind.PROBABILITY)}, {self.origin})"


def chosen_cut_offs(material: Material, cases: CaseTable) -> ChosenCutOffs:
    """Return the material's cut-offs; without any, the three that these cases suggest."""
    if material.cut_offs:
        return ChosenCutOffs(material.cut_offs, is_exploratory=False)
    found = exploratory_cut_offs(curve(cases.reference, cases.probabilities))
    return ChosenCutOffs(found, is_exploratory=True)


def exploratory_cut_offs(points: Curve) -> tuple[CutOff, ...]:
    """Return the three cut-offs of a curve; none without both classes, two where nothing meets a target.

    Sensitivity-favouring: the highest with the target sensitivity. Specificity-favouring: the lowest with the
    target specificity. Balanced: the largest sum of both (Youden 1950), ties to the higher specificity.
    """
    if not points.positives or not points.negatives:
        return ()
    sensitivity, specificity = points.sensitivity[1:], points.specificity[1:]
    strict = np.flatnonzero(specificity >= TARGET_SPECIFICITY)
    places = {
        "sensitivity-favouring": int(np.flatnonzero(sensitivity >= TARGET_SENSITIVITY)[0]),
        "balanced": int(np.argmax(sensitivity + specificity)),
    }
    places |= {"specificity-favouring": int(strict[-1])} if strict.size else {}
    return tuple(
        CutOff(name, float(points.cut_offs[1 + at]), float(sensitivity[at]), float(specificity[at]))
        for name, at in places.items()
    )
