"""What a reader locked besides grades or a decision, in words: lesions, quality and confidence."""

from PySide6.QtCore import QCoreApplication

from sacroread.study.model import Draft, Lesion, QualityForm, Side
from sacroread.ui.grade_words import confidence_name, lesion_name, quality_name, ungradable_name

translate = QCoreApplication.translate
BETWEEN, NO_BREAK = "   ", "\u00a0"  # a letter stays beside its first lesion


def besides(draft: Draft) -> str:
    """Return lesions on one line, quality and confidence on the next; nothing of what was not entered."""
    marked = (_lesions(side, draft.lesions.get(side, frozenset())) for side in Side)
    sure = draft.confidence and confidence_name(draft.confidence)
    confidence = translate("LockedWords", "Confidence: {said}").format(said=sure) if sure else ""
    quality = _quality(draft.quality) if draft.quality else ""
    lines = (filter(None, marked), filter(None, (quality, confidence)))
    return "\n".join(filter(None, map(BETWEEN.join, lines)))


def _lesions(side: Side, marked: frozenset[Lesion]) -> str:
    """In the order of the keys that mark them."""
    names = ", ".join(lesion_name(lesion) for lesion in Lesion if lesion in marked)
    return f"{side.letter}:{NO_BREAK}{names}" if names else ""


def _quality(form: QualityForm) -> str:
    reason = ungradable_name(form.reason) if form.reason else ""
    said = ", ".join(filter(None, (quality_name(form.quality), reason, form.words)))
    return translate("LockedWords", "Quality: {said}").format(said=said)
