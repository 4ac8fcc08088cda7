"""Every command that README and guide show: run as it stands there, or named here with the reason why not."""

import re
import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer.main

from sacroread import cli, guide
from sacroread.paths import resource
from sacroread.store.store import open_study
from sacroread.study.model import Condition, Draft, Grade, Read, Reader, Role, Side
from sacroread.worklists import seat

ROOT = Path(__file__).resolve().parents[2]
DEMO = resource("demo")
LISTED, LOOSE = range(1, 4), range(4, 12)  # which radiographs of the demo lie where
GENERATED = {"commands", "keys"}  # made from the program itself; tests/test_guide.py holds them against it

WINDOW = "opens the window: tests/journeys/test_window.py and test_screen.py"
MACHINE = "sets a whole machine up: every change goes through it"
SERVER = "needs a server with TLS: tests/store/test_server_commands.py does it on a private one"
BACKUP = "tests/store/test_server_backup.py takes one and restores it"
MINUTES = "takes minutes: tests/training/test_commands.py takes every step with a smaller network"
READ = "sacroread study.sacro"
FLAGS = re.DOTALL | re.MULTILINE
NOT_RUN = {
    "python packaging/dev.py demo": MACHINE,
    "python packaging/dev.py test": MACHINE,
    "sacroread curate FOLDER -o SET": WINDOW,
    'sacroread new "postgresql+psycopg://coordinator@server/study?sslmode=verify-full" '
    "--design adjudicated": SERVER,
    "sacroread import ADDRESS FOLDER": SERVER,
    "sacroread reader ADDRESS reader-1 --role central_1": SERVER,
    "sacroread reader ADDRESS boss --role coordinator": SERVER,
    'sacroread "postgresql+psycopg://study.reader-1@server/study?sslmode=verify-full&folder=DIR"': SERVER,
    "sacroread verify ADDRESS --anchor kept.json": SERVER,
    "pg_dump --format=custom -f study.dump study": BACKUP,
    "pg_dumpall --roles-only -f roles.sql": BACKUP,
    "psql -f roles.sql postgres": BACKUP,
    "createdb -O coordinator study": BACKUP,
    "pg_restore --exit-on-error -d study study.dump": BACKUP,
    "sacroread-train cost SET --recipe quick": MINUTES,
    "sacroread-train rates SET --recipe quick -o RATES": MINUTES,
    "sacroread-train fit SET --recipe quick -o RUN": MINUTES,
    "sacroread-train evaluate RUN -o TUNE": MINUTES,
    "sacroread-train export RUN -o BUNDLE": MINUTES,
    'sacroread bundle import CHECKPOINT --like anatomy-aware-2024 -o NAME --licence "..." --sensitivity S '
    "--specificity P": "needs somebody else's checkpoint: tests/second_reader/test_foreign.py",
}  # fmt: skip


def documents():
    yield "README", (ROOT / "README.md").read_text("utf-8")
    for chapter in guide.CHAPTERS:
        if chapter not in GENERATED:
            yield chapter, guide.text(chapter)


def shown(text):
    """The lines of all fenced blocks of no other language, without comments."""
    for block in re.findall(
        r"^ *```\n(.*?)^ *```$", re.sub(r"^ *```\w+\n.*?^ *```\n", "", text, flags=FLAGS), flags=FLAGS
    ):
        for line in block.splitlines():
            yield re.sub(r"\s{2,}#.*", "", line).strip()


LINES = {name: [line for line in shown(text) if line] for name, text in documents()}
RUN = {name: [line for line in lines if line not in NOT_RUN] for name, lines in LINES.items()}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with what the commands name: radiographs, tables, a bundle; and a home of its own."""
    here = tmp_path / "here"
    for folder, numbers in (("radiographs", LISTED), ("FOLDER/radiographs", LOOSE)):
        (here / folder).mkdir(parents=True)
        for number in numbers:
            shutil.copy(DEMO / "radiographs" / f"SYN{number:05}.dcm", here / folder)
    for table in ("cases", "reads", "reference"):
        for folder, numbers in ((here, LISTED), (here / "FOLDER", LOOSE)):
            write_rows(DEMO / f"{table}.csv", folder / f"{table}.csv", numbers)
    columns = "case_id,probability,bundle_id,bundle_sha256,attention_in_joints,refer_reason"
    rows = (f"SYN{number:05},0.{number},demo,{'0' * 64},0.5," for number in LISTED)
    (here / "predictions.csv").write_text("\n".join([columns, *rows, ""]), "utf-8")
    shutil.copytree(resource("bundles/demo"), here / "BUNDLE")
    monkeypatch.chdir(here)
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path / "home"))
    return here


def write_rows(source, target, numbers):
    head, *rows = source.read_text("utf-8").splitlines()
    wanted = tuple(f"SYN{number:05}," for number in numbers)
    target.write_text("\n".join([head, *(row for row in rows if row.startswith(wanted)), ""]), "utf-8")


def lock_one_read(study):
    """What a person does in the window that opens: tests/journeys/test_window.py looks at that."""
    reader = Reader("reader-1", Role.PANEL)
    with open_study(study) as store:
        seat(store, reader)
        case, draft = store.worklist(reader)[0], Draft(grades=dict.fromkeys(Side, Grade.MINIMAL))
        now = datetime.now(UTC)
        store.append([Read("one", "reader-1", Role.PANEL, case, Condition.UNAIDED, 0, draft, True, now, 9.5)])


def carry_out(line, monkeypatch):
    """Run one line as a shell would; return its status."""
    program, *words = shlex.split(line)
    if line == READ:
        lock_one_read(Path("study.sacro"))
        return 0
    if program == "cp":
        shutil.copy(*words)
        return 0
    assert program in {"sacroread", "sacroread-train"}, f"{line}: run it, or say in NOT_RUN why not"
    if program == "sacroread-train":
        from training.__main__ import main

        return main(words) or 0
    monkeypatch.setattr(sys, "argv", [program, *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code or 0


@pytest.mark.parametrize("name", [name for name, lines in RUN.items() if lines])
def test_the_commands_of_a_chapter_do_their_work_one_after_the_other(name, desk, monkeypatch, capsys):
    for line in RUN[name]:
        assert carry_out(line, monkeypatch) == 0, f"{line}\n{capsys.readouterr().err}"


@pytest.mark.parametrize("line", [line for line in NOT_RUN if line.startswith("sacroread ")])
def test_what_is_not_run_names_a_command_and_options_that_there_are(line):
    _, first, *words = shlex.split(line)
    command = typer.main.get_command(cli.app)
    if first not in command.commands:
        return  # a study, which opens the window
    command = command.commands[first]
    if hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


def test_every_reason_belongs_to_a_command_that_is_still_shown():
    assert set(NOT_RUN) <= {line for lines in LINES.values() for line in lines}
