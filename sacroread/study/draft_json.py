"""A draft as JSON and back: how the study file keeps it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

from sacroread.study.model import (
    Confidence,
    Crop,
    Draft,
    Grade,
    Lesion,
    Presentation,
    Quality,
    QualityForm,
    Side,
    Ungradable,
    Window,
)

# A study has many reads, and calling an enum costs ten times as much as a look-up.
_SIDES = {side.value: side for side in Side}
_GRADES = {grade.value: grade for grade in Grade}


def draft_to_json(draft: Draft) -> str:
    """Return the canonical JSON form: sorted keys, no spaces.

    What later versions added to a draft has a key only where something was entered, so that a read which
    does not have it is the same text, and the same link of its chain, in every version.
    """
    fields: dict[str, object] = {
        "grades": {side: int(grade) for side, grade in draft.grades.items()},
        "lesions": {side: sorted(lesions) for side, lesions in draft.lesions.items() if lesions},
        "ungradable": draft.ungradable,
        "presentation": asdict(draft.presentation),
        **_added(draft),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def _added(draft: Draft) -> Mapping[str, object]:
    form = draft.quality
    fields = {
        "quality": form.quality if form and not draft.ungradable else None,
        "quality_reason": form.reason if form and not draft.ungradable else None,
        "quality_words": form.words or None if form else None,
        "confidence": None if draft.confidence is None else int(draft.confidence),
        "definite": draft.definite,
    }
    return {name: value for name, value in fields.items() if value is not None}


def unlocked_to_json(draft: Draft, active_seconds: float) -> str:
    """Return a draft that is still being worked on, with how long it has been looked at, in seconds."""
    return json.dumps({**json.loads(draft_to_json(draft)), "active_seconds": active_seconds})


def active_seconds_from_json(text: str) -> float:
    """Return the seconds that `unlocked_to_json` wrote; 0 for a draft of before they were kept."""
    return float(json.loads(text).get("active_seconds", 0.0))


def drafts_from_json(texts: Iterable[str]) -> list[Draft]:
    """Return many drafts that `draft_to_json` wrote: read as one text, which takes half of the time."""
    return list(map(_draft, json.loads(f"[{','.join(texts)}]")))


def draft_from_json(text: str) -> Draft:
    """Return the draft that `draft_to_json` wrote."""
    return _draft(json.loads(text))


def _draft(fields: Mapping[str, Any]) -> Draft:
    confidence = fields.get("confidence")
    return Draft(
        {_SIDES[side]: _GRADES[grade] for side, grade in fields["grades"].items()},
        {_SIDES[side]: _lesions(tuple(lesions)) for side, lesions in fields["lesions"].items()},
        _form(fields),
        presentation_from_fields(fields["presentation"]),
        Confidence(confidence) if confidence else None,
        fields.get("definite"),
    )


def _form(fields: Mapping[str, Any]) -> QualityForm | None:
    words = fields.get("quality_words", "")
    if reason := fields["ungradable"]:
        return QualityForm(Quality.NOT_GRADABLE, Ungradable(reason), words)
    if "quality" not in fields:
        return None
    reason = fields.get("quality_reason")
    return QualityForm(Quality(fields["quality"]), Ungradable(reason) if reason else None, words)


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
