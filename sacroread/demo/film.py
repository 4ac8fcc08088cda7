"""From attenuation to a processed radiograph: photons, scatter, blur, noise, grey scale, stored values."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter

from sacroread.demo.rays import Field, Grid
from sacroread.demo.resample import smoothed
from sacroread.demo.variety import Exposure, Room

SCATTER_MM = 32.0
AIR, DENSE = (
    0.5,
    0.03,
)  # primary shares: above the first nothing scatters, below the second all of the body does
PROCESSING_MM = 26.0  # below this size, structures keep their contrast
EDGE_MM = 1.6
TRABECULAR_MM = (0.28, 0.75)  # finest and coarsest structure that cancellous bone shows


@dataclass(frozen=True)
class Marker:
    """A letter of lead: where its bitmap lies, as row and column of its upper left corner."""

    row: int
    col: int
    letter: str


def detected(line_integral: Field, on: Grid, exposure: Exposure, rng: np.random.Generator) -> Field:
    """Return what a detector counts relative to air, (rows, cols) float32: primary, scatter, blur, noise."""
    pixel = float(on.u[1] - on.u[0])
    primary = np.exp(-line_integral)
    scattering = np.where(primary < AIR, np.minimum(primary, DENSE), 0)
    signal = primary + np.float32(exposure.scatter) * smoothed(scattering, SCATTER_MM / pixel)
    per_pixel = exposure.photons * pixel**2 / 0.1  # photons stands for a pixel of 0.1 mm2
    noise = rng.standard_normal(signal.shape, dtype=np.float32) * np.sqrt(signal / np.float32(per_pixel))
    half = exposure.blur_mm / pixel / np.sqrt(2)
    counted = gaussian_filter(gaussian_filter(signal, half) + noise, half, truncate=3.0)
    return np.asarray(np.maximum(counted, np.float32(1e-5)))


def processed(counted: Field, on: Grid, exposure: Exposure) -> Field:
    """Return grey values for presentation, (rows, cols) float32 in [0, 1], bone light."""
    pixel = float(on.u[1] - on.u[0])
    dense = -np.log(counted)
    broad = smoothed(dense, PROCESSING_MM / pixel)
    fine = dense - smoothed(dense, EDGE_MM / pixel * 3)
    flat = dense - np.float32(1 - exposure.keep_low) * broad + np.float32(exposure.sharpening) * fine
    body = flat[::8, ::8][dense[::8, ::8] > 1.2]
    low, middle, high = (float(q) for q in np.quantile(body, (0.02, 0.5, 0.96)))
    scale = 0.85 * exposure.contrast / (high - low)
    grey = np.float32(0.42 + exposure.brightness) + (flat - np.float32(middle)) * np.float32(scale)
    return np.asarray(1 / (1 + np.exp(-4.4 * (grey - np.float32(0.5)))), dtype=np.float32)


def stored_values(grey: Field, room: Room) -> np.ndarray[tuple[int, ...], np.dtype[np.uint16]]:
    """Return the grey values as an X-ray room stores them, uint16 up to 2**bits_stored - 1."""
    top = 2**room.bits_stored - 1
    shown = 1 - grey if room.photometric == "MONOCHROME1" else grey
    return np.asarray(np.round(np.clip(shown, 0, 1) * top).astype(np.uint16))


def trabecular(on: Grid, rng: np.random.Generator) -> Field:
    """Return the grain of cancellous bone, (rows, cols) float32, mean 0, standard deviation 1."""
    pixel = float(on.u[1] - on.u[0])
    white = rng.standard_normal(on.shape, dtype=np.float32)
    fine = max(TRABECULAR_MM[0] / pixel, 0.4)
    coarse = max(TRABECULAR_MM[1] / pixel, 2 * fine)
    grain = gaussian_filter(white, fine, truncate=2.5) - gaussian_filter(white, coarse, truncate=2.5)
    return np.asarray(grain / grain[::8, ::8].std(), dtype=np.float32)


def collimated(grey: Field, on: Grid, room: Room) -> Field:
    """Return the picture with the shutters' margins (left, right, top, bottom) black."""
    left, right, top, bottom = room.margins_mm
    u_open = np.clip(np.minimum(on.u - on.u[0] - left, on.u[-1] - on.u - right) / 0.6 + 1, 0, 1)
    v_open = np.clip(np.minimum(on.v[0] - on.v - top, on.v - on.v[-1] - bottom) / 0.6 + 1, 0, 1)
    return np.asarray(grey * v_open[:, None] * u_open[None, :], dtype=np.float32)
