"""Whether the second reader may be asked at all; where not, a person decides, and the reasons are told."""

import numpy as np
from numpy.typing import NDArray

from sacroread.second_reader.manifest import InputSpec, Likeness, Range
from sacroread.study.model import Crop

MOST_PLAIN = 0.5  # share of the part shown that may be plain black or white
LEAST_GREYS = 32  # fewer shades show no trabeculae: a wrong window, or a drawing instead of a radiograph
LEAST_COMMON = 0.5  # of the area of both crops together
# Defined terms of Body Part Examined (PS3.16 Annex L) for what shows no sacroiliac joint.
_HEAD = ("HEAD", "SKULL", "JAW", "MANDIBLE", "MAXILLA", "NECK", "CSPINE", "TSPINE")
_TRUNK = ("CHEST", "THORAX", "RIB", "STERNUM", "BREAST", "HEART", "LUNG")
_ARM = ("CLAVICLE", "SHOULDER", "SCAPULA", "HUMERUS", "ELBOW", "FOREARM", "ARM", "WRIST", "HAND", "FINGER")
_LEG = ("KNEE", "PATELLA", "LEG", "CALF", "ANKLE", "FOOT", "TOE", "CALCANEUS", "EXTREMITY")
ELSEWHERE = frozenset((*_HEAD, *_TRUNK, *_ARM, *_LEG))


def grey_statistics(model_input: NDArray[np.float32], spec: InputSpec) -> tuple[float, float]:
    """Return mean and standard deviation of the grey values in [0, 1], padding included.

    `model_input` is (3, rows, cols) float32 as `preprocess.from_curated` gives it.
    """
    grey = model_input[0].astype(np.float64) * spec.std[0] + spec.mean[0]
    return float(grey.mean()), float(grey.std())


def referral(*reasons: str) -> str:
    """Return all reasons, empty ones left out, as one sentence; empty where there is none."""
    found = [reason for reason in reasons if reason]
    return f"Refer: {'; '.join(found)}." if found else ""


def unlike_training(
    model_input: NDArray[np.float32], smaller_side_px: int, spec: InputSpec, like: Likeness
) -> str:
    """Return in what a radiograph differs from the training radiographs; empty where in nothing.

    Args:
        model_input: (3, rows, cols) float32.
        smaller_side_px: Of what was fed, in pixels of the radiograph.
        spec: The bundle's input.
        like: The bundle's statement about its training radiographs.
    """
    mean, spread = grey_statistics(model_input, spec)
    checks = (
        (smaller_side_px >= like.least_side_px, "the part shown is smaller than any training radiograph"),
        (_within(mean, like.grey_mean), "the radiograph is brighter or darker than the training radiographs"),
        (_within(spread, like.grey_spread), "the contrast is unlike that of the training radiographs"),
    )
    return "; ".join(words for holds, words in checks if not holds)


def unlike_crop(fed: Crop, own: Crop) -> str:
    """Return that a crop shows another part than the bundle's own crop, on which it was trained, or nothing.

    Compared by the area that both share over the area that either covers (Jaccard 1912).
    """
    across = min(fed.x + fed.width, own.x + own.width) - max(fed.x, own.x)
    down = min(fed.y + fed.height, own.y + own.height) - max(fed.y, own.y)
    common = max(0, across) * max(0, down)
    either = fed.width * fed.height + own.width * own.height - common
    is_alike = common >= LEAST_COMMON * either
    return "" if is_alike else "the crop shows another part of the body than the training radiographs"


def other_body_part(body_part: str) -> str:
    """Return that a file says it shows another part of the body than the pelvis, or nothing.

    `body_part` is Body Part Examined (0018,0015); many files leave it empty, and some have words of their
    own, which say nothing against them.
    """
    return f"the file says that it shows {body_part}" if body_part in ELSEWHERE else ""


def poor_quality(picture: NDArray[np.uint8] | NDArray[np.uint16]) -> str:
    """Return what is poor about the part shown, as windowed; empty where nothing is.

    `picture` is (rows, cols) uint8 or uint16 over its full range, 0 black.
    """
    levels = np.bincount((picture >> (8 * picture.itemsize - 8)).ravel(), minlength=256)
    checks = (
        (levels[0] + levels[-1] <= MOST_PLAIN * picture.size, "most of the part shown is black or white"),
        (np.count_nonzero(levels) >= LEAST_GREYS, "the part shown has hardly any shades of grey"),
    )
    found = [words for holds, words in checks if not holds]
    return f"poor quality ({' and '.join(found)}: check window and exposure)" if found else ""


def _within(value: float, limits: Range) -> bool:
    return limits.low <= value <= limits.high
