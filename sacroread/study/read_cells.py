"""A read as the cells of reads.csv."""

from sacroread.study.correction import Correction
from sacroread.study.model import Presentation, QualityForm, Read, Side


def read_cells(read: Read) -> dict[str, object]:
    """Return a read as the cells of reads.csv, by column; what is empty may have none."""
    cells: dict[str, object] = {
        "token": read.token,
        "case_id": read.case_id,
        "reader_id": read.reader_id,
        "role": read.role,
        "condition": read.condition,
        "repeat": read.repeat,
        "definite": "" if read.definite is None else int(read.definite),
        "ungradable_reason": read.draft.ungradable or "",
        "confidence": "" if read.draft.confidence is None else int(read.draft.confidence),
        "session": read.session,
        "active_seconds": "" if read.active_seconds is None else f"{read.active_seconds:.1f}",
        "locked_at": read.locked_at.isoformat() if read.locked_at else "",
        "supersedes": read.supersedes if isinstance(read, Correction) else "",
    }
    for side in Side:
        cells[f"grade_{side}"] = int(read.draft.grades[side]) if side in read.draft.grades else ""
        cells[f"lesions_{side}"] = "+".join(sorted(read.draft.lesions.get(side, ())))
    return cells | _presentation_cells(read.draft.presentation) | _quality_cells(read.draft.quality)


def _quality_cells(form: QualityForm | None) -> dict[str, object]:
    if form is None:
        return {}
    return {"quality": form.quality, "quality_reason": form.reason or "", "quality_words": form.words}


def _presentation_cells(presentation: Presentation) -> dict[str, object]:
    window, crop = presentation.window, presentation.crop
    cells: dict[str, object] = {}
    if window:
        cells |= {"window_center": window.center, "window_width": window.width}
    if crop:
        cells |= {"crop": f"{crop.x},{crop.y},{crop.width},{crop.height}"}
    return cells
