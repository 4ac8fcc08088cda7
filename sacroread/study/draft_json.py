"""A draft as JSON and back: how the study file keeps it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from functools import cache, cached_property, lru_cache
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
_PRESENTATION = ',"presentation":'
_AS_IT_IS = json.dumps(asdict(Presentation()), sort_keys=True, separators=(",", ":"))


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
    """Return many drafts that `draft_to_json` wrote, sooner than one by one.

    What was said is one of few things, and read once for all drafts that say the same. Presentations differ
    from read to read; each is read when it is asked for, which costs as much as before.
    """
    return list(map(_kept, texts))


def _kept(text: str) -> Draft:
    before, presentation, after = _parted(text)
    draft = object.__new__(_KeptDraft)
    vars(draft).update(_said(before, after), kept=presentation)
    return draft


class _KeptDraft(Draft):
    """A draft whose presentation stays text until somebody asks for it: statistics never do."""

    kept: str

    @cached_property
    def presentation(self) -> Presentation:
        """How the radiograph is shown."""
        return presentation_from_fields(json.loads(self.kept))

    def __eq__(self, other: object) -> bool:
        return Draft(**{each.name: getattr(self, each.name) for each in fields(Draft)}) == other

    __hash__ = Draft.__hash__


def _parted(text: str) -> tuple[str, str, str]:
    """Part a canonical draft into its presentation, in which no text stands, and what is before and after."""
    before, _, after = text.partition(_PRESENTATION)
    end = after.find('},"q')  # quality and its reason, where a form was filled in
    end = 1 + (end if end >= 0 else after.find('},"u'))  # ungradable, which is always there
    return before, after[:end], after[end:]


@lru_cache(maxsize=4096)  # a quality form can hold words of its own
def _said(before: str, after: str) -> Mapping[str, object]:
    said = vars(draft_from_json(f"{before}{_PRESENTATION}{_AS_IT_IS}{after}"))
    return {name: value for name, value in said.items() if name != "presentation"}


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
