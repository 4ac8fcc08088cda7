"""How fast the second reader answers, beside torch, ONNX Runtime and OpenVINO; and from the start on."""

from __future__ import annotations

import copy
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from frame import Measurement, alternating_ms, at_most, median_ms, not_measured

from sacroread.imaging.radiograph import load
from sacroread.paths import resource
from sacroread.second_reader.bundle import Bundle, load_bundle
from sacroread.second_reader.device import MOST_THREADS, answers_to, fixed_arithmetic
from sacroread.second_reader.fused import ready
from sacroread.second_reader.network import Network, build
from sacroread.second_reader.predictor import Predictor
from sacroread.second_reader.preprocess import to_input
from sacroread.study.model import Presentation

SEED, RUNS, SIZE_PX = 1, 10, 768
PAPER = "resnet-50"  # the published network, at its last size
MOST_FOR_HEATMAP, WITHIN_OF_FASTEST, MOST_FOR_DECODING = 1.10, 1.10, 0.15
FIRST_S, FRAME_MS = 6.0, 100.0
CUDA_BATCHES = (1, 8, 32)
RADIOGRAPH = resource("demo/radiographs/SYN00001.dcm")

FIRST = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from sacroread.app import run
from sacroread.second_reader.opinion import Opinion
from sacroread.ui.pages.second_opinion import SecondOpinionPage

def begin(window):
    services = window._services
    page = SecondOpinionPage(services.decode, services.predict, services.bundle)
    page.resize(1280, 720)
    page.show()
    page.open_paths([Path(sys.argv[2])])
    gaps, last = [], [time.perf_counter()]
    beat = QTimer(page, interval=5)
    def look():
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now
        if page.is_showing and isinstance(page.answer, Opinion):
            beat.stop()
            told = {"first": time.time() - float(sys.argv[1]), "frame": max(gaps[1:])}
            print(json.dumps(told), flush=True)
            page.close_tasks()
            page.close()
            window.close()
    beat.timeout.connect(look)
    beat.start()

if __name__ == "__main__":
    run(begin)
