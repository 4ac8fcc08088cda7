"""Bring the translations of the interface up to date with its words.

    python packaging/translations.py     lupdate over sacroread/ui, then lrelease

After it, `pyside6-linguist resources/translations/sacroread_de.ts` shows what is new and not translated yet;
run it once more afterwards. The German glossary stands in `sacroread/ui/language.py`.

lupdate sees what stands in `tr("...")` and `translate("context", "...")`. What is handed on (the names of
keys, helpers such as `_tr`) is found here, and given to lupdate in a file that lives as long as the command.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
INTERFACE = ROOT / "sacroread" / "ui"
FOLDER = ROOT / "resources" / "translations"
TRANSLATE = "QCoreApplication.translate"
LUPDATE = (
    "-silent",
    "-no-obsolete",
    "-locations",
    "none",
    "-source-language",
    "en",
)  # places would change daily

Words = tuple[str, str]  # context, words


def main() -> int:
    """Update every .ts file and release it."""
    for ts in sorted(FOLDER.glob("*.ts")):
        update(ts)
        release(ts, ts.with_suffix(".qm"))
    return 0


def update(ts: Path) -> None:
    """Bring the words of a .ts file up to date; what is translated stays."""
    with TemporaryDirectory() as folder:
        handed_on = Path(folder) / "handed_on.py"
        lines = [
            f"{TRANSLATE}({context!r}, {_quoted(words)})" for context, words in sorted(handed_on_words())
        ]
        handed_on.write_text("\n".join(lines), encoding="utf-8")
        sources = [str(path) for path in sorted(INTERFACE.rglob("*.py"))]
        _run("pyside6-lupdate", *sources, str(handed_on), *LUPDATE, "-ts", str(ts))


def release(ts: Path, qm: Path) -> None:
    """Make the file that the program loads."""
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def handed_on_words() -> set[Words]:
    """Return the words that lupdate cannot see, each with its context."""
    found = {*key_words(), *sentence_words()}
    for path in INTERFACE.rglob("*.py"):
        found |= set(_in_helpers(ast.parse(path.read_text(encoding="utf-8"))))
    return found


def key_words() -> Iterator[Words]:
    """Yield what actions, their groups and the gestures of the mouse are called."""
    from sacroread.ui.keymap import KEYS, MOUSE, Group
    from sacroread.ui.pages.curating_keys import CURATING_KEYS

    told = (*(key.words for key in (*KEYS, *CURATING_KEYS)), *(group.value for group in Group))
    for words in (*told, *(each for pair in MOUSE for each in pair)):
        yield "keymap", words


def sentence_words() -> Iterator[Words]:
    """Yield the forms of the sentences that other rooms make."""
    from sacroread.ui.sentences import CONTEXT, FORMS

    for form in FORMS:
        yield CONTEXT, form


def _in_helpers(tree: ast.Module) -> Iterator[Words]:
    """Yield the words given to other names of `translate`, and to functions that hand theirs on to it."""
    names = {
        ast.unparse(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == TRANSLATE
    }
    contexts = dict(_helpers(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            name, words = node.func.id, [each.value for each in node.args if isinstance(each, ast.Constant)]
            if name in names and len(words) == 2:
                yield str(words[0]), str(words[1])
            elif name in contexts and words:
                yield contexts[name], str(words[0])


def _helpers(tree: ast.Module) -> Iterator[Words]:
    """Yield name and context of each function that ends with `return QCoreApplication.translate(...)`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and isinstance(last := node.body[-1], ast.Return):
            call = last.value
            if isinstance(call, ast.Call) and ast.unparse(call.func) == TRANSLATE:
                yield node.name, str(ast.literal_eval(call.args[0]))


def _quoted(words: str) -> str:
    """Return words as lupdate reads them: in double quotes, on one line."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name(tool)), *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
