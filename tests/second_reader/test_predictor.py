from dataclasses import replace

import numpy as np
import pytest
import safetensors.torch
import torch

from sacroread.errors import SacroReadError
from sacroread.imaging.picture_file import write_png
from sacroread.imaging.radiograph import Radiograph, load
from sacroread.imaging.source import Source
from sacroread.second_reader.bundle import SELFTEST, WEIGHTS, SelfTest, selftest_bytes, write_bundle
from sacroread.second_reader.device import Answer, answers_to, available_devices, in_batches
from sacroread.second_reader.manifest import NetworkSpec
from sacroread.second_reader.network import build
from sacroread.second_reader.opinion import Question, opinion
from sacroread.second_reader.predictor import Predictor, probability_of
from sacroread.second_reader.preprocess import to_input
from sacroread.study.model import Crop, Presentation, Side, Window


@pytest.fixture
def inputs():
    return np.random.default_rng(8).normal(size=(3, 3, 64, 96)).astype(np.float32)


@pytest.fixture
def shown():
    stored = np.random.default_rng(9).integers(0, 4096, (128, 192), dtype=np.uint16)
    return Radiograph(stored, "MONOCHROME2", 12)


def test_the_same_input_gives_the_same_bits_each_time(bundle, inputs):
    predictor = Predictor(bundle, "cpu")
    first = predictor.outputs(inputs)

    for _ in range(100):
        for before, again in zip(first, predictor.outputs(inputs), strict=True):
            assert before.probability == again.probability
            assert before.heatmap.tobytes() == again.heatmap.tobytes()


def test_a_batch_and_its_members_alone_give_the_same_bits(bundle, inputs):
    predictor = Predictor(bundle, "cpu")

    together = [output.probability for output in predictor.outputs(inputs)]
    alone = [predictor.outputs(one[None])[0].probability for one in inputs]
    assert together == alone


def test_the_thread_count_of_the_process_does_not_change_a_bit(bundle, inputs):
    predictor, before = Predictor(bundle, "cpu"), torch.get_num_threads()
    try:
        found = []
        for threads in (1, 2):
            torch.set_num_threads(threads)
            found.append(predictor.outputs(inputs)[0].probability)
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    assert found[0] == found[1]


def test_an_output_is_a_probability_with_a_heatmap_of_at_least_zero(bundle, inputs):
    for output in Predictor(bundle, "cpu").outputs(inputs):
        assert 0 <= output.probability <= 1
        assert output.heatmap.shape == (2, 3)
        assert output.heatmap.dtype == np.float32
        assert (output.heatmap >= 0).all()
        assert output.attention_in_joints is None or 0 <= output.attention_in_joints <= 1


def test_without_joints_in_the_bundle_no_share_is_given(tmp_path, manifest, parts, shown):
    unknown = replace(manifest, joints=replace(manifest.joints, boxes=()))
    predictor = Predictor(write_bundle(tmp_path / "b", unknown, parts), "cpu")

    assert predictor.predict(shown, Presentation()).attention_in_joints is None


def test_attention_follows_the_joints_when_the_reader_draws_a_crop(bundle, shown):
    """The bundle of these tests has one box, the left half of the radiograph."""
    predictor = Predictor(bundle, "cpu")
    left, right = Crop(0, 0, 96, 64), Crop(96, 0, 96, 64)

    assert predictor.predict(shown, Presentation(crop=left)).attention_in_joints == pytest.approx(1)
    assert predictor.predict(shown, Presentation(crop=right)).attention_in_joints == 0


def test_a_prediction_is_that_of_its_model_input(bundle, shown):
    predictor, presentation = (
        Predictor(bundle, "cpu"),
        Presentation(is_inverted=True, crop=Crop(5, 6, 90, 80)),
    )
    model_input = to_input(shown, presentation, bundle.manifest.input)

    found = predictor.predict(shown, presentation)
    assert found.probability == predictor.outputs(model_input[None])[0].probability
    assert found.probability != predictor.predict(shown, Presentation()).probability


def test_the_temperature_divides_the_log_odds(tmp_path, manifest, parts, network):
    inputs = np.ones((1, 3, 64, 96), np.float32)
    with torch.inference_mode():
        log_odds = float(network(torch.from_numpy(inputs)))
    softened = replace(manifest, output=replace(manifest.output, temperature=2.0))
    probabilities = 1 / (1 + np.exp(-np.full(1, log_odds) / 2))
    with torch.inference_mode():
        heatmaps = network.head.activation(network.features(torch.from_numpy(inputs))).clamp(min=0).numpy()
    exchanged = {**parts, SELFTEST: selftest_bytes(SelfTest(inputs, probabilities, heatmaps))}
    predictor = Predictor(write_bundle(tmp_path / "b", softened, exchanged), "cpu")

    assert predictor.outputs(inputs)[0].probability == pytest.approx(probabilities[0], abs=1e-6)


def test_other_weights_of_the_right_shapes_fail_the_self_test(rewritten, network):
    tensors = {name: value.clone() for name, value in network.state_dict().items()}
    tensors["head.linear.bias"] += 0.01
    other = rewritten(WEIGHTS=safetensors.torch.save(tensors))

    with pytest.raises(SacroReadError, match="self-test"):
        Predictor(other, "cpu")


