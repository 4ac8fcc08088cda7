"""What the About page says of a study that was checked and of an installation that was asked."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from sacroread.store.integrity import Check

if TYPE_CHECKING:
    from sacroread.self_test import Answer

SHOWN = ("Python", "SQLite", "PySide6_Essentials", "pydicom", "torch", "System")  # of all versions

_tr = QCoreApplication.translate


def check_words(seen: Check, *, sees_all: bool) -> str:
    """Return what a check found; a blinded reader is told whether, never how much or whose."""
    if seen.findings:
        return _findings_words(seen, sees_all=sees_all)
    whole = _tr("AboutPage", "The study is sound: the file is whole, and all stands as it was written.")
    if sees_all:
        counted = _tr(
            "AboutPage",
            "The study is sound: the file is whole, and {reads} reads and {events} events stand as they were "
            "written.",
        )
        whole = counted.format(reads=seen.reads, events=seen.events)
    return whole if seen.has_anchor else f"{whole} {_no_anchor(seen)}"


def _findings_words(seen: Check, *, sees_all: bool) -> str:
    if not sees_all:
        return _tr(
            "AboutPage",
            "Something in the study is not as it was written. Stop reading, and tell the coordinator.",
        )
    advice = _tr(
        "AboutPage",
        "Findings: {count}. Keep the study as it is, as evidence, and go on with a copy made before.",
    )
    return "\n".join((advice.format(count=len(seen.findings)), *seen.findings))


def _no_anchor(seen: Check) -> str:
    words = _tr("AboutPage", "There is no {anchor} beside it, so a cut tail or an older copy would not show.")
    return words.format(anchor=seen.anchor)


def answers_words(answers: "Sequence[Answer]") -> str:
    """Return what the self-test of the installation gave."""
    wrong = [each for each in answers if not each.is_correct]
    if not wrong:
        words = _tr("AboutPage", "All {count} answers of the self-test are correct.")
        return words.format(count=len(answers))
    words = _tr(
        "AboutPage", "Wrong answers: {count} of {all}. Do not use this installation; install it anew."
    )
    lines = (f"{each.question}: {each.found} ({each.known})" for each in wrong)
    return "\n".join((words.format(count=len(wrong), all=len(answers)), *lines))


def made_of_words(versions: Mapping[str, str]) -> str:
    """Return what the program runs on and with, in one sentence."""
    named = {"PySide6_Essentials": "Qt (PySide6)", "System": ""}
    parts = ", ".join(f"{named.get(name, name)} {versions[name]}".strip() for name in SHOWN)
    return _tr("AboutPage", "It runs with {parts}.").format(parts=parts)
