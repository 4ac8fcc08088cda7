"""The networks, built from code: `features` ends in the last maps, `head` adds up their means.

With such a head the class activation map is exact: the log-odds are the mean over the map plus the bias
(Zhou et al. 2016, CVPR, equation 2); Grad-CAM is the same map up to its scale (Selvaraju et al. 2017, ICCV).
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import nn

from sacroread.errors import SacroReadError
from sacroread.second_reader import lite0
from sacroread.second_reader.heatmap import Lattice
from sacroread.study.model import Grade

STRIDE = 32  # rows and columns of the input per row and column of the last maps
HIDDEN = "hidden"  # the argument that says how many rectified units stand before the log-odds
GRADES = "grades_per_side"  # the argument, 0 or 1, that gives a network grades beside the probability
_CONVNEXT_NORM = ("classifier.0.", "8.")  # torchvision's name, and ours: it ends the body here


class Network(nn.Module):
    """One log-odds of definite sacroiliitis from (n, 3, rows, cols), and grades where it has them."""

    def __init__(self, features: nn.Module, head: "Head", lattice: Lattice) -> None:
        super().__init__()
        self.features = features
        self.head = head
        self.lattice = lattice

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return (n, 1) log-odds."""
        log_odds: torch.Tensor = self.head(self.features(inputs))
        return log_odds


class Mirrored(nn.Module):
    """A body that answers with the mean of its maps of a picture and of the mirrored one, mirrored back.

    The head is a weighted sum of the maps' means, so this is the mean of both log-odds, and its activation
    map is exact. While it learns, pictures go through it once. Its lattice must be alike from both sides.
    """

    def __init__(self, body: nn.Module) -> None:
        super().__init__()
        self.body = body

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """Return (n, maps, h, w) from (n, 3, rows, cols)."""
        maps: torch.Tensor = self.body(inputs)
        return maps if self.training else (maps + self.body(inputs.flip(3)).flip(3)) / 2


class Head(nn.Module):
    """The mean of each map, then one weighted sum; for the grades the same over either half of the maps.

    With `hidden` units (0: none) between, rectified, the log-odds are a weighted sum still, whose weights
    depend on which units are active.
    """

    def __init__(self, maps: int, dropout: float, *, has_grades: bool, hidden: int = 0) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.hidden = nn.Linear(maps, hidden) if hidden else None
        self.linear = nn.Linear(hidden or maps, 1)
        self.grades = nn.Linear(maps, len(Grade)) if has_grades else None

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """Return (n, 1) log-odds from (n, maps, h, w)."""
        means = self.dropout(maps.mean(dim=(2, 3)))
        log_odds: torch.Tensor = self.linear(means if self.hidden is None else self.hidden(means).relu())
        return log_odds

    def activation(self, maps: torch.Tensor) -> torch.Tensor:
        """Return (n, h, w): what each place adds to the log-odds.

        Its mean plus the bias is the log-odds; with hidden units the biases of the active ones count too.
        """
        if self.hidden is None:
            return torch.einsum("nmhw,m->nhw", maps, self.linear.weight[0])
        is_active = self.hidden(maps.mean(dim=(2, 3))) > 0
        weights = (is_active * self.linear.weight[0]) @ self.hidden.weight
        return torch.einsum("nmhw,nm->nhw", maps, weights)

    def side_grades(self, maps: torch.Tensor) -> torch.Tensor:
        """Return (n, 2, 5): for the picture's left and right half the log-odds of grades 0 to 4 (softmax).

        Both halves share their weights, so a mirrored picture gives mirrored grades.

        Raises:
            SacroReadError: The network has no grades.
        """
        if self.grades is None:
            raise SacroReadError("This second reader gives no grades, only a probability for the patient.")
        means = _half_means(maps)
        grades: torch.Tensor = self.grades(self.dropout(means))
        return grades


def _half_means(maps: torch.Tensor) -> torch.Tensor:
    """Return (n, 2, maps): means over the left and right half; a middle column counts half in each."""
    cols = maps.shape[3]
    left = torch.clamp(cols / 2 - torch.arange(cols, device=maps.device), 0, 1).to(maps.dtype)
    weights = torch.stack([left, left.flip(0)]) / (cols / 2)
    return torch.einsum("nmhw,sw->nsm", maps, weights) / maps.shape[2]


@dataclass(frozen=True)
class Kind:
    """One network: how its body is made, how many maps it ends in, and the arguments that it takes.

    `sides` divides rows and columns of its input: where a network pads one side more than the other, another
    size would move what it sees. `lattice` says where on the input its places look.
    """

    body: Callable[[Mapping[str, float]], nn.Module]
    maps: int
    arguments: tuple[str, ...]
    sides: int
    lattice: Lattice


