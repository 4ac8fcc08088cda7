"""The demo study: made in the user's folder from the files that ship with the program.

Its reference standard is what its readers decide. The true grades of its phantoms lie beside it, in
`reference.csv` and `facts.csv`, for whoever wants to compare afterwards.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sacroread.intake import add_listed, add_reads
from sacroread.paths import resource
from sacroread.store.store import Store, create_study, open_study
from sacroread.study.protocol import protocol_from_toml

STUDY = "demo.sacro"


def open_demo_study(folder: Path) -> Store:
    """Open the demo study in a folder; make it there when it is missing.

    It is made beside its final place and then moved, so that an interruption leaves no half study.
    """
    if not (folder / STUDY).exists():
        unfinished = folder.with_name(f"{folder.name}.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        _make(unfinished)
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.replace(folder)
    return open_study(folder / STUDY)


def _make(folder: Path) -> None:
    shutil.copytree(resource("demo"), folder)
    protocol = protocol_from_toml((folder / "protocol.toml").read_text(encoding="utf-8"), "protocol.toml")
    now = datetime.now(UTC)
    with create_study(folder / STUDY, protocol, now) as store:
        add_listed(store, folder / "cases.csv")
        add_reads(store, folder / "reads.csv", now)
