"""Run benchmarks by name; exit status 1 when a goal is missed."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from frame import Measurement, table, write_json

FILES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py") if path.stem != "frame")
# The benchmark of a package lies in bench_PACKAGE.py: under the package's own name it would hide it.
MODULES = {file.removeprefix("bench_"): file for file in FILES}


def main() -> int:
    """Measure what was asked for, print the table, write the JSON."""
    parser = argparse.ArgumentParser(prog="python packaging/dev.py bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which ones; all of them without: {', '.join(MODULES)}"
    )
    parser.add_argument(
        "--count", type=int, default=10_000, metavar="N", help="mutants of the fuzz benchmark"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measurements there")
    wanted = parser.parse_args()
    if unknown := sorted(set(wanted.names) - set(MODULES)):
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are: {', '.join(MODULES)}")
    found: list[Measurement] = []
    for name in wanted.names or MODULES:
        options = {"count": wanted.count} if name == "fuzz" else {}
        found += importlib.import_module(MODULES[name]).measure(**options)
    print(table(found))
    if wanted.json:
        write_json(found, wanted.json)
    return 1 if any(each.holds is False for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
