"""Contract schedules against independent ones: numpy-financial with decimals, and tables published by third parties."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy_financial as npf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.money import Money
from pcb.domain.plan.contract import (
    BankLine,
    ContractRow,
    Deferral,
    Insurance,
    InsuranceBasis,
    Loan,
    NeverRepaid,
    Revolving,
    level_payment,
    loan_schedule,
    paid_in_all,
    revolving_schedule,
)
from pcb.domain.plan.model import Compounding, Rounding

TABLES: dict[str, dict[str, Any]] = {
    table["id"]: table
    for table in json.loads((Path(__file__).parents[2] / "cases" / "schedules.json").read_text("utf-8"))["amortization"]
}
FIRST_DUE = date(2026, 1, 31)


def cents(euros: str) -> int:
    return Money.of(euros).cents


def loan(principal: str, percent: str, months: int, **more: Any) -> Loan:
    return Loan(cents(principal), Fraction(percent) / 100, months, FIRST_DUE, **more)


def interest_of(rows: tuple[ContractRow, ...]) -> int:
    return sum(row.interest for row in rows)


def adds_up(rows: tuple[ContractRow, ...], principal: int) -> bool:
    """Each line follows from the one before, and the principal parts add up to what was lent."""
    openings = [principal, *(row.closing for row in rows)]
    return (
        all(row.opening == before for row, before in zip(rows, openings, strict=False))
        and all(row.payment == row.interest + row.principal + row.insurance for row in rows)
        and sum(row.principal for row in rows) == principal
        and rows[-1].closing == 0
    )


def test_every_published_table_is_checked_here() -> None:
    assert set(TABLES) == {
        "mas_repayment_spec", "npf_pmt_decimal", "npf_pmt_zero", "npf_ppmt1", "npf_ipmt1", "piggybank_30y",
        "piggybank_15y", "mortgage_buddy",
    }  # fmt: skip


def test_the_mortgage_of_the_money_advice_service() -> None:
    table = TABLES["mas_repayment_spec"]
    rows = loan_schedule(loan(table["P"], table["rate_pct"], table["n"]))
    assert rows[0].payment == cents(table["pmt"])
    assert abs(interest_of(rows) - table["total_interest_pm1"] * 100) <= 100
    assert abs(paid_in_all(rows) - table["total_pm1"] * 100) <= 100
    for year, balance in table["year_balances_pm1"].items():
        closing = rows[int(year) * 12 - 1].closing if int(year) else rows[0].opening
        assert abs(closing - balance * 100) <= 100, year
    assert adds_up(rows, cents(table["P"]))


@pytest.mark.parametrize("name", ["npf_pmt_decimal", "npf_pmt_zero"])
def test_the_level_payment_of_numpy_financial_to_its_last_decimal(name: str) -> None:
    table = TABLES[name]
    top, _, bottom = table["rate_month"].partition("/")
    exact = level_payment(cents(table["P"]), Fraction(top) / int(bottom or 1), table["n"]) / 100
    assert abs(exact - Fraction(table["pmt"])) < Fraction(1, 10**20)


def test_the_first_lines_of_numpy_financial() -> None:
    table = TABLES["npf_ppmt1"]
    exact = level_payment(cents(table["P"]), Fraction(1, 120), table["n"]) / 100 - Fraction(table["P"]) / 120
    assert abs(exact - Fraction(table["principal"])) < Fraction(1, 10**20)
    assert loan_schedule(loan(table["P"], "10", table["n"]))[0].principal == 71026  # 1 168,59 less 458,33
    table = TABLES["npf_ipmt1"]
    first = loan_schedule(loan(table["P"], "10", table["n"]))[0]
    assert first.interest == Money.rounded(Fraction(table["interest"])).cents == 1667


@pytest.mark.parametrize("rounding", list(Rounding))
def test_the_thirty_year_table_holds_with_both_roundings(rounding: Rounding) -> None:
    table = TABLES["piggybank_30y"]
    rows = loan_schedule(loan(table["P"], table["rate_pct"], table["n"], rounding=rounding))
    assert (rows[0].payment, rows[-1].payment) == (cents(table["pmt"]), cents(table["last"]))
    assert interest_of(rows) == cents(table["total_interest"])
    assert len(rows) == table["n"]


def test_the_fifteen_year_table_holds_only_with_the_rounding_of_bankers() -> None:
    table = TABLES["piggybank_15y"]
    rows = loan_schedule(loan(table["P"], table["rate_pct"], table["n"], rounding=Rounding.HALF_EVEN))
    assert (rows[0].payment, rows[-1].payment) == (cents(table["pmt"]), cents(table["last"]))
    assert interest_of(rows) == cents(table["total_interest"])
    half_up = loan_schedule(loan(table["P"], table["rate_pct"], table["n"]))
    assert (half_up[-1].payment, interest_of(half_up)) == (cents("1404.96"), cents("52960.82"))


@pytest.mark.parametrize("line", TABLES["mortgage_buddy"]["rows"], ids=lambda line: f"{line[0]}+{line[3]}")
def test_payments_above_the_level_one_end_the_loan_as_published(line: list[Any]) -> None:
    principal, percent, months, extra, payment, _, number = line
    level = loan_schedule(loan(principal, percent, months))[0].payment
    assert level + cents(extra) == cents(payment)
    rows = loan_schedule(loan(principal, percent, months, payment=cents(payment)))
    assert len(rows) == number
    assert adds_up(rows, cents(principal))


def to_the_cent(amount: Any) -> int:
    """A decimal number of cents, rounded half up."""
    return int(Decimal(str(amount)).quantize(Decimal(1), ROUND_HALF_UP))


@settings(max_examples=40, deadline=None)
@given(st.integers(100_00, 300_000_00), st.integers(1, 2200), st.integers(1, 360))
def test_every_line_agrees_to_the_cent_with_numpy_financial_in_decimals(principal: int, rate: int, months: int) -> None:
    with localcontext(prec=60):
        monthly = Decimal(rate) / Decimal(120_000)
        rows = loan_schedule(Loan(principal, Fraction(rate, 10_000), months, FIRST_DUE))
        assert adds_up(rows, principal)
        level = to_the_cent(-npf.pmt(monthly, months, Decimal(principal)))
        assert {row.payment for row in rows[:-1]} <= {level}
        for row in rows[:: max(1, len(rows) // 12)]:
            interest = -npf.ipmt(monthly, 1, months - row.month + 1, Decimal(row.opening))
            assert row.interest == to_the_cent(interest)
        # The balance after n payments of that very instalment, unrounded: ours drifts by half a cent a month at most.
        for number in {len(rows) // 2, len(rows) - 1} - {0}:
            balance = -npf.fv(monthly, number, -Decimal(level), Decimal(principal))
            drift = Decimal("0.5") * number * (1 + monthly) ** number
            assert abs(balance - rows[number - 1].closing) <= drift


def test_in_a_partial_deferral_interest_is_paid_and_nothing_repaid() -> None:
    rows = loan_schedule(loan("10000", "6", 24, deferral=Deferral.PARTIAL, deferred_months=6))
    assert [(row.payment, row.principal, row.closing) for row in rows[:6]] == [(5000, 0, 1_000_000)] * 6
    assert rows[6:] == tuple(
        row._replace(month=row.month + 6, due=rows[row.month + 5].due) for row in loan_schedule(loan("10000", "6", 18))
    )


def test_in_a_total_deferral_interest_is_added_to_the_principal() -> None:
    rows = loan_schedule(loan("10000", "6", 24, deferral=Deferral.TOTAL, deferred_months=2))
    assert [(row.payment, row.interest, row.closing) for row in rows[:2]] == [
        (0, 5000, 1_005_000),
        (0, 5025, 1_010_025),
    ]
    assert rows[2].payment == Money.rounded(level_payment(1_010_025, Fraction(1, 200), 22) / 100).cents
    assert adds_up(rows, 1_000_000)


def test_a_loan_in_fine_pays_its_interest_then_the_whole_principal() -> None:
    rows = loan_schedule(loan("10000", "6", 12, balloon=1_000_000))
    assert [row.payment for row in rows] == [5000] * 11 + [1_005_000]


def test_a_balloon_is_due_with_the_last_instalment() -> None:
    rows = loan_schedule(loan("15000", "4.8", 48, balloon=cents("5000")))
    level = rows[0].payment
    # By numpy-financial: pmt(0.004, 48, 15000, -5000)
    assert level == round(-npf.pmt(Decimal("0.004"), 48, Decimal(15000), Decimal(-5000)) * 100)
    assert {row.payment for row in rows[:-1]} == {level}
    assert abs(rows[-1].payment - level - cents("5000")) <= 48
    assert adds_up(rows, cents("15000"))


def test_insurance_on_the_initial_capital_is_the_same_each_month_and_on_the_remaining_one_falls() -> None:
    initial = loan_schedule(loan("12000", "0", 12, insurance=Insurance(Fraction(36, 10_000))))
    assert {row.insurance for row in initial} == {360}
    assert {row.payment for row in initial} == {100_360}
    remaining = loan_schedule(
        loan("12000", "0", 12, insurance=Insurance(Fraction(36, 10_000), InsuranceBasis.REMAINING, amount=100))
    )
    assert [row.insurance for row in remaining[:3]] == [460, 430, 400]


def test_an_actuarial_rate_is_lower_by_month_than_the_twelfth() -> None:
    proportional = loan_schedule(loan("10000", "12", 12))
    actuarial = loan_schedule(loan("10000", "12", 12, compounding=Compounding.ACTUARIAL))
    assert (proportional[0].interest, actuarial[0].interest) == (10000, 9489)  # 1,12 ** (1/12) - 1 = 0,948 879 %


def test_the_line_of_the_bank_wins_and_the_rest_follows_from_it() -> None:
    plain = loan_schedule(loan("10000", "6", 12))
    rows = loan_schedule(loan("10000", "6", 12, bank_lines=(BankLine(1, interest=5342),)))
    assert rows[0].from_bank
    assert (rows[0].interest, rows[0].payment) == (5342, plain[0].payment)
    assert rows[0].closing == plain[0].closing + 342
    assert not rows[1].from_bank
    assert rows[1].opening == rows[0].closing
    assert adds_up(rows, 1_000_000)


def test_a_closing_balance_of_the_bank_is_taken_as_it_stands() -> None:
    rows = loan_schedule(loan("10000", "6", 12, bank_lines=(BankLine(3, closing=700_000, insurance=250),)))
    assert (rows[2].closing, rows[2].insurance) == (700_000, 250)
    assert rows[2].principal == rows[2].opening - 700_000
    assert adds_up(rows, 1_000_000)


def test_the_days_of_payment_are_fixed_and_fall_on_the_last_of_a_shorter_month() -> None:
    rows = loan_schedule(loan("1200", "0", 4))
    assert [row.due for row in rows] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_revolving_credit_pays_a_share_of_what_is_owed_and_never_less_than_its_floor() -> None:
    credit = Revolving(350_000, Fraction(0), FIRST_DUE, floor=1_500, share=Fraction(5, 100))
    rows = revolving_schedule(credit)
    assert [row.payment for row in rows[:2]] == [17_500, 16_625]  # 5 % of 3 500 €, as StepChange counts it
    assert min(row.payment for row in rows[:-1]) == 1_500
    assert adds_up(rows, 350_000)


def test_a_revolving_credit_counts_its_interest_on_the_actuarial_rate() -> None:
    first = revolving_schedule(Revolving(100_000, Fraction(21, 100), FIRST_DUE, floor=5_000))[0]
    assert (first.interest, first.principal, first.closing) == (1601, 3399, 96_601)  # 1,21 ** (1/12) - 1 = 1,601 187 %


def test_a_small_loan_whose_rounded_instalment_is_its_interest_is_settled_by_its_last() -> None:
    rows = loan_schedule(Loan(1_000, Fraction(22, 100), 360, FIRST_DUE))
    assert {(row.interest, row.principal) for row in rows[:-1]} == {(18, 0)}
    assert rows[-1].payment == 1_018


def test_a_credit_whose_payment_does_not_cover_its_interest_is_told() -> None:
    credit = Revolving(100_000, Fraction(21, 100), FIRST_DUE, floor=1_601)
    with pytest.raises(NeverRepaid, match="ne couvre pas les intérêts de 16,01"):
        revolving_schedule(credit)
    assert revolving_schedule(replace(credit, floor=1_700))[0].principal == 99
    with pytest.raises(NeverRepaid, match="Mois 1"):
        loan_schedule(loan("10000", "6", 24, payment=5_000))
    assert loan_schedule(loan("10000", "6", 24, payment=5_001))[0].principal == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"principal": 0},
        {"months": 0},
        {"rate": Fraction(-1, 100)},
        {"deferral": Deferral.TOTAL},
        {"deferred_months": 3},
        {"deferral": Deferral.TOTAL, "deferred_months": 12},
        {"balloon": 1_000_001},
        {"bank_lines": (BankLine(13),)},
        {"bank_lines": (BankLine(2), BankLine(2))},
    ],
    ids=str,
)
def test_terms_that_make_no_loan_are_refused(wrong: dict[str, Any]) -> None:
    terms = {"principal": 1_000_000, "rate": Fraction(6, 100), "months": 12, "first_due": FIRST_DUE, **wrong}
    with pytest.raises(ValueError, match=r"prêt|différé|versement|ligne"):
        loan_schedule(Loan(**terms))
    with pytest.raises(ValueError, match="un mois"):
        level_payment(100, Fraction(0), 0)
