"""The training page with real child processes; the one slow journey trains a real network."""

import json
import os
import signal
import sys
import time

import pytest
from PySide6.QtCore import Qt

from sacroread.paths import resource
from sacroread.second_reader.shelf import shelf_of_user
from sacroread.ui import theme
from sacroread.ui.pages.training import Trainer, TrainingPage
from sacroread.ui.pages.training_child import TrainingChild, is_left_at_work
from sacroread.ui.pages.training_life import LIFE, pid_of_living

EPOCH = {"epoch": 1, "size": "64x96", "train_loss": 0.7, "tune_loss": 0.6, "tune_auroc": 0.75, "seconds": 2.0}
TELLS_AN_EPOCH_AND_STAYS = f"""
import json, sys, time
print("16 training and 8 tuning pictures", flush=True)
print(json.dumps({EPOCH | {"seconds_left": 90}}), flush=True)
time.sleep(60)
"""
AT_MOST_MS = 20_000


@pytest.fixture
def curated_set(tmp_path):
    """What the page reads of a set: its cases' splits, and whether they are synthetic."""
    folder = tmp_path / "set"
    folder.mkdir()
    entries = [{"split": split} for split in ("train", "train", "tune", "test")]
    (folder / "set.json").write_text(json.dumps({"is_synthetic": True, "entries": entries}), "utf-8")
    return folder


@pytest.fixture
def page_of(qtbot, qapp, tmp_path):
    theme.dress(qapp)

    def made(*command):
        shelf = shelf_of_user()
        page = TrainingPage(Trainer(command, ("quick",)), shelf, tmp_path / "runs")
        qtbot.addWidget(page)
        page.resize(1080, 680)
        page.show()
        return page

    return made


@pytest.fixture
def leave():
    """End the children that a test leaves at work."""
    children = []
    yield children.append
    for child in children:
        child.cancel()
        child.leave()


def test_what_is_in_a_set_is_said_and_synthetic_comes_first(page_of, curated_set):
    page = page_of(sys.executable)

    page.choose_set(curated_set)

    assert page.message == "Synthetic. 2 training, 1 tuning and 1 test cases."
    assert page._begin.isEnabled()


def test_a_folder_that_is_no_set_is_named_and_nothing_can_start(page_of, tmp_path):
    page = page_of(sys.executable)

    page.choose_set(tmp_path)

    assert page.message.startswith(f"{tmp_path.name} is no curated set.")
    assert not page._begin.isEnabled()


def test_without_the_extra_the_page_says_how_to_install_it(page_of, curated_set):
    page = page_of()
    page.choose_set(curated_set)

    assert "pip install sacroread[training]" in page.message
    assert not page._begin.isEnabled()


def test_an_epoch_is_drawn_with_the_time_left_and_cancel_comes_within_a_second(page_of, curated_set, qtbot):
    page = page_of(sys.executable, "-c", TELLS_AN_EPOCH_AND_STAYS)
    page.choose_set(curated_set)

    qtbot.mouseClick(page._begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "AUROC 0.750" in page.message, timeout=AT_MOST_MS)
    assert page.message.endswith("at most 90 seconds left")
    began = time.monotonic()
    qtbot.mouseClick(page._stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page._child.is_at_work, timeout=AT_MOST_MS)

    assert time.monotonic() - began < 1.0
    assert page.message.startswith("Stopped. Every finished epoch is kept")


