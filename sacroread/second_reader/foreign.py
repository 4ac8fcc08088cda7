"""A bundle made from somebody else's checkpoint, which the user brings and answers for.

One kind is known: `anatomy-aware-2024`, the ResNet-50 of Dorfner et al. 2024 (RMD Open 10:e004628): one grey
channel, 416 x 628, two classes after a hidden layer of 1024 units, definite above 0.59, per patient. The
checkpoint is read without running anything of it. What it was published with and is not done here (a
segmentation that finds the joints, contrast-limited equalisation of the grey values) is stated in the card.
"""

import hashlib
import math
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import safetensors.torch
import torch

from sacroread import __version__
from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import (
    CARD,
    SELFTEST,
    WEIGHTS,
    Bundle,
    SelfTest,
    selftest_bytes,
    write_bundle,
)
from sacroread.second_reader.device import answers_to
from sacroread.second_reader.fused import ready
from sacroread.second_reader.manifest import (
    FORMAT,
    Box,
    CutOffs,
    InputSpec,
    Joints,
    Likeness,
    Manifest,
    NetworkSpec,
    OutputSpec,
    Range,
    RecipeStatement,
    StartingWeights,
    TrainingStatement,
)
from sacroread.second_reader.network import Network, build
from sacroread.second_reader.predictor import probability_of
from sacroread.study.model import CutOff

KINDS = ("anatomy-aware-2024",)
PREFIX = "model."  # of every tensor in the published checkpoint
ROWS, COLS, HIDDEN_UNITS = 416, 628, 1024
ABOVE = 0.59  # "above", so the cut-off (>=) is the next greater number
NORM_EPSILON = 1e-5  # of torch's batch normalisation
SEED = 20260102
NOT_KNOWN = "not known to this program"
SOURCE = "Dorfner et al. 2024, RMD Open 10:e004628, doi 10.1136/rmdopen-2024-004628"


@dataclass(frozen=True)
class Answerable:
    """What the user states about a foreign checkpoint, because nobody else can.

    `licence` under which it may be used, and the sensitivity and specificity (0 to 1) that were published for
    its cut-off.
    """

    licence: str
    sensitivity: float
    specificity: float


def import_checkpoint(checkpoint: Path, kind: str, folder: Path, stated: Answerable) -> Bundle:
    """Write a bundle made from a foreign checkpoint into a new folder, whose name is the bundle's id.

    Raises:
        SacroReadError: Another kind, a checkpoint that is unsafe, damaged or of another network, a statement
            that is missing or impossible, or a folder that exists.
    """
    if kind not in KINDS:
        raise SacroReadError(
            f"No foreign checkpoint of the kind {kind!r} is known; known: {', '.join(KINDS)}."
        )
    _check_stated(stated)
    sha256 = hashlib.sha256(_content(checkpoint)).hexdigest()
    network = _network(_tensors(checkpoint), checkpoint.name)
    manifest = _manifest(folder.name, sha256, stated)
    parts = {
        WEIGHTS: safetensors.torch.save({n: t.contiguous() for n, t in network.state_dict().items()}),
        CARD: _card(manifest).encode("utf-8"),
        SELFTEST: selftest_bytes(_selftest(network)),
    }
    return write_bundle(folder, manifest, parts)


def _check_stated(stated: Answerable) -> None:
    if not stated.licence.strip():
        raise SacroReadError("State under which licence you may use the checkpoint; nothing was imported.")
    if not (0 <= stated.sensitivity <= 1 and 0 <= stated.specificity <= 1):
        raise SacroReadError(
            "Sensitivity and specificity lie between 0 and 1. Look them up where it was published."
        )


def _content(checkpoint: Path) -> bytes:
    try:
        return checkpoint.read_bytes()
    except OSError as error:
        raise SacroReadError(
            f"{checkpoint.name} cannot be read ({error.strerror}). Check the path."
        ) from error


def _tensors(checkpoint: Path) -> Mapping[str, torch.Tensor]:
    """Return the tensors of the network, their prefix taken off; nothing of the file is run."""
    try:
        stored = torch.load(checkpoint, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, ValueError, KeyError) as error:
        raise SacroReadError(
            f"{checkpoint.name} holds more than plain weights, or is damaged: opened, it could run code. "
            "Where you trust it, save its weights alone with torch.save(checkpoint['state_dict'], FILE), and "
            "import that file."
        ) from error
    state = stored.get("state_dict", stored) if isinstance(stored, dict) else None
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise SacroReadError(f"{checkpoint.name} is no plain state of a network. Choose another file.")
    return {str(name).removeprefix(PREFIX): value.float() for name, value in state.items()}


