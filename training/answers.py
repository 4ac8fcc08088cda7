"""What a trained network answers for the cases of a split, without augmentation, one case at a time."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sacroread.second_reader.fused import ready
from sacroread.second_reader.heatmap import Seen, attention_inside, joint_coverage
from sacroread.second_reader.manifest import InputSpec
from sacroread.second_reader.network import Network
from sacroread.second_reader.predictor import answered, probability_of
from sacroread.second_reader.preprocess import normalised
from sacroread.study.model import Crop
from training.curated_set import Entry
from training.inputs import GreyInputs


@dataclass(frozen=True)
class Answers:
    """Per case: log-odds before the temperature, the heatmap (h, w), its share inside the joints marked."""

    log_odds: NDArray[np.float64]
    heatmaps: tuple[NDArray[np.float32], ...]
    attention: tuple[float | None, ...]

    def probabilities(self, temperature: float) -> NDArray[np.float64]:
        """Return (cases,) in [0, 1]."""
        return np.array([probability_of(float(value) / temperature) for value in self.log_odds])


def answers(network: Network, inputs: GreyInputs, spec: InputSpec) -> Answers:
    """Return what the network answers; exactly what a bundle made of it will answer on this machine."""
    placed = ready(network)
    log_odds, heatmaps, attention = [], [], []
    for grey, entry, seen in zip(inputs.greys, inputs.entries, inputs.seen, strict=True):
        value, heatmap = answered(placed, normalised(grey, spec)[None], "cpu")
        log_odds.append(value)
        heatmaps.append(heatmap)
        placed_so = replace(seen, lattice=network.lattice)
        attention.append(_attention(heatmap, entry, placed_so) if entry.joints else None)
    return Answers(np.array(log_odds), tuple(heatmaps), tuple(attention))


def _attention(heatmap: NDArray[np.float32], entry: Entry, seen: Seen) -> float | None:
    places = (heatmap.shape[0], heatmap.shape[1])
    picture = Crop(0, 0, seen.cols, seen.rows)
    return attention_inside(heatmap, joint_coverage(entry.joints, picture, seen, places))
