"""Amounts that contradict each other: at, below and above what separates them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcb.domain.case import Account, Case, Debt, Expense, Home, Income, Person
from pcb.domain.completeness.loans import INSTALMENT_TOLERANCE, _factor
from pcb.domain.money import Money
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.debts import DebtKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import Occupancy, Role
from tests.domain.completeness.sound import OWNER, keys, sound

LOAN = Debt(
    "d1",
    DebtKind.PERSONAL_LOAN,
    "Prêteur",
    balance=Money.of("6000"),
    unpaid=Money(0),
    instalment=Money.of("188.71"),
    granted_on=date(2023, 11, 5),
    ends_on=date(2028, 11, 5),
    capital=Money.of("10000"),
    rate=Fraction(5),
    statement_date=date(2025, 11, 20),
)
"""10 000,00 € over 60 months at 5 %: 188,71 € a month, says any calculator."""


def about(debt: Debt, **sections: Any) -> set[str]:
    found = keys(Case(persons=(Person("p1", Role.DEPOSANT),), debts=(debt,), **sections))
    return {key for key in found if key.startswith(("loan", "unpaid", "rent-debt", "benefit", "overdraft", "rent-m"))}


def test_the_instalment_of_a_known_loan_is_the_one_of_any_calculator() -> None:
    assert Money.rounded(Money.of("10000").euros / _factor(Fraction(5), 60)) == Money.of("188.71")
    assert _factor(Fraction(0), 60) == 60


def test_a_loan_that_agrees_with_itself_is_not_told() -> None:
    assert about(LOAN) == set()


@pytest.mark.parametrize(("euros", "wrong"), [("233.30", False), ("233.40", True), ("146.70", False), ("146.60", True)])
def test_the_instalment_may_differ_by_its_tolerance_and_two_months(euros: str, wrong: bool) -> None:
    """58 months cost 194,44 €, a fifth more is 233,33 €; 62 months cost 183,35 €, a fifth less is 146,68 €."""
    assert Fraction(1, 5) == INSTALMENT_TOLERANCE
    balance = Money.rounded(Money.of(euros).euros * _factor(Fraction(5), 36))
    found = about(replace(LOAN, instalment=Money.of(euros), balance=balance))
    assert (found == {"loan-instalment-d1"}) is wrong


@pytest.mark.parametrize(("euros", "wrong"), [("8274", False), ("8275", True), ("4479", False), ("4478", True)])
def test_the_remainder_may_differ_by_its_tolerance_and_two_instalments(euros: str, wrong: bool) -> None:
    """38 instalments are worth 6 619,40 €, 8 274,20 € with a quarter more; 34 are worth 5 970,80 €, 4 478,10 € less."""
    assert (about(replace(LOAN, balance=Money.of(euros))) == {"loan-remainder-d1"}) is wrong


@pytest.mark.parametrize(
    "changes",
    [
        {"rate": None, "capital": None},
        {"instalment": None},
        {"ends_on": None},
        {"granted_on": None, "balance": Money.of("6200")},
        {"due_in_full": True, "balance": Money.of("9900")},
        {"kind": DebtKind.REVOLVING, "balance": Money.of("9900")},
        {"instalment": Money.of("566.13"), "period": Period.QUARTERLY},
    ],
)
def test_what_is_not_known_or_not_amortised_is_not_judged(changes: dict[str, Any]) -> None:
    assert about(replace(LOAN, **changes)) == set()


@pytest.mark.parametrize(("balance", "wrong"), [("10000", False), ("10000.01", True)])
def test_more_than_the_capital_cannot_remain(balance: str, wrong: bool) -> None:
    debt = replace(LOAN, balance=Money.of(balance), ends_on=None)
    assert (about(debt) == {"loan-balance-d1"}) is wrong
    late = replace(debt, unpaid=Money.of("300"))
    assert about(late) == set()  # what is late may come on top


@pytest.mark.parametrize(("unpaid", "wrong"), [("99.99", False), ("100", False), ("100.01", True)])
def test_what_is_late_is_a_part_of_what_is_due(unpaid: str, wrong: bool) -> None:
    debt = Debt("d1", DebtKind.ENERGY, balance=Money.of("100"), unpaid=Money.of(unpaid))
    assert (about(debt) == {"unpaid-exceeds-d1"}) is wrong


RENT = (Expense("e1", ExpenseKind.RENT, Money.of("400")), Expense("e2", ExpenseKind.RENTAL_CHARGES, Money.of("100")))
TENANT = Home(Occupancy.TENANT, landlord="Habitat des Coteaux")


@pytest.mark.parametrize(("late", "wrong"), [("2500", False), ("2500.01", True)])
def test_a_landlords_debt_is_at_most_the_rents_since_the_first_unpaid_and_two_more(late: str, wrong: bool) -> None:
    debt = Debt(
        "d1",
        DebtKind.RENT,
        "Habitat des Coteaux",
        unpaid=Money.of(late),
        first_unpaid_on=date(2026, 7, 5),
        statement_date=date(2026, 9, 30),
    )
    assert (about(debt, home=TENANT, expenses=RENT) == {"rent-debt-d1"}) is wrong
    elsewhere = replace(debt, creditor="Mme Barrère")
    assert about(elsewhere, home=TENANT, expenses=RENT) == set()  # an earlier landlord


def test_a_tenant_has_a_rent_and_an_owner_none() -> None:
    assert "rent-missing" in keys(Case(home=TENANT))
    assert "rent-missing" not in keys(Case(home=TENANT, expenses=RENT))
    assert "rent-of-an-owner" in keys(Case(home=Home(Occupancy.OWNER), expenses=RENT))
    assert "rent-of-an-owner" not in keys(Case(home=Home(Occupancy.OWNER), expenses=RENT[1:]))


@pytest.mark.parametrize(("benefit", "wrong"), [("499.99", False), ("500", True)])
def test_a_housing_benefit_is_less_than_the_rent(benefit: str, wrong: bool) -> None:
    income = Income("i1", IncomeKind.HOUSING_BENEFIT, Money.of(benefit))
    assert ("benefit-in-the-rent" in keys(Case(home=TENANT, expenses=RENT, incomes=(income,)))) is wrong


def test_a_couple_with_two_homes_may_have_two_benefits() -> None:
    pair = (Person("p1", Role.DEPOSANT), Person("p2", Role.CODEPOSANT))
    benefits = tuple(Income(f"i{n}", IncomeKind.HOUSING_BENEFIT, Money.of("100")) for n in (1, 2))
    case = Case(persons=pair, incomes=benefits, expenses=RENT, home=replace(TENANT, codeposant_lives_here=True))
    assert "benefit-listed-twice" in keys(case)
    assert "benefit-listed-twice" not in keys(replace(case, home=replace(TENANT, codeposant_lives_here=False)))


def test_a_benefit_that_has_ended_is_counted_no_more() -> None:
    benefits = (
        Income("i1", IncomeKind.HOUSING_BENEFIT, Money.of("100"), ends_on=date(2026, 1, 31)),
        Income("i2", IncomeKind.HOUSING_BENEFIT, Money.of("100")),
    )
    assert "benefit-listed-twice" not in keys(Case(incomes=benefits, expenses=RENT, home=TENANT))


ACCOUNT = Account("c1", AccountKind.CURRENT, "Banque de l’Astarac", balance=Money.of("-0.01"))


def test_an_overdraft_is_a_debt_from_the_first_cent() -> None:
    other = Debt("d1", DebtKind.OVERDRAFT, "Caisse du Bas-Armagnac", balance=Money(1))
    assert about(other, accounts=(ACCOUNT,)) == {"overdraft-missing-c1"}
    assert about(other, accounts=(replace(ACCOUNT, balance=Money(0)),)) == set()
    same = replace(other, creditor="BANQUE DE L'ASTARAC")
    assert about(same, accounts=(ACCOUNT,)) == set()
    assert about(replace(same, balance=Money(2)), accounts=(ACCOUNT,)) == {"overdraft-differs-c1"}


def test_instalments_that_exceed_what_is_left_are_told_only_when_all_is_said_to_be_paid() -> None:
    assert "instalments-exceed" not in keys(sound(OWNER))
    paid = tuple(replace(d, unpaid=Money(0)) for d in sound(OWNER).debts if d.kind is not DebtKind.OVERDRAFT)
    rich = tuple(replace(account, balance=Money(1)) for account in sound(OWNER).accounts)
    case = replace(sound(OWNER), debts=paid, accounts=rich)
    assert "instalments-exceed" in keys(case)
    late = (replace(paid[0], unpaid=Money(1)), *paid[1:])
    assert "instalments-exceed" not in keys(replace(case, debts=late))
    light = tuple(replace(d, instalment=Money(100), insurance=None) for d in paid)
    assert "instalments-exceed" not in keys(replace(case, debts=light))