"""


def measure() -> list[Measurement]:
    """Return every figure of the second reader."""
    predictor = Predictor(load_bundle(resource("bundles/demo")), "cpu")
    network = predictor._network
    inputs = np.random.default_rng(SEED).random((1, 3, SIZE_PX, SIZE_PX), dtype=np.float32)
    paper = build(PAPER, {"dropout": 0.0, "grades_per_side": 0.0}).eval()
    return [
        _heatmap(network, inputs),
        *_forward(network, _as_built(predictor.bundle), inputs, predictor.bundle.manifest.network.name),
        *_forward(ready(paper), paper, inputs, PAPER),
        *_decoding(predictor, ready(paper)),
        *_first_prediction(),
        *_cuda(predictor),
    ]


def _heatmap(network: Network, inputs: np.ndarray) -> Measurement:
    ours, bare = alternating_ms(
        lambda: answers_to(network, inputs, "cpu"), lambda: _bare(network, inputs), RUNS
    )
    ratio = ours / bare
    goal = f"at most {MOST_FOR_HEATMAP:g} x the bare forward pass"
    name = f"prediction and heatmap, {SIZE_PX} px"
    return Measurement(name, ours, "ms", bare, ratio, goal, ratio <= MOST_FOR_HEATMAP)


def _bare(network: Network, inputs: np.ndarray) -> None:
    with torch.inference_mode(), fixed_arithmetic(inputs.shape[2] * inputs.shape[3]):
        placed = torch.from_numpy(inputs).to(memory_format=torch.channels_last)
        network.head(network.features(placed))


def _forward(ours: Network, plain: Network, inputs: np.ndarray, network: str) -> list[Measurement]:
    """The forward pass as the program runs it, in turn with each peer that is installed."""
    laid_out = copy.deepcopy(plain).to(memory_format=torch.channels_last)
    peers = {"torch eager": _eager(plain, inputs), "channels-last": lambda: _bare(laid_out, inputs)}
    with tempfile.TemporaryDirectory() as folder:
        peers |= _runtimes(plain, inputs, Path(folder) / "network.onnx")
        timed = _in_turn({"ours": lambda: answers_to(ours, inputs, "cpu"), **peers})
    fastest = min(peers, key=timed.__getitem__)
    goal = f"within {WITHIN_OF_FASTEST - 1:.0%} of the fastest peer"
    ratio = timed["ours"] / timed[fastest]
    what = f"{network}, forward at {SIZE_PX} px"
    judged = Measurement(
        f"{what}, beside the fastest, {fastest}",
        *(timed["ours"], "ms", timed[fastest], ratio, goal, ratio <= WITHIN_OF_FASTEST),
    )
    told = [Measurement(f"{what}, {name}", timed[name], "ms", None, None, "told", True) for name in peers]
    missing = {"ONNX Runtime", "OpenVINO"} - set(peers)
    return [
        judged,
        *told,
        *(not_measured(f"{what}, {name}", "ms", "told", "not installed: extra bench") for name in missing),
    ]


def _as_built(bundle: Bundle) -> Network:
    """The network of a bundle as it was trained, nothing drawn together."""
    network = build(bundle.manifest.network.name, bundle.manifest.network.arguments)
    network.load_state_dict(safetensors.torch.load(bundle.weights))
    return network.eval()


def _in_turn(actions: Mapping[str, Callable[[], object]]) -> Mapping[str, float]:
    """Return the median of each in milliseconds, all of them measured in turn, after one run to warm up."""
    spans: dict[str, list[float]] = {name: [] for name in actions}
    for _ in range(RUNS + 1):
        for name, action in actions.items():
            started = time.perf_counter()
            action()
            spans[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(each[1:]) for name, each in spans.items()}


def _eager(network: Network, inputs: np.ndarray) -> Callable[[], object]:
    def run() -> None:
        with torch.inference_mode(), fixed_arithmetic(inputs.shape[2] * inputs.shape[3]):
            network(torch.from_numpy(inputs))

    return run


def _runtimes(network: Network, inputs: np.ndarray, path: Path) -> dict[str, Callable[[], object]]:
    try:
        import onnxruntime
        import openvino
    except ImportError:
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the older exporter, which needs no further library
        torch.onnx.export(
            network, (torch.from_numpy(inputs),), str(path), dynamo=False, input_names=["inputs"]
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = MOST_THREADS
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    core = openvino.Core()
    wanted = {"INFERENCE_NUM_THREADS": MOST_THREADS, "INFERENCE_PRECISION_HINT": "f32"}
    request = core.compile_model(core.read_model(path), "CPU", wanted).create_infer_request()
    return {
        "ONNX Runtime": lambda: session.run(None, {"inputs": inputs}),
        "OpenVINO": lambda: request.infer({0: inputs}),
    }


def _decoding(predictor: Predictor, paper: Network) -> list[Measurement]:
    spec = predictor.bundle.manifest.input
    before = median_ms(lambda: to_input(load(RADIOGRAPH), Presentation(), spec), RUNS)
    own = predictor.bundle.manifest.network.name
    return [
        _share_of_decoding(before, paper, (SIZE_PX, SIZE_PX), PAPER),
        _share_of_decoding(before, predictor._network, (SIZE_PX, SIZE_PX), own),
        _share_of_decoding(before, predictor._network, (spec.rows, spec.cols), own),
        Measurement("decoding (JPEG-LS) and preprocessing", before, "ms", None, None, "told", True),
    ]


def _share_of_decoding(before: float, network: Network, size: tuple[int, int], name: str) -> Measurement:
    fed = np.zeros((1, 3, *size), np.float32)
    share = before / (before + median_ms(lambda: answers_to(network, fed, "cpu"), RUNS))
    goal = f"at most {MOST_FOR_DECODING:.0%} of the total"
    what = f"decoding and preprocessing before {name} of {size[0]} x {size[1]} px"
    return Measurement(what, share, "of the total", None, None, goal, share <= MOST_FOR_DECODING)


def _first_prediction() -> list[Measurement]:
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "SACROREAD_HOME": home}
        words = [sys.executable, "-c", FIRST, repr(time.time()), str(RADIOGRAPH)]
        said = subprocess.run(
            words, env=environment, capture_output=True, text=True, timeout=120, check=True
        ).stdout
    told = json.loads(said.splitlines()[-1])
    return [
        at_most("first prediction after the program's start", told["first"], "s", FIRST_S),
        at_most("longest frame of the window meanwhile", told["frame"] * 1000, "ms", FRAME_MS),
    ]


def _cuda(predictor: Predictor) -> list[Measurement]:
    spec = predictor.bundle.manifest.input
    if not torch.cuda.is_available():
        why = "there is no CUDA on this machine"
        return [not_measured(f"CUDA, batch {n}", "images/s", "told", why) for n in CUDA_BATCHES]
    there = Predictor(predictor.bundle, "cuda")
    figures = []
    for batch in CUDA_BATCHES:
        fed = np.zeros((batch, 3, spec.rows, spec.cols), np.float32)
        spent = median_ms(lambda fed=fed: answers_to(there._network, fed, "cuda"), RUNS)
        figures.append(
            Measurement(f"CUDA, batch {batch}", batch / spent * 1000, "images/s", None, None, "told", True)
        )
    return figures
