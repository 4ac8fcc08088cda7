"""Synthetic anteroposterior radiographs of the pelvis with known grades of both sacroiliac joints.

Nothing here comes from a patient; no accuracy about sacroiliitis may be claimed from phantoms.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

from sacroread.demo import distractors, film, joint, soft_tissue, variety
from sacroread.demo.distractors import Distractor, Extras, with_outgrowths
from sacroread.demo.femur import femora
from sacroread.demo.lesions import JointSurface, joint_surface
from sacroread.demo.lettering import lettering
from sacroread.demo.rays import Field, Grid, Pose, project
from sacroread.demo.resample import resampled
from sacroread.demo.skeleton import Bones, skeleton
from sacroread.demo.spine import lumbar_spine
from sacroread.errors import SacroReadError
from sacroread.study.criteria import is_definite
from sacroread.study.model import Grade, Lesion, Side, Window

SIZE = (1000, 1200)  # rows, columns of a phantom where nothing else is asked for
SMALLEST, LARGEST = 100, 5000  # pixels along an edge
WIDTH_MM = 430.0  # of the detector
CENTRE_V_MM = 48.0
GRAIN = 0.8  # of cancellous bone, in mm for the square root of each mm crossed
LEAD = 3.5  # attenuation of the side marker
MARGIN_MM = 4.0  # around the joint's surface in its outline
MARK = "SYNTHETIC"

TOPICS = ("pose", "build", "exposure", "room", "bowel", "tissue", "grain", "noise", "joint", "distractors")


@dataclass(frozen=True)
class Phantom:
    """A synthetic radiograph and the facts about it.

    Attributes:
        stored: (rows, cols) uint16 in [0, 2**bits_stored - 1], patient's right joint on the picture's left.
        bits_stored: 10 to 16.
        photometric: MONOCHROME1 or MONOCHROME2.
        window: in stored units, or None where the room sends none.
        pixel_spacing: mm at the detector, rows and columns alike.
        grades: of both sides.
        lesions: that the grades rest on, of both sides.
        joint_outlines: (n, 2) float64 x and y of a convex polygon around each joint, in radiograph pixels.
        distractors: findings beside the grades.
        is_poor: whether the film is too bad to be graded.
        vendor: name of an invented maker.
    """

    stored: NDArray[np.uint16]
    bits_stored: int
    photometric: str
    window: Window | None
    pixel_spacing: float
    grades: Mapping[Side, Grade]
    lesions: Mapping[Side, frozenset[Lesion]]
    joint_outlines: Mapping[Side, NDArray[np.float64]]
    distractors: frozenset[Distractor]
    is_poor: bool
    vendor: str

    @property
    def is_definite(self) -> bool:
        """Whether the grades make definite sacroiliitis."""
        return is_definite(self.grades)


@dataclass(frozen=True)
class _Subject:
    """Who lies on the table."""

    pose: Pose
    build: variety.Build
    surfaces: Mapping[Side, JointSurface]
    extras: Extras


def phantom(
    seed: int, grades: Mapping[Side, Grade], size: tuple[int, int] = SIZE, *, is_poor: bool = False
) -> Phantom:
    """Return the phantom of a seed: patient, room and film follow from it, the joints from the grades too.

    Args:
        seed: 0 or greater; the same seed, grades and size give the same pixels.
        grades: modified New York grades of both sides.
        size: rows and columns of the picture; about 5 : 6.
        is_poor: take a film that should be excluded.

    Raises:
        SacroReadError: a size that is not made.
    """
    _check_size(size)
    subject, room = _subject(seed, grades), variety.room(_stream(seed, "room"))
    on = picture_grid(size)
    expose = variety.poor_exposure if is_poor else variety.exposure
    exposure = expose(_stream(seed, "exposure"))
    dense = _with_marker(_line_integral(seed, subject, on), on, room)
    counted = film.detected(dense, on, exposure, _stream(seed, "noise"))
    grey = _marked(film.collimated(film.processed(counted, on, exposure), on, room))
    return Phantom(
        stored=film.stored_values(grey, room),
        bits_stored=room.bits_stored,
        photometric=room.photometric,
        window=_window(room),
        pixel_spacing=WIDTH_MM / size[1],
        grades=MappingProxyType(dict(grades)),
        lesions=MappingProxyType({side: subject.surfaces[side].lesions for side in Side}),
        joint_outlines=MappingProxyType({side: _outline(side, subject, on) for side in Side}),
        distractors=subject.extras.found,
        is_poor=is_poor,
        vendor=room.vendor,
    )


def _check_size(size: tuple[int, int]) -> None:
    if not all(SMALLEST <= pixels <= LARGEST for pixels in size):
        raise SacroReadError(
            f"No phantom has {size[0]} x {size[1]} pixels. Ask for {SMALLEST} to {LARGEST} each way."
        )


def picture_grid(size: tuple[int, int]) -> Grid:
    """Return the rays of a picture's pixels on the plane through the hips, mm."""
    rows, cols = size
    pitch = WIDTH_MM / cols * variety.ISO_TO_SOURCE_MM / variety.SOURCE_TO_DETECTOR_MM
    u = ((np.arange(cols) - (cols - 1) / 2) * pitch).astype(np.float32)
    v = (CENTRE_V_MM - (np.arange(rows) - (rows - 1) / 2) * pitch).astype(np.float32)
    return Grid(u, v)


