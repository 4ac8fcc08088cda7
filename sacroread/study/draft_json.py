"""A draft as JSON and back: how the study file keeps it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sacroread.study.model import Crop, Draft, Grade, Lesion, Presentation, Side, Ungradable, Window


def draft_to_json(draft: Draft) -> str:
    """Return the canonical JSON form: sorted keys, no spaces."""
    fields = {
        "grades": {side: int(grade) for side, grade in draft.grades.items()},
        "lesions": {side: sorted(lesions) for side, lesions in draft.lesions.items() if lesions},
        "ungradable": draft.ungradable,
        "presentation": asdict(draft.presentation),
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def draft_from_json(text: str) -> Draft:
    """Return the draft that `draft_to_json` wrote."""
    fields = json.loads(text)
    return Draft(
        grades={Side(side): Grade(grade) for side, grade in fields["grades"].items()},
        lesions={Side(side): frozenset(map(Lesion, lesions)) for side, lesions in fields["lesions"].items()},
        ungradable=Ungradable(fields["ungradable"]) if fields["ungradable"] else None,
        presentation=presentation_from_fields(fields["presentation"]),
    )


def presentation_from_fields(fields: Mapping[str, Any]) -> Presentation:
    """Return the presentation that `dataclasses.asdict` took apart."""
    window, crop = fields["window"], fields["crop"]
    nested = {"window": Window(**window) if window else None, "crop": Crop(**crop) if crop else None}
    return Presentation(**{**fields, **nested})
