"""Which cases are excluded, and why: what the coordinator's notes say, in order.

An exclusion takes a case from the worklists and from the results. Its reads stay as they were locked.
"""

import json
from collections.abc import Iterable, Mapping

from sacroread.errors import SacroReadError, not_as_written
from sacroread.study.events import Event, EventKind

EXCLUSION_KINDS = (EventKind.EXCLUSION, EventKind.INCLUSION)


def exclusion_detail(case_id: str, reason: str) -> str:
    """Return the detail of an event that excludes a case or includes it again.

    Raises:
        SacroReadError: no reason.
    """
    if not reason.strip():
        raise SacroReadError(f"Case {case_id}: give a reason; the flow chart tells it. Nothing was changed.")
    return json.dumps({"case_id": case_id, "reason": reason.strip()}, sort_keys=True, ensure_ascii=False)


def decided_cases(events: Iterable[Event]) -> frozenset[str]:
    """Return the cases that were ever excluded or included again."""
    return frozenset(json.loads(each.detail)["case_id"] for each in events if each.kind in EXCLUSION_KINDS)


def exclusions(events: Iterable[Event]) -> Mapping[str, str]:
    """Return the reason of each case that is excluded after these events; a case's newest one decides.

    Raises:
        SacroReadError: one is not as it was written.
    """
    found: dict[str, str] = {}
    for event in events:
        if event.kind not in EXCLUSION_KINDS:
            continue
        case_id, reason = _said(event)
        found.pop(case_id, None)
        if event.kind is EventKind.EXCLUSION:
            found[case_id] = reason
    return found


def _said(event: Event) -> tuple[str, str]:
    try:
        detail = json.loads(event.detail)
        return str(detail["case_id"]), str(detail["reason"])
    except (ValueError, KeyError, TypeError) as error:
        raise not_as_written(f"The {event.kind} of a case, {event.at:%Y-%m-%d},") from error
