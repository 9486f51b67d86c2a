"""A snapshot as plain JSON values and back, so that it is frozen with the paper that was printed from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pcb.domain.money import Money
from pcb.domain.take_home.snapshot import Snapshot


def to_plain(snapshot: Snapshot) -> dict[str, Any]:
    """The snapshot as JSON values: amounts are ``{"euros": "1250.50"}``, days ``{"day": "2026-11-24"}``."""
    plain: dict[str, Any] = _plain(snapshot)
    return plain


def from_plain(plain: Mapping[str, Any]) -> Snapshot:
    """The very snapshot that :func:`to_plain` wrote. Raises ``ValueError`` for anything else."""
    try:
        read: Snapshot = _read(Snapshot, plain)
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"cliché illisible : {fault}") from fault
    return read


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return {"euros": value.exact()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(blank) for name, blank in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind) if is_dataclass(kind) else {}


def _read(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        return tuple([_read(get_args(kind)[0], one) for one in plain])
    if origin is UnionType:
        return _one_of(get_args(kind), plain)
    if origin is not None:  # the blanks of a sentence, the only mapping
        return {name: _read(get_args(kind)[1], blank) for name, blank in plain.items()}
    if kind is Money:
        return Money.of(plain["euros"])
    if kind is date:
        return date.fromisoformat(plain["day"])
    if issubclass(kind, Enum):
        return kind(plain)
    if hints := _hints(kind):  # a dataclass
        return kind(**{name: _read(hint, plain[name]) for name, hint in hints.items()})
    if type(plain) is not kind:
        raise TypeError(f"{plain!r}")
    return plain


def _one_of(kinds: tuple[Any, ...], plain: Any) -> Any:
    """The member of a union that the value was: nothing, a text, an amount, a day, or the one dataclass."""
    if plain is None and NoneType in kinds:
        return None
    if isinstance(plain, str):
        return _read(str, plain)
    if Money in kinds and set(plain) == {"euros"}:
        return _read(Money, plain)
    if date in kinds and set(plain) == {"day"}:
        return _read(date, plain)
    return _read(next(kind for kind in kinds if is_dataclass(kind) and kind is not Money), plain)
