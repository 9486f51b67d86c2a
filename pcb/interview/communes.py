"""The communes of a postcode, to propose while the city is typed (data: ``pcb/data/communes.csv``)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


def cities_of(postcode: str) -> tuple[str, ...]:
    """The communes that this postcode serves, the most populous first; none when it is unknown."""
    return _by_postcode().get(postcode, ())


@cache
def _by_postcode() -> Mapping[str, tuple[str, ...]]:
    """Read once, at the first question about a city (about 60 ms)."""
    found: dict[str, list[tuple[int, str]]] = {}
    lines = (files("pcb") / "data" / "communes.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        for postcode in row["postcodes"].split():
            found.setdefault(postcode, []).append((-int(row["population"] or 0), row["name"].replace("'", "’")))
    return MappingProxyType({postcode: tuple(name for _, name in sorted(cities)) for postcode, cities in found.items()})
