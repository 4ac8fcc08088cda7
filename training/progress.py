"""How far a run is, as a value: what a checkpoint keeps beside the tensors."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far a run is, and the best epoch of this stage so far.

    `made_of` names set, recipe and starting weights; `phase` counts the phases from 0, `phase_epochs` the
    epochs done in it.
    """

    made_of: str
    epochs_done: int = 0
    phase: int = 0
    phase_epochs: int = 0
    best_epoch: int = 0
    best_auroc: float = -1.0
    best_loss: float = float(10**9)

    def after(self, auroc: float, loss: float) -> "Progress":
        """Return the progress after an epoch; a better one has a greater AUROC, or the same and less loss.

        AUROCs of the same two decimals are the same: a tuning set of a hundred cases has a standard error of
        more than that, and of two epochs that order its cases alike the one with less loss states the truer
        probabilities.
        """
        done = dataclasses.replace(self, epochs_done=self.epochs_done + 1, phase_epochs=self.phase_epochs + 1)
        if (round(auroc, 2), -loss) > (round(self.best_auroc, 2), -self.best_loss):
            return dataclasses.replace(done, best_epoch=done.epochs_done, best_auroc=auroc, best_loss=loss)
        return done

    def next_phase(self) -> "Progress":
        """Return the progress at the beginning of the next phase."""
        return dataclasses.replace(self, phase=self.phase + 1, phase_epochs=0)

    def new_stage(self) -> "Progress":
        """Return the progress with no best epoch yet: an AUROC counts at its own size only."""
        return dataclasses.replace(self, best_epoch=0, best_auroc=-1.0, best_loss=float(10**9))

    def is_over(self, epochs: int, patience: int) -> bool:
        """Whether a phase of so many epochs has ended, by its number or by patience (0: by number only)."""
        began = self.epochs_done - self.phase_epochs
        without_better = self.epochs_done - max(self.best_epoch, began)
        return self.phase_epochs >= epochs or 0 < patience <= without_better
