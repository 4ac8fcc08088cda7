from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from sacroread.second_reader import bundle as bundles
from sacroread.second_reader.bundle import SelfTest, selftest_bytes, write_bundle
from sacroread.second_reader.manifest import (
    FORMAT,
    Box,
    CutOffs,
    InputSpec,
    Joints,
    Likeness,
    Manifest,
    NetworkSpec,
    OutputSpec,
    Performance,
    Range,
    RecipeStatement,
    Split,
    StartingWeights,
    TrainingStatement,
)
from sacroread.second_reader.network import build
from sacroread.study.model import CutOff

ROWS, COLS = 64, 96


@pytest.fixture(scope="session")
def spec():
    return InputSpec(
        rows=ROWS,
        cols=COLS,
        depth=8,
        crop="whole",
        part=Box(0.0, 0.0, 1.0, 1.0),
        window="presentation, else the first window",
        interpolation="area",
        padding="black, centred",
        mean=(0.5, 0.5, 0.5),
        std=(0.25, 0.25, 0.25),
    )


@pytest.fixture(scope="session")
def cut_offs():
    return CutOffs(
        values=(
            CutOff("sensitivity-favouring", 0.30, 0.99, 0.55),
            CutOff("balanced", 0.71, 0.90, 0.92),
            CutOff("specificity-favouring", 0.90, 0.60, 1.0),
        ),
        band_sizes=(40, 30, 100, 5),
        band_definite=(1, 9, 93, 5),
        provenance="chosen on the tuning set",
    )


@pytest.fixture(scope="session")
def manifest(spec, cut_offs):
    return Manifest(
        format=FORMAT,
        bundle_id="made-up",
        version="1",
        created="2026-01-01T00:00:00Z",
        intended_use="tests",
        licence="Apache-2.0",
        network=NetworkSpec("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0}),
        input=spec,
        output=OutputSpec("probability of definite sacroiliitis", 1.0),
        joints=Joints((Box(0.0, 0.0, 0.5, 1.0),), 0.5, "made up"),
        cut_offs=cut_offs,
        training=TrainingStatement(True, "made up", (Split("train", 2, 3, 1),), "none", "0" * 64),
        likeness=Likeness(Range(0.0, 1.0), Range(0.0, 1.0), 32),
        performance=(Performance("AUROC", "tune", 0.9, 0.8, 0.95, 0.95, 20, "made up"),),
        recipe=RecipeStatement("quick", "0" * 64, "rows = 64"),
        starting_weights=StartingWeights("none", "none", "none"),
        software={"torch": "2"},
        files={},
    )


@pytest.fixture(scope="session")
def network():
    torch.manual_seed(3)
    made = build("efficientnet-lite0", {"dropout": 0.2, "block_dropout": 0.0}).train()
    norms = [module for module in made.modules() if isinstance(module, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.momentum = 1.0  # one batch sets the statistics; else it would answer nothing
    with torch.no_grad():
        made(torch.randn(4, 3, ROWS, COLS))
    return made.eval()


@pytest.fixture(scope="session")
def parts(network):
    inputs = np.random.default_rng(5).normal(size=(2, 3, ROWS, COLS)).astype(np.float32)
    with torch.inference_mode():
        maps = network.features(torch.from_numpy(inputs))
        probabilities = torch.sigmoid(network.head(maps))[:, 0].double().numpy()
        heatmaps = network.head.activation(maps).clamp(min=0).numpy()
    return {
        bundles.WEIGHTS: safetensors.torch.save(network.state_dict()),
        bundles.CARD: b"# Made up\n",
        bundles.SELFTEST: selftest_bytes(SelfTest(inputs, probabilities, heatmaps)),
    }


@pytest.fixture
def bundle(tmp_path, manifest, parts):
    return write_bundle(tmp_path / "bundle", manifest, parts)


@pytest.fixture
def rewritten(tmp_path, manifest, parts):
    """Write a bundle whose hashes are right although a part was exchanged."""

    def write(**exchanged):
        named = {getattr(bundles, name): content for name, content in exchanged.items()}
        return write_bundle(tmp_path / "rewritten", replace(manifest), {**parts, **named})

    return write


@pytest.fixture
def dicom_folder():
    folder = Path(__file__).resolve().parents[3] / "shared" / "data" / "dicom"
    if not folder.is_dir():
        pytest.skip("the folder of real DICOM files is not beside this checkout")
    return folder
