"""The languages of the interface. Files are written alike in all of them.

German words, each decided once: Fall (case), Röntgenbild (radiograph), Befund (read), Befunder (reader),
festschreiben (lock), Entwurf (draft), Korrektur (correction), Grad (grade), nicht beurteilbar (ungradable),
definitive Sakroiliitis (definite sacroiliitis), Erosion, Sklerosierung, Gelenkspaltverbreiterung and
Gelenkspaltverengung (widening, narrowing), Ankylose, Zweitbefunder (second reader), Wahrscheinlichkeit
(probability), Schwellenwert (cut-off), Sicherheit (confidence), ohne and mit Zweitbefund (unaided, aided),
Referenzstandard (reference standard), diskordant (discordant), Schiedsbefund (adjudication), Studie,
Protokoll, Koordinator, Arbeitsliste (worklist), Fenster, Ausschnitt (crop), Modellpaket (bundle), Heatmap,
Dossier, kuratierter Satz (curated set), Zweckbestimmung (intended use), Nachweispaket
(evidence pack), Selbsttest (self-test), Protokoll des Programms (log). Right and left are the patient's:
rechts, links; on the picture the letters stay R and L, as on a film.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from sacroread.paths import resource
from sacroread.ui.settings import kept_language

ENGLISH = "en"  # the words in the code
LANGUAGES = {ENGLISH: "English", "de": "Deutsch"}


def language_in_force(chosen: str, of_the_system: Sequence[str]) -> str:
    """Return the code of the chosen language, else the first of the system's that there is, else English.

    Args:
        chosen: a code such as "de", or nothing.
        of_the_system: tags such as "de-AT", the most wanted one first.
    """
    wanted = (chosen, *(tag.split("-")[0] for tag in of_the_system))
    return next((code for code in wanted if code in LANGUAGES), ENGLISH)


def language() -> str:
    """Return the code of the language that this user works in."""
    return language_in_force(kept_language(), QLocale.system().uiLanguages())


def speak(application: QCoreApplication, code: str) -> None:
    """Let every window that is made from now on speak a language, Qt's own dialogs too."""
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.setParent(None)
    if code != ENGLISH:
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{code}.qm"
        for file in filter(Path.is_file, (qt, resource("translations") / f"sacroread_{code}.qm")):
            install(application, file)


def install(application: QCoreApplication, file: Path) -> None:
    """Look words up in a file that Qt Linguist released, before all those installed earlier."""
    translator = QTranslator(application)
    if not translator.load(str(file)):
        raise ValueError(f"{file.name} holds no translation")
    application.installTranslator(translator)
