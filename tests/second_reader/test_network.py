import subprocess
import sys

import numpy as np
import pytest
import torch

from sacroread.errors import SacroReadError
from sacroread.second_reader import fused
from sacroread.second_reader.fused import ready
from sacroread.second_reader.lite0 import SameConv
from sacroread.second_reader.network import NETWORKS, STRIDE, body_tensors, build, check_size


def test_the_mean_of_the_activation_and_the_bias_are_the_log_odds(network):
    inputs = torch.randn(2, 3, 64, 96, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        maps = network.features(inputs)
        summed = network.head.activation(maps).mean(dim=(1, 2)) + network.head.linear.bias

        torch.testing.assert_close(summed[:, None], network(inputs))


def test_the_activation_is_grad_cam_of_the_log_odds(network):
    """Selvaraju et al. 2017, equations 1 and 2, by automatic differentiation."""
    maps = network.features(torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(2))).detach()
    maps.requires_grad_()
    (gradient,) = torch.autograd.grad(network.head(maps).sum(), maps)
    grad_cam = torch.relu((gradient.mean(dim=(2, 3), keepdim=True) * maps).sum(dim=1))
    places = maps.shape[2] * maps.shape[3]

    torch.testing.assert_close(grad_cam * places, network.head.activation(maps).clamp(min=0))


def test_five_halvings_leave_one_place_per_32_pixels(network):
    with torch.inference_mode():
        assert network.features(torch.zeros(1, 3, 64, 96)).shape == (1, 1280, 2, 3)


def test_lite0_computes_what_the_published_code_computes(network):
    """The package efficientnet-lite-pytorch 0.1.0 is the truth here; its tensors come in the same order."""
    published = pytest.importorskip("efficientnet_lite_pytorch")
    torch.manual_seed(0)
    theirs = published.EfficientNet.from_name("efficientnet-lite0").eval()
    tensors = [value for name, value in theirs.state_dict().items() if not name.startswith("_fc")]
    ours = build("efficientnet-lite0", {"dropout": 0.0, "block_dropout": 0.0}).eval()
    ours.features.load_state_dict(dict(zip(ours.features.state_dict(), tensors, strict=True)))
    inputs = torch.randn(1, 3, 224, 320)
    with torch.inference_mode():
        np.testing.assert_array_equal(ours.features(inputs).numpy(), theirs.extract_features(inputs).numpy())


def test_an_unknown_network_is_refused_with_the_known_ones():
    with pytest.raises(SacroReadError, match="efficientnet-lite0"):
        build("resnet-9000", {})


def test_a_missing_or_unknown_argument_is_refused():
    with pytest.raises(SacroReadError, match="dropout"):
        build("efficientnet-lite0", {"dropout": 0.2})


def test_a_size_that_the_strides_do_not_divide_is_refused():
    with pytest.raises(SacroReadError, match="multiples of 32"):
        check_size(224, 321, "efficientnet-lite0")


GRADED = ["resnet-18", "resnet-34", "resnet-50", "convnext-tiny", "efficientnet-v2-s"]
PUBLISHED = {  # torchvision's name, and the layer that ends in the classes
    "resnet-18": ("resnet18", "fc"),
    "resnet-34": ("resnet34", "fc"),
    "resnet-50": ("resnet50", "fc"),
    "efficientnet-v2-s": ("efficientnet_v2_s", "classifier.1"),
}


@pytest.fixture(scope="module")
def graded():
    """Make a network with grades once per name; its running statistics are those of one batch."""
    made = {}

    def make(name):
        if name not in made:
            torch.manual_seed(4)
            wanted = dict.fromkeys(NETWORKS[name].arguments, 0.0)
            made[name] = build(name, wanted | {"grades_per_side": 1.0}).eval()
        return made[name]

    return make