def _stream(seed: int, topic: str, part: int = 0) -> np.random.Generator:
    """Independent random numbers for each topic: a change of one leaves the others as they are."""
    return np.random.default_rng((seed, TOPICS.index(topic), part))


def _subject(seed: int, grades: Mapping[Side, Grade]) -> _Subject:
    rng = _stream(seed, "distractors")
    extra = distractors.extras(rng)
    pose = distractors.turned(variety.pose(_stream(seed, "pose")), extra, rng)
    surfaces = {side: joint_surface(grades[side], _stream(seed, "joint", i)) for i, side in enumerate(Side)}
    surfaces = {side: distractors.worn(surface, extra, rng) for side, surface in surfaces.items()}
    return _Subject(pose, variety.build(_stream(seed, "build")), surfaces, extra)


def _line_integral(seed: int, subject: _Subject, on: Grid) -> Field:
    bones = skeleton(on, _bones(subject), subject.build, subject.pose)
    grain = film.trabecular(on, _stream(seed, "grain")) * np.sqrt(bones.cancellous_mm)
    tissue = _soft(seed, on, subject)
    things = distractors.foreign(on, subject.extras, subject.pose)
    return bones.bones + tissue + things + np.float32(GRAIN * subject.build.cancellous) * grain


def _bones(subject: _Subject) -> Bones:
    pelvis = joint.pelvis(subject.surfaces, subject.build.joint_slope)
    grown = subject.extras.outgrowths
    return Bones(with_outgrowths(pelvis, grown), with_outgrowths(lumbar_spine, grown), femora)


def _soft(seed: int, on: Grid, subject: _Subject) -> Field:
    coarse = Grid(
        np.arange(on.u[0] - 4, on.u[-1] + 5, 1.5, dtype=np.float32),
        np.arange(on.v[0] + 4, on.v[-1] - 5, -1.5, dtype=np.float32),
    )
    gas = soft_tissue.bowel(_stream(seed, "bowel"), subject.extras.gas)
    tissue = soft_tissue.attenuation(coarse, subject.build, gas, _stream(seed, "tissue"))
    return resampled(tissue, coarse, on)


def _with_marker(dense: Field, on: Grid, room: variety.Room) -> Field:
    rows, cols = on.shape
    letter = lettering("R", max(1, cols // 200))
    at = int(room.marker[1] * rows), int(room.marker[0] / WIDTH_MM * cols)
    result = dense.copy()
    result[at[0] : at[0] + letter.shape[0], at[1] : at[1] + letter.shape[1]] += np.float32(LEAD) * letter
    return result


def _marked(grey: Field) -> Field:
    rows, cols = grey.shape
    word = lettering(MARK, max(1, cols // 400))
    margin = max(2, rows // 100)
    result = grey.copy()
    corner = result[-margin - word.shape[0] : -margin, -margin - word.shape[1] : -margin]
    corner[word] = 1.0
    return result


def _window(room: variety.Room) -> Window | None:
    top = 2**room.bits_stored
    return Window(top / 2, float(top)) if room.has_window else None


def _outline(side: Side, subject: _Subject, on: Grid) -> NDArray[np.float64]:
    seen = project(joint.margin(side, subject.build.joint_slope).tolist(), subject.pose)
    around = (
        np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 12, endpoint=False)]) * MARGIN_MM
    )
    cloud = (seen[:, None, :] + around).reshape(-1, 2)
    hull = cloud[ConvexHull(cloud).vertices]
    pitch = float(on.u[1] - on.u[0])
    return np.stack([(hull[:, 0] - on.u[0]) / pitch, (on.v[0] - hull[:, 1]) / pitch], axis=1)
