"""What all tests share: a home of their own, and no screen."""

import os

import pytest

R_COUNTS = ("equal to R", "asked of R")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1" if "PYTEST_XDIST_WORKER" in os.environ else "2")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    """No test reads or writes the developer's own files."""
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path_factory.getbasetemp() / "home"))


def pytest_terminal_summary(terminalreporter):
    """Print how many of the reference numbers came out equal."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, [])]
    found = [dict(each.user_properties) for each in reports if each.when == "call"]
    equal, asked = (sum(each.get(name, 0) for each in found) for name in R_COUNTS)
    cases = sum(R_COUNTS[1] in each for each in found)
    if cases:
        terminalreporter.write_line(f"R reference: {equal} of {asked} quantities of {cases} cases are equal.")
