"""Every amount and every date of a snapshot, found by walking it: nothing here knows how the papers are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

from pcb.domain.money import Money
from pcb.domain.wording import french_date

AMOUNT = re.compile(r"[+−]?\d[\d\s]*,\d\d\s?€")
DATE = re.compile(r"\d\d/\d\d/\d{4}")


def in_text(text: str) -> set[str]:
    """The amounts, without sign or spaces, and the dates that a text holds."""
    amounts = {re.sub(r"[\s+−]", "", found) for found in AMOUNT.findall(text)}
    return amounts | set(DATE.findall(text))


def walked(value: object) -> Iterator[str]:
    """The same for what a snapshot holds."""
    if isinstance(value, Money):
        yield re.sub(r"[\s+−]", "", str(value))
    elif isinstance(value, date):
        yield french_date(value)
    elif isinstance(value, Mapping):
        for blank in value.values():
            yield from walked(blank)
    elif isinstance(value, tuple):
        for one in value:
            yield from walked(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from walked(getattr(value, one.name))
