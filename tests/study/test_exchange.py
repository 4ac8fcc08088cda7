"""The CSV files of a study: what goes out comes back, and what is wrong is named."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sacroread.errors import SacroReadError
from sacroread.study.correction import Correction
from sacroread.study.criteria import GRADES, verdict
from sacroread.study.exchange import (
    READ_COLUMNS_NEEDED,
    cases_from_csv,
    inert,
    patients_from_csv,
    plain,
    predictions_from_csv,
    predictions_to_csv,
    reads_from_csv,
    reads_to_csv,
    reference_from_csv,
    rows,
    to_csv,
)
from sacroread.study.model import (
    Condition,
    Confidence,
    Crop,
    Draft,
    Grade,
    Lesion,
    Prediction,
    Presentation,
    Quality,
    QualityForm,
    Read,
    Role,
    Side,
    Ungradable,
    Window,
)
from sacroread.study.protocol import Scale

HEADER = ",".join(READ_COLUMNS_NEEDED)


def reads_of(*lines):
    return reads_from_csv("\n".join([HEADER, *lines]), "reads.csv")


def test_grades_and_the_decision_that_follows_are_read():
    (read,) = reads_of("c1,p1,r1,local,unaided,0,2,3,,")
    assert read.draft.grades == {Side.RIGHT: Grade.MINIMAL, Side.LEFT: Grade.UNEQUIVOCAL}
    assert (read.definite, read.role, read.locked_at) == (True, Role.LOCAL, None)


def test_a_decision_without_grades_is_read():
    (read,) = reads_of("c1,p1,r1,local,unaided,0,,,1,")
    assert (read.draft.grades, read.definite) == ({}, True)


def test_an_ungradable_read_has_no_decision():
    (read,) = reads_of("c1,p1,r1,local,unaided,0,,,,low resolution")
    assert (read.draft.ungradable, read.definite) == (Ungradable.LOW_RESOLUTION, None)


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("c1,p1,r1,local,unaided,0,5,3,,", "grade_right", "0, 1, 2, 3, 4"),
        ("c1,p1,r1,local,unaided,0,2,,,", "grade_left", "both sides or of none"),
        ("c1,p1,r1,local,unaided,0,2,2,0,", "definite", "1 as the grades say"),
        ("c1,p1,r1,local,unaided,0,,,2,", "definite", "0, 1"),
        ("c1,p1,r1,chief,unaided,0,2,2,,", "role", "local, central_1"),
        ("c1,p1,r1,coordinator,unaided,0,2,2,,", "role", "local, central_1"),
        ("c1,p1,r1,local,half,0,2,2,,", "condition", "unaided, aided"),
        ("c1,p1,r1,local,unaided,first,2,2,,", "repeat", "whole number"),
        ("c1,p1,r1,local,unaided,0,2,2,,too dark", "ungradable_reason", "low resolution"),
        ("c1,p1,r1,local,unaided,0,2,2,,other", "ungradable_reason", "no grades"),
        ("c1,p1,,local,unaided,0,2,2,,", "reader_id", "a value"),
        ("c1,p1,r1,local,unaided,-3,2,2,,", "repeat", "whole number from 0"),
        ("c1,p1,r1,local,unaided,00,2,2,,", "repeat", "whole number from 0"),
        ("c1,p1,r1,local,unaided,0,,,,", "grade_right", "grades, a decision, or why"),
    ],
)
def test_a_bad_cell_is_named_with_file_line_column_and_what_was_expected(line, column, expected):
    with pytest.raises(SacroReadError) as refused:
        reads_of("c0,p0,r1,local,unaided,0,0,0,,", line)
    assert f"reads.csv, line 3, column {column}" in str(refused.value)
    assert expected in str(refused.value)


def test_one_reader_reads_a_case_once():
    with pytest.raises(SacroReadError, match="r1 / c1 / unaided / 0 once"):
        reads_of("c1,p1,r1,local,unaided,0,2,2,,", "c1,p1,r1,local,unaided,0,0,0,,")


def test_a_missing_column_is_named():
    with pytest.raises(SacroReadError, match=r"cases\.csv lacks the column file"):
        cases_from_csv("case_id,patient_id\nc1,p1\n", "cases.csv")


@pytest.mark.parametrize(("line", "count"), [("c1,p1", 2), ("c1,p1,f,more", 4), ("c1,p1,f,,more", 5)])
def test_a_line_with_too_few_or_too_many_cells_is_refused(line, count):
    with pytest.raises(SacroReadError, match=rf"cases\.csv, line 2: found {count} cells, expected 3"):
        cases_from_csv(f"case_id,patient_id,file\n{line}\n", "cases.csv")


def test_a_column_without_a_name_is_refused():
    with pytest.raises(SacroReadError, match=r"cases\.csv, line 1: column 4 has no name"):
        cases_from_csv("case_id,patient_id,file,\nc1,p1,a.dcm,\n", "cases.csv")


@pytest.mark.parametrize(
    ("reader", "needed"),
    [
        (reads_from_csv, HEADER),
        (patients_from_csv, HEADER),
        (cases_from_csv, "case_id,patient_id,file"),
        (reference_from_csv, "case_id,definite,origin"),
        (predictions_from_csv, "case_id,probability,bundle_id,bundle_sha256"),
    ],
)
def test_a_column_that_is_there_twice_is_refused_in_every_file(reader, needed):
    twice = needed.split(",")[2]
    line = ",".join("0" for _ in f"{needed},{twice}".split(","))
    with pytest.raises(SacroReadError, match=rf"some\.csv, line 1: the column {twice} is there more than"):
        reader(f"{needed},{twice}\n{line}\n", "some.csv")


def test_of_a_grade_that_is_there_twice_none_is_taken():
    with pytest.raises(SacroReadError, match="line 1: the column grade_right"):
        reads_from_csv(f"{HEADER},grade_right\nc1,p1,r1,local,unaided,0,0,0,,,4\n", "reads.csv")


def test_a_file_with_a_byte_order_mark_is_read():
    assert cases_from_csv("\ufeffcase_id,patient_id,file\nc1,p1,a.dcm\n", "cases.csv")[0].file == "a.dcm"


def test_a_case_named_twice_is_refused():
    with pytest.raises(SacroReadError, match="line 3, column case_id"):
        reference_from_csv("case_id,definite,origin\nc1,1,external\nc1,0,external\n", "reference.csv")


@pytest.mark.parametrize("probability", ["1.2", "-0.1", "nan", "high"])
def test_a_probability_outside_0_to_1_is_refused(probability):
    with pytest.raises(SacroReadError, match="column probability"):
        predictions_from_csv(
            f"case_id,probability,bundle_id,bundle_sha256\nc1,{probability},b,s\n", "predictions.csv"
        )


@pytest.mark.parametrize("line", [f'3,"{"x" * 140_000}', f"{'x' * 140_000},p,f"])
def test_a_cell_without_an_end_is_refused_with_file_and_line(line):
    with pytest.raises(SacroReadError, match=r"cases\.csv, line 3: cannot be read .*quotation mark"):
        cases_from_csv(f"case_id,patient_id,file\nc1,p1,a.dcm\n{line}\n", "cases.csv")


def test_every_read_of_an_export_has_the_token_that_a_correction_names():
    when = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    first = Read("t-1", "r1", Role.PANEL, "c1", Condition.UNAIDED, 0, Draft(), None, when)
    said = {**vars(first), "token": "t-2"}
    later = Correction(**said, supersedes="t-1", correction_reason="sides mixed up")
    text = reads_to_csv([first, later], {"c1": "p1"}, "hash", "SacroRead")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["token"], line["supersedes"]) for line in lines] == [("t-1", ""), ("t-2", "t-1")]


def test_a_carriage_return_in_a_cell_comes_back_as_a_line_feed():
    text = to_csv(("case_id", "definite", "origin"), [{"case_id": "a", "definite": 1, "origin": "x\ry"}])
    assert reference_from_csv(text, "reference.csv")[0].origin == "x\ny"


def test_a_case_belongs_to_one_patient():
    lines = "c1,p1,r1,local,unaided,0,2,2,,\nc1,p2,r2,local,unaided,0,2,2,,"
    with pytest.raises(SacroReadError, match="line 3, column patient_id: found 'p2', expected p1"):
        patients_from_csv(f"{HEADER}\n{lines}", "reads.csv")


def test_predictions_come_back_as_they_went_out():
    predictions = (
        Prediction("c1", 0.25, "demo", "abc", 0.5),
        Prediction("c2", 1.0, "demo", "abc", None, "Refer: dark."),
    )
    assert predictions_from_csv(predictions_to_csv(predictions), "predictions.csv") == predictions


def test_reads_come_back_with_all_that_import_takes():
    draft = Draft(
        grades={Side.RIGHT: Grade.NORMAL, Side.LEFT: Grade.ANKYLOSIS},
        lesions={Side.LEFT: frozenset({Lesion.ANKYLOSIS, Lesion.NARROWING})},
        presentation=Presentation(Window(1000.5, 2000.0), crop=Crop(1, 2, 30, 40)),
    )
    when = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    read = Read("t", "r1", Role.PANEL, "c1", Condition.UNAIDED, 0, draft, True, when, 12.34)
    text = reads_to_csv([read], {"c1": "p1"}, "hash", "SacroRead")
    (back,) = reads_from_csv(text, "reads.csv")
    assert (back.draft, back.definite, back.locked_at) == (draft, True, when)
    assert "ankylosis+narrowing" in text
    assert '"1,2,30,40"' in text


@pytest.mark.parametrize(
    "form",
    [
        None,
        QualityForm(Quality.READABLE),
        QualityForm(Quality.LIMITED, Ungradable.ATYPICAL_PROJECTION, "tilted"),
        QualityForm(Quality.NOT_GRADABLE, Ungradable.OTHER, "prosthesis"),
    ],
)
def test_quality_confidence_and_session_come_back(form):
    graded = Draft(dict.fromkeys(Side, Grade.MINIMAL), confidence=Confidence.SURE)
    draft = graded.with_quality(form)
    definite = None if draft.ungradable else True
    read = Read("t", "r1", Role.PANEL, "c1", Condition.AIDED, 0, draft, definite, None, None, session=2)
    (back,) = reads_from_csv(reads_to_csv([read], {"c1": "p1"}, "hash", "SacroRead"), "reads.csv")
    assert (back.draft, back.session, back.definite) == (draft, 2, definite)


@pytest.mark.parametrize(
    ("columns", "cells", "column", "expected"),
    [
        ("lesions_left", "erosion+rust", "lesions_left", "erosion, sclerosis, .*with \\+ between them"),
        ("lesions_right", "erosion+", "lesions_right", "erosion, sclerosis"),
        ("window_center,window_width", "nan,3", "window_center", "a number"),
        ("window_center,window_width", "2,0", "window_width", "a number greater than 0"),
        ("window_center,window_width", "2,inf", "window_width", "a number greater than 0"),
        ("window_center,window_width", "2,", "window_center", "window_center and window_width or none"),
        ("window_width", "2", "window_width", "window_center and window_width or none"),
        ("crop", "1 2 3 4", "crop", "x,y,width,height in whole pixels"),
        ("crop", '"1,2,0,4"', "crop", "x,y,width,height in whole pixels"),
        ("crop", '"-1,2,3,4"', "crop", "x,y,width,height in whole pixels"),
        ("crop", '"1,2,3,4,5"', "crop", "x,y,width,height in whole pixels"),
    ],
)
def test_a_bad_lesion_window_or_crop_is_named(columns, cells, column, expected):
    text = f"{HEADER},{columns}\nc1,p1,r1,local,unaided,0,2,2,,,{cells}\n"
    with pytest.raises(SacroReadError, match=f"reads.csv, line 2, column {column}: .*{expected}"):
        reads_from_csv(text, "reads.csv")


def test_what_is_ungradable_shows_no_lesions():
    text = f"{HEADER},lesions_left\nc1,p1,r1,local,unaided,0,,,,other,erosion\n"
    with pytest.raises(SacroReadError, match=r"line 2, column lesions_left: .*the radiograph is ungradable"):
        reads_from_csv(text, "reads.csv")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("c1,p1,r1,local,unaided,0,2,2,,,6,1,,", "confidence"),
        ("c1,p1,r1,local,unaided,0,2,2,,,5,0,,", "session"),
        ("c1,p1,r1,local,unaided,0,2,2,,,5,1,limited,", "quality_reason"),
        ("c1,p1,r1,local,unaided,0,2,2,,,5,1,bad,", "quality"),
        ("c1,p1,r1,local,unaided,0,2,2,,,5,1,not gradable,", "ungradable_reason"),
    ],
)
def test_a_bad_quality_confidence_or_session_is_named(cells, column):
    text = f"{HEADER},confidence,session,quality,quality_reason\n{cells}\n"
    with pytest.raises(SacroReadError, match=f"reads.csv, line 2, column {column}"):
        reads_from_csv(text, "reads.csv")


WORDS = st.text(
    st.one_of(st.sampled_from("=+-@'\t\n,\" "), st.characters(exclude_characters="\r")), max_size=9
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
WIDTHS = st.floats(0, exclude_min=True, allow_infinity=False)
PIXELS, LENGTHS = st.integers(0, 5000), st.integers(1, 5000)
TENTHS = st.integers(0, 10**6).map(lambda tenths: tenths / 10)
MARKS = st.dictionaries(st.sampled_from(Side), st.frozensets(st.sampled_from(Lesion), min_size=1))
TIMES = st.datetimes(datetime(1970, 1, 2), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def locked_reads(draw, scale):
    """A read as the desk locks it, without what reads.csv does not carry."""
    window = st.none() | st.builds(Window, NUMBERS, WIDTHS)
    crop = st.none() | st.builds(Crop, PIXELS, PIXELS, LENGTHS, LENGTHS)
    draft = Draft(presentation=draw(st.builds(Presentation, window=window, crop=crop)))
    words, reason = draw(WORDS.map(str.strip)), draw(st.sampled_from(Ungradable))
    if quality := draw(st.none() | st.sampled_from(Quality)):
        draft = draft.with_quality(QualityForm(quality, reason, words))
    if draft.ungradable is None:
        draft = replace(draft, lesions=draw(MARKS), confidence=draw(st.none() | st.sampled_from(Confidence)))
        if scale is Scale.DEFINITE_ONLY:
            draft = draft.with_decision(draw(st.booleans()))
        else:
            draft = replace(draft, grades={side: draw(st.sampled_from(GRADES[scale])) for side in Side})
    return Read(
        token="/".join(("imported", "r", "c", condition := draw(st.sampled_from(Condition)), "1")),
        reader_id="r",
        role=draw(st.sampled_from([role for role in Role if role is not Role.COORDINATOR])),
        case_id="c",
        condition=condition,
        repeat=1,
        draft=draft,
        definite=verdict(draft, scale).is_definite,
        locked_at=draw(st.none() | TIMES),
        active_seconds=draw(st.none() | TENTHS),
        session=draw(st.integers(1, 9)),
    )


@given(st.data(), st.sampled_from(Scale))
def test_a_read_comes_back_but_for_what_the_file_does_not_carry(data, scale):
    read = data.draw(locked_reads(scale))
    text = reads_to_csv([read], {"c": "p"}, "hash", "SacroRead")
    assert reads_from_csv(text, "reads.csv", scale) == (read,)


def test_each_scale_takes_its_own_grades_and_the_decision_alone():
    def of(line, scale):
        return reads_from_csv(f"{HEADER}\n{line}\n", "reads.csv", scale)[0]

    assert of("c1,p1,r1,local,unaided,0,2,0,1,", Scale.POOLED_2_3).definite
    with pytest.raises(SacroReadError, match="column grade_right: found '3', expected one of 0, 1, 2, 4"):
        of("c1,p1,r1,local,unaided,0,3,0,,", Scale.POOLED_2_3)
    with pytest.raises(SacroReadError, match="column grade_left: found '3', expected nothing"):
        of("c1,p1,r1,local,unaided,0,,3,,", Scale.DEFINITE_ONLY)
    assert of("c1,p1,r1,local,unaided,0,,,1,", Scale.DEFINITE_ONLY).definite


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_a_spreadsheet_would_run_is_quoted(start):
    assert to_csv(("a",), [{"a": f"{start}1+1"}]) == f"a\n'{start}1+1\n"


@given(st.lists(WORDS.map(str.strip), min_size=1))
def test_every_text_that_goes_out_comes_back(texts):
    text = to_csv(("number", "said"), [{"number": 1, "said": each} for each in texts])
    assert [row.cells["said"] for row in rows(text, "some.csv", ["said"])] == texts


@given(WORDS)
def test_nothing_begins_like_a_formula_and_the_apostrophe_is_taken_back_exactly(text):
    assert not inert(text).startswith(("=", "+", "-", "@", "\t"))
    assert plain(inert(text)) == text


@pytest.mark.parametrize("name", ["-x", "+x", "=1+1", "@x", "'-x", "o'neill"])
def test_an_export_comes_back_with_its_own_readers_cases_and_patients(name):
    read = Read("t", name, Role.PANEL, name, Condition.UNAIDED, 0, Draft(), True, None)
    text = reads_to_csv([read], {name: name}, "hash", "SacroRead")
    (back,) = reads_from_csv(text, "reads.csv")
    assert (back.reader_id, back.case_id, patients_from_csv(text, "reads.csv")) == (name, name, {name: name})
