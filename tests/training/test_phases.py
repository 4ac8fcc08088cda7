from dataclasses import replace

import pytest

from sacroread.errors import SacroReadError
from training.phases import phases_of
from training.progress import Progress
from training.recipe import load_recipe, recipe_from_toml


def test_the_paper_goes_from_224_over_512_to_768_frozen_then_unfrozen():
    phases = phases_of(load_recipe("paper").recipe.schedule)

    assert [(phase.name, phase.rows, phase.batch, phase.epochs) for phase in phases] == [
        ("frozen", 224, 64, 100),
        ("unfrozen", 224, 64, 100),
        ("frozen", 512, 32, 100),
        ("unfrozen", 512, 32, 100),
        ("frozen", 768, 84, 100),
        ("unfrozen", 768, 84, 100),
    ]


def test_the_time_left_counts_the_pixels_of_later_phases():
    """After 40 of 100 epochs at 224 px: 60 such, 100 frozen and 100 whole ones at 512 and at 768 px."""
    unfrozen = phases_of(load_recipe("paper").recipe.schedule)[1]
    later = sum(100 * (1 / 3 + 1) * (side / 224) ** 2 for side in (512, 768))

    assert unfrozen.seconds_left(2.0, 40) == pytest.approx(2.0 * (60 + later))


def test_a_better_area_counts_within_its_own_stage_only():
    small = Progress("x").after(0.9, 0.1)
    large = replace(small, phase_epochs=0).new_stage().after(0.8, 0.2)

    assert (large.best_auroc, large.best_epoch) == (0.8, 2)


def test_patience_ends_a_phase_so_many_epochs_after_its_best_one():
    progress = Progress("x").after(0.9, 0.1)
    for _ in range(2):
        assert not progress.is_over(10, patience=3)
        progress = progress.after(0.8, 0.2)
    assert not progress.is_over(10, patience=3)
    assert progress.after(0.8, 0.2).is_over(10, patience=3)


def test_patience_begins_anew_with_each_phase():
    progress = Progress("x").after(0.9, 0.1)
    for _ in range(3):
        progress = progress.after(0.8, 0.2)

    assert not progress.next_phase().after(0.8, 0.2).is_over(10, patience=3)


def test_stages_must_end_at_the_size_that_the_bundle_is_fed_with():
    text = load_recipe("quick").text.replace("rows = 224, cols = 320", "rows = 192, cols = 320")

    with pytest.raises(SacroReadError, match="224 x 320"):
        recipe_from_toml(text)
