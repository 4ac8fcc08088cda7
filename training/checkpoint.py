"""What is kept after each epoch: the best is not lost, and a killed run goes on as if nothing had been.

All randomness of an epoch follows from the recipe's seed and the epoch's number. So network, its average,
optimizer and the number of epochs are the whole state; they lie in one safetensors file, without a pickle.
"""

import dataclasses
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from fastai.callback.core import Callback, CancelFitException
from fastai.learner import Learner
from fastai.torch_core import set_seed
from torch import nn

from sacroread.errors import SacroReadError
from sacroread.second_reader import strict
from training.average import Average
from training.phases import Phase
from training.progress import Progress
from training.run import EPOCHS, WEIGHTS
from training.together import as_the_first_says, is_first, make_alike

CHECKPOINT = "checkpoint.safetensors"
NETWORK, OPTIMIZER, AVERAGE = "network.", "optimizer.", "average."
STEP = "step"  # the one number among the tensors of Adam's state


class KeepBest(Callback):  # type: ignore[misc]  # fastai carries no types
    """Per epoch: one JSON line, the best network, a checkpoint; at the end the best network is back.

    fastai's own SaveModelCallback reads its checkpoint back as an open pickle.
    """

    order = 61  # after the Recorder

    def __init__(
        self, network: nn.Module, folder: Path, progress: Progress, seed: int, tell: Callable[[str], None]
    ) -> None:
        self.network, self.folder, self.progress, self.seed, self.tell = network, folder, progress, seed, tell
        self.phase, self.started = Phase(), time.monotonic()
        self.start_epoch = 0
        self.average: Average | None = None
        self.failure: SacroReadError | None = None

    def begin(self, phase: Phase, average: Average | None) -> None:
        """Go on with a phase, after the epochs of it that are done."""
        self.phase, self.start_epoch, self.average = phase, self.progress.phase_epochs, average

    def before_epoch(self) -> None:
        """Draw everything random of this epoch from its own number."""
        number = self.seed * 100_000 + self.progress.epochs_done
        set_seed(number, reproducible=True)
        self.learn.dls.train.rng = random.Random(number)  # noqa: S311  # the order of pictures is no secret
        self.learn.recorder.smooth_loss.reset()  # else the loss shown would depend on the epochs before
        self.started = time.monotonic()

    def after_epoch(self) -> None:
        """Keep what this epoch gave; what hinders it ends the fit and is raised by `fit`."""
        if self.epoch < self.start_epoch:
            return  # done before the run was interrupted
        try:
            self._keep()
        except SacroReadError as error:  # fastai would put its own words before the sentence
            self.failure = error
            raise CancelFitException from error
        if self.progress.is_over(self.phase.epochs, self.phase.patience):
            raise CancelFitException  # also at the last epoch, where there is nothing left to cancel

    def _keep(self) -> None:
        values = tuple(float(value) for value in self.learn.recorder.values[-1])
        train_loss, tune_loss, tune_auroc = as_the_first_says(values)
        before, self.progress = self.progress, self.progress.after(tune_auroc, tune_loss)
        seconds = time.monotonic() - self.started
        line = {
            "epoch": self.progress.epochs_done,
            "phase": self.phase.name,
            "size": f"{self.phase.rows}x{self.phase.cols}",
            "train_loss": train_loss,
            "tune_loss": tune_loss,
            "tune_auroc": tune_auroc,
            "seconds": round(seconds, 1),
            "seconds_left": round(self.phase.seconds_left(seconds, self.progress.phase_epochs)),
        }
        if is_first():
            self._write(json.dumps(line), before)

    def _write(self, line: str, before: Progress) -> None:
        if self.progress.best_epoch > before.best_epoch:
            answered = self.average.tensors if self.average else self.network.state_dict()
            save_tensors(_kept(answered, ""), self.folder / WEIGHTS, {})
        _append(self.folder / EPOCHS, line, before.epochs_done)
        self._save_checkpoint()
        self.tell(line)

    def _save_checkpoint(self) -> None:
        """Write network, average, optimizer and progress into one file."""
        tensors = {
            **_kept(self.network.state_dict(), NETWORK),
            **_kept(self.average.tensors if self.average else {}, AVERAGE),
            **_kept(dict(_optimizer_entries(self.learn)), OPTIMIZER),
        }
        stated = {"progress": json.dumps(dataclasses.asdict(self.progress))}
        save_tensors(tensors, self.folder / CHECKPOINT, stated)

    def after_fit(self) -> None:
        """Go on, or end, with the best network."""
        if self.progress.best_epoch:
            load_best(self.network, self.folder)


