"""How the value of a rubric is written in a box of the form."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcb.domain.answers import NoAnswer
from pcb.domain.money import Money
from pcb.domain.wording import french_date, french_number
from pcb.reports.content.words import said
from pcb.reports.rubrics import Rubric, Value


def in_words(rubric: Rubric, value: Value, unit: bool = True) -> str:
    """The value in French; without « € » and « % » where the form prints them itself; nothing for an empty box."""
    if value is None:
        return ""
    if isinstance(value, NoAnswer):
        return said(value)
    if isinstance(value, Money):
        return str(value) if unit else str(value).removesuffix("€").rstrip()
    if isinstance(value, date):
        return french_date(value)
    if isinstance(value, Fraction):
        return f"{french_number(value, 3)}\u202f%" if unit else french_number(value, 3)
    if rubric.choices:
        return dict(rubric.choices).get(str(value), str(value))
    return str(value)


def in_cells(value: Value, text: str, cells: int) -> str:
    """What goes in single boxes: a date by its figures alone, an amount without its spaces, a code without any."""
    if isinstance(value, date):
        return f"{value:%d%m}{value.year:04d}" if cells >= 8 else f"{value:%d%m%y}"
    if isinstance(value, Money):
        return "".join(text.removesuffix("€").split())
    bare = "".join(text.split())
    return bare if bare.isdigit() or (len(text) > cells and any(c.isdigit() for c in bare)) else text
