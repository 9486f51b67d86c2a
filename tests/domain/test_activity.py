"""What is counted of a case: bands at, below and above their bounds, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.activity import AgeBand, DebtsBand, HouseholdType, Pursued, ResourcesBand, counted
from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case, Debt, Declared, Filing, Income, Person
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.people import FilingMode, Role

DAY = date(2026, 11, 23)
ALONE = Case(persons=(Person("p1", Role.DEPOSANT),))


def test_of_a_case_where_nothing_was_asked_only_who_is_there_is_counted() -> None:
    found = counted(ALONE, DAY)
    assert found.household is HouseholdType.ALONE
    assert [found.age, found.occupancy, found.grouping, found.resources, found.debts, found.pursued] == [None] * 6
    assert counted(Case(), DAY).household is None


@pytest.mark.parametrize(
    ("born", "band"),
    [(date(2001, 11, 24), AgeBand.UNDER_25), (date(2001, 11, 23), AgeBand.FROM_25),
     (date(1961, 11, 24), AgeBand.FROM_55), (date(1961, 11, 23), AgeBand.FROM_65), (date(2027, 1, 1), None)],
)  # fmt: skip
def test_age_goes_by_birthdays(born: date, band: AgeBand | None) -> None:
    case = replace(ALONE, persons=(Person("p1", Role.DEPOSANT, birth_date=born),))
    assert counted(case, DAY).age is band


@pytest.mark.parametrize(
    ("others", "expected"),
    [((Role.CHILD,), HouseholdType.ALONE_WITH_CHILDREN), ((Role.PARTNER,), HouseholdType.COUPLE),
     ((Role.CODEPOSANT, Role.CHILD), HouseholdType.COUPLE_WITH_CHILDREN), ((Role.ASCENDANT,), HouseholdType.OTHER)],
)  # fmt: skip
def test_the_household_is_who_lives_there(others: tuple[Role, ...], expected: HouseholdType) -> None:
    persons = (*ALONE.persons, *(Person(f"x{n}", role) for n, role in enumerate(others)))
    assert counted(replace(ALONE, persons=persons), DAY).household is expected


@pytest.mark.parametrize(
    ("cents", "band"),
    [(0, ResourcesBand.NONE), (699_99, ResourcesBand.UNDER_700), (700_00, ResourcesBand.FROM_700),
     (2999_99, ResourcesBand.FROM_2300), (3000_00, ResourcesBand.FROM_3000)],
)  # fmt: skip
def test_resources_are_those_of_a_month(cents: int, band: ResourcesBand) -> None:
    yearly = Income("i1", IncomeKind.SALARY, Money(cents * 12), Period.YEARLY)
    assert counted(replace(ALONE, incomes=(yearly,)), DAY).resources is band


def test_an_amount_that_is_not_known_is_never_taken_for_zero() -> None:
    income = Income("i1", IncomeKind.SALARY, NoAnswer.DOES_NOT_KNOW)
    debts = (Debt("d1", DebtKind.RENT, balance=Money(10_00)), Debt("d2", DebtKind.RENT))
    found = counted(replace(ALONE, incomes=(income,), debts=debts), DAY)
    assert (found.resources, found.debts) == (None, None)
    nothing = replace(ALONE, declared=Declared(no_income=True, no_debt=True))
    assert (counted(nothing, DAY).resources, counted(nothing, DAY).debts) == (ResourcesBand.NONE, DebtsBand.NONE)


@pytest.mark.parametrize(
    ("cents", "band"),
    [(4999_99, DebtsBand.UNDER_5000), (5000_00, DebtsBand.FROM_5000), (49_999_99, DebtsBand.FROM_20000),
     (50_000_00, DebtsBand.FROM_50000)],
)  # fmt: skip
def test_debts_are_all_that_remains_due(cents: int, band: DebtsBand) -> None:
    halves = (Debt("d1", DebtKind.RENT, balance=Money(cents - 1)), Debt("d2", DebtKind.RENT, balance=Money(1)))
    assert counted(replace(ALONE, debts=halves), DAY).debts is band


def test_the_way_pursued_is_what_the_case_says() -> None:
    ways = {mode: counted(replace(ALONE, filing=Filing(mode=mode)), DAY).pursued for mode in FilingMode}
    assert ways.pop(FilingMode.NONE) is Pursued.BUDGET
    assert set(ways.values()) == {Pursued.DOSSIER}
