import numpy as np
import pytest

from sacroread.imaging.radiograph import Radiograph
from sacroread.paths import resource
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.predictor import Predictor
from sacroread.study.model import Presentation

MOST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def demo():
    return load_bundle(resource("bundles/demo"))


def test_the_demo_bundle_passes_its_self_test_and_answers(demo):
    stored = np.random.default_rng(1).integers(0, 4096, (500, 600), dtype=np.uint16)

    output = Predictor(demo, "cpu").predict(Radiograph(stored, "MONOCHROME2", 12), Presentation())

    assert 0 <= output.probability <= 1
    assert output.heatmap.shape == (demo.manifest.input.rows // 32, demo.manifest.input.cols // 32)


def test_the_demo_bundle_says_everywhere_that_it_is_synthetic(demo):
    manifest = demo.manifest

    assert manifest.training.is_synthetic
    assert "SYNTHETIC" in demo.card
    assert manifest.intended_use.startswith("SYNTHETIC")
    assert manifest.output.meaning.startswith("SYNTHETIC")
    assert manifest.performance
    assert all("synthetic" in each.name for each in manifest.performance)
    assert "synthetic" in manifest.cut_offs.provenance


def test_the_demo_bundle_was_measured_on_phantoms_that_it_had_not_seen(demo):
    assert any("ROC" in each.name and each.split == "test" for each in demo.manifest.performance)


def test_the_demo_bundle_is_small_enough_to_ship(demo):
    assert sum(path.stat().st_size for path in demo.folder.iterdir()) <= MOST_BYTES
