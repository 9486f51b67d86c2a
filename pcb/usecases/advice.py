"""What the law makes of a case on a day: the assessment, and the same as plain data."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from pcb.domain.assessment import Assessment, Reading, assess
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.interview import engine
from pcb.storage.conversion import rate_text

__all__ = ["Assessment", "Reading", "advice", "to_json"]


def advice(case: Case, day: date, reading: Reading = Reading.COMMISSION) -> Assessment:
    """The assessment of ``case`` by the law of ``day``. Only the answers that count are read; never raises for what
    is missing: the assessment says it."""
    return assess(engine.effective(case), day, reading)


def to_json(value: Any) -> Any:
    """An assessment, or any part of it, ready for JSON: amounts and fractions as exact strings, dates in ISO, closed
    lists by their code, every line with its source."""
    if isinstance(value, Money):
        return value.exact()
    if isinstance(value, Fraction):
        return rate_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(to_json(item) for item in value)
    if isinstance(value, dict):
        return {str(to_json(key)): to_json(item) for key, item in value.items()}
    if isinstance(value, float):
        raise TypeError("une évaluation ne contient pas de nombre à virgule flottante")
    return value
