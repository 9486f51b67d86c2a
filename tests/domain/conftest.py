"""Small families for the rules: each test says only what matters to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pcb.domain.assessment import Assessment, assess
from pcb.domain.case import Case, Expense, Filing, Home, Income, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import Evidence, ExpenseKind, IncomeKind
from pcb.domain.vocabulary.people import Custody, Occupancy, Role

DAY = date(2025, 6, 30)


def _salary(euros: str, owner: str = "a", **more: Any) -> Income:
    return Income(f"i-{owner}-{euros}", IncomeKind.SALARY, Money.of(euros), owner=owner, **more)


def _charge(kind: ExpenseKind, euros: str, seen: bool = True, **more: Any) -> Expense:
    evidence = Evidence.SEEN if seen else Evidence.DECLARED
    return Expense(f"e-{kind.value}", kind, Money.of(euros), evidence=evidence, **more)


def _person(person_id: str, role: Role, **more: Any) -> Person:
    return Person(person_id, role, first_names=person_id.upper(), **more)


def _child(person_id: str, born: int, custody: Custody = Custody.FULL, **more: Any) -> Person:
    more.setdefault("dependent", True)
    return _person(person_id, Role.CHILD, birth_date=date(born, 1, 15), custody=custody, **more)


def _family(*others: Person, **sections: Any) -> Case:
    sections.setdefault("home", Home(occupancy=Occupancy.TENANT))
    sections.setdefault("filing", Filing())
    return Case(persons=(_person("a", Role.DEPOSANT), *others), **sections)


@pytest.fixture
def day() -> date:
    """A day on which every scale is on file."""
    return DAY


@pytest.fixture
def salary() -> Callable[..., Income]:
    """``salary("1500", owner="a")``."""
    return _salary


@pytest.fixture
def charge() -> Callable[..., Expense]:
    """``charge(ExpenseKind.RENT, "500", seen=True)``."""
    return _charge


@pytest.fixture
def person() -> Callable[..., Person]:
    """``person("b", Role.PARTNER)``."""
    return _person


@pytest.fixture
def child() -> Callable[..., Person]:
    """``child("c", 2018)``: in charge, lives there."""
    return _child


@pytest.fixture
def family() -> Callable[..., Case]:
    """``family(child(…), incomes=(…), expenses=(…))``: a tenant « A » who files, and who else is given."""
    return _family


@pytest.fixture
def assessed() -> Callable[..., Assessment]:
    """The assessment on :data:`DAY`, the commission's reading."""

    def run(case: Case, day: date = DAY, **more: Any) -> Assessment:
        return assess(case, day, **more)

    return run
