"""Small studies whose numbers are known beforehand."""

import csv
from pathlib import Path

import pytest

from sacroread.report.dossier import Material
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import Condition, CutOff, Draft, Grade, Prediction, Read, Role, Side

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def locked(case_id, definite=None, reader_id="c1", role=Role.CENTRAL_1, **more):
    """A read that says definite or not, or with grades=(right, left)."""
    grades = dict(zip(Side, map(Grade, more.pop("grades", ())), strict=False))
    draft = more.pop("draft", Draft(grades=grades))
    more = {"condition": Condition.UNAIDED, "repeat": 0, "locked_at": None} | more
    token = f"{reader_id}/{case_id}/{more['condition']}/{more['repeat']}"
    return Read(
        token=token, reader_id=reader_id, role=role, case_id=case_id, draft=draft, definite=definite, **more
    )


@pytest.fixture(scope="session")
def read():
    return locked


@pytest.fixture(scope="session")
def study():
    """Ten cases: the readers of the first eight agree on three definite and three other cases, differ on two.

    The reference standard calls the first five cases definite; the second reader ranks all cases right but
    for one pair.
    """
    local = [1, 1, 1, 1, 0, 0, 0, 0]
    central = [1, 1, 1, 0, 1, 0, 0, 0]
    probabilities = [0.95, 0.9, 0.85, 0.8, 0.4, 0.5, 0.3, 0.2, 0.1, 0.05]
    cases = [f"case {number}" for number in range(10)]
    reads = [
        locked(case, bool(value), f"site {number % 2}", Role.LOCAL)
        for number, (case, value) in enumerate(zip(cases, local, strict=False))
    ]
    reads += [locked(case, bool(value)) for case, value in zip(cases, central, strict=False)]
    return Material(
        title="Ten cases",
        software="SacroRead under test",
        reads=tuple(reads),
        predictions=tuple(
            Prediction(case, p, "bundle", "0" * 64, None)
            for case, p in zip(cases, probabilities, strict=True)
        ),
        reference=tuple(ReferenceRow(case, number < 5, "external") for number, case in enumerate(cases)),
        cut_offs=(CutOff("balanced", 0.45, 0.9, 0.9),),
    )


@pytest.fixture(scope="session")
def confusion():
    """Tables 1 and 2 of the seed paper, one row a cut-off."""
    folder = SHARED / "reference" / "paper"
    if not folder.is_dir():
        pytest.skip(f"the paper's numbers are not beside this checkout: {folder}")
    with (folder / "confusion.csv").open() as file:
        return list(csv.DictReader(file))
