"""Corrections that came after the second reader was shown, worked by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sacroread.report.dossier import Material, dossier
from sacroread.study.correction import Correction
from sacroread.study.model import Condition, Role

SHOWN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
BEFORE, AFTER = SHOWN - timedelta(seconds=1), SHOWN + timedelta(seconds=1)


def corrected(old, token, at, definite):
    said = {**vars(old), "token": token, "locked_at": at, "definite": definite}
    said = {name: each for name, each in said.items() if name not in ("supersedes", "correction_reason")}
    return Correction(**said, supersedes=old.token, correction_reason="other side")


@pytest.fixture
def study(read):
    """p and q differ on a and b. Shown the second reader, p corrects a, so that he differs on b alone.

    Case a was corrected twice: first before the second reader was shown, which changed nothing.
    """
    said = {"a": (True, False), "b": (True, False), "c": (True, True), "d": (False, False)}
    reads = [
        read(case, definite, reader, Role.PANEL, locked_at=BEFORE)
        for case, answers in said.items()
        for reader, definite in zip("pq", answers, strict=True)
    ]
    early = corrected(reads[0], "early", BEFORE, definite=True)
    late = corrected(early, "late", AFTER, definite=False)
    revealed = {("p", "a"): SHOWN, ("q", "b"): BEFORE}
    return Material(
        "Late", "x", reads=(late, *reads[1:]), corrected=(reads[0], early), anchor=ANCHOR, revealed=revealed
    )


ANCHOR = '{"study": "a", "readers": {}, "events": {"count": 1, "chain_hash": "b"}}'


def section(material):
    return next(each for each in dossier(material, seed=1).sections if each.name == "corrections")


def test_a_correction_after_the_second_reader_was_shown_is_cautioned_and_marked(study):
    found = section(study)
    assert found.cautions[0].title == "Corrections after the second reader was shown"
    assert found.cautions[0].sentence.startswith("1 of 2 corrections of unaided reads were made after")
    assert [row[-1] for row in found.tables[1].rows] == ["no", "yes"]  # the early one, the late one


def test_agreement_is_given_again_with_what_was_locked_before(study):
    """p says definite for 2 of 4 cases with the correction and for 3 without it, q for 1 of 4 either way.

    By chance they agree in 2/4 * 1/4 + 2/4 * 3/4 = 0.5, without it in 3/4 * 1/4 + 1/4 * 3/4 = 0.375.
    """
    made = dossier(study, seed=1)
    assert made.estimate("kappa.p.q").value == pytest.approx((0.75 - 0.5) / 0.5)
    assert made.estimate("kappa.p.q.before_second_reader").value == pytest.approx((0.5 - 0.375) / 0.625)
    assert made.estimate("agreement.p.q.before_second_reader").value == 0.5


@pytest.mark.parametrize("revealed", [{}, {("q", "a"): SHOWN}, {("p", "b"): SHOWN}, {("p", "a"): AFTER}])
def test_another_reader_another_case_or_a_later_moment_is_no_caution(study, revealed):
    found = section(replace(study, revealed=revealed))
    assert found.cautions == ()
    assert [row[-1] for row in found.tables[1].rows] == ["no", "no"]
    assert len(found.tables) == 2


def test_without_the_study_s_events_it_is_not_known(study):
    found = section(replace(study, revealed=None))
    assert found.cautions == ()
    assert [row[-1] for row in found.tables[1].rows] == ["not known", "not known"]


def test_the_correction_of_an_aided_read_is_no_caution(study):
    aided = tuple(replace(each, condition=Condition.AIDED) for each in study.reads)
    found = section(replace(study, reads=aided))
    assert not any(each.title.startswith("Corrections after") for each in found.cautions)
