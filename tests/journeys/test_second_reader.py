"""The commands about bundles and predictions, as a user runs them."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile

import pydicom
import pytest

from sacroread.paths import resource

DEMO, BUNDLE = resource("demo/radiographs"), resource("bundles/demo")


def predictions(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_a_damaged_bundle_is_not_used(sacroread, tmp_path):
    own = shutil.copytree(BUNDLE, tmp_path / "own")
    (own / "MODEL_CARD.md").write_text("Another card")
    ended = sacroread("predict", DEMO / "SYN00001.dcm", "--bundle", own, "-o", tmp_path / "p.csv")

    assert ended.returncode == 3
    assert "MODEL_CARD.md is not the file that the manifest states" in (tmp_path / "refused.csv").read_text(
        "utf-8"
    )


def test_an_archived_bundle_reads_an_archive_of_radiographs_and_writes_dicom(sacroread, tmp_path):
    for name, folder in (("bundle", BUNDLE), ("films", DEMO)):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            for file in sorted(folder.iterdir())[:4]:
                archive.write(file, file.name)
    out, maps = tmp_path / "p.csv", tmp_path / "maps"
    ended = sacroread(
        *("predict", tmp_path / "films.zip", "--bundle", tmp_path / "bundle.zip", "-o", out),
        *("--heatmaps", maps, "--heatmap-format", "dicom"),
    )

    assert ended.returncode == 0, ended.stderr
    assert "runs on cpu" in ended.stderr or "runs on" in ended.stderr
    assert len(predictions(out)) == 4
    assert {pydicom.dcmread(file).Modality for file in maps.iterdir()} == {"OT"}


def test_a_resumed_prediction_keeps_what_is_there_and_gives_what_one_run_gives(sacroread, tmp_path):
    files = [DEMO / f"SYN0000{number}.dcm" for number in (1, 2, 3)]
    whole, resumed = tmp_path / "whole.csv", tmp_path / "resumed.csv"
    sacroread("predict", *files, "-o", whole)
    sacroread("predict", files[0], "-o", resumed)
    ended = sacroread("predict", *files, "-o", resumed, "--resume")

    assert "2 of 2" in ended.stderr
    assert resumed.read_bytes() == whole.read_bytes()
    resumed.write_text(resumed.read_text("utf-8").replace("demo,", "demo,f"), "utf-8")
    other = sacroread("predict", *files, "-o", resumed, "--resume")
    assert (other.returncode, "another second reader" in other.stderr) == (1, True)


def test_predict_says_where_it_cannot_write_before_it_predicts(sacroread, tmp_path):
    out = tmp_path / "p.csv"
    (tmp_path / "file").write_text("")
    for words in (("-o", tmp_path), ("-o", out, "--heatmaps", tmp_path / "file" / "maps")):
        ended = sacroread("predict", DEMO / "SYN00001.dcm", *words)
        assert (ended.returncode, "Traceback" in ended.stderr, out.exists()) == (1, False, False)
        assert "folder" in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C cannot be sent to another process there")
def test_a_cancelled_prediction_keeps_what_was_predicted(tmp_path):
    out = tmp_path / "p.csv"
    command = [sys.executable, "-m", "sacroread", "predict", DEMO, "-o", out]
    environment = {**os.environ, "SACROREAD_HOME": str(tmp_path / "home")}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as running:
        until = time.monotonic() + 120
        while time.monotonic() < until and not (out.exists() and len(predictions(out)) >= 1):
            time.sleep(0.005)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)

    kept = len(predictions(out))
    assert 1 <= kept < 12
    assert running.returncode == 3
    assert "go on with --resume" in said
    assert "Traceback" not in said
