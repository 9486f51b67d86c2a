"""The scales that the rules use, read from the series of the law files with exact amounts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from pcb.domain.explain import Source
from pcb.domain.law.reading import Series, Value
from pcb.domain.money import Money
from pcb.errors import LawError, NoValueOnDay

_DECIMAL = re.compile(r"\d+(\.\d+)?")


def exact(text: object, place: str) -> Fraction:
    """A number of a law file, written as a string such as ``"0.86"`` or ``"1/20"``. Raises :class:`LawError`."""
    if isinstance(text, str):
        above, _, below = text.partition("/")
        if _DECIMAL.fullmatch(above) and (not below or (below.isdigit() and int(below))):
            return Fraction(above) / int(below or 1)
    raise LawError(f"{place} : nombre illisible ({text!r}) ; il s’écrit entre guillemets.")


def money(text: object, place: str) -> Money:
    """An amount of a law file in whole cents. Raises :class:`LawError`."""
    try:
        return Money.of(text if isinstance(text, str) else "")
    except ValueError:
        raise LawError(f"{place} : montant illisible ({text!r}) ; il s’écrit entre guillemets.") from None


@dataclass(frozen=True, slots=True)
class QuotiteScale:
    """Barème de la quotité saisissable (C. trav. art. R. 3252-2, R. 3252-3), on the year. ``shares`` has one more
    element than ``thresholds``: the share of what is above the last one."""

    thresholds: tuple[Money, ...]
    per_dependent: Money
    shares: tuple[Fraction, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class RsaScale:
    """RSA, montant forfaitaire (CASF art. L. 262-2), per month for one person, and the multiples by composition."""

    amount: Money
    second_person: Fraction
    third_and_fourth_person: Fraction
    from_third_child: Fraction
    majorated_base: Fraction
    majorated_per_child: Fraction
    source: Source


@dataclass(frozen=True, slots=True)
class FlatRate:
    """A forfait of the commission: so much for the first person, so much for each one more."""

    first: Money
    per_extra: Money

    def amount(self, persons: int) -> Money:
        """Monthly amount for a household of ``persons`` (one or more)."""
        if persons < 1:
            raise ValueError("un foyer compte au moins une personne")
        return self.first + self.per_extra * (persons - 1)


@dataclass(frozen=True, slots=True)
class ForfaitScale:
    """Forfaits of the commission's règlement intérieur (C. conso. art. R. 731-3). ``is_earlier``: those of an earlier
    year, which the counsellor chose to go on with."""

    base: FlatRate
    habitation: FlatRate
    chauffage: FlatRate
    from_day: date
    is_earlier: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter for general use: its numbers by name (``amount``, or ``individual`` and ``other``), as exact
    fractions in ``unit``."""

    key: str
    label: str
    unit: str
    from_day: date
    numbers: Mapping[str, Fraction]
    source: Source

    def __getitem__(self, name: str) -> Fraction:
        return self.numbers[name]


def quotite_scale(series: Series, value: Value) -> QuotiteScale:
    place = f"{series.key} du {value.start}"
    thresholds = tuple(money(text, place) for text in value.fields["thresholds"])
    shares = tuple(exact(text, place) for text in series.head["shares"])
    if len(shares) != len(thresholds) + 1 or list(thresholds) != sorted(set(thresholds)):
        raise LawError(f"{place} : les seuils doivent croître et avoir chacun leur part.")
    return QuotiteScale(thresholds, money(value.fields["per_dependent"], place), shares, value.source)


def rsa_scale(series: Series, value: Value) -> RsaScale:
    place = f"{series.key} du {value.start}"
    parts, lone = series.head["composition"], series.head["lone_parent_majoration"]
    return RsaScale(
        amount=money(value.fields["amount"], place),
        second_person=exact(parts["second_person"], place),
        third_and_fourth_person=exact(parts["third_and_fourth_person"], place),
        from_third_child=exact(parts["from_third_child"], place),
        majorated_base=exact(lone["base_factor"], place),
        majorated_per_child=exact(lone["per_child_factor"], place),
        source=value.source,
    )


def forfait_scale(series: Series, day: date, earlier: bool) -> ForfaitScale:
    """The forfaits of the year of ``day``; with ``earlier``, else the latest earlier ones on file."""
    try:
        value = series.on(day)
    except NoValueOnDay:
        found = series.latest(day) if earlier else None
        if found is None:
            raise
        value = found
    place = f"{series.key} du {value.start}"

    def rate(name: str) -> FlatRate:
        pair = value.fields[name]
        return FlatRate(money(pair["first"], place), money(pair["per_extra"], place))

    is_earlier = day > value.end
    return ForfaitScale(rate("base"), rate("habitation"), rate("chauffage"), value.start, is_earlier, value.source)


def parameter(series: Series, value: Value) -> Parameter:
    """Any parameter whose fields are plain numbers, or lists of them numbered from 1."""
    place = f"{series.key} du {value.start}"
    numbers: dict[str, Fraction] = {}
    for name, field in value.fields.items():
        if isinstance(field, list):
            numbers |= {f"{name}.{i}": exact(text, place) for i, text in enumerate(field, 1)}
        elif isinstance(field, Mapping):
            numbers |= {f"{name}.{part}": exact(text, place) for part, text in field.items()}
        else:
            numbers[name] = exact(field, place)
    return Parameter(series.key, series.label, series.unit, value.start, MappingProxyType(numbers), value.source)
