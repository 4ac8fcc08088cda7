"""A recipe: how a network is trained, whole, as a TOML file and as a frozen value."""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sacroread.errors import SacroReadError
from sacroread.second_reader import strict
from sacroread.second_reader.manifest import InputSpec, NetworkSpec

RECIPES = Path(__file__).parent / "recipes"


@dataclass(frozen=True)
class Augmentation:
    """What is done to a training picture at random; 0 (zoom: 1) does nothing.

    The criterion treats both sides alike, so a mirrored pelvis keeps its label.
    """

    flip: bool
    rotation_degrees: float
    least_zoom: float
    greatest_zoom: float
    warp: float
    lighting: float


@dataclass(frozen=True)
class Stage:
    """A size of the input in px, and two one-cycle phases (Smith 2018): the head alone, then everything."""

    rows: int
    cols: int
    batch: int
    frozen_epochs: int
    epochs: int


@dataclass(frozen=True)
class Schedule:
    """The stages, from small to the input's own size, and what holds in all of them.

    `is_frozen_augmented`: where it is false, the frozen phases see plain pictures, so that what the body
    says of each is computed once. `body_share` is the learning rate of the body as a share of the head's;
    `patience` the epochs without a better tuning AUROC that end a phase, 0 for none; `norm_momentum` the
    share of each batch in the running statistics of the batch normalisation: with few batches a small one
    lags behind. `mixup` is alpha of the Beta distribution (Zhang et al. 2018, ICLR), 0 for none;
    `average`: the decay of the exponential average of the weights over the steps, which answers in place of
    the last step's, 0 for none; `has_soft_targets`: where several readers voted, the share of their votes is
    the target.
    """

    stages: tuple[Stage, ...]
    is_frozen_augmented: bool
    frozen_rate: float
    rate: float
    body_share: float
    weight_decay: float
    norm_momentum: float
    label_smoothing: float
    mixup: float
    average: float
    has_soft_targets: bool
    patience: int


@dataclass(frozen=True)
class Recipe:
    """Everything about a run that is not the curated set, the starting weights or the machine."""

    name: str
    seed: int
    network: NetworkSpec
    input: InputSpec
    augmentation: Augmentation
    schedule: Schedule
    temperature: Literal["one", "tune"]


@dataclass(frozen=True)
class StatedRecipe:
    """A recipe with its very text; `sha256` of the text names it."""

    recipe: Recipe
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def load_recipe(name: str) -> StatedRecipe:
    """Return a recipe by its name, such as `quick`, or from a TOML file.

    Raises:
        SacroReadError: There is none, or a field is missing, unknown or of another kind.
    """
    path = Path(name) if name.endswith(".toml") else RECIPES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(recipe.stem for recipe in RECIPES.glob("*.toml")))
        raise SacroReadError(
            f"There is no recipe {name}. Name one of {known}, or a file that ends with .toml."
        )
    return recipe_from_toml(path.read_text(encoding="utf-8"))


def recipe_from_toml(text: str) -> StatedRecipe:
    """Return the recipe that a TOML text states.

    Raises:
        SacroReadError: It is no TOML, or a field is missing, unknown or of another kind.
    """
    try:
        stated = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SacroReadError(f"The recipe is no TOML: {error}. Correct the file.") from error
    return StatedRecipe(_consistent(strict.value(Recipe, stated, "recipe")), text)


def _consistent(recipe: Recipe) -> Recipe:
    """Refuse stages that do not end at the input's size, and numbers with which nothing can be learned."""
    stages, fed = recipe.schedule.stages, recipe.input
    if not stages or (stages[-1].rows, stages[-1].cols) != (fed.rows, fed.cols):
        raise SacroReadError(
            f"The last stage of the recipe must have the size of its input, {fed.rows} x {fed.cols}."
        )
    for stage in stages:
        if stage.batch < 2 or min(stage.frozen_epochs, stage.epochs) < 0:
            raise SacroReadError(
                f"The recipe's stage of {stage.rows} x {stage.cols} needs a batch of at least 2, and "
                "0 or more epochs."
            )
    return recipe
