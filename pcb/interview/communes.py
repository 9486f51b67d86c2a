"""The communes of a postcode, to propose while the city is typed, and their intercommunality (data:
``pcb/data/communes.csv``, ``pcb/data/epci.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pcb.domain.folding import fold


def cities_of(postcode: str) -> tuple[str, ...]:
    """The communes that this postcode serves, the most populous first; none when it is unknown."""
    return _by_postcode().get(postcode, ())


def grouping_of(postcode: str, city: str | None) -> str | None:
    """The SIREN of the intercommunality of that commune; of the whole postcode when it has only one. ``None`` where
    that cannot be told."""
    there = _groupings().get(postcode, {})
    found = {there[fold(city)]} if city and fold(city) in there else set(there.values())
    return found.pop() or None if len(found) == 1 else None


def grouping_names() -> Mapping[str, str]:
    """The name of each intercommunality, by its SIREN."""
    return _grouping_names()


@cache
def _groupings() -> Mapping[str, Mapping[str, str]]:
    """By postcode, the SIREN by folded name of commune."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows("communes.csv"):
        for postcode in row["postcodes"].split():
            found.setdefault(postcode, {})[fold(row["name"])] = row["epci_siren"]
    return MappingProxyType(found)


@cache
def _grouping_names() -> Mapping[str, str]:
    return MappingProxyType({row["siren"]: row["name"].replace("'", "’") for row in _rows("epci.csv")})


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((files("pcb") / "data" / name).read_text(encoding="utf-8").splitlines())


@cache
def _by_postcode() -> Mapping[str, tuple[str, ...]]:
    """Read once, at the first question about a city (about 60 ms)."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in _rows("communes.csv"):
        for postcode in row["postcodes"].split():
            found.setdefault(postcode, []).append((-int(row["population"] or 0), row["name"].replace("'", "’")))
    return MappingProxyType({postcode: tuple(name for _, name in sorted(cities)) for postcode, cities in found.items()})