@pytest.mark.parametrize("name", GRADED)
def test_in_every_network_the_activation_adds_up_to_the_log_odds(graded, name):
    network, inputs = graded(name), torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        maps = network.features(inputs)
        assert maps.shape == (1, NETWORKS[name].maps, 64 // STRIDE, 96 // STRIDE)
        summed = network.head.activation(maps).mean(dim=(1, 2)) + network.head.linear.bias

        torch.testing.assert_close(summed[:, None], network(inputs))


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_network_computes_what_torchvision_computes_with_the_same_tensors(name):
    from torchvision import models

    torch.manual_seed(2)
    theirs_called, last = PUBLISHED[name]
    theirs = models.get_model(theirs_called, weights=None).eval()
    ours = build(name, dict.fromkeys(NETWORKS[name].arguments, 0.0)).eval()
    ours.features.load_state_dict(body_tensors(theirs.state_dict()))
    classes = theirs.get_submodule(last)
    ours.head.linear.load_state_dict({"weight": classes.weight[:1], "bias": classes.bias[:1]})
    inputs = torch.randn(1, 3, 64, 96)
    with torch.inference_mode():
        torch.testing.assert_close(ours(inputs), theirs(inputs)[:, :1])


def test_convnext_is_torchvisions_with_the_last_normalisation_before_the_pool():
    from torchvision import models

    torch.manual_seed(2)
    theirs = models.convnext_tiny(weights=None).eval()
    torch.nn.init.normal_(theirs.classifier[0].weight)
    ours = build("convnext-tiny", dict.fromkeys(NETWORKS["convnext-tiny"].arguments, 0.0)).eval()
    ours.features.load_state_dict(body_tensors(theirs.state_dict()))
    inputs = torch.randn(1, 3, 64, 96)
    with torch.inference_mode():
        torch.testing.assert_close(ours.features(inputs), theirs.classifier[0](theirs.features(inputs)))


def test_a_mirrored_network_answers_alike_to_a_picture_and_its_mirror_image(graded):
    """Its log-odds are the mean of those that the plain network gives to both; it learns as the plain one."""
    mirrored, plain = graded("convnext-tiny-mirrored"), graded("convnext-tiny")
    mirrored.load_state_dict(
        {name.replace("features.", "features.body.", 1): each for name, each in plain.state_dict().items()}
    )
    inputs = torch.randn(2, 3, 64, 96, generator=torch.Generator().manual_seed(3))
    with torch.inference_mode():
        mean = (plain(inputs) + plain(inputs.flip(3))) / 2
        assert (plain(inputs) - plain(inputs.flip(3))).abs().max() > 1e-3
        torch.testing.assert_close(mirrored(inputs), mean)
        torch.testing.assert_close(mirrored(inputs.flip(3)), mirrored(inputs))
        torch.testing.assert_close(mirrored.features.train()(inputs), plain.features.train()(inputs))
    mirrored.eval(), plain.eval()


def test_grades_come_from_the_half_of_the_picture_in_which_the_joint_lies(graded):
    head = graded("resnet-18").head
    maps = torch.zeros(1, 512, 2, 3)
    maps[:, :, :, 0] = torch.randn(512, 1, generator=torch.Generator().manual_seed(6))
    with torch.inference_mode():
        left, right = head.side_grades(maps)[0]

        torch.testing.assert_close(right, head.grades.bias)
        # by hand: of three columns the first counts 2/3 of the left half, the middle one 1/3
        torch.testing.assert_close(left, head.grades(maps[0, :, 0, 0] * 2 / 3))


def test_a_mirrored_picture_gives_mirrored_grades(graded):
    maps = torch.randn(2, 512, 4, 5, generator=torch.Generator().manual_seed(7))
    head = graded("resnet-18").head
    with torch.inference_mode():
        torch.testing.assert_close(head.side_grades(maps.flip(3)), head.side_grades(maps).flip(1))


def test_a_network_without_grades_says_so(network):
    with pytest.raises(SacroReadError, match="no grades"):
        network.head.side_grades(torch.zeros(1, 1280, 2, 3))


def test_grades_are_there_or_not_and_nothing_between():
    with pytest.raises(SacroReadError, match="0 or 1"):
        build("resnet-18", {"dropout": 0.0, "grades_per_side": 0.5})


def test_each_place_looks_where_its_lattice_says(graded):
    """Middle of the squared gradient of one place after the input, over random directions of the maps."""
    for name in ("resnet-18", "convnext-tiny"):
        network = graded(name)
        found = [_looked_at(network, seed) for seed in range(4)]

        assert np.median(found) == pytest.approx(2 * STRIDE + network.lattice.first_px, abs=4)


def _looked_at(network, seed):
    torch.manual_seed(seed)
    inputs = torch.randn(1, 3, 160, 160, requires_grad=True)
    maps = network.features(inputs)
    (maps[0, :, 2, 2] * torch.randn(maps.shape[1])).sum().backward()
    down = inputs.grad[0].square().sum(dim=(0, 2))
    return float((down * (torch.arange(160) + 0.5)).sum() / down.sum())


def test_with_hidden_units_the_activation_and_the_active_biases_are_the_log_odds():
    torch.manual_seed(8)
    head = build("resnet-50-hidden", {"dropout": 0.0, "hidden": 16.0}).head
    maps = torch.randn(3, 2048, 2, 3)
    with torch.inference_mode():
        is_active = head.hidden(maps.mean(dim=(2, 3))) > 0
        left = (is_active * head.hidden.bias) @ head.linear.weight[0] + head.linear.bias

        torch.testing.assert_close(head.activation(maps).mean(dim=(1, 2)) + left, head(maps)[:, 0])


@pytest.mark.parametrize("name", ["resnet-18", "efficientnet-v2-s"])
def test_drawn_together_a_network_answers_the_same(graded, name):
    network = graded(name)
    inputs = torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(1))
    before = {key: value.clone() for key, value in network.state_dict().items()}
    together = ready(network)
    with torch.inference_mode():
        torch.testing.assert_close(together(inputs), network(inputs), rtol=1e-4, atol=1e-5)

    assert not [each for each in together.modules() if isinstance(each, torch.nn.BatchNorm2d)]
    assert all(torch.equal(value, before[key]) for key, value in network.state_dict().items())


