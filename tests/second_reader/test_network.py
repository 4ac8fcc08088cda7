import numpy as np
import pytest
import torch

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import build, check_size


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
        check_size(224, 321)
