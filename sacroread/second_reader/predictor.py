"""From a verified bundle to a probability and its heatmap, on CUDA, MPS or CPU."""

import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np
import safetensors
import safetensors.torch
import torch
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.bundle import SELFTEST_TOLERANCE, Bundle
from sacroread.second_reader.heatmap import Seen, attention_inside, joint_coverage
from sacroread.second_reader.likeness import poor_quality, referral, unlike_crop, unlike_training
from sacroread.second_reader.manifest import Manifest
from sacroread.second_reader.network import Network, build, check_size
from sacroread.second_reader.preprocess import as_fed, fed_picture, from_curated, own_crop
from sacroread.study.model import Crop, Presentation

HEATMAP_TOLERANCE = 1e-3  # of its highest value
SMALL_INPUT_PX = 300 * 300  # threads cost more than they bring below, above all on a busy machine
MOST_THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True)
class Output:
    """What the second reader says of one radiograph.

    `probability` of definite sacroiliitis, 0 to 1; `heatmap` (h, w) float32, 0 or more, in coordinates of the
    model input: what each place adds to the log-odds of definite sacroiliitis, whatever the probability is;
    `attention_in_joints`: share of the heatmap's mass inside the joints, 0 to 1, or None where the bundle
    knows no joints or the heatmap is empty; `refer_reason` why a person should decide, empty where nothing
    speaks against the second reader.
    """

    probability: float
    heatmap: NDArray[np.float32]
    attention_in_joints: float | None
    refer_reason: str = ""


class Predictor:
    """The network of one bundle on one device, after it has passed the bundle's self-test."""

    def __init__(self, bundle: Bundle, device: str = "auto") -> None:
        """Build the network from code, load the tensors, run the self-test.

        Args:
            bundle: From `load_bundle`.
            device: "auto", "cpu", "cuda" or "mps".

        Raises:
            SacroReadError: The device is not there, the tensors do not fit, or the self-test fails.
        """
        self.bundle = bundle
        self.device = _chosen(device)
        self._network = _loaded(bundle).to(self.device).to(memory_format=torch.channels_last)
        self._check_selftest()

    def predict(self, radiograph: Radiograph, presentation: Presentation, quality_flag: str = "") -> Output:
        """Return probability and heatmap of a radiograph as presented; the same bits each time on a machine.

        `quality_flag` is what a person has said against the radiograph; it refers the case.

        Raises:
            SacroReadError: The crop is too small.
        """
        spec, own = self.bundle.manifest.input, own_crop(radiograph, self.bundle.manifest.input)
        seen = self.seen(radiograph, presentation)
        picture = fed_picture(radiograph, presentation, spec)
        model_input = from_curated(picture, spec)
        (output,) = self.outputs(model_input[None])
        side_px, like = min(seen.crop.width, seen.crop.height), self.bundle.manifest.likeness
        unlike = unlike_training(model_input, side_px, spec, like)
        reasons = (quality_flag, unlike, unlike_crop(seen.crop, own), poor_quality(picture))
        attention = self._attention(output, own, seen)
        return replace(output, attention_in_joints=attention, refer_reason=referral(*reasons))

    def seen(self, radiograph: Radiograph, presentation: Presentation) -> Seen:
        """Return what the network sees of a radiograph as presented, and where its places look."""
        spec = self.bundle.manifest.input
        fed = as_fed(radiograph, presentation, spec)
        return Seen(fed, radiograph.rows, radiograph.cols, spec, self._network.lattice)

    def outputs(self, inputs: NDArray[np.float32]) -> tuple[Output, ...]:
        """Return one output per model input (n, 3, rows, cols) float32, without a share inside the joints."""
        answers = (answered(self._network, one[None], self.device) for one in inputs)
        temperature = self.bundle.manifest.output.temperature
        return tuple(Output(probability_of(value / temperature), heatmap, None) for value, heatmap in answers)

    def _attention(self, output: Output, of: Crop, seen: Seen) -> float | None:
        places = (output.heatmap.shape[0], output.heatmap.shape[1])
        boxes = self.bundle.manifest.joints.boxes
        return attention_inside(output.heatmap, joint_coverage(boxes, of, seen, places)) if boxes else None

    def _check_selftest(self) -> None:
        wanted = self.bundle.selftest
        found = self.outputs(wanted.inputs)
        probabilities = [output.probability for output in found]
        furthest = float(np.max(np.abs(probabilities - wanted.probabilities)))
        is_same = _is_same_heatmap(np.stack([output.heatmap for output in found]), wanted.heatmaps)
        if not (furthest <= SELFTEST_TOLERANCE and is_same):
            raise SacroReadError(
                f"The second reader {self.bundle.manifest.bundle_id} fails its self-test on {self.device} "
                f"(probability off by {furthest:.2g}, heatmap {'equal' if is_same else 'different'}). "
                "It is not used. Try the device cpu, or get the bundle again from its maker."
            )


def answered(
    network: Network, model_input: NDArray[np.float32], device: str
) -> tuple[float, NDArray[np.float32]]:
    """Return log-odds and heatmap (h, w) of one model input (1, 3, rows, cols); threads are fixed."""
    with torch.inference_mode(), _fixed_threads(model_input.shape[2] * model_input.shape[3]):
        placed = torch.from_numpy(model_input).to(device, memory_format=torch.channels_last)
        maps = network.features(placed)
        activation = network.head.activation(maps)[0].clamp(min=0)
        return float(network.head(maps)[0, 0]), activation.float().cpu().numpy()


def probability_of(log_odds: float) -> float:
    """Return 1 / (1 + exp(-log_odds)), without overflow."""
    odds = math.exp(-abs(log_odds))
    return 1 / (1 + odds) if log_odds > 0 else odds / (1 + odds)


def _is_same_heatmap(found: NDArray[np.float32], wanted: NDArray[np.float32]) -> bool:
    allowed = HEATMAP_TOLERANCE * float(wanted.max()) + np.finfo(np.float32).tiny
    return found.shape == wanted.shape and bool(np.all(np.abs(found - wanted) <= allowed))


def available_devices() -> tuple[str, ...]:
    """Return the devices of this machine, the fastest first."""
    claims = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    return tuple(name for name, is_there in claims.items() if is_there)


def _chosen(device: str) -> str:
    there = available_devices()
    if device == "auto":
        return there[0]
    if device not in there:
        raise SacroReadError(f"This machine has no device {device!r}; it has {', '.join(there)}.")
    return device


def _loaded(bundle: Bundle) -> Network:
    network = _built(bundle.manifest)
    try:
        tensors = safetensors.torch.load(bundle.weights)
        network.load_state_dict(tensors)
    except (safetensors.SafetensorError, RuntimeError) as error:
        raise SacroReadError(
            f"The weights of the bundle {bundle.manifest.bundle_id} do not fit the network "
            f"{bundle.manifest.network.name}. Get the bundle again from its maker."
        ) from error
    return network.eval()


def _built(manifest: Manifest) -> Network:
    check_size(manifest.input.rows, manifest.input.cols, manifest.network.name)
    return build(manifest.network.name, manifest.network.arguments)


@contextmanager
def _fixed_threads(pixels: int) -> Iterator[None]:
    """Fix the number of threads: sums split over another number of them differ in their last bits."""
    before = torch.get_num_threads()
    torch.set_num_threads(1 if pixels < SMALL_INPUT_PX else MOST_THREADS)
    try:
        yield
    finally:
        torch.set_num_threads(before)
