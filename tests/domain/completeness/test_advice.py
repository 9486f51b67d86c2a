"""Advice: each piece fires for the household that needs it, and for no other; a prescription is a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import JOINT, Account, Case, Debt, Expense, Filing, Person, Proceeding, Supporter
from pcb.domain.completeness import Grade
from pcb.domain.completeness.prescription import RULES
from pcb.domain.law.reading import rule
from pcb.domain.money import Money
from pcb.domain.recevabilite import EXCLUDED
from pcb.domain.vocabulary.budget import ExpenseKind
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.people import FilingMode, Role
from tests.domain.completeness.sound import DAY, examined, keys

ALONE = Filing(mode=FilingMode.ALONE)


@pytest.mark.parametrize(
    ("kind", "last_day"),
    [
        (DebtKind.REVOLVING, date(2024, 11, 24)),  # 24 months
        (DebtKind.RENT, date(2023, 11, 24)),  # 3 years
        (DebtKind.PHONE, date(2025, 11, 24)),  # 1 year
        (DebtKind.TAX, date(2022, 11, 24)),  # 4 years
        (DebtKind.OTHER, date(2021, 11, 24)),  # 5 years
        (DebtKind.WATER, date(2024, 11, 24)),  # 2 years for a private company, 4 for a town
    ],
)
def test_a_debt_may_be_time_barred_the_day_after_its_delay(kind: DebtKind, last_day: date) -> None:
    def asked(since: date) -> bool:
        return "prescription-d1" in keys(Case(debts=(Debt("d1", kind, first_unpaid_on=since),)))

    assert asked(date.fromordinal(last_day.toordinal() - 1))
    assert not asked(last_day)
    assert not asked(date.fromordinal(last_day.toordinal() + 1))


def test_a_prescription_is_a_question_with_its_article_and_how_sure_it_is() -> None:
    case = Case(debts=(Debt("d1", DebtKind.TAX, "Trésor public", first_unpaid_on=date(2015, 1, 1)),))
    found = next(f for f in examined(case) if f.key == "prescription-d1")
    assert found.grade is Grade.ADVICE
    assert found.title.endswith("\u202f?")
    assert "question" in found.why
    assert "L274" in found.rests_on
    assert "non vérifié" in found.rests_on
    assert "Déclarez la dette" in found.todo


def test_a_judgment_is_told_when_the_creditor_has_sued() -> None:
    debt = Debt("d1", DebtKind.REVOLVING, first_unpaid_on=date(2015, 1, 1), pursued=True)
    assert any("10 ans" in f.why for f in examined(Case(debts=(debt,))) if f.key == "prescription-d1")


def test_without_a_first_unpaid_date_nothing_is_asked() -> None:
    assert "prescription-d1" not in keys(Case(debts=(Debt("d1", DebtKind.PHONE),)))


@pytest.mark.parametrize("kind", list(RULES))
def test_every_delay_that_is_named_is_on_file_and_readable(kind: DebtKind) -> None:
    assert all(rule(f"prescriptions.{key}").fields["delay"] for key in RULES[kind])
    assert "prescription-d1" in keys(Case(debts=(Debt("d1", kind, first_unpaid_on=date(1990, 1, 1)),)))


@pytest.mark.parametrize("kind", list(DebtKind))
def test_the_debts_outside_the_procedure_are_told_and_no_other(kind: DebtKind) -> None:
    assert ("excluded-d1" in keys(Case(debts=(Debt("d1", kind),)))) is (kind in EXCLUDED)


def test_a_guarantor_is_told_when_there_is_one() -> None:
    loan = Debt("d1", DebtKind.PERSONAL_LOAN, guarantor="Sa mère")
    assert "guarantor-d1" in keys(Case(debts=(loan,)))
    assert "guarantor-d1" not in keys(Case(debts=(replace(loan, guarantor=None),)))


def test_a_partner_who_owes_too_and_does_not_file_is_told() -> None:
    pair = (Person("p1", Role.DEPOSANT), Person("p2", Role.PARTNER))
    case = Case(filing=ALONE, persons=pair, debts=(Debt("d1", DebtKind.PERSONAL_LOAN, owner=JOINT),))
    assert "partner-exposed-p2" in keys(case)
    assert "partner-exposed-p2" not in keys(replace(case, debts=(Debt("d1", DebtKind.PERSONAL_LOAN, owner="p1"),)))


def test_a_sole_trader_goes_to_the_court_first() -> None:
    assert "sole-trader" in keys(Case(filing=replace(ALONE, sole_trader=True)))
    assert "sole-trader" not in keys(Case(filing=replace(ALONE, sole_trader=False)))


def test_the_ficp_is_told_to_who_files_and_is_not_in_it_yet() -> None:
    assert "ficp" in keys(Case(filing=ALONE))
    assert "ficp" not in keys(Case(filing=replace(ALONE, ficp=True)))
    assert "ficp" not in keys(Case(filing=Filing(mode=FilingMode.NONE)))


def test_bank_fees_are_told_to_who_pays_them_is_overdrawn_or_files() -> None:
    account = Account("c1", AccountKind.CURRENT, balance=Money.of("10"))
    nothing = Case(filing=Filing(mode=FilingMode.NONE), accounts=(account,))
    assert "bank-fees" not in keys(nothing)
    assert "bank-fees" in keys(replace(nothing, accounts=(replace(account, balance=Money(-1)),)))
    assert "bank-fees" in keys(replace(nothing, expenses=(Expense("e1", ExpenseKind.BANK_FEES, Money(1)),)))
    assert "bank-fees" not in keys(replace(nothing, expenses=(Expense("e1", ExpenseKind.BANK_FEES, Money(0)),)))
    assert "bank-fees" in keys(replace(nothing, filing=ALONE))


def test_the_date_of_a_procedure_that_has_passed_is_told() -> None:
    def told(day: date) -> bool:
        return "date-passed-s1" in keys(Case(proceedings=(Proceeding("s1", ProceedingKind.EVICTION, next_date=day),)))

    assert told(date(2026, 11, 23))
    assert not told(DAY)


def test_the_rubric_of_the_point_conseil_budget_is_told_when_empty() -> None:
    assert "supporter" in keys(Case(filing=ALONE))
    assert "supporter" not in keys(Case(filing=ALONE, supporter=Supporter(organisation="Point conseil budget")))
