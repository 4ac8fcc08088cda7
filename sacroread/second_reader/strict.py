"""From JSON or TOML to frozen values: every field stated, none unknown, each of its kind."""

import dataclasses
import typing
from collections.abc import Mapping
from typing import TypeVar, cast

from sacroread.errors import SacroReadError

Stated = TypeVar("Stated")


def value(kind: type[Stated], stated: object, where: str) -> Stated:
    """Return a value of a dataclass from what a file states.

    Args:
        kind: A dataclass of str, int, float, bool, Literal, tuple, Mapping[str, ...] and further dataclasses.
        stated: What `json.loads` or `tomllib.loads` gave.
        where: What messages call it.

    Raises:
        SacroReadError: A field is missing, unknown or of another kind.
    """
    return cast("Stated", _value(kind, stated, where))


def _value(kind: object, stated: object, where: str) -> object:
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _fields(kind, stated, where)
    origin, kinds = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _items(kinds, stated, where)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _entries(kinds[1], stated, where)
    return _plain(kind, kinds, stated, where)


def _fields(kind: type, stated: object, where: str) -> object:
    names = [field.name for field in dataclasses.fields(kind)]
    if not isinstance(stated, dict):
        raise _refusal(where, f"must state {', '.join(names)}")
    missing, unknown = [n for n in names if n not in stated], sorted(set(stated) - set(names))
    if missing or unknown:
        raise _refusal(where, f"lacks {missing or 'nothing'} and holds unknown {unknown or 'nothing'}")
    kinds = typing.get_type_hints(kind)
    return kind(**{name: _value(kinds[name], stated[name], f"{where}.{name}") for name in names})


def _items(kinds: tuple[object, ...], stated: object, where: str) -> tuple[object, ...]:
    if not isinstance(stated, list):
        raise _refusal(where, "must be a list")
    has_any_length = kinds[-1] is Ellipsis
    if not has_any_length and len(stated) != len(kinds):
        raise _refusal(where, f"must hold {len(kinds)} values")
    each = [kinds[0]] * len(stated) if has_any_length else list(kinds)
    return tuple(_value(k, s, f"{where}[{i}]") for i, (k, s) in enumerate(zip(each, stated, strict=True)))


def _entries(kind: object, stated: object, where: str) -> Mapping[str, object]:
    if not isinstance(stated, dict):
        raise _refusal(where, "must be an object")
    return {name: _value(kind, s, f"{where}.{name}") for name, s in stated.items()}


def _plain(kind: object, choices: tuple[object, ...], stated: object, where: str) -> object:
    if choices:  # Literal
        if stated not in choices or isinstance(stated, bool):
            raise _refusal(where, f"must be one of {list(choices)}")
        return stated
    if kind is float and isinstance(stated, int) and not isinstance(stated, bool):
        return float(stated)
    if type(stated) is not kind:
        raise _refusal(where, f"must be of the kind {getattr(kind, '__name__', kind)}")
    return stated


def _refusal(where: str, what: str) -> SacroReadError:
    return SacroReadError(f"{where} {what}. Nothing of it is used.")
