"""Reads from elsewhere come into a study only where its protocol has a place for them."""

from dataclasses import replace

import pytest

from sacroread.errors import SacroReadError
from sacroread.study.exchange import READ_COLUMNS_NEEDED, rows
from sacroread.study.fitting import Known, require_fitting
from sacroread.study.model import Role
from sacroread.study.protocol import Design, Discordant, SecondReaderAccess, default_protocol

HEADER = ",".join(READ_COLUMNS_NEEDED)

PATIENTS = {"c1": "p1", "c2": "p2"}


def judged(lines, design, roles=None, **rules):
    protocol = replace(default_protocol("Study", design, 7), **rules)
    text = "\n".join([HEADER, *(f"{line},2,2,1," for line in lines)])
    found = rows(text, "reads.csv", READ_COLUMNS_NEEDED)
    require_fitting(found, Known(protocol, roles or {}, PATIENTS))
    return len(found)


@pytest.mark.parametrize(
    ("design", "role"),
    [
        (Design.ADJUDICATED, "local"),
        (Design.ADJUDICATED, "central_2"),
        (Design.PAIRED, "central_2"),
        (Design.PAIRED, "local"),  # whom the central readers are compared with
        (Design.PANEL, "panel"),
        (Design.PANEL, "local"),  # an older study beside the panel
        (Design.SINGLE, "central_1"),
    ],
)
def test_reads_of_the_design_and_those_to_compare_with_are_taken(design, role):
    assert judged([f"c1,p1,r1,{role},unaided,0"], design) == 1


@pytest.mark.parametrize(
    ("design", "role", "has"),
    [
        (Design.ADJUDICATED, "panel", "local or central_1 or central_2, as the adjudicated design"),
        (Design.ADJUDICATED, "central_3", "local or central_1 or central_2"),
        (Design.PAIRED, "central_3", "central_1 or central_2 or local, as the paired design"),
        (Design.PAIRED, "panel", "central_1 or central_2 or local"),
    ],
)
def test_a_role_that_the_design_does_not_have_is_refused_with_its_place(design, role, has):
    with pytest.raises(SacroReadError, match=f"line 2, column role: found '{role}', expected {has}"):
        judged([f"c1,p1,r1,{role},unaided,0"], design)


def test_two_central_readers_have_a_third_only_where_the_protocol_says_so():
    lines = ["c1,p1,r3,central_3,unaided,0"]
    assert judged(lines, Design.PAIRED, discordant=Discordant.THIRD_READER) == 1
    with pytest.raises(SacroReadError, match="found 'central_3'"):
        judged(lines, Design.PAIRED, discordant=Discordant.NEGATIVE)


@pytest.mark.parametrize(
    ("access", "condition", "has"),
    [
        (SecondReaderAccess.NEVER, "aided", "unaided: the protocol says second_reader = never"),
        (SecondReaderAccess.AFTER_LOCK, "aided", "unaided: the protocol says second_reader = after_lock"),
        (SecondReaderAccess.AIDED, "unaided", "aided: the protocol says second_reader = aided"),
    ],
)
def test_a_condition_that_the_protocol_does_not_have_is_refused(access, condition, has):
    with pytest.raises(
        SacroReadError, match=f"line 2, column condition: found '{condition}', expected {has}"
    ):
        judged([f"c1,p1,r1,panel,{condition},0"], Design.PANEL, second_reader=access)


def test_a_crossover_has_both_conditions_and_who_is_compared_with_is_unaided():
    access = SecondReaderAccess.CROSSOVER
    lines = ["c1,p1,r1,panel,unaided,0", "c1,p1,r1,panel,aided,0", "c1,p1,r2,local,unaided,0"]
    judged(lines, Design.PANEL, second_reader=access)
    judged(lines[2:], Design.PANEL, second_reader=SecondReaderAccess.AIDED)
    with pytest.raises(SacroReadError, match="column condition: found 'aided', expected unaided"):
        judged(["c1,p1,r2,local,aided,0"], Design.PANEL, second_reader=access)


def test_a_repeat_that_the_protocol_does_not_have_is_refused():
    judged(["c1,p1,r1,panel,unaided,1"], Design.PANEL, repeat_share=0.1)
    with pytest.raises(
        SacroReadError, match=r"column repeat: found '2', expected 0 or 1: .* repeat_share = 0\.1"
    ):
        judged(["c1,p1,r1,panel,unaided,2"], Design.PANEL, repeat_share=0.1)
    with pytest.raises(SacroReadError, match=r"column repeat: found '1', expected 0: .* repeat_share = 0\.0"):
        judged(["c1,p1,r1,panel,unaided,1"], Design.PANEL, repeat_share=0.0)


def test_a_reader_has_one_role_in_the_study_and_in_the_file():
    lines = ["c1,p1,r1,local,unaided,0", "c2,p2,r1,central_1,unaided,0"]
    with pytest.raises(
        SacroReadError, match="line 2, column role: found 'local', expected central_1, which r1"
    ):
        judged(lines[:1], Design.ADJUDICATED, {"r1": Role.CENTRAL_1})
    with pytest.raises(SacroReadError, match=r"line 3, .* expected local, which r1 is in the lines above"):
        judged(lines, Design.ADJUDICATED)


def test_a_case_of_another_patient_or_an_unknown_one_is_refused_and_an_empty_patient_is_the_study_s():
    judged(["c1,,r1,panel,unaided,0", "c2,p2,r1,panel,unaided,0"], Design.PANEL)
    with pytest.raises(
        SacroReadError, match="line 2, column patient_id: found 'p9', expected p1, whose case"
    ):
        judged(["c1,p9,r1,panel,unaided,0"], Design.PANEL)
    with pytest.raises(SacroReadError, match="line 3, column case_id: found 'c7', expected a case of this"):
        judged(["c1,p1,r1,panel,unaided,0", "c7,p1,r1,panel,unaided,0"], Design.PANEL)
