"""The rules that turn each type of the domain into plain data and back. The domain itself knows nothing of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from operator import attrgetter
from types import GenericAlias, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, override

from pcb.domain.answers import NoAnswer
from pcb.domain.case_path import NOTE_KEY, NOTES
from pcb.domain.money import Money
from pcb.storage.faults import Unfit, expected, said

MONEY_PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"
RATE_PATTERN = r"^[0-9]{1,30}(\.[0-9]{1,30}|/[0-9]{0,29}[1-9][0-9]{0,29})?$"
DATE_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ID_PATTERN = r"^[A-Za-z0-9_-]{1,40}$"
KEY_PATTERN = f"^{NOTE_KEY.pattern}$"
_MONEY, _RATE, _DATE, _ID, _KEY = (
    re.compile(p[1:-1]) for p in (MONEY_PATTERN, RATE_PATTERN, DATE_PATTERN, ID_PATTERN, KEY_PATTERN)
)
_PLAIN = frozenset({str, int, bool})

Hook = Callable[[Any, Any], Any]


@cache
def converter() -> Converter:
    """The one converter; it is never changed once built, so every thread may use it."""
    made = Converter(detailed_validation=True, forbid_extra_keys=True)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(int, _whole)
    made.register_structure_hook(bool, _yes_no)
    made.register_structure_hook(date, _date)
    made.register_structure_hook(Money, _money)
    made.register_structure_hook(Fraction, _rate)
    made.register_structure_hook_factory(_is_enum, _enum_reader)
    made.register_structure_hook_factory(_is_set, lambda kind: _set_reader(made, kind))
    made.register_structure_hook_factory(_is_tuple, lambda kind: _tuple_reader(made, kind))
    made.register_structure_hook_factory(is_dataclass, lambda kind: _object_reader(made, kind))
    made.register_structure_hook_factory(is_answer, lambda kind: _answer_reader(made, kind))
    made.register_structure_hook(Money, _money)
    made.register_unstructure_hook(Money, lambda money: money.cents)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(Fraction, rate_text)
    made.register_unstructure_hook_factory(_is_enum, lambda _: attrgetter("_value_"))
    made.register_unstructure_hook(NoAnswer, _no_answer)
    made.register_unstructure_hook_factory(lambda kind: kind is frozenset or _is_set(kind), lambda _: _sorted_codes)
    made.register_unstructure_hook_factory(_is_tuple, lambda kind: _tuple_writer(made, kind))
    made.register_unstructure_hook_factory(is_answer, lambda kind: _answer_writer(made, kind))
    made.register_unstructure_hook_factory(
        lambda kind: is_dataclass(kind) and kind is not Money,
        lambda kind: _object_writer(made, kind),
    )
    return made


def is_answer(kind: Any) -> bool:
    """Whether ``kind`` is an ``Answer[T]``: a value, an answer without a value, or not asked yet."""
    return get_origin(kind) in (Union, UnionType) and NoAnswer in get_args(kind)


def answered_type(kind: Any) -> Any:
    """The ``T`` of ``Answer[T]``."""
    return next(arg for arg in get_args(kind) if arg not in (NoAnswer, type(None)))


@lru_cache(maxsize=512)
def rate_text(rate: Fraction) -> str:
    """A rate as an exact decimal (``"5.25"``), or as a quotient where no decimal is exact (``"1/3"``)."""
    denominator, places = rate.denominator, 0
    while denominator % 10 == 0:
        denominator, places = denominator // 10, places + 1
    while denominator % 5 == 0:
        denominator, places = denominator // 5, places + 1
    while denominator % 2 == 0:
        denominator, places = denominator // 2, places + 1
    if denominator != 1 or places > 30:
        return f"{rate.numerator}/{rate.denominator}"
    if not places:
        return str(rate.numerator)
    digits = str(rate.numerator * 10**places // rate.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"


def no_float(value: Any) -> None:
    """Refuse a float, whatever was expected: 0.1 + 0.2 is not 0.3."""
    if type(value) is float:
        raise Unfit(
            "nombre à virgule refusé\u202f; un montant s’écrit en centimes entiers (125050) ou «\u202f1250.50\u202f»"
        )


def _text(value: Any, _: Any) -> str:
    if type(value) is not str:
        no_float(value)
        raise Unfit(f"texte attendu, pas {said(value)}")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise Unfit("texte illisible (caractère Unicode incomplet)") from None
    return value


def _identifier(pattern: re.Pattern[str], most: int) -> Hook:
    """Reads the id of an item, or the longer key of a note: fit for a path."""

    def read(value: Any, _: Any) -> str:
        if not pattern.fullmatch(_text(value, str)):
            raise Unfit(
                f"identifiant attendu\u202f: 1 à {most} lettres sans accent, chiffres, "
                "«\u202f-\u202f» ou «\u202f_\u202f»"
            )
        return str(value)

    return read


def _whole(value: Any, _: Any) -> int:
    if type(value) is not int:
        if type(value) is float:
            raise Unfit("nombre entier attendu, pas un nombre à virgule")
        raise Unfit(f"nombre entier attendu, pas {said(value)}")
    return value


def _yes_no(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise Unfit(f"true ou false attendu, pas {said(value)}")
    return value


def _date(value: Any, _: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):  # TOML has dates of its own
        return value
    if type(value) is str and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise Unfit(f"cette date n’existe pas\u202f: «\u202f{value}\u202f»") from None
    raise Unfit("date attendue, sous la forme «\u202f2026-11-23\u202f»")


def _money(value: Any, _: Any) -> Money:
    if type(value) is int:
        return Money(value)
    if type(value) is str and _MONEY.fullmatch(value):
        return Money.of(value)
    no_float(value)
    raise Unfit(
        "montant attendu\u202f: des centimes entiers (125050) ou un texte exact («\u202f1250.50\u202f»), "
        f"pas {said(value)}"
    )


def _rate(value: Any, _: Any) -> Fraction:
    if type(value) is str and _RATE.fullmatch(value):
        return _fraction(value)
    no_float(value)
    raise Unfit(f"taux attendu en texte exact («\u202f5.25\u202f»), pas {said(value)}")


@lru_cache(maxsize=512)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_set(kind: Any) -> bool:
    return get_origin(kind) is frozenset


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _enum_reader(kind: type[Enum]) -> Hook:
    members: dict[Any, Enum] = {member.value: member for member in kind}

    def read(value: Any, _: Any) -> Enum:
        try:
            return members[value]
        except (KeyError, TypeError):
            no_float(value)
            raise Unfit(f"valeur inconnue, {said(value)}\u202f; {expected(value, list(members))}") from None

    return read


def _set_reader(made: Converter, kind: Any) -> Hook:
    listed = _list_of(kind)
    items = made.get_structure_hook(listed)

    def read(value: Any, _: Any) -> frozenset[Any]:
        if type(value) is not list:
            no_float(value)
            raise Unfit(f"liste attendue, pas {said(value)}")
        found = items(value, listed)
        if len(set(found)) != len(found):
            raise Unfit("la même valeur y est deux fois")
        return frozenset(found)

    return read


def _tuple_reader(made: Converter, kind: Any) -> Hook:
    listed = _list_of(kind)
    detailed = made.get_structure_hook(listed)
    item = made.get_structure_hook(get_args(kind)[0])

    def read(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            no_float(value)
            raise Unfit(f"liste attendue, pas {said(value)}")
        try:
            return tuple([item(one, None) for one in value])
        except Exception:  # one is amiss: cattrs reads again, and tells the place of each
            return tuple(detailed(value, listed))

    return read


def _list_of(kind: Any) -> Any:
    return GenericAlias(list, get_args(kind)[:1])


def _object_reader(made: Converter, kind: Any) -> Hook:
    """Reads the fields that are there; at the first thing amiss cattrs reads all again, and tells every fault."""
    read_id = _identifier(_KEY, 120) if kind in NOTES.values() else _identifier(_ID, 40)
    named = {"id": override(struct_hook=read_id)} if "id" in kind.__dataclass_fields__ else {}
    detailed = make_dict_structure_fn(kind, made, _cattrs_forbid_extra_keys=True, **named)  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    hooks = {name: read_id if name == "id" else made.get_structure_hook(hints[name]) for name in hints}

    def read(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            no_float(value)
            raise Unfit(f"objet attendu (des champs et leurs valeurs), pas {said(value)}")
        try:
            return kind(**{name: hooks[name](item, None) for name, item in value.items()})
        except Exception:
            return detailed(value, kind)

    return read


def _answer_reader(made: Converter, kind: Any) -> Hook:
    wanted = answered_type(kind)
    inner = made.get_structure_hook(wanted)
    without_value = {reason.value: reason for reason in NoAnswer}

    def read(value: Any, _: Any) -> Any:
        if value is None:
            return None
        if value.__class__ is dict:
            reason = value.get("no_answer") if len(value) == 1 else None
            if type(reason) is not str or reason not in without_value:
                raise Unfit(f'sans réponse, écrire {{"no_answer": …}} avec {" ou ".join(without_value)}')
            return without_value[reason]
        return inner(value, wanted)

    return _quick(wanted, read)


def _quick(wanted: Any, read: Hook) -> Hook:
    """The same reader, with a short way for the plainest values of the commonest types."""
    if wanted is str:
        return lambda value, _: value if value.__class__ is str and value.isascii() else read(value, _)
    if wanted is int:
        return lambda value, _: value if value.__class__ is int else read(value, _)
    if wanted is Money:
        return lambda value, _: Money(value) if value.__class__ is int else read(value, _)
    if _is_enum(wanted):
        members = {member.value: member for member in wanted}
        return lambda value, _: (value.__class__ is str and members.get(value)) or read(value, _)
    return read


def _no_answer(reason: NoAnswer) -> dict[str, str]:
    return {"no_answer": reason.value}


def _sorted_codes(codes: frozenset[Enum]) -> list[str]:
    return sorted(code.value for code in codes)


def _tuple_writer(made: Converter, kind: Any) -> Callable[[Any], Any]:
    write = made.get_unstructure_hook(get_args(kind)[0])
    return lambda values: [write(value) for value in values]


def _answer_writer(made: Converter, kind: Any) -> Callable[[Any], Any]:
    write = made.get_unstructure_hook(answered_type(kind))
    return lambda value: _no_answer(value) if value.__class__ is NoAnswer else None if value is None else write(value)


def _object_writer(made: Converter, kind: Any) -> Callable[[Any], Any]:
    """Writes the fields that differ from their default, in the order in which they are declared."""
    hints = get_type_hints(kind)
    plan = [(f.name, _default(f), made.get_unstructure_hook(hints[f.name])) for f in fields(kind)]
    values = attrgetter(*hints, "__class__")  # two names at least: with one, attrgetter would give no tuple

    def write(item: Any) -> dict[str, Any]:
        return {
            name: value if value.__class__ in _PLAIN else hook(value)
            for (name, default, hook), value in zip(plan, values(item), strict=False)
            if value is not default and (default is None or value != default)
        }

    return write


def _default(declared: Field[Any]) -> Any:
    if declared.default_factory is not MISSING:
        return declared.default_factory()
    return declared.default
