"""Values of DICOM elements under limits: absent, empty and several are told apart, nothing is guessed."""

from __future__ import annotations

import math
from typing import Any

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from sacroread.errors import SacroReadError

MAX_VALUE_BYTES = 65536  # of one trusted element; the standard's longest has 10 kB
MAX_TABLES_BYTES = 4 * 2**20  # of a LUT sequence; one table has at most 128 kB


def values(dataset: Dataset, word: str) -> list[Any]:
    """Return all values of an element; none where it is absent or empty.

    Raises:
        ValueError: the element is longer than any trusted one.
    """
    _check_length(dataset, word, MAX_VALUE_BYTES)
    value = dataset.get(word)
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, MultiValue | list) else [value]


def items(dataset: Dataset, word: str) -> list[Dataset]:
    """Return the items of a sequence of look-up tables.

    Raises:
        ValueError: the sequence is longer than tables can be.
    """
    _check_length(dataset, word, MAX_TABLES_BYTES)
    return list(dataset.get(word) or ())


def text(dataset: Dataset, word: str) -> str:
    """Return the first value without blanks around it; empty where there is none."""
    found = values(dataset, word)
    return str(found[0]).strip() if found else ""


def numbers(dataset: Dataset, word: str) -> list[float]:
    """Return all values as numbers; none where one of them is not finite."""
    found = [float(value) for value in values(dataset, word)]
    return found if all(math.isfinite(value) for value in found) else []


def number(dataset: Dataset, word: str) -> float | None:
    """Return the first value as a number, None where there is none."""
    found = numbers(dataset, word)
    return found[0] if found else None


def pair(dataset: Dataset, word: str) -> tuple[float, float] | None:
    """Return two lengths greater than 0; a spacing of 0 is no spacing."""
    found = numbers(dataset, word)
    return (found[0], found[1]) if len(found) == 2 and min(found) > 0 else None


def whole(dataset: Dataset, word: str, name: str, absent: int | None = None) -> int:
    """Return the one whole number of an element, or `absent` where the element may be missing.

    Raises:
        SacroReadError: no number, several, or no whole one; `name` is the file.
    """
    found = values(dataset, word)
    if not found and absent is not None:
        return absent
    if len(found) != 1 or int(found[0]) != found[0]:
        raise SacroReadError(f"{name} does not say its {word} as one number. Export it again.")
    return int(found[0])


def _check_length(dataset: Dataset, word: str, most: int) -> None:
    """Judge a length before the value is converted: a hundred megabytes of numbers would take minutes."""
    length = getattr(dataset.get_item(word), "length", 0)  # what is converted already has none
    if length > most:
        raise ValueError(f"{word} is too long")
