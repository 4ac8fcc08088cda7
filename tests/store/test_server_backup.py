"""The backup of a study on a server, as the guide describes it: restored elsewhere, it is the same study."""

import os
import re
import shutil
import subprocess

import psycopg
import pytest

from sacroread import guide
from sacroread.store.anchor_file import anchor_path
from sacroread.store.integrity import check
from sacroread.store.store import open_study

SECRET = "a long password, with 'quotes'"  # noqa: S105 - as in conftest.py


@pytest.fixture
def tool(server):
    """Run a program of PostgreSQL against the private server."""

    def run(program, *words):
        environment = {
            **os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "owner",
            "PGPASSWORD": "owner's password",
        }  # fmt: skip
        command = [str(server.programs / program), *map(str, words)]
        ended = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    return run


def test_a_restored_study_agrees_with_the_anchor_and_keeps_its_readers_apart(
    server, on_server, read_of, tool, tmp_path
):
    name, address = on_server()
    with open_study(address) as store:
        store.append(
            [read_of("c1"), read_of("c1", reader_id="reader-2"), read_of("c2", reader_id="reader-2")]
        )
        kept = shutil.copy(anchor_path(store.path), tmp_path / "kept.json")
    roles = tool("pg_dumpall", "--roles-only")
    assert f'"{name}.reader-1"' in roles or f"{name}.reader-1" in roles, "a database's own dump has no roles"
    tool("pg_dump", "--format=custom", "-f", tmp_path / "study.dump", name)
    tool("dropdb", name)
    tool("createdb", name)
    tool("pg_restore", "--exit-on-error", "-d", name, tmp_path / "study.dump")
    with open_study(address) as store:
        assert check(store, kept).findings == ()
        assert len(store.reads()) == 3
    with psycopg.connect(server.dsn(name, f"{name}.reader-1", SECRET)) as connection:
        seen = connection.execute("SELECT DISTINCT reader_id FROM reads").fetchall()
        assert seen == [("reader-1",)]
    with (
        psycopg.connect(server.dsn(name, f"{name}.reader-1", SECRET)) as connection,
        pytest.raises(psycopg.errors.Error, match=r"denied|appended"),
    ):
        connection.execute("DELETE FROM reads")


def test_the_guide_names_the_programs_that_this_backup_takes():
    text = guide.text("administrator")
    for words in ("pg_dump --format=custom", "pg_dumpall --roles-only", "pg_restore --exit-on-error"):
        assert re.search(rf"^\s*{re.escape(words)}", text, flags=re.MULTILINE), words
