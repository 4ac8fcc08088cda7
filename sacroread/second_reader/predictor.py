"""From a verified bundle to a probability and its heatmap, on CUDA, MPS or CPU."""

import math
from copy import deepcopy
from dataclasses import dataclass, replace

import numpy as np
import safetensors
import safetensors.torch
from numpy.typing import NDArray

from sacroread.errors import SacroReadError
from sacroread.imaging.curate import curated
from sacroread.imaging.radiograph import Radiograph
from sacroread.second_reader.bundle import SELFTEST_TOLERANCE, Bundle
from sacroread.second_reader.device import BATCH, Answer, answers_to, chosen_device, in_batches
from sacroread.second_reader.fused import keep_memory, ready
from sacroread.second_reader.heatmap import Seen, attention_inside, joint_coverage
from sacroread.second_reader.likeness import (
    other_body_part,
    poor_quality,
    referral,
    unlike_crop,
    unlike_training,
)
from sacroread.second_reader.manifest import Manifest
from sacroread.second_reader.network import Network, build, check_size
from sacroread.second_reader.preprocess import from_curated, own_crop, own_or_drawn
from sacroread.study.model import Crop, Presentation

HEATMAP_TOLERANCE = 1e-3  # of its highest value
HALF_TOLERANCE = 1e-3


@dataclass(frozen=True)
class Output:
    """What the second reader says of one radiograph.

    `probability` of definite sacroiliitis, 0 to 1; `heatmap` (h, w) float32, 0 or more, in coordinates of the
    model input: what each place adds to the log-odds of definite sacroiliitis, whatever the probability is;
    `attention_in_joints`: share of the heatmap's mass inside the joints, 0 to 1, or None where the bundle
    knows no joints or the heatmap is empty; `refer_reason` why a person should decide, empty where nothing
    speaks against the second reader; `grades` (2, 5) float32 the shares of grades 0 to 4 for the left and
    right half of the picture, or None where the bundle gives none.
    """

    probability: float
    heatmap: NDArray[np.float32]
    attention_in_joints: float | None
    refer_reason: str = ""
    grades: NDArray[np.float32] | None = None


class Predictor:
    """The network of one bundle on one device, after it has passed the bundle's self-test."""

    def __init__(self, bundle: Bundle, device: str = "auto", *, is_half_wanted: bool = False) -> None:
        """Build the network from code, load the tensors, run the self-test.

        `notice` says in words what was done otherwise than asked; empty where nothing was.

        Args:
            bundle: From `load_bundle`.
            device: "auto", "cpu", "cuda" or "mps".
            is_half_wanted: Compute in half precision, on CUDA and where the self-test comes out within 1e-3.

        Raises:
            SacroReadError: The device is not there, the tensors do not fit, or the self-test fails.
        """
        self.bundle = bundle
        self.device = chosen_device(device)
        self.notice = ""
        self._batch = BATCH[self.device]
        if self.device == "cpu":
            keep_memory()
        self._network = ready(_loaded(bundle), self.device)
        self._check_selftest()
        if is_half_wanted:
            self._halve()

    def predict(self, radiograph: Radiograph, presentation: Presentation, quality_flag: str = "") -> Output:
        """Return probability and heatmap of a radiograph as presented; the same bits each time on a machine.

        `quality_flag` is what a person has said against the radiograph; it refers the case.

        Raises:
            SacroReadError: The crop is too small.
        """
        return self.predict_seen(radiograph, presentation, quality_flag)[0]

    def predict_seen(
        self, radiograph: Radiograph, presentation: Presentation, quality_flag: str = ""
    ) -> tuple[Output, Seen]:
        """Return what `predict` returns, and what the network saw and where its places look.

        Raises:
            SacroReadError: As `predict`.
        """
        spec, own = self.bundle.manifest.input, own_crop(radiograph, self.bundle.manifest.input)
        fed = replace(presentation, crop=own_or_drawn(own, presentation.crop))
        seen = Seen(fed, radiograph.rows, radiograph.cols, spec, self._network.lattice)
        picture = curated(radiograph, fed, spec.depth)
        model_input = from_curated(picture, spec)
        (output,) = self.outputs(model_input[None])
        unlike = self._reasons(seen.crop, own, model_input)
        reasons = (quality_flag, other_body_part(radiograph.body_part), *unlike, poor_quality(picture))
        attention = self._attention(output, own, seen)
        return replace(output, attention_in_joints=attention, refer_reason=referral(*reasons)), seen

    def _reasons(self, fed: Crop, own: Crop, model_input: NDArray[np.float32]) -> tuple[str, str]:
        manifest, side_px = self.bundle.manifest, min(fed.width, fed.height)
        unlike = unlike_training(model_input, side_px, manifest.input, manifest.likeness)
        return unlike, unlike_crop(fed, own)

    def outputs(self, inputs: NDArray[np.float32]) -> tuple[Output, ...]:
        """Return one output per model input (n, 3, rows, cols) float32, without a share inside the joints.

        Raises:
            SacroReadError: The device's memory is too small for a single input, or the device was lost.
        """
        answers, batch = in_batches(self._answers, inputs, self._batch)
        if batch < self._batch:
            self.notice = f"The memory of {self.device} is too small for {self._batch} at once: {batch} are."
            self._batch = batch
        return tuple(self._output(answer) for answer in answers)

    def _answers(self, inputs: NDArray[np.float32]) -> tuple[Answer, ...]:
        return answers_to(self._network, inputs, self.device)

    def _output(self, answer: Answer) -> Output:
        log_odds = answer.log_odds / self.bundle.manifest.output.temperature
        return Output(probability_of(log_odds), answer.heatmap, None, "", answer.grades)

    def _attention(self, output: Output, of: Crop, seen: Seen) -> float | None:
        places = (output.heatmap.shape[0], output.heatmap.shape[1])
        boxes = self.bundle.manifest.joints.boxes
        return attention_inside(output.heatmap, joint_coverage(boxes, of, seen, places)) if boxes else None

    def _halve(self) -> None:
        """Go over to half precision where that is fast and the answers stay; else say why not."""
        if self.device != "cuda":
            self.notice = f"Half precision is used on CUDA alone; on {self.device} it is float32."
            return
        whole = self._network
        self._network = deepcopy(whole).half()
        probabilities = [output.probability for output in self.outputs(self.bundle.selftest.inputs)]
        furthest = float(np.max(np.abs(probabilities - self.bundle.selftest.probabilities)))
        if not furthest <= HALF_TOLERANCE:
            self._network = whole
            self.notice = f"Half precision is off by {furthest:.2g} in the self-test, so float32 is used."

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
    (answer,) = answers_to(network, model_input, device)
    return answer.log_odds, answer.heatmap


def probability_of(log_odds: float) -> float:
    """Return 1 / (1 + exp(-log_odds)), without overflow."""
    odds = math.exp(-abs(log_odds))
    return 1 / (1 + odds) if log_odds > 0 else odds / (1 + odds)


def _is_same_heatmap(found: NDArray[np.float32], wanted: NDArray[np.float32]) -> bool:
    allowed = HEATMAP_TOLERANCE * float(wanted.max()) + np.finfo(np.float32).tiny
    return found.shape == wanted.shape and bool(np.all(np.abs(found - wanted) <= allowed))


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
    return network


def _built(manifest: Manifest) -> Network:
    check_size(manifest.input.rows, manifest.input.cols, manifest.network.name)
    return build(manifest.network.name, manifest.network.arguments)
