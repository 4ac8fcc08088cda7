"""The cut-offs a dossier evaluates: fixed before, or chosen on these cases and called exploratory."""

from dataclasses import dataclass

from sacroread.analysis.curves import curve
from sacroread.analysis.cut_offs import Provenance, three_cut_offs
from sacroread.report.content import Kind
from sacroread.report.material import CaseTable, Material
from sacroread.report.rounding import number
from sacroread.study.model import CutOff

BALANCED = "balanced"


@dataclass(frozen=True)
class ChosenCutOffs:
    """Cut-offs and where they come from."""

    values: tuple[CutOff, ...]
    provenance: Provenance

    @property
    def is_exploratory(self) -> bool:
        """Whether they were chosen on the cases they are evaluated on."""
        return self.provenance is Provenance.EXPLORATORY

    @property
    def main(self) -> CutOff | None:
        """The balanced cut-off, else the first one; None without any."""
        return next((each for each in self.values if each.name == BALANCED), next(iter(self.values), None))

    def label(self, cut_off: CutOff) -> str:
        """Return name, value and provenance of a cut-off, as they stand beside every number at it."""
        return f"{cut_off.name} ({number(cut_off.probability, Kind.PROBABILITY)}, {self.provenance})"


def chosen_cut_offs(material: Material, cases: CaseTable) -> ChosenCutOffs:
    """Return the material's cut-offs; without any, the three that these cases suggest, if they can."""
    if material.cut_offs:
        return ChosenCutOffs(material.cut_offs, Provenance.PRESPECIFIED)
    points = curve(cases.reference, cases.probabilities)
    found = three_cut_offs(points) if points.positives and points.negatives else ()
    return ChosenCutOffs(found, Provenance.EXPLORATORY)
