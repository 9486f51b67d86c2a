"""Three things to watch at most: those that were written, else those that the facts propose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Account, Case, Debt, Declared, Expense, Income, Proceeding
from pcb.domain.letter_notes import Procedure
from pcb.domain.money import Money
from pcb.domain.take_home.snapshot import Said
from pcb.domain.take_home_notes import AppointmentNote, TakeHome
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from tests.domain.take_home.test_building import taken

LOW = Case(
    declared=Declared(no_debt=True),
    incomes=(Income("i1", IncomeKind.SALARY, Money(150000), day=28),),
    expenses=(Expense("e1", ExpenseKind.RENT, Money(50000), day=25),),
    accounts=(Account("a1", AccountKind.CURRENT, balance=Money(10000)),),
)


def with_overdraft(cents: int) -> Case:
    return replace(LOW, accounts=(replace(LOW.accounts[0], overdraft_allowed=Money(cents)),))


@pytest.mark.parametrize(
    ("case", "key"),
    [
        (LOW, "watch.below_zero"),
        (with_overdraft(40000), "watch.below_zero"),
        (with_overdraft(39999), "watch.beyond_overdraft"),
        (replace(LOW, accounts=()), "watch.movements_low"),
    ],
)
def test_the_account_that_goes_below_zero_comes_first(case: Case, key: str) -> None:
    first = taken(case).watch[0]
    assert (first.key, first.blanks["day"]) == (key, date(2026, 11, 25))


def test_zero_is_not_below_zero_and_an_evening_past_is_not_watched() -> None:
    enough = replace(LOW, accounts=(replace(LOW.accounts[0], balance=Money(50000)),))
    assert taken(enough).watch == ()
    assert taken(LOW, date(2026, 11, 25)).watch[0].blanks["day"] == date(2026, 11, 25)
    assert taken(LOW, date(2026, 11, 28)).watch == ()


def test_what_was_written_stands_alone() -> None:
    written = replace(LOW, take_home=TakeHome(watch_2="Le 5, le loyer"))
    assert taken(written).watch == (Said(text="Le 5, le loyer"),)


def test_dates_come_the_nearest_first_and_never_more_than_three() -> None:
    case = replace(
        LOW,
        debts=(Debt("d1", DebtKind.REVOLVING, "Lomagne"),),
        procedure=Procedure(refused_on=date(2026, 11, 16)),
        appointments=(AppointmentNote("1", date(2026, 11, 26), "9\u00a0h", with_whom="la mairie"),),
        proceedings=(Proceeding("s1", ProceedingKind.EVICTION, next_date=date(2026, 11, 25)),),
    )
    assert [one.key for one in taken(case).watch] == [
        "watch.below_zero",
        "watch.proceeding_day",
        "watch.appointment_at",
    ]
    calm = replace(case, accounts=(), incomes=(), expenses=(), proceedings=(), appointments=())
    (deadline, *_) = taken(calm).watch
    assert deadline == Said(
        "watch.deadline", blanks={"day": date(2026, 12, 1), "what": "Contestation d’une irrecevabilité"}
    )


def test_a_month_that_lacks_money_and_a_procedure_without_day_are_told() -> None:
    poor = replace(
        LOW,
        expenses=(Expense("e1", ExpenseKind.RENT, Money(160000)),),
        proceedings=(Proceeding("s1", ProceedingKind.TAX_SEIZURE),),
    )
    assert taken(poor).watch == (
        Said("watch.nothing_left", blanks={"amount": Money(10000)}),
        Said("watch.proceeding", blanks={"what": "proceeding.tax_seizure"}),
    )
