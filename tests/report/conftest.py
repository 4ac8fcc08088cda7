"""Small studies whose numbers are known beforehand."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from sacroread.report.content import HeatmapPicture
from sacroread.report.dossier import Material
from sacroread.report.gallery import wanted_pictures
from sacroread.study.adjudication import reference_standard, standings
from sacroread.study.correction import Correction
from sacroread.study.criteria import is_definite
from sacroread.study.exchange import ReferenceRow
from sacroread.study.model import (
    Condition,
    CutOff,
    Draft,
    Grade,
    Lesion,
    Prediction,
    Read,
    Role,
    Side,
    Ungradable,
)
from sacroread.study.protocol import protocol_from_toml

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


class Whole:
    """Makes a synthetic study that has something for every section of the dossier, from one seed."""

    CASES, SEED = 60, 3
    TWICE = Role.CENTRAL_1, "central-1"
    START = datetime(2026, 1, 5, 8, tzinfo=UTC)

    def __init__(self):
        self.rng = np.random.default_rng(self.SEED)
        self.truth = self.rng.normal(1.5, 1.3, (self.CASES, 2))
        self.names = [f"SYN{number:05d}" for number in range(self.CASES)]
        self.reads = []

    def say(self, who, case, spread, condition=Condition.UNAIDED, repeat=0):
        role, reader_id = who
        grades = np.clip(np.rint(self.truth[case] + self.rng.normal(0, spread, 2)), 0, 4).astype(int)
        draft = Draft(
            grades=dict(zip(Side, map(Grade, grades.tolist()), strict=True)),
            lesions={
                side: self._marks(int(grade)) for side, grade in zip(Side, grades.tolist(), strict=True)
            },
        )
        if self.rng.random() < 0.04:
            draft = Draft().as_ungradable(Ungradable.LOW_RESOLUTION)
        token = f"{reader_id}/{self.names[case]}/{condition}/{repeat}"
        definite = is_definite(draft.grades) if draft.grades else None
        at = self.START + timedelta(minutes=len(self.reads), days=40 * repeat)
        seconds = float(self.rng.gamma(6, 4))
        key = (token, reader_id, role, self.names[case], condition, repeat)
        self.reads.append(Read(*key, draft, definite, at, seconds))
        return self.reads[-1]

    def _marks(self, grade):
        shares = {Lesion.EROSION: 0.7, Lesion.SCLEROSIS: 0.5, Lesion.NARROWING: 0.3}
        return frozenset(each for each, share in shares.items() if grade > 1 and self.rng.random() < share)

    def material(self):
        local = [self.say((Role.LOCAL, f"local-{n % 3}"), n, 0.9) for n in range(self.CASES)]
        first = [self.say(self.TWICE, n, 0.5) for n in range(self.CASES)]
        second = (Role.CENTRAL_2, "central-2")
        for n in range(self.CASES):
            if local[n].definite is not first[n].definite or n % 5 == 0:
                self.say(second, n, 0.5)
            self.say(self.TWICE, n, 0.4, Condition.AIDED)
        for n in range(0, self.CASES, 2):
            self.say(second, n, 0.4, Condition.AIDED)
        for n in range(0, self.CASES, 4):
            self.say(self.TWICE, n, 0.4, repeat=1)
        old = self.reads[3]
        more = {"supersedes": old.token, "correction_reason": "The sides were exchanged"}
        self.reads[3] = Correction(**{**vars(old), "token": "new", "definite": not old.definite}, **more)
        return self._gathered(old)

    def _gathered(self, old):
        unaided = [each for each in self.reads if each.condition is Condition.UNAIDED]
        text = (Path(__file__).parents[2] / "resources" / "demo" / "protocol.toml").read_text()
        protocol = protocol_from_toml(text, "protocol.toml")
        logits = 1.6 * (self.truth.max(1) - 2.3) + self.rng.normal(0, 1.1, self.CASES)
        chances = (1 / (1 + np.exp(-logits))).tolist()
        chain = {"count": 60, "chain_hash": "0123456789abcdef" * 4}
        return Material(
            "Every section at once",
            "SacroRead under test",
            tuple(self.reads),
            tuple(
                Prediction(name, p, "b", "0" * 64, None) for name, p in zip(self.names, chances, strict=True)
            ),
            reference_standard(standings(protocol, self.names, unaided)),
            (CutOff("sensitivity-favouring", 0.2, 0.99, 0.6), CutOff("balanced", 0.5, 0.9, 0.9)),
            protocol,
            excluded={"X1": "no pelvis on the radiograph", "X2": "too low resolution"},
            corrected=(old,),
            anchor=json.dumps({"study": "abc", "readers": {"central-1": chain}, "events": chain}),
            is_synthetic=True,
        )


@pytest.fixture(scope="session")
def everything():
    """A synthetic study with something for every section, the gallery's pictures included."""
    material = Whole().material()
    grey = np.full((30, 40, 3), 90, np.uint8)
    wanted = wanted_pictures(material, seed=1)
    pictures = tuple(HeatmapPicture(each.case_id, each.outcome, each.probability, grey) for each in wanted)
    return replace(material, gallery=pictures)
