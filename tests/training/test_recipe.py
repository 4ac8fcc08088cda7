import pytest

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import check_size
from training.recipe import RECIPES, load_recipe, recipe_from_toml


@pytest.mark.parametrize("name", sorted(path.stem for path in RECIPES.glob("*.toml")))
def test_a_recipe_that_ships_is_complete_and_named_like_its_file(name):
    stated = load_recipe(name)

    assert stated.recipe.name == name
    check_size(stated.recipe.input.rows, stated.recipe.input.cols, stated.recipe.network.name)


def test_another_text_is_another_recipe(recipe_text):
    again = recipe_from_toml(recipe_text.replace("seed = 7", "seed = 8"))

    assert again.recipe.seed == 8
    assert again.sha256 != recipe_from_toml(recipe_text).sha256


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("seed = 7", "", "seed"),
        ("seed = 7", "seed = 7\nluck = 1", "luck"),
        ("seed = 7", "seed = 7.5", "seed"),
        ("seed = 7", "seed = ", "TOML"),
    ],
)
def test_a_recipe_that_leaves_something_open_is_refused(recipe_text, before, after, words):
    with pytest.raises(SacroReadError, match=words):
        recipe_from_toml(recipe_text.replace(before, after))


def test_an_unknown_recipe_is_refused_with_the_known_ones():
    with pytest.raises(SacroReadError, match="quick"):
        load_recipe("grandmother")
