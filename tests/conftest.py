"""What all tests share: a home of their own, and no screen."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "2")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory, monkeypatch):
    """No test reads or writes the developer's own files."""
    monkeypatch.setenv("SACROREAD_HOME", str(tmp_path_factory.getbasetemp() / "home"))
