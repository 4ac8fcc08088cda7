"""Whether the heatmap of the demo bundle means something, on phantoms with one planted lesion. SYNTHETIC."""

import numpy as np
import pytest
import safetensors.torch
import torch
from scipy.stats import spearmanr

from sacroread.demo.phantom import phantom
from sacroread.imaging.radiograph import Radiograph
from sacroread.paths import resource
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.device import answers_to
from sacroread.second_reader.heatmap import on_radiograph
from sacroread.second_reader.network import build
from sacroread.second_reader.predictor import Predictor
from sacroread.second_reader.preprocess import to_input
from sacroread.study.model import Grade, Presentation, Side

SIZE = (500, 600)


@pytest.fixture(scope="module")
def predictor():
    return Predictor(load_bundle(resource("bundles/demo")), "cpu")


@pytest.fixture(scope="module")
def one_sided():
    """Make phantoms with a lesion in one joint alone."""
    made = {}

    def make(seed, side):
        if (seed, side) not in made:
            made[seed, side] = phantom(seed, {side: Grade.UNEQUIVOCAL, side.other: Grade.NORMAL}, SIZE)
        return made[seed, side]

    return make


def shown(planted):
    windows = (planted.window,) if planted.window else ()
    return Radiograph(planted.stored, planted.photometric, planted.bits_stored, windows=windows)


@pytest.mark.parametrize("seed", [91000, 91004])
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("presentation", [Presentation(), Presentation(is_flipped=True)])
def test_the_maximum_falls_on_the_joint_with_the_lesion(predictor, one_sided, seed, side, presentation):
    """Within one place of the network's maps, which is all that it can resolve."""
    planted = one_sided(seed, side)
    radiograph = shown(planted)
    output, seen = predictor.predict_seen(radiograph, presentation)
    placed = on_radiograph(output.heatmap, seen)
    size = np.array([placed.crop.width, placed.crop.height])
    row, col = np.unravel_index(placed.values.argmax(), placed.values.shape)
    shares = (np.array([col, row]) + 0.5) / placed.values.shape[::-1]
    highest = (placed.crop.x, placed.crop.y) + shares * size
    a_place = size / output.heatmap.shape[::-1]

    outline, other = (planted.joint_outlines[which] for which in (side, side.other))
    beside = np.maximum(outline.min(axis=0) - highest, highest - outline.max(axis=0))
    assert (beside <= a_place).all()
    assert abs(highest[0] - outline[:, 0].mean()) < abs(highest[0] - other[:, 0].mean())


def test_randomised_weights_show_something_else(predictor, one_sided):
    """Adebayo et al. 2018, NeurIPS: a heatmap that survives random weights shows edges, not the network."""
    manifest = predictor.bundle.manifest
    model_input = to_input(shown(one_sided(91000, Side.RIGHT)), Presentation(), manifest.input)[None]
    tensors = safetensors.torch.load(predictor.bundle.weights)
    for last in ("head.linear.weight", "features.17", "features.1"):  # ever more of the network, from its end
        correlations = []
        for seed in range(3):
            torch.manual_seed(seed)
            random = build(manifest.network.name, manifest.network.arguments).state_dict()
            mixed = _mixed(tensors, random, last)
            correlations.append(_correlation(manifest, mixed, tensors, model_input))
        assert abs(np.median(correlations)) < 0.5


def _mixed(tensors, random, last):
    names = list(random)  # in the order in which they compute
    return {
        name: random[name] if place >= _first(names, last) and _is_learnt(name) else tensors[name]
        for place, name in enumerate(names)
    }


def _first(names, last):
    return next(place for place, name in enumerate(names) if name.startswith(last))


def _is_learnt(name):
    return name.endswith(("weight", "bias"))


def _correlation(manifest, mixed, tensors, model_input):
    heatmaps = []
    for state in (mixed, tensors):
        network = build(manifest.network.name, manifest.network.arguments).eval()
        network.load_state_dict(state)
        network.to(memory_format=torch.channels_last)
        (answer,) = answers_to(network, model_input, "cpu")
        heatmaps.append(answer.heatmap.ravel())
    return 0.0 if np.ptp(heatmaps[0]) == 0 else spearmanr(*heatmaps).statistic
