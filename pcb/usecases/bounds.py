"""What a household that comes in a file may hold at most: nothing that could not have been typed or worked with.

The exchange format says what each field is made of (:mod:`pcb.storage.conversion`); this says how much. A date in the
year 9999, a balance of a hundred digits or a list of fifty thousand debts is well formed, and would stop a plan or a
paper long after the file was taken in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any

from pcb.domain.case import Case
from pcb.domain.case_path import LISTS
from pcb.domain.money import Money
from pcb.errors import ExchangeFault, UnknownPath
from pcb.interview.dates import FIRST_YEAR, LAST_YEAR
from pcb.interview.engine import question_for
from pcb.interview.questions import LongText, Text
from pcb.interview.texts import cleaned

LARGEST = Money.of("1000000000")
"""Beyond a thousand million euros an amount is no household's; a program in the browser counts it to the cent."""
MOST_ITEMS = 500
"""Lines of one list."""
_ANY_TEXT = LongText().longest
_LINE_ENDS = str.maketrans("", "", "\t\r\n")


def check_bounds(case: Case) -> Case:
    """The same case. Raises :class:`ExchangeFault` with every fault, each as ``place : reason``."""
    faults = tuple(f"{place} : {reason}" for place, reason in _faults(case, "", ""))
    if faults:
        raise ExchangeFault(faults)
    return case


def _faults(value: Any, place: str, path: str) -> Iterator[tuple[str, str]]:
    """What is beyond measure in ``value``: its place in the file, and why. ``path`` is that of its question."""
    if isinstance(value, Money):
        if not -LARGEST.cents <= value.cents <= LARGEST.cents:
            yield place, f"montant démesuré, {LARGEST} au plus"
    elif isinstance(value, date):
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            yield place, f"une année entre {FIRST_YEAR} et {LAST_YEAR} est attendue"
    elif isinstance(value, str):
        yield from ((place, reason) for reason in _of_text(value, path))
    elif isinstance(value, tuple):
        if len(value) > MOST_ITEMS:
            yield place, f"{len(value)} lignes\u202f: {MOST_ITEMS} au plus"
            return
        for index, item in enumerate(value):
            yield from _faults(item, f"{place}[{index}]", f"{place}.*" if place in LISTS else "")
    elif is_dataclass(value):
        for field in fields(value):
            inside, asked = (f"{start}.{field.name}" if start else field.name for start in (place, path))
            yield from _faults(getattr(value, field.name), inside, asked)


def _of_text(text: str, path: str) -> Iterator[str]:
    longest = _longest(path)
    if len(text) > longest:
        yield f"texte trop long\u202f: {len(text)} caractères, pour {longest} au plus"
    elif not text.isprintable() and len(plain := text.translate(_LINE_ENDS)) != len(_kept(plain)):
        yield "ce texte contient un caractère de commande, qui ne peut être ni montré ni imprimé"


def _kept(text: str) -> str:
    """Without what cannot be typed; the marks keep what is around them from being trimmed or composed."""
    return "".join(letter for letter in text if letter.isspace() or cleaned(letter))


@cache
def _longest(path: str) -> int:
    """How long the answer to that question may be; of what no question asks, as long as the longest."""
    try:
        kind = question_for(path).kind
    except UnknownPath:
        return _ANY_TEXT
    return kind.longest if isinstance(kind, Text | LongText) else _ANY_TEXT
