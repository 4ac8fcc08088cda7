"""The check of a display: what the reader could tell apart on a pattern, on which monitor, and when.

The two squares are those of SMPTE RP 133: 5 % grey in black and 95 % grey in white must both be seen.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

GOOD_FOR = timedelta(days=30)
GREY_STEPS = tuple(round(255 * step / 10) for step in range(11))
FAINT = round(255 * 0.05)  # grey levels between a square and its field
LETTERS = "HKNRSVXZCDEF"  # each one level of grey closer to its ground than the one before
MID_GREY = 128


@dataclass(frozen=True)
class Monitor:
    """A screen as the system names it; the scale factor is how many of its pixels one point of text is."""

    name: str
    width_px: int
    height_px: int
    scale_factor: float


@dataclass(frozen=True)
class DisplayCheck:
    """One answer. `letters_read` counts from the clearest letter; 0 to all of them."""

    at: datetime  # UTC
    monitor: Monitor
    sees_dark_square: bool
    sees_light_square: bool
    tells_all_steps: bool
    letters_read: int

    @property
    def is_passed(self) -> bool:
        """Whether nothing that the grades rest on can hide in the dark or in the light."""
        return self.sees_dark_square and self.sees_light_square and self.tells_all_steps

    def is_due(self, now: datetime) -> bool:
        """Say whether the check is too old."""
        return now - self.at > GOOD_FOR


def letter_greys() -> tuple[int, ...]:
    """Return the grey of each letter on its ground of 128: the last one is one level lighter."""
    return tuple(MID_GREY + len(LETTERS) - place for place in range(len(LETTERS)))


def in_words(monitor: Monitor, check: DisplayCheck | None) -> str:
    """Return what is kept with a session about the display it was read on."""
    where = f"{monitor.name} {monitor.width_px} x {monitor.height_px}, scale factor {monitor.scale_factor:g}"
    if check is None:
        return f"display {where}; not checked"
    seen = {
        "5 % square": check.sees_dark_square,
        "95 % square": check.sees_light_square,
        "all grey steps": check.tells_all_steps,
    }
    told = ", ".join(f"{what} {'seen' if is_seen else 'not seen'}" for what, is_seen in seen.items())
    read = f"{check.letters_read} of {len(LETTERS)} letters read"
    return f"display {where}; checked {check.at:%Y-%m-%d}: {told}, {read}"


def check_to_json(check: DisplayCheck) -> str:
    """Return a check as text that `check_from_json` reads."""
    return json.dumps({**asdict(check), "at": check.at.isoformat()})


def check_from_json(text: str) -> DisplayCheck:
    """Return the check that `check_to_json` wrote."""
    fields: Mapping[str, object] = json.loads(text)
    at = datetime.fromisoformat(str(fields["at"])).astimezone(UTC)
    monitor = fields["monitor"]
    if not isinstance(monitor, dict):
        raise TypeError("a check names its monitor")
    return DisplayCheck(
        at,
        Monitor(**monitor),
        bool(fields["sees_dark_square"]),
        bool(fields["sees_light_square"]),
        bool(fields["tells_all_steps"]),
        int(str(fields["letters_read"])),
    )
