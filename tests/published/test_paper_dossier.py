"""The seed paper from its printed counts: the command that a user types gives Tables 1 and 2 again.

Bressem et al., medRxiv 2020.05.19.20105304. The second reader at each of its three cut-offs is a reader of
reads.csv. The printed intervals are those of another program's random draws; their ends are met within 0.02,
the spread of percentile intervals of 1,000 repetitions.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

PAPER = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "paper"
COLUMNS = (
    "case_id,patient_id,reader_id,role,condition,repeat,grade_right,grade_left,definite,ungradable_reason"
)
CLASSES = {1: ("tp", "fn"), 0: ("fp", "tn")}  # called definite, not called so, by the reference standard


def expanded(rows, folder):
    """Write reads.csv and reference.csv: cases that fill the printed tables, one reader a cut-off.

    A higher cut-off lets fewer cases in, all of which a lower one lets in too; so the cases of a class are
    numbered, and a cut-off calls the first ones definite.
    """
    sizes = {truth: sum(int(rows[0][cell]) for cell in cells) for truth, cells in CLASSES.items()}
    cases = [
        (f"{'definite' if truth else 'other'}-{n}", truth, n)
        for truth in CLASSES
        for n in range(sizes[truth])
    ]
    reads = [
        f"{case},{case},{row['cut_off_name']},panel,unaided,0,,,{int(n < int(row[CLASSES[truth][0]]))},"
        for row in rows
        for case, truth, n in cases
    ]
    (folder / "reads.csv").write_text("\n".join([COLUMNS, *reads]) + "\n")
    reference = [f"{case},{truth},external" for case, truth, _ in cases]
    (folder / "reference.csv").write_text("\n".join(["case_id,definite,origin", *reference]) + "\n")


@pytest.fixture(scope="module", params=["validation", "test"])
def dossier(request, tmp_path_factory):
    """The printed tables of a set, and the dossier of their cases, made by the command."""
    if not PAPER.is_dir():
        pytest.skip(f"the paper's numbers are not beside this checkout: {PAPER}")
    with (PAPER / "confusion.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if row["set"] == request.param]
    folder = tmp_path_factory.mktemp("paper")
    expanded(rows, folder)
    words = ["report", "--reads", folder / "reads.csv", "--reference", folder / "reference.csv"]
    command = [sys.executable, "-m", "sacroread", *map(str, [*words, "-o", folder / "dossier"])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return rows, folder / "dossier"


def test_the_command_prints_kappa_and_agreement_of_the_paper_again(dossier):
    rows, folder = dossier
    entries = {each["name"]: each for each in json.loads((folder / "estimates.json").read_text())}
    assert len(rows) == 3
    for row in rows:
        kappa, agreed = (
            entries[f"{name}.{row['cut_off_name']}.reference"] for name in ("kappa", "agreement")
        )
        assert f"{kappa['value']:.3f}" == row["kappa"]
        assert (round(agreed["value"] * agreed["n"]), agreed["n"]) == (int(row["agreement_n"]), int(row["n"]))
        assert kappa["low"] == pytest.approx(float(row["kappa_low"]), abs=0.02)
        assert kappa["high"] == pytest.approx(float(row["kappa_high"]), abs=0.02)


def test_the_command_prints_the_paper_s_2x2_tables_again(dossier):
    rows, folder = dossier
    for row in rows:
        with (folder / "tables" / f"two_by_two.{row['cut_off_name']}.reference.csv").open() as file:
            counts = [line[1:3] for line in csv.reader(file)][1:3]
        assert counts == [[row["tn"], row["fn"]], [row["fp"], row["tp"]]]
