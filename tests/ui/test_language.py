"""The interface in German: complete, in agreement with the code, never right for left, nothing cut off."""

import ast
import importlib.util
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
)

from sacroread import app
from sacroread.demo.demo_study import open_demo_study
from sacroread.imaging.curated_folder import make
from sacroread.imaging.source import Source
from sacroread.paths import resource
from sacroread.second_reader.manifest import CutOffs
from sacroread.second_reader.position import position
from sacroread.store.store import open_study
from sacroread.study.changes import changes
from sacroread.study.criteria import verdict
from sacroread.study.model import (
    Confidence,
    CutOff,
    Draft,
    Grade,
    Lesion,
    Quality,
    Reader,
    Role,
    Side,
    Ungradable,
)
from sacroread.study.protocol import Scale
from sacroread.ui import settings, theme
from sacroread.ui.curation import Curation
from sacroread.ui.exporting import Exporting
from sacroread.ui.grade_words import (
    SOFT_HYPHEN,
    confidence_name,
    definition,
    grade_name,
    lesion_in_parts,
    lesion_name,
    quality_name,
    side_name,
    ungradable_name,
)
from sacroread.ui.keymap import KEYS, MOUSE, Group, group_words, mouse_words, words_of
from sacroread.ui.language import LANGUAGES, install, language_in_force, speak
from sacroread.ui.last_resort import LastResort
from sacroread.ui.main_window import MainWindow
from sacroread.ui.pages.ask_all import AskAll
from sacroread.ui.pages.curating import CuratingPage
from sacroread.ui.pages.start import StartPage
from sacroread.ui.pages.study import StudyPage
from sacroread.ui.pages.welcome import WelcomePage
from sacroread.ui.radiographs import Radiographs
from sacroread.ui.sentences import in_own_words
from sacroread.workers.child import Child

ROOT = Path(__file__).resolve().parents[2]
GERMAN = ROOT / "resources" / "translations" / "sacroread_de.ts"
PATIENCE_MS = 60_000
ROUNDS = 8  # of events, in which a page finds its layout
READER = Reader("reader-3", Role.CENTRAL_2)
GRADES = [{Side.RIGHT: right, Side.LEFT: left} for right in Grade for left in Grade]
ACCENTS = str.maketrans("aeiouAEIOUncs", "àéîöûÀÉÎÖÛñçš")
PLACE = re.compile(r"\{[^{}]*\}")


