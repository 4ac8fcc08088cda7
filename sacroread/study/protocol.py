"""The rules fixed before reading starts, and the TOML file a person can read them in."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TypeVar

from sacroread.errors import SacroReadError
from sacroread.study.model import Role

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value", str, int, bool)


class Design(StrEnum):
    """Who reads what."""

    ADJUDICATED = "adjudicated"
    PAIRED = "paired"
    PANEL = "panel"
    SINGLE = "single"


class SecondReaderAccess(StrEnum):
    """When a reader may see the second reader's prediction."""

    NEVER = "never"
    AFTER_LOCK = "after_lock"


@dataclass(frozen=True)
class Protocol:
    """The rules of a study. `seed` decides every worklist's blinded order.

    `is_synthetic` says that the radiographs are made up, so that every number about them says so too.
    `modalities` are the DICOM modalities that this study takes for radiographs.
    """

    name: str
    design: Design
    second_reader: SecondReaderAccess
    seed: int
    is_synthetic: bool
    modalities: tuple[str, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON form; stands in every export."""
        return hashlib.sha256(protocol_json(self).encode()).hexdigest()


RADIOGRAPHY = ("CR", "DX", "RG")  # PS3.3 C.7.3.1.1.1: computed, digital and film radiography

READING_ROLES: Mapping[Design, tuple[Role, ...]] = {
    Design.ADJUDICATED: (Role.LOCAL, Role.CENTRAL_1, Role.CENTRAL_2),
    Design.PAIRED: (Role.CENTRAL_1, Role.CENTRAL_2),
    Design.PANEL: (Role.PANEL,),
    Design.SINGLE: (Role.PANEL,),
}


def free_role(design: Design, taken: Iterable[Role]) -> Role:
    """Return the role of the next reader who joins: the first one that nobody has, else the last one."""
    roles, occupied = READING_ROLES[design], set(taken)
    return next((role for role in roles if role not in occupied), roles[-1])


def default_protocol(name: str, design: Design, seed: int) -> Protocol:
    """Return the ready-to-use protocol of a design; only a second opinion shows the second reader."""
    access = SecondReaderAccess.AFTER_LOCK if design is Design.SINGLE else SecondReaderAccess.NEVER
    return Protocol(name, design, access, seed, is_synthetic=False, modalities=RADIOGRAPHY)


def protocol_json(protocol: Protocol) -> str:
    """Return the canonical JSON form: sorted keys, no spaces."""
    return json.dumps(asdict(protocol), sort_keys=True, separators=(",", ":"))


def protocol_from_json(text: str) -> Protocol:
    """Return the protocol that `protocol_json` wrote."""
    return _protocol(json.loads(text), "The study's protocol")


def protocol_from_toml(text: str, name: str) -> Protocol:
    """Return the protocol of a TOML file; `name` is what messages call the file.

    Raises:
        SacroReadError: not TOML, a key missing or unknown, a value that the key does not take.
    """
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SacroReadError(f"{name} is not a TOML file: {error}. Correct that line.") from error
    return _protocol(entries, name)


def _protocol(entries: Mapping[str, object], name: str) -> Protocol:
    wanted = {field.name for field in fields(Protocol)}
    if wrong := wanted ^ set(entries):
        words = ", ".join(f"{key} is {'missing' if key in wanted else 'unknown'}" for key in sorted(wrong))
        raise SacroReadError(f"{name}: {words}. A protocol has exactly: {', '.join(sorted(wanted))}.")
    return Protocol(
        _of_kind(str, "name", entries, name),
        _choice(Design, "design", entries, name),
        _choice(SecondReaderAccess, "second_reader", entries, name),
        _of_kind(int, "seed", entries, name),
        _of_kind(bool, "is_synthetic", entries, name),
        _texts("modalities", entries, name),
    )


def _texts(key: str, entries: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = entries[key]
    if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
        raise SacroReadError(f'{name}: {key} = {values!r}. Give a list of texts such as ["CR", "DX"].')
    return tuple(values)


def _of_kind(kind: type[Value], key: str, entries: Mapping[str, object], name: str) -> Value:
    value = entries[key]
    if type(value) is not kind:  # not isinstance: true is no whole number
        wanted = {str: "a text", int: "a whole number", bool: "true or false"}[kind]
        raise SacroReadError(f"{name}: {key} = {value!r}. Give {wanted}.")
    return value


def _choice(kind: type[Choice], key: str, entries: Mapping[str, object], name: str) -> Choice:
    try:
        return kind(str(entries[key]))
    except ValueError as error:
        raise SacroReadError(f"{name}: {key} = {entries[key]!r}. Give one of: {', '.join(kind)}.") from error
