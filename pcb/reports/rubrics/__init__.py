"""Every rubric of the form (Cerfa 13594*02, pages 1 to 12), in its order: one module a page, debts in one.

This is the list that a template of the official form draws its names from, and that our own layout is made of.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from pcb.reports.rubrics import debts, newer, page_1, page_2, page_3, page_4, page_5, page_12
from pcb.reports.rubrics.rubric import Facts, Kind, Rubric, Table, Value

__all__ = [
    "BESIDE",
    "BY_NAME",
    "RUBRICS",
    "TABLES",
    "Facts",
    "Kind",
    "Rubric",
    "Table",
    "Value",
    "of_form",
    "rubric_named",
]

_PAGES = (page_1, page_2, page_3, page_4, page_5, debts, page_12, newer)

TABLES = MappingProxyType({table.name: table for page in _PAGES for table in page.TABLES})
"""The tables of the form by their name, in its order."""

RUBRICS: tuple[Rubric, ...] = tuple(
    sorted(
        (
            rubric
            for page in _PAGES
            for rubric in (*page.RUBRICS, *(column for table in page.TABLES for column in table.columns))
        ),
        key=lambda rubric: rubric.page or newer.AFTER,
    )
)
"""Every rubric; those of a table once for all its rows."""

BY_NAME = MappingProxyType({rubric.name: rubric for rubric in RUBRICS})


BESIDE = frozenset({"p3.autre_personne", "p4.autre_personne", "p5.autre_epargne"})
"""Tables of our own, for what has no column on the known form and must not be lost: on its annex, usually."""


def of_form(rubric: Rubric) -> bool:
    """Whether the known form has this rubric (the others wait for a newer one)."""
    return rubric.page > 0


def rubric_named(name: str) -> tuple[Rubric, int | None] | None:
    """The rubric of that name, and the row counted from 0 when the name has one: ``p6.logement.3.reference``."""
    found = BY_NAME.get(name)
    if found is not None:
        return None if found.table else (found, None)
    numbered = re.fullmatch(r"([a-z0-9_]+\.[a-z0-9_]+)\.([1-9][0-9]{0,2})\.([a-z0-9_]+)", name, re.ASCII)
    if numbered is None:
        return None
    found = BY_NAME.get(f"{numbered[1]}.*.{numbered[3]}")
    return None if found is None else (found, int(numbered[2]) - 1)
