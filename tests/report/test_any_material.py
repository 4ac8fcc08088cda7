"""Whatever is missing, alone or contradictory in a study: a dossier with reasons, never a crash."""

import json
import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sacroread.report.delimited import estimates_json, material_csv, table_csv
from sacroread.report.dossier import Material, dossier
from sacroread.study.criteria import is_definite
from sacroread.study.exchange import (
    ReferenceRow,
    predictions_from_csv,
    reads_from_csv,
    reference_from_csv,
)
from sacroread.study.model import (
    Condition,
    CutOff,
    Draft,
    Grade,
    Prediction,
    Read,
    Role,
    Side,
    Ungradable,
)

CASES = [f"case {number}" for number in range(5)]
READERS = {
    "l1": Role.LOCAL,
    "l2": Role.LOCAL,
    "c1": Role.CENTRAL_1,
    "c2": Role.CENTRAL_2,
    "p1": Role.PANEL,
    "p2": Role.PANEL,
}
MOST = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
probabilities = st.sampled_from([0.0, 0.2, 0.5, 0.5, 0.9, 1.0])


@st.composite
def reads(draw):
    reader = draw(st.sampled_from(sorted(READERS)))
    key = (reader, draw(st.sampled_from(CASES)), draw(st.sampled_from(Condition)), draw(st.integers(0, 1)))
    draft, definite = draw(drafts())
    return Read(
        "/".join(map(str, key)), reader, READERS[reader], key[1], key[2], key[3], draft, definite, None
    )


@st.composite
def drafts(draw):
    kind = draw(st.sampled_from(["grades", "decision", "ungradable"]))
    if kind == "ungradable":
        return Draft().as_ungradable(draw(st.sampled_from(Ungradable))), None
    if kind == "decision":
        return Draft(), draw(st.booleans())
    grades = {side: draw(st.sampled_from(Grade)) for side in Side}
    return Draft(grades=grades), is_definite(grades)


@st.composite
def materials(draw):
    found = {read.token: read for read in draw(st.lists(reads(), max_size=25))}
    predicted = draw(st.dictionaries(st.sampled_from(CASES), probabilities, min_size=0 if found else 1))
    truth = draw(st.dictionaries(st.sampled_from(CASES), st.booleans()))
    origin = draw(st.sampled_from(["majority", "agreement", "external"]))
    return Material(
        "Any",
        "SacroRead under test",
        tuple(found.values()),
        tuple(Prediction(case, value, "b", "0", None) for case, value in predicted.items()),
        tuple(ReferenceRow(case, definite, origin) for case, definite in truth.items()),
        tuple(CutOff("balanced", value, 0.9, 0.9) for value in draw(st.lists(probabilities, max_size=1))),
        patients=draw(st.dictionaries(st.sampled_from(CASES), st.sampled_from(["p", "q"]))),
        splits=draw(st.dictionaries(st.sampled_from(CASES), st.sampled_from(["train", "tune", "test"]))),
    )


@MOST
@given(materials())
def test_every_estimate_is_a_number_or_has_a_reason(material):
    made = dossier(material, seed=1, repetitions=20)
    for each in made.estimates:
        assert each.value is not None or each.undefined_because
        assert not any(end is not None and math.isnan(end) for end in (each.value, each.low, each.high))
    assert isinstance(json.loads(estimates_json(made)), list)


@MOST
@given(materials())
def test_no_two_estimates_share_a_name_and_no_two_tables(material):
    made = dossier(material, seed=1, repetitions=20)
    estimates = [each.name for table in made.tables for each in table.estimates]
    assert len(estimates) == len(set(estimates))
    assert len({table.name for table in made.tables}) == len(made.tables)
    assert all(table_csv(table) for table in made.tables)


@MOST
@given(materials())
def test_the_files_of_the_material_give_the_same_dossier_again(material):
    files = material_csv(material)
    again = Material(
        material.title,
        material.software,
        reads_from_csv(files["reads.csv"], "reads.csv") if material.reads else (),
        predictions_from_csv(files["predictions.csv"], "predictions.csv") if material.predictions else (),
        reference_from_csv(files["reference.csv"], "reference.csv") if material.reference else (),
        material.cut_offs,
        patients=material.patients,
        splits=material.splits,
    )
    assert (
        dossier(again, seed=1, repetitions=20).estimates
        == dossier(material, seed=1, repetitions=20).estimates
    )