def build(name: str, arguments: Mapping[str, float]) -> Network:
    """Return a network with random weights.

    Raises:
        SacroReadError: No network has that name, or it takes other arguments.
    """
    kind = _kind(name)
    if set(arguments) != set(kind.arguments):
        raise SacroReadError(f"The network {name} takes exactly the arguments {', '.join(kind.arguments)}.")
    grades = arguments.get(GRADES, 0)
    if grades not in {0, 1}:
        raise SacroReadError(f"The argument {GRADES} of the network {name} is 0 or 1, not {grades:g}.")
    hidden = int(arguments.get(HIDDEN, 0))
    head = Head(kind.maps, arguments["dropout"], has_grades=grades == 1, hidden=hidden)
    return Network(kind.body(arguments), head, kind.lattice)


def check_size(rows: int, cols: int, name: str) -> None:
    """Refuse an input of rows and columns that do not suit a network.

    Raises:
        SacroReadError: No network has that name, or its strides do not divide the input.
    """
    sides = _kind(name).sides
    if rows % sides or cols % sides or min(rows, cols) < STRIDE:
        raise SacroReadError(
            f"Rows and columns of the input of {name} must be multiples of {sides} and at least {STRIDE}, "
            f"not {rows} x {cols}."
        )


def body_tensors(published: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the tensors of a body under this program's names, from its own, torchvision's or Lite0's names.

    The head that was trained on other classes is left out. ConvNeXt's last normalisation, which torchvision
    applies after the pool, belongs to the body here.
    """
    has_norm = published.get("classifier.0.weight", torch.empty(0, 0)).ndim == 1
    old, new = _CONVNEXT_NORM if has_norm else ("", "")
    named = {
        new + name.removeprefix(old) if has_norm and name.startswith(old) else name: value
        for name, value in published.items()
    }
    heads = ("_fc.", "fc.", "head.", "classifier.")
    return {n.removeprefix("features."): value for n, value in named.items() if not n.startswith(heads)}


def _kind(name: str) -> Kind:
    if name not in NETWORKS:
        raise SacroReadError(f"There is no network {name!r}; this program knows {', '.join(NETWORKS)}.")
    return NETWORKS[name]


def _resnet(name: str) -> Callable[[Mapping[str, float]], nn.Module]:
    """ResNet (He et al. 2016, CVPR); torchvision's, with the stride of a bottleneck in its 3 x 3."""

    def body(_: Mapping[str, float]) -> nn.Module:
        from torchvision import models  # here: it costs seconds, and the demo bundle needs none of it

        children = models.get_model(name, weights=None).named_children()
        return nn.Sequential(OrderedDict((n, layer) for n, layer in children if n not in {"avgpool", "fc"}))

    return body


def _convnext_tiny(arguments: Mapping[str, float]) -> nn.Module:
    """ConvNeXt-Tiny (Liu et al. 2022, CVPR), its last normalisation at each place before the pool.

    After the pool it would divide by the spread of the means, and no sum over places would give the log-odds.
    """
    from torchvision import models

    made = models.convnext_tiny(weights=None, stochastic_depth_prob=arguments["block_dropout"])
    return nn.Sequential(*made.features, made.classifier[0])


def _efficientnet_v2_s(arguments: Mapping[str, float]) -> nn.Module:
    """EfficientNetV2-S (Tan and Le 2021, ICML)."""
    from torchvision import models

    features: nn.Module = models.efficientnet_v2_s(
        weights=None, stochastic_depth_prob=arguments["block_dropout"]
    ).features
    return features


_TILES = Lattice(STRIDE / 2, STRIDE)  # Lite0 with its trained weights: measured by the gradient
_CORNERS = Lattice(0.5, STRIDE)  # padded alike on both sides, five halvings keep the first pixel's middle
_PLAIN, _DEEP = ("dropout", GRADES), ("dropout", "block_dropout", GRADES)
NETWORKS: Mapping[str, Kind] = {
    "efficientnet-lite0": Kind(
        lambda arguments: lite0.lite0(arguments["block_dropout"]),
        lite0.MAPS,
        ("dropout", "block_dropout"),
        STRIDE,
        _TILES,
    ),
    "resnet-18": Kind(_resnet("resnet18"), 512, _PLAIN, 1, _CORNERS),
    "resnet-34": Kind(_resnet("resnet34"), 512, _PLAIN, 1, _CORNERS),
    "resnet-50": Kind(_resnet("resnet50"), 2048, _PLAIN, 1, _CORNERS),
    "resnet-50-hidden": Kind(_resnet("resnet50"), 2048, ("dropout", HIDDEN), 1, _CORNERS),
    "convnext-tiny": Kind(_convnext_tiny, 768, _DEEP, STRIDE, _TILES),
    "convnext-tiny-mirrored": Kind(
        lambda arguments: Mirrored(_convnext_tiny(arguments)), 768, _DEEP, STRIDE, _TILES
    ),
    "efficientnet-lite0-mirrored": Kind(
        lambda arguments: Mirrored(lite0.lite0(arguments["block_dropout"])),
        lite0.MAPS,
        ("dropout", "block_dropout"),
        STRIDE,
        _TILES,
    ),
    "efficientnet-v2-s": Kind(_efficientnet_v2_s, 1280, _DEEP, 1, _CORNERS),
}
