"""Advice as plain data: exact amounts, every line with its source, nothing left out."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pcb.domain.case import Case
from pcb.domain.explain import Explained
from pcb.domain.money import Money
from pcb.domain.vocabulary.people import FilingMode, Role
from pcb.usecases.advice import Reading, advice, to_json
from pcb.usecases.exchange import read_household
from tests.conftest import HOUSEHOLDS

DAY = date(2026, 11, 23)


def test_the_json_of_every_demo_household_holds_every_figure_exactly(household_file: Path) -> None:
    assessment = advice(read_household(household_file), DAY)
    text = json.dumps(to_json(assessment), ensure_ascii=False, allow_nan=False)
    amounts = [value.exact() for value in parts(assessment, Money)]
    assert amounts
    assert all(f'"{amount}"' in text for amount in amounts)
    for explained in parts(assessment, Explained):
        assert json.dumps(explained.label, ensure_ascii=False) in text
        if explained.source:
            assert json.dumps(explained.source.article, ensure_ascii=False) in text
    assert all(json.dumps(notice, ensure_ascii=False) in text for notice in assessment.notices)


def parts(value: Any, kind: type) -> list[Any]:
    """Every value of that kind inside a dataclass."""
    found = [value] if isinstance(value, kind) else []
    if is_dataclass(value) and not isinstance(value, Money):
        found += [part for field in fields(value) for part in parts(getattr(value, field.name), kind)]
    elif isinstance(value, tuple):
        found += [part for item in value for part in parts(item, kind)]
    return found


def test_the_lines_of_a_sum_add_up_in_json_too(household_file: Path) -> None:
    budget = to_json(advice(read_household(household_file), DAY))["lived"]["resources"]
    cents = sum(Money.of(line["amount"]).cents for line in budget["lines"] if line["counts"])
    assert cents == Money.of(budget["total"]).cents


def test_the_reading_and_the_day_are_told() -> None:
    told = to_json(advice(Case(), DAY, Reading.JUDGE))
    assert (told["reading"], told["day"]) == ("judge", "2026-11-23")
    assert told["missing"]


def test_only_the_answers_that_count_are_read() -> None:
    """Somebody noted as co-déposant when one person files alone is a partner who does not file."""
    case = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")
    alone = replace(case, filing=replace(case.filing, mode=FilingMode.ALONE))
    partner = replace(
        alone,
        persons=tuple(replace(p, role=Role.PARTNER) if p.role is Role.CODEPOSANT else p for p in alone.persons),
    )
    assert alone.codeposant is not None
    assert to_json(advice(alone, DAY)) == to_json(advice(partner, DAY))
    assert to_json(advice(alone, DAY)) != to_json(advice(case, DAY))


@pytest.mark.parametrize(
    ("value", "plain"),
    [(Money(-1250), "-12.50"), (Fraction(1, 3), "1/3"), (Fraction("5.25"), "5.25"), (DAY, "2026-11-23"), ((), [])],
)
def test_each_kind_of_value_has_its_exact_form(value: object, plain: object) -> None:
    assert to_json(value) == plain


def test_a_float_is_never_let_through() -> None:
    with pytest.raises(TypeError):
        to_json((1.5,))
