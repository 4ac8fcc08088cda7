"""How to show radiographs that nobody has looked at: rules that give each one its presentation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sacroread.imaging.autowindow import automatic_window, proposed_crop
from sacroread.imaging.curate import Provenance, write_curated
from sacroread.imaging.radiograph import Radiograph, load
from sacroread.study.model import Crop, Presentation, Window


@dataclass(frozen=True)
class Rules:
    """Window: a fixed, the file's own, or the automatic one. Crop: a fixed one, none, or the proposed one.

    `depth` is bits a pixel of the curated picture; its longer side has at most `longest_side` pixels.
    """

    window: Window | Literal["file", "auto"] = "file"
    crop: Crop | Literal["none", "auto"] = "none"
    depth: Literal[8, 16] = 8
    longest_side: int | None = None


@dataclass(frozen=True)
class Order:
    """One picture to make: from a file to a file, by rules."""

    source: Path
    target: Path
    rules: Rules


def presentation_by(rules: Rules, radiograph: Radiograph) -> Presentation:
    """Return the presentation that the rules give a radiograph."""
    window = automatic_window(radiograph) if rules.window == "auto" else rules.window
    crop = proposed_crop(radiograph) if rules.crop == "auto" else rules.crop
    return Presentation(
        window=window if isinstance(window, Window) else None, crop=crop if isinstance(crop, Crop) else None
    )


def carry_out(order: Order) -> Provenance:
    """Make the picture and write it with its provenance.

    Raises:
        SacroReadError: the file, the rules or the target are refused.
    """
    radiograph = load(order.source)
    presentation = presentation_by(order.rules, radiograph)
    rules = order.rules
    return write_curated(order.target, radiograph, presentation, rules.depth, rules.longest_side)
