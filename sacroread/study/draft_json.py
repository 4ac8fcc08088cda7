"""A draft as JSON and back: how the study file keeps it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from sacroread.study.model import Crop, Draft, Grade, Lesion, Presentation, Side, Ungradable, Window

# A study has many reads, and calling an enum costs ten times as much as a look-up.
_SIDES = {side.value: side for side in Side}
_GRADES = {grade.value: grade for grade in Grade}


def draft_to_json(draft: Draft) -> str:
    """Return the canonical JSON form: sorted keys, no spaces."""
    fields = {
        "grades": {side: int(grade) for side, grade in draft.grades.items()},
        "lesions": {side: sorted(lesions) for side, lesions in draft.lesions.items() if lesions},
        "ungradable": draft.ungradable,
        "presentation": asdict(draft.presentation),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def unlocked_to_json(draft: Draft, active_seconds: float) -> str:
    """Return a draft that is still being worked on, with how long it has been looked at, in seconds."""
    return json.dumps({**json.loads(draft_to_json(draft)), "active_seconds": active_seconds})


def active_seconds_from_json(text: str) -> float:
    """Return the seconds that `unlocked_to_json` wrote; 0 for a draft of before they were kept."""
    return float(json.loads(text).get("active_seconds", 0.0))


def draft_from_json(text: str) -> Draft:
    """Return the draft that `draft_to_json` wrote."""
    fields = json.loads(text)
    reason = fields["ungradable"]
    return Draft(
        {_SIDES[side]: _GRADES[grade] for side, grade in fields["grades"].items()},
        {_SIDES[side]: _lesions(tuple(lesions)) for side, lesions in fields["lesions"].items()},
        Ungradable(reason) if reason else None,
        presentation_from_fields(fields["presentation"]),
    )


@cache
def _lesions(names: tuple[str, ...]) -> frozenset[Lesion]:
    return frozenset(map(Lesion, names))


def presentation_from_fields(fields: Mapping[str, Any]) -> Presentation:
    """Return the presentation that `dataclasses.asdict` took apart."""
    window, crop = fields["window"], fields["crop"]
    return Presentation(
        Window(**window) if window else None,
        fields["is_inverted"],
        Crop(**crop) if crop else None,
        fields["rotation_degrees"],
        fields["is_flipped"],
    )
