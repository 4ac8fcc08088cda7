"""A network made ready to answer: what stands between two convolutions is drawn into them.

The numbers stay the same up to rounding; what goes is the time in which a picture between two layers is
written to memory and read again, more than half of the work on a CPU.
"""

import ctypes
import sys
from copy import deepcopy
from itertools import pairwise

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_weights

from sacroread.second_reader.lite0 import SameConv
from sacroread.second_reader.network import Network

_M_TRIM_THRESHOLD, _M_MMAP_MAX = -1, -4  # mallopt(3) of the GNU C library
_NEVER = 2**31 - 1
_ACTIVATIONS: dict[type[nn.Module], tuple[str, list[float]]] = {  # as oneDNN names them
    nn.ReLU: ("relu", []),
    nn.ReLU6: ("hardtanh", [0.0, 6.0]),
    nn.SiLU: ("swish", []),
}


_FUSED = "_convolution_pointwise"  # torch's own compiler calls it; not every build of torch has it


class Activated(nn.Module):
    """A convolution and the activation after it in one pass, through oneDNN."""

    def __init__(self, convolution: nn.Conv2d, activation: nn.Module) -> None:
        super().__init__()
        self.convolution = convolution
        self.name, self.bounds = _ACTIVATIONS[type(activation)]

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the activation of the convolution of (n, channels, rows, cols)."""
        by = self.convolution
        where = (by.padding, by.stride, by.dilation, by.groups)
        fused = getattr(torch.ops.mkldnn, _FUSED)
        outputs: torch.Tensor = fused(inputs, by.weight, by.bias, *where, self.name, self.bounds, "")
        return outputs


def ready(network: Network, device: str = "cpu") -> Network:
    """Return a copy, in eval mode and on the device, that answers fastest and the same up to rounding.

    Each normalisation is drawn into the convolution before it, and on a CPU with oneDNN each activation too.
    Its memory is laid out as the convolutions want it.
    """
    made = deepcopy(network).eval()
    is_fused = device == "cpu" and hasattr(torch.ops.mkldnn, _FUSED)
    for module in list(made.modules()):
        _pad_alike(module)
        _draw_norms(module)
        if is_fused and isinstance(module, nn.Sequential):
            _draw_activations(module)
    for module in made.modules():
        if isinstance(module, nn.ReLU | nn.ReLU6 | nn.SiLU):
            module.inplace = True
    return made.to(memory_format=torch.channels_last).to(device)


def keep_memory() -> None:
    """Let this process keep what it frees, so that the pictures between two layers find their memory again.

    Given back and asked for again, each of them is cleared page by page first, which takes as long as the
    convolutions do. Where there is no GNU C library, nothing is changed.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is not None:
        mallopt(_M_MMAP_MAX, 0)
        mallopt(_M_TRIM_THRESHOLD, _NEVER)


def _pad_alike(module: nn.Module) -> None:
    for name, part in list(module.named_children()):
        if isinstance(part, SameConv):
            setattr(module, name, part.padded_alike())


def _draw_norms(module: nn.Module) -> None:
    for (_, convolution), (name, norm) in pairwise(list(module.named_children())):
        if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            setattr(module, name, nn.Identity())
            _scale(convolution, norm)


def _draw_activations(row: nn.Sequential) -> None:
    """Draw activations into convolutions of parts that are run one after the other, and only of those."""
    there = [(name, part) for name, part in row.named_children() if not isinstance(part, nn.Identity)]
    for (place, convolution), (name, activation) in pairwise(there):
        if isinstance(convolution, nn.Conv2d) and type(activation) in _ACTIVATIONS:
            setattr(row, place, Activated(convolution, activation))
            setattr(row, name, nn.Identity())


def _scale(convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
    mean, variance = norm.running_mean, norm.running_var
    if mean is None or variance is None:
        raise TypeError("a normalisation by the batch alone cannot be drawn into a convolution")
    convolution.weight, convolution.bias = fuse_conv_bn_weights(
        convolution.weight, convolution.bias, mean, variance, norm.eps, norm.weight, norm.bias
    )
