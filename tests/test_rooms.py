"""Who may import whom: the table of `sacroread/README.md`, held against the real imports of every file."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"sacroread", "training"}


def allowed() -> dict[str, tuple[set[str], set[str]]]:
    """Room -> (rooms it may import, libraries it may import), read from the table in the plan."""
    plan = (ROOT / "sacroread" / "README.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(\w+)` \|(.*?)\|(.*?)\|$", plan, flags=re.MULTILINE)
    return {room: (_words(rooms), _words(libraries)) for room, rooms, libraries in lines}


def _words(cell: str) -> set[str]:
    return set(re.findall(r"`(\w+)`", cell))


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return parts[0] if parts[0] == "training" else parts[1].removesuffix(".py")


def imports(path: Path) -> set[tuple[str, ...]]:
    """Every module a file imports, at any depth of its code, as a tuple of names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return {tuple(name.split(".")) for name in names}


def breaches(path: Path, table: dict[str, tuple[set[str], set[str]]]) -> list[str]:
    room = room_of(path)
    rooms, libraries = table[room]
    found = []
    for name in imports(path):
        if name[0] == "sacroread":
            target = name[1]
            if target not in rooms | {room, "__version__"}:
                found.append(f"{path.relative_to(ROOT)} ({room}) imports the room {target}")
        elif name[0] == "training":
            if room != "training":
                found.append(f"{path.relative_to(ROOT)} ({room}) imports training")
        elif name[0] not in sys.stdlib_module_names | libraries:
            found.append(f"{path.relative_to(ROOT)} ({room}) imports the library {name[0]}")
    return found


FILES = sorted(path for top in OURS for path in (ROOT / top).rglob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_imports_only_what_its_room_may(path):
    assert breaches(path, allowed()) == []


def test_every_room_stands_in_the_table():
    assert {room_of(path) for path in FILES} <= set(allowed())


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("study", "import numpy"),
        ("imaging", "from sacroread.store import store"),
        ("second_reader", "from training import fit"),
        ("store", "def later():\n    import PySide6"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path, monkeypatch, room, line):
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "sacroread" / room / "intruder.py"
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    table = {room: ({"study", "errors"}, {"sqlalchemy"})}
    assert len(breaches(path, table)) == 1


def test_torch_stands_in_the_networks_and_the_predictor_alone():
    users = {
        path.name
        for path in (ROOT / "sacroread").rglob("*.py")
        if any(name[0] == "torch" for name in imports(path))
    }
    assert users <= {"device.py", "foreign.py", "fused.py", "lite0.py", "network.py", "predictor.py"}


def test_qt_stands_in_ui_app_and_tour_only():
    users = {room_of(path) for path in FILES if any(name[0] == "PySide6" for name in imports(path))}
    assert users <= {"ui", "app", "tour"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= (300 if path.name == "main_window.py" else 400)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno + 1 <= 50, node.name
