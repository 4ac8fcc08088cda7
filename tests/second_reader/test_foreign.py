"""A checkpoint of the published shape, made here with random weights: nothing foreign is shipped."""

import pickle

import numpy as np
import pytest
import torch
from torch import nn

from sacroread.errors import SacroReadError
from sacroread.second_reader.bundle import load_bundle
from sacroread.second_reader.foreign import KINDS, Answerable, import_checkpoint
from sacroread.second_reader.predictor import Predictor

STATED = Answerable("CC BY-NC 4.0, as its makers told me", 0.8, 0.85)
(KIND,) = KINDS


class Published(nn.Module):
    """The published architecture, written as its publication says, by torchvision."""

    def __init__(self):
        super().__init__()
        from torchvision import models

        self.model = models.resnet50(weights=None)
        self.model.conv1 = nn.Conv2d(1, 64, 7, stride=2, padding=3, bias=False)
        classes = [nn.Linear(2048, 1024), nn.ReLU(), nn.BatchNorm1d(1024), nn.Dropout(0), nn.Linear(1024, 2)]
        self.model.fc = nn.Sequential(*classes)


@pytest.fixture(scope="module")
def published():
    torch.manual_seed(1)
    made = Published().train()
    for norm in (each for each in made.modules() if isinstance(each, nn.BatchNorm2d | nn.BatchNorm1d)):
        norm.momentum = 1.0
        nn.init.normal_(norm.bias, std=0.1)
    with torch.no_grad():
        made.model(torch.rand(3, 1, 128, 160))
    return made.eval()


@pytest.fixture(scope="module")
def made(published, tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    torch.save({"state_dict": published.state_dict(), "epoch": 3}, folder / "a.ckpt")
    return import_checkpoint(folder / "a.ckpt", KIND, folder / "foreign-1", STATED)


def test_an_imported_bundle_answers_as_the_published_network_does(published, made):
    greys = np.random.default_rng(2).random((1, 1, 416, 628), dtype=np.float32)
    inputs = np.repeat(greys, 3, axis=1)
    with torch.inference_mode():
        wanted = torch.softmax(published.model(torch.from_numpy(greys)), dim=1)[:, 1]

    found = [output.probability for output in Predictor(made, "cpu").outputs(inputs)]
    np.testing.assert_allclose(found, wanted.numpy(), atol=1e-5)


def test_an_imported_bundle_is_sound_and_says_what_it_is_not(made):
    read = load_bundle(made.folder)

    assert read.sha256 == made.sha256
    assert read.manifest.licence == STATED.licence
    assert read.manifest.performance == ()
    assert (read.manifest.input.rows, read.manifest.input.cols) == (416, 628)
    for words in ("FOREIGN", "does not hold here", "not for diagnosis", "Licence", "0.800"):
        assert words in read.card


def test_definite_is_above_and_not_at_the_published_cut_off(made):
    (cut_off,) = made.manifest.cut_offs.values

    assert 0.59 < cut_off.probability < 0.59 + 1e-9


def test_a_checkpoint_that_would_run_code_is_not_opened(tmp_path):
    path = tmp_path / "evil.ckpt"
    path.write_bytes(pickle.dumps(print, protocol=2))

    with pytest.raises(SacroReadError, match="could run code"):
        import_checkpoint(path, KIND, tmp_path / "b", STATED)
    assert not (tmp_path / "b").exists()


def test_another_network_and_another_kind_are_refused(tmp_path, network):
    torch.save(network.state_dict(), tmp_path / "lite0.pth")
    with pytest.raises(SacroReadError, match="no ResNet-50 with one grey channel"):
        import_checkpoint(tmp_path / "lite0.pth", KIND, tmp_path / "b", STATED)
    with pytest.raises(SacroReadError, match="known: anatomy-aware-2024"):
        import_checkpoint(tmp_path / "lite0.pth", "something", tmp_path / "b", STATED)
    with pytest.raises(SacroReadError, match="cannot be read"):
        import_checkpoint(tmp_path / "gone.pth", KIND, tmp_path / "b", STATED)


@pytest.mark.parametrize("stated", [Answerable(" ", 0.8, 0.8), Answerable("CC0", 1.2, 0.8)])
def test_without_a_licence_or_with_impossible_numbers_nothing_is_imported(tmp_path, stated):
    with pytest.raises(SacroReadError):
        import_checkpoint(tmp_path / "a", KIND, tmp_path / "b", stated)
