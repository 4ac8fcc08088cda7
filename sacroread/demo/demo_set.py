"""The radiographs and tables that the demo study is made of, in `resources/demo`.

The folder is the work of one call, run from the root of a checkout:

    python -c "from sacroread.demo.demo_set import write_demo_set; write_demo_set('resources/demo')"
"""

from pathlib import Path

from sacroread.demo.study_files import MadeCase, SetOptions, write_phantom_set

COUNT = 24
SEED = 190
OPTIONS = SetOptions(size=(900, 1080), poor=1)


def write_demo_set(folder: str | Path) -> tuple[MadeCase, ...]:
    """Write the demo study's phantoms and tables into a folder; always the same ones."""
    return write_phantom_set(Path(folder), COUNT, SEED, OPTIONS)
