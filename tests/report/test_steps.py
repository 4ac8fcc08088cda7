"""The making of a dossier says how far it is, and can be ended at any announcement."""

import csv
import io
from concurrent.futures import CancelledError

import pytest

from sacroread.report.dossier import dossier
from sacroread.report.write import files, write_dossier


def test_the_share_that_is_done_never_falls_and_stays_within_0_and_1(study):
    told = []
    made = dossier(study, seed=1, repetitions=20, step=lambda share, what: told.append((share, what)))
    files(made, study, lambda share, what: told.append((1 + share, what)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 2
    assert {"Agreement between readers", "Writing dossier.docx", "Writing dossier.pdf"} <= {
        w for _, w in told
    }


@pytest.mark.parametrize("at", [0.0, 0.3, 0.8, 0.95])
def test_what_is_cancelled_while_it_is_written_leaves_nothing_behind(study, tmp_path, at):
    made = dossier(study, seed=1, repetitions=20)

    def stop(share, _):
        if share >= at:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_dossier(made, study, tmp_path / "out", stop)
    assert list(tmp_path.iterdir()) == []


def test_estimates_can_be_cancelled_between_two_pairs_of_readers(study):
    def stop(_, what):
        if what == "Agreement between readers":
            raise CancelledError

    with pytest.raises(CancelledError):
        dossier(study, seed=1, step=stop)


def test_every_figure_and_the_flow_chart_come_with_their_data(study):
    made = dossier(study, seed=1, repetitions=20)
    found = files(made, study)
    for drawing in made.drawings:
        rows = list(csv.DictReader(io.StringIO(found[f"figures/{drawing.name}.csv"].decode())))
        assert rows, drawing.name
        assert drawing.alternative
    points = [
        r for r in csv.DictReader(io.StringIO(found["figures/roc.csv"].decode())) if r["kind"] == "point"
    ]
    assert [r["label"] for r in points] == ["Local reader", "Central reader 1"]
    assert all(float(r["y_low"]) <= float(r["y"]) <= float(r["y_high"]) for r in points)
