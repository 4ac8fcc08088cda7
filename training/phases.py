"""The phases of a recipe, in order: per stage the head alone, then everything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from training.recipe import Schedule

BODY_COST = 3.0  # forward and backward through the body, against forward alone


@dataclass(frozen=True)
class Phase:
    """So many epochs at one size of the input, in px; `cost_after` is what comes after it.

    `cost_after` is told in epochs of this phase, by the pixels and by whether the body learns.
    """

    name: str = ""
    rows: int = 0
    cols: int = 0
    batch: int = 0
    epochs: int = 0
    patience: int = 0
    is_first_of_stage: bool = False
    is_from_features: bool = False
    cost_after: float = 0.0

    @property
    def is_frozen(self) -> bool:
        """Whether the body stays as it is."""
        return self.name == "frozen"

    @property
    def cost(self) -> float:
        """What an epoch costs, in pixels of an unfrozen one."""
        return self.rows * self.cols * (1 / BODY_COST if self.is_frozen else 1.0)

    def seconds_left(self, seconds: float, epochs_done: int) -> float:
        """Return how long the run will take from here, at most, when an epoch of this phase takes so long."""
        return seconds * (max(0, self.epochs - epochs_done) + self.cost_after)


def phases_of(schedule: Schedule) -> tuple[Phase, ...]:
    """Return the phases of a schedule."""
    plain = [
        Phase(
            name=name,
            rows=stage.rows,
            cols=stage.cols,
            batch=stage.batch,
            epochs=epochs,
            patience=schedule.patience,
            is_first_of_stage=name == "frozen",
            is_from_features=name == "frozen" and not schedule.is_frozen_augmented,
        )
        for stage in schedule.stages
        for name, epochs in (("frozen", stage.frozen_epochs), ("unfrozen", stage.epochs))
    ]
    return tuple(
        replace(phase, cost_after=_cost(plain[place + 1 :]) / phase.cost) for place, phase in enumerate(plain)
    )


def _cost(phases: Sequence[Phase]) -> float:
    return sum(phase.epochs * phase.cost for phase in phases if not phase.is_from_features)
