"""Train, tune and test: a split by patient, stratified by the reference standard."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from training.curated_set import SplitName


@dataclass(frozen=True)
class Shares:
    """The shares of patients that tune and test get; train gets the rest."""

    tune: float = 0.15  # as in the paper
    test: float = 0.0

    @property
    def rule(self) -> str:
        """The split in words."""
        return f"by patient, stratified by the reference standard; tune {self.tune:g}, test {self.test:g}"


def split_by_patient(has_definite: Mapping[str, bool], shares: Shares, seed: int) -> dict[str, SplitName]:
    """Return each patient's split.

    Args:
        has_definite: Per patient, whether any of their cases is definite.
        shares: Of the patients; each stratum is divided by them, rounded, at least one for a share above 0.
        seed: The same patients, shares and seed give the same split, whatever the order.
    """
    chosen: dict[str, SplitName] = {}
    for stratum in (True, False):
        patients = sorted(patient for patient, definite in has_definite.items() if definite is stratum)
        random.Random(f"{seed} {stratum}").shuffle(patients)  # noqa: S311  # a split, no secret
        test, tune = _count(shares.test, len(patients)), _count(shares.tune, len(patients))
        chosen |= dict.fromkeys(patients[:test], "test")
        chosen |= dict.fromkeys(patients[test : test + tune], "tune")
        chosen |= dict.fromkeys(patients[test + tune :], "train")
    return chosen


def _count(share: float, patients: int) -> int:
    return max(round(share * patients), 1 if share > 0 else 0)
