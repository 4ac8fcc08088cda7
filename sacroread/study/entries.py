"""The entries of a file a person writes, each taken as what it must be, or refused in one sentence."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn, TypeVar

from sacroread.errors import SacroReadError

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value", str, int, bool)


@dataclass(frozen=True)
class Entries:
    """What a file says, by key; `file` is what messages call it, `lines` where a key stands, from 1."""

    values: Mapping[str, object]
    file: str
    lines: Mapping[str, int] = field(default_factory=dict)

    def require_keys(self, wanted: Iterable[str], kind: str) -> None:
        """Refuse a key that is missing or unknown; `kind` says what has these keys, such as "A protocol"."""
        keys = set(wanted)
        if wrong := keys ^ set(self.values):
            words = ", ".join(f"{key} is {'missing' if key in keys else 'unknown'}" for key in sorted(wrong))
            raise SacroReadError(f"{self.file}: {words}. {kind} has exactly: {', '.join(sorted(keys))}.")

    def refuse(self, key: str, wanted: str) -> NoReturn:
        """Refuse an entry.

        Raises:
            SacroReadError: always; names file, line, key, value and what is wanted.
        """
        place = f", line {self.lines[key]}" if key in self.lines else ""
        value = json.dumps(self.values[key], ensure_ascii=False, default=str)  # as a file says it
        raise SacroReadError(f"{self.file}{place}: {key} = {value}. Give {wanted}.")

    def text(self, key: str) -> str:
        """Return a text."""
        return self._of_kind(str, key, "a text")

    def claim(self, key: str) -> bool:
        """Return true or false."""
        return self._of_kind(bool, key, "true or false")

    def whole(self, key: str) -> int:
        """Return a whole number."""
        return self._of_kind(int, key, "a whole number")

    def count(self, key: str) -> int:
        """Return a whole number from 0."""
        number = self.whole(key)
        return number if number >= 0 else self.refuse(key, "a whole number from 0")

    def share(self, key: str) -> float:
        """Return a number from 0 to 1."""
        value = self.values[key]
        if type(value) not in {int, float} or not 0 <= float(str(value)) <= 1:
            self.refuse(key, "a share from 0 to 1, such as 0.2")
        return float(str(value))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that is not empty."""
        values = self.values[key]
        if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
            self.refuse(key, 'a list of texts such as ["CR", "DX"]')
        return tuple(values)

    def choice(self, kind: type[Choice], key: str) -> Choice:
        """Return one of a few words."""
        if self.values[key] not in list(kind):  # a set would have to hash what was written: a list, a table
            self.refuse(key, f"one of: {', '.join(kind)}")
        return kind(str(self.values[key]))

    def _of_kind(self, kind: type[Value], key: str, wanted: str) -> Value:
        value = self.values[key]
        if type(value) is not kind:  # not isinstance: true is no whole number
            self.refuse(key, wanted)
        return value
