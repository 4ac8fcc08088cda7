"""The self-test of an installation: small questions whose answers are known, asked of every room that counts.

It shows that the program computes on this computer what it computed where it was tested.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sacroread.errors import SacroReadError
from sacroread.installation import installed_files
from sacroread.paths import resource
from sacroread.store.audit import GENESIS, Row, chained, findings
from sacroread.study.criteria import is_definite
from sacroread.study.model import Grade, Side, Window

# sha256sum over 64 zeros and {"case":1}
CHAIN_OF_ONE = "aed8e5f1f4060b2dcd452d3beca240f38ef7ef5a20881926bb57e68adaf48950"
TABLE = ((40, 9), (6, 45))  # both definite, first alone, second alone, neither
HITS, CASES = 81, 263  # Newcombe 1998, table I


@dataclass(frozen=True)
class Answer:
    """What was asked, the answer that is known, its source, and what this installation answers."""

    question: str
    known: str
    source: str
    found: str

    @property
    def is_correct(self) -> bool:
        """Whether this installation answers as it should."""
        return self.found == self.known


def self_test(bundle: Path) -> tuple[Answer, ...]:
    """Ask everything; `bundle` is the second reader that reads here. Imports torch: call it in a child."""
    return tuple(
        Answer(question, known, source, _answered(answer))
        for question, known, source, answer in _questions(bundle)
    )


def _answered(answer: Callable[[], str]) -> str:
    try:
        return answer()
    except SacroReadError as error:
        return str(error)


def _questions(bundle: Path) -> Iterator[tuple[str, str, str, Callable[[], str]]]:
    yield "Pairs of grades that are definite sacroiliitis", "17 of 25", "van der Linden 1984", _definite
    yield "Cohen's kappa of a 2 x 2 table (40, 9, 6, 45)", "0.6995", "worked by hand", _kappa
    yield "Wilson's interval of 81 of 263", "0.2553 to 0.3662", "Newcombe 1998, table I", _interval
    yield "Area under a ROC curve of six cases", "0.7778", "7 of 9 pairs, by hand", _area
    yield "Grey of 0, 2048 and 4095 in the window 2048, 4096", "0.0000 0.5001 1.0000", _CLAUSE, _greys
    yield "Demo radiographs that can be decoded", "24 of 24", "the demo study", _decoded
    yield "Hash of a chain's first link", CHAIN_OF_ONE[:12], "sha256sum", _first_link
    yield "Changed links that the audit finds", "1 of 1", "by hand", _found_links
    yield "Self-test of the bundle that reads", "passed", "the bundle's maker", lambda: _bundle(bundle)
    if files := installed_files():
        known = f"{len(files)} of {len(files)}"
        yield "Installed files that are unchanged", known, "the list in the wheel", lambda: _unchanged(files)


_CLAUSE = "DICOM PS3.3 C.11.2.1.2"


def _definite() -> str:
    pairs = [{Side.RIGHT: right, Side.LEFT: left} for right in Grade for left in Grade]
    return f"{sum(map(is_definite, pairs))} of {len(pairs)}"


def _kappa() -> str:
    from sacroread.analysis.agreement import cohen_kappa

    (both, first), (second, neither) = TABLE
    one = [1] * (both + first) + [0] * (second + neither)
    other = [1] * both + [0] * first + [1] * second + [0] * neither
    return f"{cohen_kappa(one, other, levels=2).value:.4f}"


def _interval() -> str:
    from sacroread.analysis.proportions import wilson

    found = wilson(HITS, CASES)
    return f"{found.low:.4f} to {found.high:.4f}"


def _area() -> str:
    from sacroread.analysis.auroc import auroc

    return f"{auroc([0, 0, 0, 1, 1, 1], [1, 2, 3, 2, 3, 4]).value:.4f}"


def _greys() -> str:
    import numpy as np

    from sacroread.imaging.stages import windowed

    greys = windowed(np.array([0.0, 2048.0, 4095.0]), Window(2048.0, 4096.0))
    return " ".join(f"{grey:.4f}" for grey in greys)


def _decoded() -> str:
    from sacroread.imaging.radiograph import load

    files = sorted(resource("demo/radiographs").glob("*.dcm"))
    return f"{sum(load(file).stored.size > 0 for file in files)} of {len(files)}"


def _first_link() -> str:
    return chained(GENESIS, {"case": 1})[:12]


def _found_links() -> str:
    row: Row = {"case": 1, "kind": "open", "at": ""}
    changed = {**row, "case": 2, "chain_hash": chained(GENESIS, row)}
    return f"{len(findings({}, [changed], None))} of 1"


def _bundle(bundle: Path) -> str:
    from sacroread.second_reader.bundle import load_bundle
    from sacroread.second_reader.predictor import Predictor

    Predictor(load_bundle(bundle), "cpu")  # refuses a bundle that fails
    return "passed"


def _unchanged(files: Mapping[str, bool]) -> str:
    return f"{sum(files.values())} of {len(files)}"
