"""A share of each batch for each process, and layers that know the whole batch in spite of it.

Normalisation runs over the whole batch, masks are drawn for it, and gradients are averaged: so the result is
that of one process with the same batch, but for the order in which sums are rounded.
"""

import torch
from fastai.callback.core import Callback
from torch import nn
from torchvision.ops import StochasticDepth

from sacroread.errors import SacroReadError
from training.together import own_share, processes, total


class Share(Callback):  # type: ignore[misc]  # fastai carries no types
    """Train on this process's share of each batch, and average the gradients of all."""

    order = 1  # after mix-up, which mixes pictures of the whole batch
    run_valid = False

    def before_batch(self) -> None:
        """Keep the own share."""
        self.learn.xb = tuple(own_share(each) for each in self.xb)
        self.learn.yb = tuple(own_share(each) for each in self.yb)

    def after_backward(self) -> None:
        """Average the gradients, all in one message."""
        gradients = [each.grad for each in self.learn.model.parameters() if each.grad is not None]
        whole = torch.cat([each.reshape(-1) for each in gradients])
        parts = torch.split(total(whole) / processes(), [each.numel() for each in gradients])
        for gradient, part in zip(gradients, parts, strict=True):
            gradient.copy_(part.view_as(gradient))


def work_on_whole_batches(network: nn.Module) -> None:
    """Let the layers that look at a batch, or draw for it, know the shares of all processes.

    Raises:
        SacroReadError: A layer draws in a way that cannot be shared.
    """
    if processes() == 1:
        return
    if any(getattr(layer, "drop", 0) for layer in network.modules()):
        raise SacroReadError(
            "The block_dropout of efficientnet-lite0 cannot be drawn by several processes. "
            "Write block_dropout = 0.0 into the recipe, or start one process."
        )
    for layer in network.modules():
        layer.__class__ = _WHOLE.get(type(layer), type(layer))  # its state stays as it is


class _Sum(torch.autograd.Function):
    """The sum of a tensor over all processes, and of its gradient on the way back."""

    @staticmethod
    def forward(_: object, own: torch.Tensor) -> torch.Tensor:
        return total(own)

    @staticmethod
    def backward(_: object, gradient: torch.Tensor) -> torch.Tensor:
        return total(gradient)


class _WholeNorm(nn.BatchNorm2d):
    """Batch normalisation by the mean and spread of the whole batch, on any device."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return super().forward(inputs)
        values = inputs.to(self.weight.dtype)
        count = values.numel() // values.shape[1] * processes()
        mean = _sums(values) / count
        centred = values - mean[:, None, None]
        variance = _sums(centred.square()) / count
        self._remember(mean.detach(), variance.detach() * (count / (count - 1)))
        scale = self.weight * torch.rsqrt(variance + self.eps)
        return (centred * scale[:, None, None] + self.bias[:, None, None]).to(inputs.dtype)

    def _remember(self, mean: torch.Tensor, variance: torch.Tensor) -> None:
        for running, now in ((self.running_mean, mean), (self.running_var, variance)):
            if running is not None and self.momentum is not None:
                running.lerp_(now, self.momentum)
        if self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)


def _sums(values: torch.Tensor) -> torch.Tensor:
    """Return (maps,): the sums of (n, maps, h, w) over the pictures and places of all processes."""
    summed: torch.Tensor = _Sum.apply(values.sum(dim=(0, 2, 3)))
    return summed


class _WholeDropout(nn.Dropout):
    """Dropout whose mask is drawn for the whole batch."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        whole = inputs.new_ones((len(inputs) * processes(), *inputs.shape[1:]))
        return inputs * own_share(super().forward(whole))


class _WholeDepth(StochasticDepth):  # type: ignore[misc]  # torchvision carries no types
    """Stochastic depth by row, drawn for the whole batch."""

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        whole = inputs.new_ones((len(inputs) * processes(), *[1] * (inputs.ndim - 1)))
        return inputs * own_share(super().forward(whole))


_WHOLE: dict[type[nn.Module], type[nn.Module]] = {
    nn.BatchNorm2d: _WholeNorm,
    nn.Dropout: _WholeDropout,
    StochasticDepth: _WholeDepth,
}