def test_where_torch_was_built_without_the_fused_step_it_is_left_out(monkeypatch, graded):
    network, inputs = graded("resnet-18"), torch.randn(1, 3, 64, 96)
    monkeypatch.setattr(fused, "_FUSED", "a_step_of_no_build")
    with torch.inference_mode():
        torch.testing.assert_close(ready(network)(inputs), network(inputs), rtol=1e-4, atol=1e-5)
    assert not [each for each in ready(network).modules() if isinstance(each, fused.Activated)]


def test_lite0_padded_alike_answers_as_tensorflow_pads():
    torch.manual_seed(3)
    network = build("efficientnet-lite0", {"dropout": 0.0, "block_dropout": 0.0}).eval()
    inputs = torch.randn(2, 3, 64, 96)
    with torch.inference_mode():
        torch.testing.assert_close(ready(network)(inputs), network(inputs), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("kernel", [3, 5])
def test_a_row_of_zeros_before_the_kernel_stands_for_one_more_row_after_the_picture(kernel):
    torch.manual_seed(kernel)
    convolution = SameConv(2, 2, kernel, 2, 1)
    inputs = torch.randn(1, 2, 8, 12)

    assert convolution.padded_alike().padding != (0, 0)
    torch.testing.assert_close(convolution.padded_alike()(inputs), convolution(inputs), rtol=1e-5, atol=1e-6)


KEPT = """
import torch
from sacroread.second_reader.fused import keep_memory

def faults():
    return int(open("/proc/self/stat").read().rsplit(")", 1)[1].split()[7])

keep_memory()
torch.zeros(2**24)
before = faults()
for _ in range(8):
    torch.zeros(2**24)
print(faults() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library alone can be asked to keep memory")
def test_memory_between_two_layers_is_found_again():
    ran = subprocess.run(
        [sys.executable, "-c", KEPT], capture_output=True, text=True, check=True, timeout=120
    )

    assert int(ran.stdout) < 40_000  # pages; 8 times 64 MB asked for anew are 131,072 of them
