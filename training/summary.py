"""A curated set to look at before anything is trained on it: its numbers, and a sheet of its pictures."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sacroread.imaging.area import area_averaged
from sacroread.imaging.curate import read_curated
from training.curated_set import PICTURES, SPLITS, CuratedSet, Entry

SUMMARY, SHEET = "summary.md", "contact_sheet.png"
TILE_PX = 160
ACROSS = 8
MOST_PICTURES = 16  # of each class in each split
DPI = 100


def write_summary(folder: Path, stated: CuratedSet) -> None:
    """Write `summary.md` and `contact_sheet.png` into the folder of a set."""
    (folder / SUMMARY).write_text(summary(stated), encoding="utf-8")
    _write_sheet(folder, stated)


def summary(stated: CuratedSet) -> str:
    """Return what is in a set, in Markdown: splits, votes, origins and who was left out with the reason."""
    synthetic = "**SYNTHETIC**: computed phantoms, no patients.\n\n" if stated.is_synthetic else ""
    header = "| split | patients | cases | definite |\n| --- | --- | --- | --- |"
    rows = "\n".join(_row(name, stated.of(name)) for name in SPLITS)
    left_out = "\n".join(f"- {sentence}" for sentence in stated.exclusions) or "- nobody"
    return (
        f"# Curated set\n\n{synthetic}{stated.description}\n\nSplit {stated.split_rule}. "
        f"Crop: {stated.crop}, or as a reader drew it ({_drawn(stated)} cases). {stated.depth} bit.\n\n"
        f"{header}\n{rows}\n\n"
        f"Reference standard: {_origins(stated)}. Readers differ on {_contested(stated)} cases.\n\n"
        f"Left out:\n\n{left_out}\n"
    )


def _row(name: str, entries: tuple[Entry, ...]) -> str:
    patients = len({entry.patient_id for entry in entries})
    return f"| {name} | {patients} | {len(entries)} | {sum(entry.is_definite for entry in entries)} |"


def _drawn(stated: CuratedSet) -> int:
    return sum(entry.crop != entry.rule_crop for entry in stated.entries)


def _contested(stated: CuratedSet) -> int:
    return sum(0 < entry.votes.definite < entry.votes.all for entry in stated.entries)


def _origins(stated: CuratedSet) -> str:
    origins = [entry.origin for entry in stated.entries]
    return ", ".join(f"{origin} ({origins.count(origin)})" for origin in sorted(set(origins)))


def _write_sheet(folder: Path, stated: CuratedSet) -> None:
    """Draw the first pictures of each class in each split, one block below the other."""
    from matplotlib.figure import Figure  # here: it costs a second

    blocks = [
        (f"{split}, {'definite' if is_definite else 'not definite'}", chosen)
        for split in SPLITS
        for is_definite in (True, False)
        if (chosen := [e for e in stated.of(split) if e.is_definite is is_definite][:MOST_PICTURES])
    ]
    mosaics = [_mosaic(folder, entries) for _, entries in blocks]
    heights = [mosaic.shape[0] for mosaic in mosaics]
    width, title = ACROSS * TILE_PX, 30
    figure = Figure((width / DPI, (sum(heights) + title * len(heights)) / DPI), dpi=DPI)
    axes = figure.subplots(len(blocks), 1, squeeze=False, height_ratios=heights)[:, 0]
    figure.subplots_adjust(0.01, 0.005, 0.99, 0.98, hspace=0.12)
    word = ", synthetic" if stated.is_synthetic else ""
    for place, (name, _), mosaic in zip(axes, blocks, mosaics, strict=True):
        place.imshow(mosaic, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
        place.set_title(f"{name}{word}", loc="left", fontsize=9)
        place.set_axis_off()
    figure.savefig(folder / SHEET)


def _mosaic(folder: Path, entries: list[Entry]) -> NDArray[np.uint8]:
    """Return (rows, cols) uint8: the pictures in rows of `ACROSS`, each in a square of `TILE_PX`."""
    sheet = np.zeros((-(-len(entries) // ACROSS) * TILE_PX, ACROSS * TILE_PX), np.uint8)
    for number, entry in enumerate(entries):
        small = area_averaged(read_curated(folder / PICTURES / entry.picture), TILE_PX - 4)
        top, left = (place * TILE_PX + 2 for place in divmod(number, ACROSS))
        grey = small if small.dtype == np.uint8 else small >> 8
        sheet[top : top + small.shape[0], left : left + small.shape[1]] = grey
    return sheet
