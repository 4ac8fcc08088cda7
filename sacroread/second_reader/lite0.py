"""EfficientNet-Lite0 (Tan and Le 2019, ICML, in its Lite form): ReLU6, no squeeze-excitation."""

import torch
from torch import nn

# repeats, kernel, stride, expansion, channels: Tan and Le 2019, table 1, without squeeze-excitation
_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
_STEM = 32
MAPS = 1280


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow's SAME for an even input: stride 2 pads more after than before."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, groups: int) -> None:
        before, after = (kernel - stride) // 2, kernel - stride - (kernel - stride) // 2
        alike = before if before == after else 0  # then torch pads while it convolves, without a copy
        super().__init__(inputs, outputs, kernel, stride, alike, groups=groups, bias=False)
        self.pads = () if before == after else (before, after, before, after)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return the convolution of (n, channels, rows, cols), as many rows and columns over the stride."""
        return super().forward(nn.functional.pad(inputs, self.pads) if self.pads else inputs)

    def padded_alike(self) -> nn.Conv2d:
        """Return a convolution that answers the same and is padded alike on all sides, which needs no copy.

        Its kernel has a row and a column of zeros before the first, where this one pads more after.
        """
        if not self.pads:
            return self
        before, after = self.pads[:2]
        kernel, stride = self.kernel_size[0] + after - before, self.stride[0]
        alike = nn.Conv2d(
            self.in_channels, self.out_channels, kernel, stride, after, groups=self.groups, bias=False
        )
        zeros = (after - before, 0, after - before, 0)
        alike.weight = nn.Parameter(nn.functional.pad(self.weight.detach(), zeros))
        return alike


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
    convolution = SameConv(inputs, outputs, kernel, stride, groups)
    return nn.Sequential(convolution, _norm(outputs), nn.ReLU6())


def _sometimes_dropped(outputs: torch.Tensor, share: float, is_training: bool) -> torch.Tensor:
    """Leave whole blocks out at random while training (stochastic depth, Huang et al. 2016)."""
    if not is_training or share == 0:
        return outputs
    kept = torch.rand(outputs.shape[0], 1, 1, 1, device=outputs.device) >= share
    return outputs * kept / (1 - share)


def lite0(block_dropout: float) -> nn.Sequential:
    """Return the body of EfficientNet-Lite0 with random weights; it ends in `MAPS` maps."""
    plan = [(stage, index) for stage in _STAGES for index in range(stage[0])]
    layers: list[nn.Module] = [_unit(3, _STEM, 3, 2)]
    inputs = _STEM
    for place, ((_, kernel, stride, expansion, outputs), index) in enumerate(plan):
        drop = block_dropout * place / len(plan)
        layers.append(_Block(inputs, outputs, (kernel, stride if index == 0 else 1, expansion), drop))
        inputs = outputs
    layers.append(_unit(inputs, MAPS, 1))
    return nn.Sequential(*layers)
