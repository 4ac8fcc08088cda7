"""What a bundle states about itself: frozen values, read from JSON, nothing optional, nothing guessed."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sacroread.errors import SacroReadError
from sacroread.second_reader import strict
from sacroread.study.model import CutOff

FORMAT = 1  # raised when the meaning of a manifest changes


@dataclass(frozen=True)
class NetworkSpec:
    """The network, by the name under which `network.build` knows it."""

    name: str
    arguments: Mapping[str, float]


@dataclass(frozen=True)
class Box:
    """A part of a rectangle, in shares of its width and height: 0 is left or top, 1 right or bottom."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class InputSpec:
    """What the network is fed with: (3, rows, cols) float32 made from the curated picture.

    Where the presentation has no crop of its own, `part` of the rectangle that `crop` names is fed: of the
    whole radiograph, or of the crop that the program proposes. Grey values are scaled to [0, 1], then
    `(grey - mean) / std` per channel.
    """

    rows: int
    cols: int
    depth: Literal[8, 16]
    crop: Literal["whole", "proposed"]
    part: Box
    window: Literal["presentation, else the first window"]
    interpolation: Literal["area"]
    padding: Literal["black, centred"]
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


@dataclass(frozen=True)
class OutputSpec:
    """What the one output means; `temperature` divides the log-odds before they become a probability."""

    meaning: str
    temperature: float


@dataclass(frozen=True)
class Joints:
    """Where the joints lie, and how little attention inside them calls for a warning.

    The boxes are parts of what is fed where the presentation has no crop of its own. No box means that the
    training set did not know; then no share can be given.
    """

    boxes: tuple[Box, ...]
    least_share: float
    origin: str


@dataclass(frozen=True)
class CutOffs:
    """The cut-offs with the counts of the tuning set between them, and how they came about.

    `band_sizes[i]` cases of the tuning set lie from cut-off i-1 up to cut-off i (ascending), of which
    `band_definite[i]` were definite by reference; there is one band more than cut-offs.
    """

    values: tuple[CutOff, ...]
    band_sizes: tuple[int, ...]
    band_definite: tuple[int, ...]
    provenance: str


@dataclass(frozen=True)
class Split:
    """One part of the curated set."""

    name: Literal["train", "tune", "test"]
    patients: int
    cases: int
    definite: int


@dataclass(frozen=True)
class TrainingStatement:
    """What the network was trained on."""

    is_synthetic: bool
    description: str
    splits: tuple[Split, ...]
    exclusions: str
    curated_set_sha256: str


@dataclass(frozen=True)
class Range:
    """From the least to the greatest value that the training set holds."""

    low: float
    high: float


@dataclass(frozen=True)
class Likeness:
    """What the training radiographs were like; a radiograph outside of it is referred to a person."""

    grey_mean: Range
    grey_spread: Range
    least_side_px: int


@dataclass(frozen=True)
class Performance:
    """One measured number with its interval, and on which part of the curated set."""

    name: str
    split: Literal["tune", "test"]
    value: float
    low: float
    high: float
    level: float
    n: int
    method: str


@dataclass(frozen=True)
class RecipeStatement:
    """The recipe, whole, so that the run can be done again."""

    name: str
    sha256: str
    text: str


@dataclass(frozen=True)
class StartingWeights:
    """Where the network started from."""

    name: str
    licence: str
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Everything a bundle states. No field is optional and none has a default."""

    format: int
    bundle_id: str
    version: str
    created: str
    intended_use: str
    licence: str
    network: NetworkSpec
    input: InputSpec
    output: OutputSpec
    joints: Joints
    cut_offs: CutOffs
    training: TrainingStatement
    likeness: Likeness
    performance: tuple[Performance, ...]
    recipe: RecipeStatement
    starting_weights: StartingWeights
    software: Mapping[str, str]
    files: Mapping[str, str]


def manifest_from_json(text: str) -> Manifest:
    """Return the manifest that the text states.

    Raises:
        SacroReadError: It is no JSON, or a field is missing, unknown or of another kind.
    """
    try:
        stated = json.loads(text)
    except ValueError as error:
        raise SacroReadError(f"The manifest is no JSON ({error}). Get the bundle again.") from error
    read = strict.value(Manifest, stated, "manifest")
    if read.format != FORMAT:
        raise SacroReadError(f"The manifest has another format than {FORMAT}; this program cannot read it.")
    return read


def manifest_to_json(manifest: Manifest) -> str:
    """Return the manifest as JSON text, keys in the order of the fields, ending with a newline."""
    return json.dumps(dataclasses.asdict(manifest), indent=2, ensure_ascii=False) + "\n"
