"""One debt month by month: interest, imputation, rounding, dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.plan.model import (
    Compounding,
    DebtClass,
    Imputation,
    PaymentMade,
    PlanDebt,
    Rounding,
    ScheduleRow,
)
from pcb.domain.plan.schedule import (
    Position,
    due_date,
    monthly_rate,
    opening_position,
    paid_constantly,
    position_after,
    rounded,
    schedule,
    terms_of,
)


def debt(balance: int, percent: str = "0", **more: Any) -> PlanDebt:
    return PlanDebt("d", "Créancier inventé", DebtClass.ORDINARY, balance, Fraction(percent) / 100, **more)


@pytest.mark.parametrize(
    ("numerator", "half_up", "half_even"),
    [(0, 0, 0), (4, 0, 0), (5, 1, 0), (6, 1, 1), (15, 2, 2), (25, 3, 2), (26, 3, 3)],
)
def test_half_a_cent_goes_up_or_to_the_even_cent(numerator: int, half_up: int, half_even: int) -> None:
    assert rounded(numerator, 10) == half_up
    assert rounded(numerator, 10, half_even=True) == half_even


def test_the_rate_of_a_month_is_a_twelfth_or_the_twelfth_root() -> None:
    assert monthly_rate(Fraction(12, 100), Compounding.PROPORTIONAL) == Fraction(1, 100)
    root = monthly_rate(Fraction(12, 100), Compounding.ACTUARIAL)
    assert abs((1 + root) ** 12 - Fraction(112, 100)) < Fraction(1, 10**28)
    assert monthly_rate(Fraction(0), Compounding.ACTUARIAL) == 0


def test_interest_first_pays_the_interest_then_the_principal() -> None:
    rows = schedule(debt(100_000, "12", imputation=Imputation.INTEREST_FIRST), (600, 3_000))
    assert rows[0] == ScheduleRow(100_000, 1_000, 600, 600, 0, 100_400, 100_000)
    assert rows[1] == ScheduleRow(100_400, 1_000, 3_000, 1_400, 1_600, 98_400, 98_400)


def test_principal_first_leaves_the_interest_for_the_end_and_it_bears_none() -> None:
    rows = schedule(debt(10_000, "12"), (5_000, 5_000, 100, 50))
    assert rows[0] == ScheduleRow(10_000, 100, 5_000, 0, 5_000, 5_100, 5_000)
    assert rows[1] == ScheduleRow(5_100, 50, 5_000, 0, 5_000, 150, 0)
    assert rows[2] == ScheduleRow(150, 0, 100, 100, 0, 50, 0)
    assert rows[3].closing == 0


def test_the_month_in_which_the_principal_ends_pays_a_part_of_both() -> None:
    (row,) = schedule(debt(10_000, "12", accrued=2_000), (9_000,))
    assert (row.principal_part, row.interest_part, row.closing, row.principal) == (8_000, 1_000, 1_080, 0)


def test_interest_that_is_not_paid_bears_none() -> None:
    rows = schedule(debt(100_000, "12"), (0,) * 12)
    assert {row.interest for row in rows} == {1_000}
    assert rows[-1].closing == 112_000
    assert rows[-1].principal == 100_000


@pytest.mark.parametrize(
    ("imputation", "expected"),
    [(Imputation.PRINCIPAL_FIRST, Position(50_000, 10_000)), (Imputation.INTEREST_FIRST, Position(60_000, 0))],
)
def test_payments_already_made_come_off_before_the_plan(imputation: Imputation, expected: Position) -> None:
    made = (PaymentMade(date(2026, 1, 5), 30_000), PaymentMade(date(2026, 2, 5), 10_000))
    assert opening_position(debt(100_000, accrued=10_000, payments_made=made, imputation=imputation)) == expected


def test_a_payment_above_what_is_owed_is_refused() -> None:
    assert schedule(debt(10_000, "12"), (10_100,))[0].closing == 0
    with pytest.raises(ValueError, match="mois 1"):
        schedule(debt(10_000, "12"), (10_101,))
    with pytest.raises(ValueError, match="mois 2"):
        schedule(debt(10_000), (10_000, 1))


def test_a_constant_payment_stops_before_it_would_overpay() -> None:
    terms = terms_of(debt(1), Rounding.HALF_UP)
    assert len(paid_constantly(Position(2_450, 0), terms, 363, 84)) == 6
    assert len(paid_constantly(Position(2_400, 0), terms, 600, 84)) == 4
    assert paid_constantly(Position(0, 0), terms, 5, 84) == []


@pytest.mark.parametrize(
    ("start", "day", "expected"),
    [
        (date(2026, 1, 31), None, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]),
        (date(2027, 11, 30), 31, [date(2027, 11, 30), date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29)]),
        (date(2026, 2, 14), 5, [date(2026, 2, 14), date(2026, 3, 5), date(2026, 4, 5), date(2026, 5, 5)]),
    ],
)
def test_a_fixed_day_falls_on_the_last_day_of_a_shorter_month(
    start: date, day: int | None, expected: list[date]
) -> None:
    assert [due_date(start, month, day) for month in range(1, 5)] == expected


def reckoned(
    percent: Decimal, principal: int, accrued: int, amount: int, principal_first: bool
) -> tuple[int, int, int]:
    """One month by another way: interest by decimals, then two purses filled in turn. Cents."""
    interest = int((principal * percent / 1200).quantize(Decimal(1), "ROUND_HALF_UP"))
    purses = [principal, accrued + interest] if principal_first else [accrued + interest, principal]
    first = min(purses[0], amount)
    left = [purses[0] - first, purses[1] - (amount - first)]
    return interest, *(left if principal_first else reversed(left))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 5_000_000), st.integers(0, 100_000), st.integers(0, 2200), st.booleans(),
    st.lists(st.integers(0, 60_000), min_size=1, max_size=12),
)  # fmt: skip
def test_every_row_agrees_with_the_same_month_reckoned_otherwise(
    principal: int, accrued: int, rate: int, principal_first: bool, amounts: list[int]
) -> None:
    imputation = Imputation.PRINCIPAL_FIRST if principal_first else Imputation.INTEREST_FIRST
    percent = Decimal(rate) / 100
    terms = terms_of(debt(1, str(percent), imputation=imputation), Rounding.HALF_UP)
    position = Position(principal, accrued)
    for amount in amounts:
        rows = paid_constantly(position, terms, amount, 1)
        if not rows:
            interest, *_ = reckoned(percent, *position, 0, principal_first)
            assert amount > position.owed + interest or (amount and not position.owed)
            return
        (row,) = rows
        interest, principal_left, accrued_left = reckoned(percent, *position, amount, principal_first)
        assert (row.opening, row.interest, row.payment) == (position.owed, interest, amount)
        assert row.opening + row.interest - row.payment == row.closing
        assert row.interest_part + row.principal_part == row.payment
        assert position_after(row) == Position(principal_left, accrued_left)
        position = position_after(row)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5_000_000), st.integers(0, 2200), st.integers(0, 60_000), st.booleans(), st.integers(1, 84))
def test_months_at_once_are_months_one_by_one(
    balance: int, rate: int, amount: int, principal_first: bool, months: int
) -> None:
    imputation = Imputation.PRINCIPAL_FIRST if principal_first else Imputation.INTEREST_FIRST
    one = debt(balance, str(Decimal(rate) / 100), imputation=imputation, accrued=balance // 10)
    terms, position = terms_of(one, Rounding.HALF_EVEN), opening_position(one)
    together = paid_constantly(position, terms, amount, months)
    for row in together:
        assert paid_constantly(position, terms, amount, 1) == [row]
        position = position_after(row)
    if len(together) < months:
        assert paid_constantly(position, terms, amount, 1) == []
