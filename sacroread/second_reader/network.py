"""The networks, built from code: `features` ends in the last convolution, `head` adds up its means.

With such a head the class activation map is exact: the log-odds are the mean over the map plus the bias
(Zhou et al. 2016, CVPR, equation 2); Grad-CAM is the same map up to its scale (Selvaraju et al. 2017, ICCV).
"""

from collections.abc import Callable, Mapping

import torch
from torch import nn

from sacroread.errors import SacroReadError

STRIDE = 32  # rows and columns of the input per row and column of the last maps
# repeats, kernel, stride, expansion, channels: Tan and Le 2019, table 1, without squeeze-excitation
_LITE0_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
_LITE0_STEM, _LITE0_MAPS = 32, 1280


class Network(nn.Module):
    """One log-odds of definite sacroiliitis from (n, 3, rows, cols); rows and cols are multiples of 32."""

    def __init__(self, features: nn.Module, maps: int, dropout: float) -> None:
        super().__init__()
        self.features = features
        self.head = Head(maps, dropout)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return (n, 1) log-odds."""
        log_odds: torch.Tensor = self.head(self.features(inputs))
        return log_odds


class Head(nn.Module):
    """The mean of each map, then one weighted sum."""

    def __init__(self, maps: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.Linear(maps, 1)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return (n, 1) log-odds from (n, maps, h, w)."""
        log_odds: torch.Tensor = self.linear(self.dropout(maps.mean(dim=(2, 3))))
        return log_odds

    def activation(self, maps: torch.Tensor) -> torch.Tensor:
        """Return (n, h, w): what each place adds to the log-odds; its mean plus the bias is the log-odds."""
        return torch.einsum("nmhw,m->nhw", maps, self.linear.weight[0])


def build(name: str, arguments: Mapping[str, float]) -> Network:
    """Return a network with random weights.

    Raises:
        SacroReadError: No network has that name, or it takes other arguments.
    """
    if name not in NETWORKS:
        raise SacroReadError(f"There is no network {name!r}; this program knows {', '.join(NETWORKS)}.")
    make, wanted = NETWORKS[name]
    if set(arguments) != set(wanted):
        raise SacroReadError(f"The network {name} takes exactly the arguments {', '.join(wanted)}.")
    return make(arguments)


def check_size(rows: int, cols: int) -> None:
    """Refuse an input that the strides do not divide."""
    if rows % STRIDE or cols % STRIDE:
        raise SacroReadError(
            f"Rows and columns of the input must be multiples of {STRIDE}, not {rows} x {cols}."
        )


class _SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow's SAME for an even input: stride 2 pads more after than before."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int) -> None:
        super().__init__(inputs, outputs, kernel, stride, groups=groups, bias=False)
        before, after = (kernel - stride) // 2, kernel - stride - (kernel - stride) // 2
        self.pads = (before, after, before, after)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return super().forward(nn.functional.pad(inputs, self.pads))


class _Block(nn.Module):
    """An inverted bottleneck: widen, convolve each channel alone, narrow; add the input where it fits."""

    def __init__(self, inputs: int, outputs: int, shape: tuple[int, int, int], drop: float) -> None:
        super().__init__()
        kernel, stride, expansion = shape
        wide = inputs * expansion
        widen = [_unit(inputs, wide, 1)] if expansion != 1 else []
        narrow = nn.Sequential(nn.Conv2d(wide, outputs, 1, bias=False), _norm(outputs))
        self.steps = nn.Sequential(*widen, _unit(wide, wide, kernel, stride, wide), narrow)
        self.drop = drop if stride == 1 and inputs == outputs else None

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        outputs: torch.Tensor = self.steps(inputs)
        return (
            outputs if self.drop is None else inputs + _sometimes_dropped(outputs, self.drop, self.training)
        )


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)  # as EfficientNet was trained


def _unit(inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1) -> nn.Sequential:
    convolution = _SameConv(inputs, outputs, kernel, stride, groups)
    return nn.Sequential(convolution, _norm(outputs), nn.ReLU6())


def _sometimes_dropped(outputs: torch.Tensor, share: float, is_training: bool) -> torch.Tensor:
    """Leave whole blocks out at random while training (stochastic depth, Huang et al. 2016)."""
    if not is_training or share == 0:
        return outputs
    kept = torch.rand(outputs.shape[0], 1, 1, 1, device=outputs.device) >= share
    return outputs * kept / (1 - share)


def _efficientnet_lite0(arguments: Mapping[str, float]) -> Network:
    """EfficientNet-Lite0 (Tan and Le 2019, ICML, in its Lite form): ReLU6, no squeeze-excitation."""
    plan = [(stage, index) for stage in _LITE0_STAGES for index in range(stage[0])]
    layers: list[nn.Module] = [_unit(3, _LITE0_STEM, 3, 2)]
    inputs = _LITE0_STEM
    for place, ((_, kernel, stride, expansion, outputs), index) in enumerate(plan):
        drop = arguments["block_dropout"] * place / len(plan)
        layers.append(_Block(inputs, outputs, (kernel, stride if index == 0 else 1, expansion), drop))
        inputs = outputs
    layers.append(_unit(inputs, _LITE0_MAPS, 1))
    return Network(nn.Sequential(*layers), _LITE0_MAPS, arguments["dropout"])


NETWORKS: Mapping[str, tuple[Callable[[Mapping[str, float]], Network], tuple[str, ...]]] = {
    "efficientnet-lite0": (_efficientnet_lite0, ("dropout", "block_dropout")),
}
