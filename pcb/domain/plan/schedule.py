"""Échéancier: one debt month by month, in whole cents (interest, payment, imputation), and the dates of the payments.

Interest of a month is the monthly rate times the principal of the opening, rounded once to the cent, half up unless the
request says half even. Interest that is not paid waits apart and bears none (no anatocisme, C. civ. art. 1343-2).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from pcb.domain.plan.model import SETTLED, Compounding, Imputation, PlanDebt, PlanRequest, Rounding, ScheduleRow

_MONTHS = 12
_PRECISE = Context(prec=50)
_GRAIN = 10**30
"""Parts in which an actuarial monthly rate, which is no fraction, is cut: far below what a balance can show."""


class Position(NamedTuple):
    """What is owed at a moment: the principal, which bears interest, and the interest due, which bears none."""

    principal: int
    accrued: int

    @property
    def owed(self) -> int:
        return self.principal + self.accrued


class Terms(NamedTuple):
    """How a debt grows and is paid: monthly rate ``numerator / denominator``, rounding, imputation."""

    numerator: int
    denominator: int
    half_even: bool
    principal_first: bool

    def interest(self, principal: int) -> int:
        """Interest of one month on that principal, to the cent."""
        if not self.numerator:
            return 0
        return rounded(principal * self.numerator, self.denominator, self.half_even)


def rounded(numerator: int, denominator: int, half_even: bool = False) -> int:
    """``numerator / denominator``, both positive, to the nearest whole: half up, or half to the even one."""
    whole, twice = divmod(2 * numerator + denominator, 2 * denominator)
    return whole - 1 if half_even and twice == 0 and whole % 2 else whole


@lru_cache(maxsize=512)
def monthly_rate(rate: Fraction, compounding: Compounding) -> Fraction:
    """The rate of one month: a twelfth of the year's, or its twelfth root (to 30 decimals, half up)."""
    if compounding is Compounding.PROPORTIONAL or not rate:
        return rate / _MONTHS
    growth = _PRECISE.divide(Decimal(rate.numerator + rate.denominator), Decimal(rate.denominator))
    root = _PRECISE.power(growth, _PRECISE.divide(Decimal(1), Decimal(_MONTHS)))
    return Fraction(
        rounded(int(_PRECISE.multiply(_PRECISE.subtract(root, Decimal(1)), Decimal(_GRAIN * 2))), 2), _GRAIN
    )


def terms_of(debt: PlanDebt, rounding: Rounding) -> Terms:
    """How that debt grows and is paid in a plan."""
    rate = monthly_rate(debt.rate, debt.compounding)
    first = debt.imputation is Imputation.PRINCIPAL_FIRST
    return Terms(rate.numerator, rate.denominator, rounding is Rounding.HALF_EVEN, first)


def opening_position(debt: PlanDebt) -> Position:
    """What is owed when the plan begins: the balance stated, less the payments made since, imputed as the debt says.

    The balance must be known and the payments must not exceed it (see :mod:`pcb.domain.plan.faults`).
    """
    principal, accrued = (debt.balance or 0) - debt.accrued, debt.accrued
    for payment in debt.payments_made:
        _, principal, accrued = imputed(payment.amount, principal, accrued, debt.imputation)
    return Position(principal, accrued)


def imputed(payment: int, principal: int, accrued: int, imputation: Imputation) -> tuple[int, int, int]:
    """The part of ``payment`` that goes to interest, then the principal and the interest still owed after it."""
    part = max(0, payment - principal) if imputation is Imputation.PRINCIPAL_FIRST else min(payment, accrued)
    return part, principal - payment + part, accrued - part


def paid_constantly(position: Position, terms: Terms, amount: int, months: int) -> list[ScheduleRow]:
    """The rows of a debt paid ``amount`` every month: ``months`` of them, or fewer when it comes to owe less than
    ``amount``: it is never overpaid. A debt that owes nothing has its settled rows."""
    principal, accrued = position
    if not principal and not accrued:
        return [SETTLED] * months if not amount else []
    if not terms.numerator:
        return _without_interest(principal, accrued, terms, amount, months)
    rows: list[ScheduleRow] = []
    numerator, denominator, half_even, principal_first = terms
    for _ in repeat(None, months):
        interest = rounded(principal * numerator, denominator, half_even)
        opening = principal + accrued
        closing = opening + interest - amount
        if closing < 0:
            break
        accrued += interest
        if principal_first:
            part = amount - principal if amount > principal else 0
        else:
            part = amount if amount < accrued else accrued
        principal -= amount - part
        accrued -= part
        rows.append(ScheduleRow(opening, interest, amount, part, amount - part, closing, principal))
        if not closing:
            rest = 0 if amount else months - len(rows)
            return rows + [SETTLED] * rest
    return rows


def _without_interest(principal: int, accrued: int, terms: Terms, amount: int, months: int) -> list[ScheduleRow]:
    """The same without interest: only the imputation remains, and a debt that is not paid does not move."""
    if not amount:
        return [ScheduleRow(principal + accrued, 0, 0, 0, 0, principal + accrued, principal)] * months
    opening, rows = principal + accrued, []
    for _ in repeat(None, min(months, opening // amount)):
        if terms.principal_first:
            part = amount - principal if amount > principal else 0
        else:
            part = amount if amount < accrued else accrued
        principal -= amount - part
        accrued -= part
        closing = opening - amount
        rows.append(ScheduleRow(opening, 0, amount, part, amount - part, closing, principal))
        opening = closing
    return rows


def schedule(
    debt: PlanDebt, payments: tuple[int, ...], rounding: Rounding = Rounding.HALF_UP
) -> tuple[ScheduleRow, ...]:
    """The rows of a debt for given monthly payments. Raises ``ValueError`` for one that is more than what is owed."""
    position, terms = opening_position(debt), terms_of(debt, rounding)
    rows: list[ScheduleRow] = []
    for month, payment in enumerate(payments, 1):
        found = paid_constantly(position, terms, payment, 1)
        if not found:
            raise ValueError(f"mois {month} : le versement dépasse ce qui reste dû")
        rows += found
        position = position_after(found[0])
    return tuple(rows)


def position_after(row: ScheduleRow) -> Position:
    """What is owed once that month is paid."""
    return Position(row.principal, row.closing - row.principal)


def due_date(start: date, month: int, day_of_month: int | None = None) -> date:
    """The day of the payment of ``month`` (1 is ``start``): the fixed day, or the last of a shorter month."""
    if month == 1:
        return start
    years, index = divmod(start.month - 1 + month - 1, 12)
    year, number = start.year + years, index + 1
    return date(year, number, min(day_of_month or start.day, monthrange(year, number)[1]))


def due_dates(request: PlanRequest, months: int) -> tuple[date, ...]:
    """The days of the payments of a plan of ``months``."""
    return tuple(due_date(request.start, month, request.day_of_month) for month in range(1, months + 1))