def _network(tensors: Mapping[str, torch.Tensor], name: str) -> Network:
    network = build("resnet-50-hidden", {"dropout": 0.0, "hidden": float(HIDDEN_UNITS)})
    try:
        body = {key: value for key, value in tensors.items() if not key.startswith("fc.")}
        network.features.load_state_dict({**body, "conv1.weight": _on_first_channel(body["conv1.weight"])})
        network.head.load_state_dict(_head(tensors))
    except (KeyError, RuntimeError) as error:
        raise SacroReadError(
            f"{name} is no ResNet-50 with one grey channel and a hidden layer of {HIDDEN_UNITS} units. "
            "Choose the checkpoint of the classifier."
        ) from error
    return network


def _on_first_channel(grey: torch.Tensor) -> torch.Tensor:
    """Return the first convolution for three channels of which the first one alone counts."""
    return torch.cat([grey, torch.zeros_like(grey), torch.zeros_like(grey)], dim=1)


def _head(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Return the two classes after a normalised hidden layer as one log-odds after a plain one.

    A softmax of two is the logistic function of their difference; the normalisation is a factor and a shift.
    """
    weight, bias, mean, variance = (
        tensors[f"fc.2.{name}"] for name in ("weight", "bias", "running_mean", "running_var")
    )
    factor = weight / torch.sqrt(variance + NORM_EPSILON)
    difference = tensors["fc.4.weight"][1] - tensors["fc.4.weight"][0]
    shift = (difference * (bias - factor * mean)).sum() + tensors["fc.4.bias"][1] - tensors["fc.4.bias"][0]
    return {
        "hidden.weight": tensors["fc.0.weight"],
        "hidden.bias": tensors["fc.0.bias"],
        "linear.weight": (difference * factor)[None],
        "linear.bias": shift[None],
    }


def _selftest(network: Network) -> SelfTest:
    inputs = np.random.default_rng(SEED).random((1, 3, ROWS, COLS), dtype=np.float32)
    (answer,) = answers_to(ready(network), inputs, "cpu")
    return SelfTest(inputs, np.array([probability_of(answer.log_odds)]), answer.heatmap[None])


def _manifest(bundle_id: str, sha256: str, stated: Answerable) -> Manifest:
    text = f"Imported from a checkpoint with SHA-256 {sha256}; {SOURCE}."
    cut_off = CutOff("published", math.nextafter(ABOVE, 1), stated.sensitivity, stated.specificity)
    return Manifest(
        format=FORMAT,
        bundle_id=bundle_id,
        version="1",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        intended_use="FOREIGN: a second reader that its user brought. For research; not for diagnosis.",
        licence=stated.licence,
        network=NetworkSpec("resnet-50-hidden", {"dropout": 0.0, "hidden": float(HIDDEN_UNITS)}),
        input=_input(),
        output=OutputSpec("Probability of radiographic sacroiliitis of the patient, 0 to 1.", 1.0),
        joints=Joints((), 0.0, NOT_KNOWN),
        cut_offs=CutOffs((cut_off,), (0, 0), (0, 0), f"published: above {ABOVE}; stated by the user"),
        training=TrainingStatement(False, f"See {SOURCE}.", (), NOT_KNOWN, NOT_KNOWN),
        likeness=Likeness(Range(0.0, 1.0), Range(0.0, 1.0), 32),
        performance=(),
        recipe=RecipeStatement("foreign", hashlib.sha256(text.encode()).hexdigest(), text),
        starting_weights=StartingWeights(NOT_KNOWN, NOT_KNOWN, NOT_KNOWN),
        software={"sacroread": __version__, "torch": str(torch.__version__)},
        files={},
    )


def _input() -> InputSpec:
    """The joints' part of the proposed crop, grey in [0, 1] on the first channel."""
    return InputSpec(
        rows=ROWS,
        cols=COLS,
        depth=8,
        crop="proposed",
        part=Box(0.22, 0.19, 0.78, 0.62),
        window="presentation, else the first window",
        interpolation="area",
        padding="black, centred",
        mean=(0.0, 0.0, 0.0),
        std=(1.0, 1.0, 1.0),
    )


def _card(manifest: Manifest) -> str:
    cut_off = manifest.cut_offs.values[0]
    return f"""# Second reader {manifest.bundle_id}, brought by its user

For research; not for diagnosis.

**FOREIGN.** {manifest.recipe.text} Nothing of it ships with SacroRead, and SacroRead's makers do not vouch
for it.

**Other preparation of the picture.** It was published with a segmentation that finds the joints and with a
median filter, an unsharp mask and contrast-limited adaptive equalisation of the grey values. None of that is
done here: the crop is the reader's or the program's, and the grey values are those of the window. So its
published performance does not hold here. Measure it on radiographs with a reference standard before you rest
anything on it.

**Training data.** See the publication. No statement about grey values, sizes or joints came with the
checkpoint, so nothing is referred because it is unlike the training set, and no share of attention inside the
joints is given.

**Performance.** Stated by the user for the published cut-off (above {ABOVE}): sensitivity
{cut_off.sensitivity:.3f}, specificity {cut_off.specificity:.3f}. Not measured here, and without intervals.

**Licence.** Stated by the user: {manifest.licence}. Whether weights that were trained on patients'
radiographs may be used, passed on or used commercially is a question for their makers and your institution.
"""
