from datetime import UTC, datetime

import numpy as np
import pytest

from sacroread.coordination import exclude
from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import load
from sacroread.intake import add_listed
from sacroread.second_reader.preprocess import normalised, to_input
from sacroread.store.store import create_study, open_study
from sacroread.study.model import (
    Condition,
    Crop,
    Draft,
    Grade,
    Presentation,
    Read,
    Reader,
    Role,
    Side,
    Ungradable,
    Window,
)
from sacroread.study.protocol import Design, default_protocol
from training.curated_set import SPLITS, open_set
from training.inputs import grey_inputs
from training.prepare import Wanted, prepare
from training.recipe import recipe_from_toml
from training.split import Shares

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
ROLES = {"local": Role.LOCAL, "first": Role.CENTRAL_1, "second": Role.CENTRAL_2}
SEEN = Presentation(Window(20000, 30000), is_inverted=True, crop=Crop(8, 6, 120, 80), rotation_degrees=90)
PLAIN = Presentation()
WANTED = Wanted("", False, "whole", 8, Shares(0.25, 0.25), 1)


def _read(reader, case_id, says, presentation=PLAIN):
    """A read that says definite, not definite, or (None) ungradable."""
    grade = Grade.MINIMAL if says else Grade.NORMAL
    graded = Draft(dict.fromkeys(Side, grade), presentation=presentation)
    draft = graded if says is not None else Draft().as_ungradable(Ungradable.LOW_RESOLUTION)
    return Read(
        f"{reader}/{case_id}", reader, ROLES[reader], case_id, Condition.UNAIDED, 0, draft, says, NOW, 1.0
    )


@pytest.fixture
def study(source, cases):
    """An adjudicated study of 32 cases; on four of them something else happens than agreement."""
    rows, definite = cases
    said = {row["case_id"]: (definite[row["case_id"]],) * 2 for row in rows}
    said |= {"C04": (True, False, True), "C05": (True, False), "C06": (None, None), "C07": (True,)}
    path = source / "study.sacro"
    with create_study(path, default_protocol("Study", Design.ADJUDICATED, 7), NOW) as store:
        assert not add_listed(store, source / "cases.csv")
        for name, role in ROLES.items():
            store.add_reader(Reader(name, role))
        store.append(
            _read(reader, case_id, says, SEEN if reader == "first" else PLAIN)
            for case_id, all_said in said.items()
            for reader, says in zip(ROLES, all_said, strict=False)
        )
    return path


@pytest.fixture
def entries(study, tmp_path):
    made = prepare(study, tmp_path / "set", WANTED, lambda line: None)
    return made, {entry.case_id: entry for entry in made.entries}


def test_what_the_readers_have_decided_comes_in_and_what_waits_is_left_out_by_name(entries):
    made, by_case = entries

    assert made.exclusions == (
        "C05: waits for central_2",
        "C06: two readers say that it cannot be graded",
        "C07: waits for central_1",
    )
    assert len(by_case) == 29
    assert (by_case["C04"].is_definite, by_case["C04"].origin) == (True, "majority")
    assert (by_case["C00"].is_definite, by_case["C00"].origin) == (True, "agreement")


def test_what_the_coordinator_excluded_stays_out_with_his_reason(study, tmp_path):
    with open_study(study) as store:
        exclude(store, ["C00"], "hip prosthesis", NOW)
    made = prepare(study, tmp_path / "set", WANTED, lambda line: None)
    assert "C00: excluded: hip prosthesis" in made.exclusions
    assert "C00" not in {entry.case_id for entry in made.entries}


def test_the_votes_of_the_readers_come_with_the_case(entries):
    by_case = entries[1]

    assert (by_case["C04"].votes.definite, by_case["C04"].votes.all) == (2, 3)
    assert (by_case["C00"].votes.definite, by_case["C00"].votes.all) == (2, 2)


def test_a_case_is_seen_as_the_last_agreeing_reader_saw_it(entries):
    by_case = entries[1]

    assert by_case["C00"].crop == SEEN.crop  # both agree, central 1 read last
    assert by_case["C04"].crop == Crop(0, 0, 144, 96)  # central 1 was outvoted, central 2 drew no crop


def test_a_reader_s_crop_and_window_reach_the_network_as_they_will_in_the_program(
    study, source, tmp_path, recipe_text
):
    part = "part = { left = 0.0, top = 0.0, right = 1.0, bottom = 1.0 }"
    inner = "part = { left = 0.1, top = 0.1, right = 0.8, bottom = 0.8 }"  # inside the reader's crop
    prepare(study, tmp_path / "set", WANTED, lambda line: None)
    for text in (recipe_text, recipe_text.replace(part, inner)):
        spec = recipe_from_toml(text).recipe.input
        for split in SPLITS:
            inputs = grey_inputs(open_set(tmp_path / "set"), split, spec)
            for entry, grey in zip(inputs.entries, inputs.greys, strict=True):
                seen = Presentation(SEEN.window, is_inverted=True, crop=SEEN.crop)
                shown = seen if entry.crop == SEEN.crop else Presentation()
                wanted = to_input(load(source / f"{entry.case_id[1:]}.tiff"), shown, spec)
                assert np.array_equal(normalised(grey, spec), wanted)


def test_a_radiograph_exchanged_since_the_import_is_left_out_by_name(study, source, tmp_path):
    (source / "20.tiff").write_bytes((source / "21.tiff").read_bytes())

    made = prepare(study, tmp_path / "set", WANTED, lambda line: None)

    assert any(reason.startswith("C20: 20.tiff has other pixels") for reason in made.exclusions)


def test_summary_and_contact_sheet_lie_beside_the_set(study, tmp_path):
    prepare(study, tmp_path / "set", WANTED, lambda line: None)

    summary = (tmp_path / "set" / "summary.md").read_text("utf-8")
    assert "- C05: waits for central_2" in summary
    assert "Readers differ on 1 cases" in summary
    assert (tmp_path / "set" / "contact_sheet.png").read_bytes().startswith(b"\x89PNG")


def test_a_study_without_a_decision_is_refused_and_nothing_stays_behind(source, tmp_path):
    path = source / "new.sacro"
    with create_study(path, default_protocol("New", Design.PANEL, 7), NOW) as store:
        add_listed(store, source / "cases.csv")

    with pytest.raises(SacroReadError, match=r"No case of new\.sacro has a final reference standard"):
        prepare(path, tmp_path / "set", WANTED, lambda line: None)
    assert not list(tmp_path.glob("*set*"))


def test_a_refused_set_can_be_made_again_under_the_same_name(source, tmp_path, cases, rewrite):
    (source / "05.tiff").write_bytes((source / "20.tiff").read_bytes())
    with pytest.raises(SacroReadError, match="C05 and C20"):
        prepare(source, tmp_path / "set", WANTED, lambda line: None)
    rewrite(source / "cases.csv", [row for row in cases[0] if row["case_id"] != "C05"])
    rewrite(
        source / "reference.csv",
        [{"case_id": c, "definite": int(d), "origin": "x"} for c, d in cases[1].items() if c != "C05"],
    )

    prepare(source, tmp_path / "set", WANTED, lambda line: None)

    assert (tmp_path / "set" / "set.json").is_file()