def load_best(network: nn.Module, folder: Path) -> None:
    """Put the best network so far in place; before the first good epoch there is none."""
    if is_first() and (folder / WEIGHTS).is_file():
        network.load_state_dict(safetensors.torch.load_file(folder / WEIGHTS))
    make_alike(network)


def stored_progress(folder: Path) -> Progress | None:
    """Return how far an interrupted run is, or None when no epoch was finished.

    Raises:
        SacroReadError: The checkpoint is damaged.
    """
    path = folder / CHECKPOINT
    if not path.is_file():
        return None
    try:
        with safetensors.safe_open(path, "pt") as file:
            return strict.value(Progress, json.loads(file.metadata()["progress"]), CHECKPOINT)
    except (safetensors.SafetensorError, KeyError, ValueError, TypeError) as error:
        raise SacroReadError(
            f"{CHECKPOINT} of {folder.name} is damaged. Fit again into a new folder."
        ) from error


def load_checkpoint(network: nn.Module, learner: Learner, average: Average | None, folder: Path) -> None:
    """Put network, average and optimizer back into the state after the last finished epoch."""
    tensors = safetensors.torch.load_file(folder / CHECKPOINT)
    network.load_state_dict(_named(tensors, NETWORK))
    if average:
        average.put_back(_named(tensors, AVERAGE))
    parameters = [parameter for parameter, *_ in learner.opt.all_params()]
    for name, value in _named(tensors, OPTIMIZER).items():
        place, key = name.split(".")
        state = learner.opt.state[parameters[int(place)]]
        state[key] = int(value) if key == STEP else value.to(parameters[int(place)].device)


def save_tensors(tensors: Mapping[str, torch.Tensor], path: Path, metadata: dict[str, str]) -> None:
    """Write tensors, as `save_whole`."""
    save_whole(safetensors.torch.save(dict(tensors), metadata), path)


def save_whole(content: bytes, path: Path) -> None:
    """Write a file so that a cut or a full disk never leaves half of it under the final name.

    Raises:
        SacroReadError: The file cannot be written; the one before is intact.
    """
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise SacroReadError(
            f"{path.name} cannot be written ({error.strerror}); the one before is intact. "
            "Make room, then resume."
        ) from error


def _kept(tensors: Mapping[str, torch.Tensor | int], before: str) -> dict[str, torch.Tensor]:
    """Return tensors as they are written, each with a word before its name."""
    return {before + n: torch.as_tensor(v).detach().cpu().contiguous() for n, v in tensors.items()}


def _named(tensors: Mapping[str, torch.Tensor], before: str) -> dict[str, torch.Tensor]:
    return {n.removeprefix(before): value for n, value in tensors.items() if n.startswith(before)}


def _optimizer_entries(learner: Learner) -> Iterator[tuple[str, torch.Tensor | int]]:
    for place, (parameter, *_) in enumerate(learner.opt.all_params()):
        for key, value in learner.opt.state[parameter].items():
            if isinstance(value, torch.Tensor) or key == STEP:
                yield f"{place}.{key}", value


def _append(path: Path, line: str, lines_before: int) -> None:
    """Append a line after as many lines as epochs were done; a line of an epoch that is done again goes."""
    kept = path.read_text(encoding="utf-8").splitlines()[:lines_before] if path.is_file() else []
    save_whole(("\n".join([*kept, line]) + "\n").encode("utf-8"), path)