def test_randomised_weights_change_the_heatmap_and_fail_the_self_test(rewritten, network):
    """The sanity check of Adebayo et al. 2018: such a heatmap would show nothing."""
    tensors = {name: value.clone() for name, value in network.state_dict().items()}
    tensors["head.linear.weight"] = tensors["head.linear.weight"].roll(640, dims=1)
    other = rewritten(WEIGHTS=safetensors.torch.save(tensors))

    with pytest.raises(SacroReadError, match="heatmap different"):
        Predictor(other, "cpu")


def test_tensors_that_do_not_fit_are_refused(rewritten):
    with pytest.raises(SacroReadError, match="do not fit"):
        Predictor(rewritten(WEIGHTS=safetensors.torch.save({"a": torch.zeros(1)})), "cpu")


def test_an_absent_device_is_refused_with_those_that_are_there(bundle):
    with pytest.raises(SacroReadError, match="cpu"):
        Predictor(bundle, "abacus")
    assert Predictor(bundle).device == available_devices()[0]


@pytest.mark.parametrize(
    ("log_odds", "probability"), [(0.0, 0.5), (np.log(3), 0.75), (800.0, 1.0), (-800.0, 0.0)]
)
def test_log_odds_become_a_probability_without_overflow(log_odds, probability):
    assert probability_of(log_odds) == pytest.approx(probability)


def test_what_a_person_or_the_file_says_against_the_radiograph_and_a_black_window_refer_the_case(
    bundle, shown
):
    predictor = Predictor(bundle, "cpu")

    assert predictor.predict(shown, Presentation()).refer_reason == ""
    flagged = predictor.predict(shown, Presentation(), "low resolution")
    assert flagged.refer_reason == "Refer: low resolution."
    chest = predictor.predict(replace(shown, body_part="CHEST"), Presentation())
    assert chest.refer_reason == "Refer: the file says that it shows CHEST."
    black = predictor.predict(shown, Presentation(window=Window(100000, 10)))
    assert "poor quality (most of the part shown is black or white" in black.refer_reason


def test_half_precision_is_refused_on_a_cpu_and_the_answers_stay(bundle, inputs):
    plain, asked = Predictor(bundle, "cpu"), Predictor(bundle, "cpu", is_half_wanted=True)

    assert "on CUDA alone" in asked.notice
    assert plain.outputs(inputs)[0].probability == asked.outputs(inputs)[0].probability


def _small_memory(holds):
    """Return a device whose memory holds so many inputs, and the sizes of the batches that it answered."""
    sizes = []

    def answer(inputs):
        if len(inputs) > holds:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB")
        sizes.append(len(inputs))
        return tuple(Answer(float(one[0, 0, 0]), one[0], None) for one in inputs)

    return answer, sizes


def test_out_of_memory_falls_back_to_smaller_batches_without_losing_or_doubling_a_case():
    answer, sizes = _small_memory(3)
    inputs = np.arange(10, dtype=np.float32)[:, None, None, None]

    answers, batch = in_batches(answer, inputs, 8)

    assert [each.log_odds for each in answers] == list(range(10))
    assert (batch, sizes) == (2, [2, 2, 2, 2, 2])


def test_a_device_too_small_for_one_input_or_lost_is_told_in_a_sentence():
    inputs = np.zeros((1, 1, 1, 1), np.float32)
    with pytest.raises(SacroReadError, match="Choose the device cpu"):
        in_batches(_small_memory(0)[0], inputs, 4)

    def lost(_):
        raise torch.AcceleratorError("CUDA error: device lost")

    with pytest.raises(SacroReadError, match="was lost"):
        in_batches(lost, inputs, 4)


def test_an_error_of_ours_is_not_taken_for_a_full_memory():
    def wrong(_):
        raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes"):
        in_batches(wrong, np.zeros((1, 1, 1, 1), np.float32), 4)


def test_grades_are_given_for_the_sides_of_the_patient_also_when_the_picture_is_flipped(
    tmp_path, manifest, parts
):
    named = NetworkSpec("resnet-18", {"dropout": 0.0, "grades_per_side": 1.0})
    torch.manual_seed(5)
    network = build(named.name, named.arguments).eval()
    inputs = np.random.default_rng(5).normal(size=(1, 3, 64, 96)).astype(np.float32)
    (answer,) = answers_to(network, inputs, "cpu")
    exchanged = {
        **parts,
        WEIGHTS: safetensors.torch.save(network.state_dict()),
        SELFTEST: selftest_bytes(
            SelfTest(inputs, np.array([probability_of(answer.log_odds)]), answer.heatmap[None])
        ),
    }
    folder = write_bundle(tmp_path / "graded", replace(manifest, network=named), exchanged).folder
    file = tmp_path / "a.png"
    uneven = np.full((128, 192), 90, np.uint8)
    uneven[:, 96:] = np.random.default_rng(9).integers(0, 256, (128, 96))
    write_png(file, uneven)

    for presentation, order in (
        (Presentation(), (Side.RIGHT, Side.LEFT)),  # as a pelvis is hung: the patient's right on the left
        (Presentation(is_flipped=True), (Side.LEFT, Side.RIGHT)),
    ):
        (wanted,) = answers_to(network, to_input(load(file), presentation, manifest.input)[None], "cpu")
        given = opinion(Question(folder, "a", Source(file), presentation)).grades

        for side, shares in zip(order, wanted.grades, strict=True):
            assert sum(given[side]) == pytest.approx(1)
            np.testing.assert_allclose(given[side], shares, atol=1e-6)