def from_packaging(name):
    """A module of `packaging/`, which is no package."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = from_packaging("translations")


def messages(ts=GERMAN):
    """(context, words, translation or None where it is not finished) of a .ts file."""
    for context in ET.parse(ts).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            said = message.find("translation")
            yield (
                context.findtext("name"),
                message.findtext("source"),
                None if said.get("type") else said.text,
            )


@pytest.fixture
def silence(qapp):
    """English again after the test."""
    yield qapp
    speak(qapp, "en")
    assert qapp.findChildren(QTranslator) == []


@pytest.fixture
def german(silence):
    speak(silence, "de")
    return silence


# complete, and in agreement with the code


def test_every_word_is_translated_into_german():
    assert [words for _, words, said in messages() if not said] == []


@pytest.fixture(scope="module")
def updated(tmp_path_factory):
    ts = tmp_path_factory.mktemp("translations") / GERMAN.name
    shutil.copy(GERMAN, ts)
    translations.update(ts)
    return ts


def test_the_translations_know_every_word_of_the_interface_and_no_other(updated):
    assert set(messages(updated)) == set(messages())


def test_the_file_that_the_program_loads_is_that_of_the_translations(tmp_path):
    translations.release(GERMAN, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == GERMAN.with_suffix(".qm").read_bytes()


def test_what_is_filled_in_later_is_the_same_in_the_translation():
    assert [
        words
        for _, words, said in messages()
        if Counter(PLACE.findall(words)) != Counter(PLACE.findall(said))
    ] == []


def test_only_whole_words_are_handed_to_the_translator():
    """What is computed inside `tr()` would be found by nobody."""
    computed = []
    for path in (ROOT / "sacroread" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_tr = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_tr and node.func.attr == "tr" and not isinstance(node.args[0], ast.Constant):
                computed.append(f"{path.name}:{node.lineno}")
            if is_tr and node.func.attr == "tr" and ast.unparse(node.func.value) != "self":
                computed.append(f"{path.name}:{node.lineno}")
    assert computed == []


def test_words_that_are_handed_on_are_found(german):
    """The keys, the groups and the mouse: each has another word in German, or the same one on purpose."""
    same = {"Erosion", "Training"}
    told = {words_of(key): key.words for key in KEYS}
    told |= {group_words(group): group.value for group in Group}
    told |= {mouse_words(words): words for pair in MOUSE for words in pair}
    assert [words for said, words in told.items() if said == words and words not in same] == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (side_name, Side), (grade_name, Grade), (definition, Grade), (lesion_name, Lesion),
        (ungradable_name, Ungradable), (quality_name, Quality), (confidence_name, Confidence),
    ],
)  # fmt: skip
def test_what_a_reader_enters_has_a_german_word_of_its_own(silence, name, kind):
    english = {each: name(each) for each in kind}
    speak(silence, "de")
    spoken = {each: name(each) for each in kind}
    assert len(set(spoken.values())) == len(kind)
    same = {"Normal", "Normal.", "Minimal", "Erosion"}
    assert [said for each, said in spoken.items() if said == english[each] and said not in same] == []


def test_the_medical_words_are_those_of_the_field(german):
    assert [lesion_name(each) for each in Lesion] == [
        "Erosion", "Sklerosierung", "Gelenkspaltverbreiterung", "Gelenkspaltverengung", "Ankylose",
    ]  # fmt: skip


def test_the_longest_words_say_where_they_may_be_broken(german):
    """An invisible letter says it, which is easily lost from the file of the translations."""
    parts = [lesion_in_parts(each).split(SOFT_HYPHEN) for each in (Lesion.WIDENING, Lesion.NARROWING)]
    assert parts == [["Gelenkspalt", "verbreiterung"], ["Gelenkspalt", "verengung"]]


# right and left


def sides_in(words, right, left):
    words = re.sub(r"left (out|off)|cases are left|\{left\} left", "", words)
    words = PLACE.sub("", words)
    return [m.lastgroup for m in re.finditer(rf"(?i)\b(?:(?P<R>{right})|(?P<L>{left}))\b", words)]


def test_right_is_never_said_for_left():
    for _, words, said in messages():
        english, spoken = (
            sides_in(words, "right", "left"),
            sides_in(said, r"rechts|rechte[nrs]?", r"links|linke[nrs]?"),
        )
        if "Flip left and right" in words:
            assert spoken == [], "German says waagerecht"
        else:
            assert spoken == english, words


def test_the_letters_of_a_film_stay_in_every_language():
    for _, words, said in messages():
        assert re.findall(r"\b[RL]\b", said) == re.findall(r"\b[RL]\b", words), words


def test_the_german_sentence_gives_each_side_its_own_grade(german):
    ends = {True: ". Definitive Sakroiliitis.", False: ". Keine definitive Sakroiliitis."}
    for grades in GRADES:
        follows = verdict(Draft(grades=grades))
        said = in_own_words(follows.sentence)
        assert said.startswith(f"Rechts {grades[Side.RIGHT]:d}, links {grades[Side.LEFT]:d}: ")
        assert said.endswith(ends[follows.is_definite])


def test_the_dock_says_rechts_beside_the_letter_r(qtbot, silence, window):
    speak(silence, "de")
    opened_room(qtbot, window)
    titles = {
        label.text() for label in window.room.dock.findChildren(QLabel) if label.property("role") == "side"
    }
    assert titles == {"R  Rechts", "L  Links"}
    names = {made.accessibleName() for made in window.room.dock.findChildren(QPushButton)}
    assert {"Rechts: Grad 3, Eindeutig", "Links: Gelenkspaltverengung"} <= names


# sentences of other rooms


def spoken_sentences():
    drafts = [Draft(), Draft(grades={Side.LEFT: Grade.NORMAL}), *(Draft(grades=each) for each in GRADES)]
    drafts += [Draft().as_ungradable(each) for each in Ungradable]
    for scale in Scale:
        yield from (verdict(draft, scale).sentence for draft in drafts)
        yield from (changes(before, after, scale).sentence for before in drafts[:8] for after in drafts[:8])
    values = (CutOff("sensitivity-favouring", 0.3, 0.9, 0.7), CutOff("balanced", 0.5, 0.8, 0.8))
    for sizes in ((20, 5, 0), (0, 0, 0)):
        cut_offs = CutOffs(values, sizes, (0, 2, 0), "exploratory")
        yield from (position(each, cut_offs).sentence for each in (0.1, 0.3, 0.4, 0.5, 0.9))


ENGLISH = re.compile(
    r"\b(the|of|to|and|no|not|right|left|cases|such|above|below|grade|decided|with|side)\b", re.IGNORECASE
)


def test_no_english_is_left_in_a_sentence_and_english_is_word_for_word_the_same(silence):
    sentences = sorted(set(spoken_sentences()))
    assert [in_own_words(each) for each in sentences] == sentences
    speak(silence, "de")
    for sentence in sentences:
        said = in_own_words(sentence)
        assert not ENGLISH.search(said), said
        assert re.findall(r"\d+\.?\d*", said) == re.findall(r"\d+\.?\d*", sentence), said


def test_a_sentence_of_unknown_form_is_said_as_it_is(german):
    assert in_own_words("Nobody wrote this form.") == "Nobody wrote this form."


# which language


@pytest.mark.parametrize(
    ("chosen", "of_the_system", "code"),
    [
        ("", ["de-AT", "en-US"], "de"), ("", ["fr-FR", "de-DE"], "de"), ("", ["C"], "en"), ("", [], "en"),
        ("en", ["de-DE"], "en"), ("de", ["en-GB"], "de"), ("xx", ["fr"], "en"),
    ],
)  # fmt: skip
def test_the_chosen_language_counts_then_the_systems_then_english(chosen, of_the_system, code):
    assert language_in_force(chosen, of_the_system) == code


def test_every_language_but_english_brings_its_words():
    for code in LANGUAGES.keys() - {"en"}:
        assert resource("translations").joinpath(f"sacroread_{code}.qm").is_file()


@pytest.mark.parametrize("page", [WelcomePage, lambda _: StartPage()])
def test_a_chosen_language_is_told_by_its_code_with_when_it_takes_effect(qtbot, page):
    made = page("en")
    qtbot.addWidget(made)
    made.show()
    field = made.language.findChild(QComboBox)
    with qtbot.waitSignal(made.language.chosen) as told:
        field.setCurrentText("Deutsch")
        field.activated.emit(field.currentIndex())
    assert told.args == ["de"]
    assert made.language._later.isVisible()


def test_another_language_takes_effect_at_once_while_no_study_is_open(qtbot, silence, children):
    begun = []
    app._show(silence, lambda: MainWindow(children), begun.append)
    qtbot.waitUntil(lambda: len(begun) == 1)
    begun[0].first_run.keep_language("de")
    qtbot.waitUntil(lambda: len(begun) == 2)
    before, now = begun
    qtbot.addWidget(now)
    assert settings.kept_language() == "de"
    assert now.isVisible()
    assert now._stack.rail.buttons["Read"].text() == "Befunden"
    assert now.windowTitle() == "Start - SacroRead - Für die Forschung, nicht für die Diagnostik."
    qtbot.waitUntil(lambda: not shiboken6.isValid(before))
    now.close()


def test_with_a_study_open_another_language_waits(qtbot, silence, window):
    begun = []
    app._show(silence, lambda: window, begun.append)
    opened_room(qtbot, window)
    window.first_run.keep_language("de")
    qtbot.wait(50)
    assert window.isVisible()
    assert len(begun) == 1


# files


def test_reads_are_exported_with_the_same_bytes_in_german(qtbot, silence, made_demo, tmp_path):
    written = []
    for code in ("en", "de"):
        speak(silence, code)
        demo = shutil.copytree(made_demo, tmp_path / code)
        with open_study(next(demo.glob("*.sacro"))) as store:
            page = StudyPage(AskAll(lambda *_: pytest.fail("nobody asks"), Path))
            qtbot.addWidget(page)
            page.set_study(store)
            page.export(tmp_path / f"{code}.csv")
            qtbot.waitUntil(lambda page=page: page.message != "")
            page.close_tasks()
        written.append((tmp_path / f"{code}.csv").read_bytes())
    assert written[0] == written[1]
    assert b"," in written[0]


# nothing cut off, nothing forgotten


def lengthened(words):
    """Words as a wordy language has them: with accents, and 40 % longer; what is filled in stays."""
    pieces = re.split(r"(\{[^{}]*\})", words)
    said = "".join(piece if piece.startswith("{") else piece.translate(ACCENTS) for piece in pieces)
    more = round(0.4 * len(PLACE.sub("", words).strip()))
    return said + "".join("ö" if number % 6 else " " for number in range(more))


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory):
    """A language that nobody speaks, from the words of the interface."""
    ts = tmp_path_factory.mktemp("pseudo") / "pseudo.ts"
    tree = ET.parse(GERMAN)  # noqa: S314 - our own file
    for message in tree.getroot().iter("message"):
        message.find("translation").text = lengthened(message.findtext("source"))
    tree.write(ts, encoding="utf-8", xml_declaration=True)
    translations.release(ts, ts.with_suffix(".qm"))
    return ts.with_suffix(".qm")


def opened_room(qtbot, window):
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.begin_reading(READER)
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)


def pages(qtbot, window):
    """Every page in turn, filled, as (name, widget)."""
    for name in ("Welcome", "Start", "Opinion", "Training"):
        yield name, in_front(window, name)
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    yield "Who reads", in_front(window, "Start")
    window.show_results()
    window.show_page("Study")
    qtbot.waitUntil(lambda: window.side.study.is_ready, timeout=PATIENCE_MS)
    yield "Study", in_front(window, "Study")
    window.show_page("About")
    window.side.about.show_notices()
    yield "About", in_front(window, "About")
    window.side.about._reset.click()
    for _ in range(4):
        QApplication.processEvents()
    yield "About, before a reset", window._stack.currentWidget()
    for name in ("Keys", "Display", "Guide"):
        yield name, in_front(window, name)
    window.begin_reading(READER)
    qtbot.waitUntil(lambda: window.room.is_showing, timeout=PATIENCE_MS)
    yield "Read", in_front(window, "Read")
    window.room.switch_definitions()
    yield "Definitions", in_front(window, "Read")
    window.room.switch_definitions()
    for step in range(6):
        window.room.guide.go_on()
        yield f"Guide, step {step + 1}", in_front(window, "Read")
    window.room.guide.end()
    yield "Summary", in_front(window, "Summary")


def in_front(window, name):
    window.show_page(name)
    for _ in range(ROUNDS):
        QApplication.processEvents()
    return window._stack.currentWidget()


def texts(page):
    """The visible labels, buttons and boxes with words on them."""
    kinds = (QLabel, QPushButton, QCheckBox)
    return [
        each for kind in kinds for each in page.findChildren(kind) if each.isVisible() and each.text().strip()
    ]


def why_cut(widget):
    """Say in what a widget has no room for its words; nothing where it has."""
    needed, size = widget.sizeHint(), widget.size()
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(map(widget.fontMetrics().horizontalAdvance, re.split(r"[\s\u00ad]+", widget.text())))
        if longest > widget.contentsRect().width():
            return "its longest word is wider than it"
        return "too low" if size.height() + 2 < widget.heightForWidth(size.width()) else ""
    if needed.width() > size.width() + 1:
        return f"{needed.width()} px of words in {size.width()}"
    return "reaches out of the page" if reaches_out(widget) else ""


def reaches_out(widget):
    """Whether a widget stands to the right of what its page shows, and nothing scrolls it there."""
    above = widget.parentWidget()
    while above is not None:
        around = above.parentWidget()
        if isinstance(around, QScrollArea) and around.horizontalScrollBar().isVisible():
            return False
        if widget.mapTo(above, widget.rect().topRight()).x() > above.width():
            return True
        above = None if above.isWindow() else above.parentWidget()
    return False


@pytest.fixture
def speaking(silence, pseudo):
    """Let what is opened from now on speak a language, or the one that nobody speaks."""

    def speak_or_pretend(language, percent=100):
        theme.dress(silence, percent)
        if language == "pseudo":
            install(silence, pseudo)
        else:
            speak(silence, language)

    yield speak_or_pretend
    theme.resize(silence, 100)


@pytest.fixture
def fresh_demo(made_demo, tmp_path):
    return shutil.copytree(made_demo, tmp_path / "demo")


@pytest.fixture
def window_in(qtbot, speaking, children, fresh_demo):
    """Open a window with a fresh demo study in a language."""

    def opened(language, percent=100):
        speaking(language, percent)
        window = MainWindow(replace(children, open_demo=lambda: open_demo_study(fresh_demo)))
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        return window

    return opened


@pytest.mark.parametrize(("language", "percent"), [("de", 100), ("pseudo", 100), ("de", 200), ("en", 200)])
def test_no_words_are_cut_off_on_any_page_at_1280_by_720(qtbot, window_in, language, percent):
    window = window_in(language, percent)
    cut = [
        f"{name}: {widget.text()[:50]!r}: {why}"
        for name, page in pages(qtbot, window)
        for widget in (*texts(page), *texts(window._stack.rail))
        if (why := why_cut(widget))
    ]
    window.close()
    assert "\n".join(sorted(set(cut))) == ""


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_designs_of_a_new_study_are_read_in_full_in_their_field(qtbot, window_in, language):
    window = window_in(language)
    field = in_front(window, "Start")._design
    room = field.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, combo(field), QStyle.SubControl.SC_ComboBoxEditField, field
    )
    words = [field.itemText(place) for place in range(field.count())]
    window.close()
    assert [each for each in words if field.fontMetrics().horizontalAdvance(each) > room.width()] == []


def combo(field):
    """What the style is told about a field with choices."""
    option = QStyleOptionComboBox()
    field.initStyleOption(option)
    return option


@pytest.mark.parametrize("language", ["en", "de", "pseudo"])
def test_no_words_are_cut_off_while_a_set_is_curated(qtbot, speaking, children, tmp_path, language):
    speaking(language)
    sources = {"SYN00001.dcm": Source(resource("demo/radiographs") / "SYN00001.dcm")}
    maker = Child(make, 60.0)
    page = CuratingPage(
        Curation(tuple(sources), tmp_path / "set"),
        Radiographs(children.decode, sources),
        Exporting(maker, sources),
    )
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    qtbot.waitUntil(lambda: page.shown is not None, timeout=PATIENCE_MS)
    cut = set()
    for key in (Qt.Key.Key_Q, Qt.Key.Key_C, Qt.Key.Key_C):  # pressed ones are bolder
        for _ in range(4):
            QApplication.processEvents()  # words that have just come get their room
        cut |= {f"{each.text()[:50]!r}: {why}" for each in texts(page) if (why := why_cut(each))}
        qtbot.keyClick(page, key)
    maker.close()
    assert "\n".join(sorted(cut)) == ""


NO_WORDS = re.compile(
    r"[\W\d_]*|SacroRead( [\d.]+)?|[RL](: .*)?|SYN\d+|PHANTOM.*|central-1|local-1|reader-3|cividis"
)


def test_every_word_that_is_seen_can_be_translated(qtbot, window_in):
    """In a language full of accents whatever has none was never handed to the translator."""
    window = window_in("pseudo")
    accents = set("àéîöûÀÉÎÖÛñçš")
    plain = {
        f"{name}: {widget.text()[:60]}"
        for name, page in pages(qtbot, window)
        for widget in texts(page)
        if not accents & set(widget.text()) and not NO_WORDS.fullmatch(widget.text())
    }
    window.close()
    assert plain == set()


def further(qtbot, window):
    """What comes up only on the way: after a lock, before a password, at the results, after a mistake."""
    window.open_demo()
    qtbot.waitUntil(lambda: window.start.is_asking, timeout=PATIENCE_MS)
    window.start.ask_password(READER)
    yield "Password", in_front(window, "Start")
    window.show_results()
    window.show_page("Results")
    qtbot.waitUntil(lambda: window.results.is_ready, timeout=PATIENCE_MS)
    window.results.show_explorer()
    for _ in range(4):
        QApplication.processEvents()
    yield "Explore", window.results.explorer
    window.show_page("Opinion")
    page = window.side.second_opinion
    page.open_paths([resource("demo/radiographs/SYN00002.dcm")])
    qtbot.waitUntil(lambda: page.answer is not None and page.is_showing, timeout=PATIENCE_MS)
    yield "Second opinion with an answer", in_front(window, "Opinion")
    window.begin_reading(READER)
    room = window.room
    qtbot.waitUntil(lambda: room.is_showing, timeout=PATIENCE_MS)
    qtbot.keyClicks(room, "23")
    qtbot.keyClick(room, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: room.has_opinion, timeout=PATIENCE_MS)
    yield "After the lock", in_front(window, "Read")
    yield "Summary of a lock", in_front(window, "Summary")


@pytest.mark.parametrize("language", ["de", "pseudo"])
def test_no_words_are_cut_off_of_what_comes_up_on_the_way(qtbot, window_in, language):
    window = window_in(language)
    cut = [
        f"{name}: {widget.text()[:50]!r}: {why}"
        for name, page in further(qtbot, window)
        for widget in texts(page)
        if (why := why_cut(widget))
    ]
    window.close()
    assert "\n".join(sorted(set(cut))) == ""


@pytest.mark.parametrize("language", ["de", "pseudo"])
def test_the_notice_of_a_mistake_has_room_for_its_words(speaking, language):
    speaking(language)
    resort = LastResort()
    resort._tell("/home/somebody/.local/share/SacroRead/log.jsonl")
    for _ in range(4):
        QApplication.processEvents()
    shown = [each for each in resort.notice.findChildren(QLabel) if each.isVisible() and each.text().strip()]
    cut = [why for each in shown if (why := why_cut(each))]
    resort._forget()
    assert len(shown) >= 2
    assert cut == []