def test_the_rate_is_found_in_a_child_and_drawn(page_of, curated_set, qtbot):
    told = {"rates": [1e-6, 1e-3, 1e-1], "losses": [0.7, 0.4, 2.0], "steepest": 1e-3, "of_recipe": 1e-4}
    page = page_of(sys.executable, "-c", f"import json; print(json.dumps({told}))")
    page.choose_set(curated_set)
    assert not page._rates_plot.isVisible()

    qtbot.mouseClick(page._rates, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(page._rates_plot.isVisible, timeout=AT_MOST_MS)
    assert page.message == "The loss falls most steeply at a rate of 0.001; the recipe has 0.0001."
    qtbot.waitUntil(page._rates.isEnabled, timeout=AT_MOST_MS)


def test_a_closed_window_leaves_the_run_at_work_and_a_new_one_finds_it(
    page_of, curated_set, qtbot, leave, tmp_path
):
    first = page_of(sys.executable, "-c", TELLS_AN_EPOCH_AND_STAYS)
    first.choose_set(curated_set)
    first.start()
    qtbot.waitUntil(lambda: "AUROC" in first.message, timeout=AT_MOST_MS)
    first.close_tasks()
    first.close()

    assert is_left_at_work(tmp_path / "runs" / "run.log")
    second = page_of(sys.executable)
    leave(second._child)
    qtbot.waitUntil(lambda: "AUROC 0.750" in second.message, timeout=AT_MOST_MS)


def test_a_child_that_refuses_ends_with_its_sentence(qtbot, tmp_path):
    child = TrainingChild((sys.executable, "-m", "training"))

    with qtbot.waitSignal(child.ended, timeout=AT_MOST_MS) as ended:
        child.start(
            ["fit", str(tmp_path), "--recipe", "quick", "-o", str(tmp_path / "run")], tmp_path / "log"
        )

    assert ended.args[0].endswith("is no curated set: it lacks set.json. Make one with prepare.")


def test_a_process_that_got_the_number_of_an_ended_run_is_not_taken_for_it_and_is_left_alone(
    page_of, curated_set, qtbot, tmp_path
):
    first = page_of(sys.executable, "-c", "print('done')")
    first.choose_set(curated_set)
    first.start()
    qtbot.waitUntil(lambda: not first._child.is_at_work, timeout=AT_MOST_MS)
    life = tmp_path / "runs" / "run.log" / LIFE
    assert int(life.read_text("ascii")) > 0
    life.write_text(str(os.getpid()), "ascii")  # the number goes to a process that lives

    assert not is_left_at_work(life.parent)
    second = page_of(sys.executable)
    assert not second._child.is_at_work
    second.cancel()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_child_is_known_to_be_gone_within_a_second(page_of, curated_set, qtbot, tmp_path):
    page = page_of(sys.executable, "-c", TELLS_AN_EPOCH_AND_STAYS)
    page.choose_set(curated_set)
    page.start()
    qtbot.waitUntil(lambda: "AUROC" in page.message, timeout=AT_MOST_MS)

    os.kill(pid_of_living(tmp_path / "runs" / "run.log" / LIFE), signal.SIGKILL)

    qtbot.waitUntil(lambda: not page._child.is_at_work, timeout=1000)


def test_where_the_folder_of_runs_cannot_be_made_a_sentence_says_so(page_of, curated_set, tmp_path):
    (tmp_path / "runs").write_text("in the way", "utf-8")
    page = page_of(sys.executable)
    page.choose_set(curated_set)

    page.start()

    assert page.message.startswith("run.log cannot be written (Not a directory).")
    assert not page._child.is_at_work


def test_roll_back_without_another_bundle_cannot_be_pressed(page_of):
    assert not page_of(sys.executable)._back.isEnabled()


@pytest.mark.slow
def test_a_run_is_cancelled_resumed_compared_and_activated_from_the_page(page_of, qtbot, tmp_path):
    from sacroread.demo.study_files import SetOptions, write_phantom_set
    from training.prepare import Wanted, prepare
    from training.recipe import load_recipe
    from training.split import Shares

    pytest.importorskip("fastai")
    write_phantom_set(tmp_path / "phantoms", 24, 5, SetOptions(size=(256, 320)))
    wanted = Wanted("Phantoms.", True, "proposed", 8, Shares(0.4), 1)
    prepare(tmp_path / "phantoms", tmp_path / "set", wanted, lambda line: None)
    text = (
        load_recipe("quick").text.replace("224", "64").replace("320", "96").replace("batch = 16", "batch = 4")
    )
    (tmp_path / "tiny.toml").write_text(text.replace("epochs = 9", "epochs = 3"), "utf-8")
    page = page_of(sys.executable, "-m", "training")
    page._recipe.addItem(str(tmp_path / "tiny.toml"))
    page._recipe.setCurrentText(str(tmp_path / "tiny.toml"))
    page._weights.setCurrentIndex(1)
    page.choose_set(tmp_path / "set")
    patience = {"timeout": 240_000}

    page.start()
    qtbot.waitUntil(lambda: "Epoch 1" in page.message, **patience)
    page.cancel()
    qtbot.waitUntil(lambda: page._begin.text() == "Resume" and page._begin.isEnabled(), **patience)
    page.start()
    qtbot.waitUntil(lambda: page.message.startswith("Finished"), **patience)
    page.compare()
    qtbot.waitUntil(lambda: "difference of areas" in page._comparison.text(), **patience)
    with qtbot.waitSignal(page.bundle_changed, **patience):
        page.activate()
    assert page._shelf.active() != resource("bundles/demo")
    page.roll_back()
    assert page._shelf.active() == resource("bundles/demo")


def test_the_page_loads_pyqtgraph_only_with_the_first_epoch():
    import subprocess

    code = (
        "import sys, sacroread.ui.pages.training; print('pyqtgraph' in sys.modules, 'torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ}
    )

    assert done.stdout.split() == ["False", "False"]
