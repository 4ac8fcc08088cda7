import pytest

from training.recipe import recipe_from_toml


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_a_run_costs_its_pictures_times_its_epochs_and_features_are_computed_once(recipe_text):
    from training.cost import cost

    text = recipe_text.replace("frozen_epochs = 1", "frozen_epochs = 5")
    plain = recipe_from_toml(text.replace("is_frozen_augmented = true", "is_frozen_augmented = false"))
    for stated, passes in ((recipe_from_toml(text), (5, 3)), (plain, (1, 3))):
        found = cost(stated.recipe, 100)

        assert min(found.per_picture) > 0
        summed = sum(100 * each * count for each, count in zip(found.per_picture, passes, strict=True))
        assert found.seconds == pytest.approx(summed)
