"""The average of a network over its last steps, which answers steadier than the network of the last step."""

from collections.abc import Iterator, Mapping

import torch
from fastai.callback.core import Callback
from torch import nn


class Average(Callback):  # type: ignore[misc]  # fastai carries no types
    """An exponential average of all tensors, put in the network's place while the tuning set is answered.

    The first steps count less and less, for the network of the first step is random (Tarvainen and Valpola
    2017, NeurIPS, section 3.2): its share is at most (1 + steps) / (10 + steps).
    """

    def __init__(self, network: nn.Module, decay: float, steps: int = 0) -> None:
        """Begin with the network as it is; `steps` were done before, in a run that goes on."""
        self.network, self.decay, self.steps = network, decay, steps
        self.tensors = {name: each.detach().clone() for name, each in network.state_dict().items()}

    def after_step(self) -> None:
        """Draw the average towards the network."""
        share = 1 - min(self.decay, (1 + self.steps) / (10 + self.steps))
        for kept, now in self._pairs():
            kept.lerp_(now, share) if kept.is_floating_point() else kept.copy_(now)
        self.steps += 1

    def before_validate(self) -> None:
        """Let the average answer."""
        self._exchange()

    def after_validate(self) -> None:
        """Let the network learn on."""
        self._exchange()

    def put_back(self, tensors: Mapping[str, torch.Tensor]) -> None:
        """Take up the average that an interrupted run has kept."""
        for name, kept in self.tensors.items():
            kept.copy_(tensors[name])

    def _exchange(self) -> None:
        for kept, now in self._pairs():
            before = kept.clone()
            kept.copy_(now)
            now.copy_(before)

    def _pairs(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        now = self.network.state_dict()
        return ((kept, now[name].detach()) for name, kept in self.tensors.items())
