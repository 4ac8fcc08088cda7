"""What is written whole, and what nothing is written over."""

import subprocess
import sys
from datetime import UTC, datetime

import numpy as np
import pytest

from sacroread.coordination import export_reads
from sacroread.errors import SacroReadError
from sacroread.evidence import write_pack
from sacroread.files import write_whole
from sacroread.imaging.picture_file import write_png
from sacroread.paths import resource
from sacroread.store.store import create_study
from sacroread.study.protocol import Design, default_protocol

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
FILM = resource("demo/radiographs") / "SYN00001.dcm"


@pytest.fixture
def study(tmp_path):
    with create_study(tmp_path / "study.sacro", default_protocol("Study", Design.PANEL, 7), NOW) as store:
        yield store


def test_reads_are_not_exported_over_the_study_that_holds_them(study):
    before = study.path.read_bytes()
    with pytest.raises(SacroReadError, match=r"study\.sacro is a study, and would be lost"):
        export_reads(study, study.path, NOW)
    assert study.path.read_bytes() == before


@pytest.mark.parametrize("write", [write_whole, lambda path, content: write_pack(path, {"a": content}, NOW)])
@pytest.mark.parametrize("name", ["study.sacro", "renamed.csv", "film.dcm"])
def test_nothing_is_written_over_a_study_or_a_radiograph_whatever_it_is_called(study, tmp_path, write, name):
    (tmp_path / "renamed.csv").write_bytes(study.path.read_bytes())
    (tmp_path / "film.dcm").write_bytes(FILM.read_bytes())
    before = (tmp_path / name).read_bytes()
    with pytest.raises(SacroReadError, match=f"{name} is a (study|radiograph), and would be lost"):
        write(tmp_path / name, b"case_id,patient_id")
    assert (tmp_path / name).read_bytes() == before
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("*.unfinished"))


def test_a_radiograph_takes_the_place_of_a_radiograph(tmp_path):
    place = tmp_path / "film.dcm"
    for content in (FILM.read_bytes(), FILM.read_bytes() + b"\0\0"):
        write_whole(place, content)
        assert place.read_bytes() == content


def test_no_picture_is_written_over_a_study(study):
    with pytest.raises(SacroReadError, match="is a study"):
        write_png(study.path, np.zeros((2, 2), np.uint8))


@pytest.mark.parametrize("command", ["predict {film} -o {study}", "evidence {study} -o {study}"])
def test_no_command_writes_over_a_study(study, command):
    before = study.path.read_bytes()
    words = command.format(film=FILM, study=study.path).split()
    ended = subprocess.run(
        [sys.executable, "-m", "sacroread", *words], capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 1
    assert "study.sacro is a study, and would be lost" in ended.stderr
    assert study.path.read_bytes() == before
