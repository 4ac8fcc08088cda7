"""What cases are called where no study names them: after their files."""

from collections import ChainMap, Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

SUFFIXES = frozenset({".dcm", ".dicom", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})  # a UID has dots too


def case_names(files: Sequence[Path], taken: Mapping[str, Path] = MappingProxyType({})) -> dict[str, Path]:
    """Name each radiograph after its file, and after its folders too where two files share a name.

    Names differ also where folders and files do not tell them apart, and from those that are taken: then they
    are counted.
    """
    counts = Counter([*map(_stem, files), *taken])
    named: dict[str, Path] = {}
    for file in files:
        stem = _stem(file)
        wanted = stem if counts[stem] == 1 else "__".join((*file.parent.parts[-2:], stem))
        named[_free(wanted, ChainMap(named, dict(taken)))] = file
    return named


def _free(wanted: str, taken: Mapping[str, Path]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}__{number}", number + 1
    return name


def _stem(file: Path) -> str:
    return file.stem if file.suffix.lower() in SUFFIXES else file.name
