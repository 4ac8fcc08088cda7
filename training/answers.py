"""What a trained network answers for the cases of a split, without augmentation, one case at a time."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from sacroread.second_reader.heatmap import attention_in_joints
from sacroread.second_reader.manifest import InputSpec
from sacroread.second_reader.network import Network
from sacroread.second_reader.predictor import answered, probability_of
from sacroread.second_reader.preprocess import normalised
from training.inputs import GreyInputs


@dataclass(frozen=True)
class Answers:
    """Per case: log-odds before the temperature, and the heatmap's share inside the joints marked there."""

    log_odds: NDArray[np.float64]
    attention: tuple[float | None, ...]

    def probabilities(self, temperature: float) -> NDArray[np.float64]:
        """Return (cases,) in [0, 1]."""
        return np.array([probability_of(float(value) / temperature) for value in self.log_odds])


def answers(network: Network, inputs: GreyInputs, spec: InputSpec) -> Answers:
    """Return what the network answers; exactly what a bundle made of it will answer on this machine."""
    placed = network.eval().to(memory_format=torch.channels_last)
    log_odds, attention = [], []
    for grey, joints in zip(inputs.greys, inputs.joints, strict=True):
        value, heatmap = answered(placed, normalised(grey, spec)[None], "cpu")
        log_odds.append(value)
        attention.append(attention_in_joints(heatmap, joints))
    return Answers(np.array(log_odds), tuple(attention))
