"""A plan read once for all the checks: what is owed when it begins, and its payments and balances month by month.

Nothing here is taken from what builds plans: a starting balance or a capacity is read again from the request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from pcb.domain.plan.model import (
    LEGAL_MONTHS,
    CapacityStep,
    DebtClass,
    HandAmount,
    Imputation,
    Plan,
    PlanDebt,
    PlanNature,
    PlanRequest,
)


def owed_at_start(debt: PlanDebt) -> tuple[int, int]:
    """What is owed when the plan begins, and the principal in it: the balance less the payments made since.

    A balance that is not known has been refused before (:mod:`pcb.domain.plan.checks.facts`).
    """
    balance, interest, paid = debt.balance or 0, debt.accrued, sum(made.amount for made in debt.payments_made)
    principal = balance - interest
    interest_first = debt.imputation is Imputation.INTEREST_FIRST
    on_principal = max(0, paid - interest) if interest_first else min(paid, principal)
    return balance - paid, principal - on_principal


def capacity_by_month(steps: tuple[CapacityStep, ...], months: int) -> list[int]:
    """The capacity of each month; nothing before the first step."""
    found = [0] * months
    for step in steps:
        for month in range(max(1, step.first_month), months + 1):
            found[month - 1] = step.amount
    return found


def legal_months(request: PlanRequest) -> int | None:
    """The months that the law leaves (84 less those used); None where no legal length applies."""
    return None if request.nature is PlanNature.AMICABLE else max(0, LEGAL_MONTHS - request.months_used)


def rank(debt: PlanDebt) -> int:
    """In which turn a debt is paid: 0 what is paid apart by its contract, 1 other excluded, 2 landlords, 3 others."""
    if is_apart(debt):
        return 0
    return {DebtClass.EXCLUDED: 1, DebtClass.LANDLORD: 2}.get(debt.debt_class, 3)


def is_apart(debt: PlanDebt) -> bool:
    """Paid exactly its contract payment: a home loan kept, an excluded debt whose creditor asks a monthly amount."""
    if debt.debt_class is DebtClass.HOME_LOAN:
        return True
    return debt.debt_class is DebtClass.EXCLUDED and debt.contract_payment is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan whose shape is sound. Lists by debt, then by month from 0; ``paid`` is by month."""

    plan: Plan
    request: PlanRequest
    debts: tuple[PlanDebt, ...]
    months: int
    capacity: list[int]
    start: list[tuple[int, int]]
    payments: list[list[int]]
    closings: list[list[int]]
    paid: list[int]
    ranks: list[int]
    hands: list[tuple[HandAmount, ...]]

    def hand(self, debt: int, month: int) -> int | None:
        """The amount fixed by the counsellor for that debt (its place) in that month, if any."""
        for hand in self.hands[debt]:
            if hand.first_month <= month <= hand.last_month:
                return hand.amount
        return None

    def opening(self, debt: int, month: int) -> int:
        """What is owed on that debt at the opening of the month, by the plan's own rows."""
        return self.closings[debt][month - 2] if month > 1 else self.start[debt][0]

    def principal(self, debt: int, month: int) -> int:
        """The part of the opening of the month that bears interest."""
        return self.plan.schedules[debt][month - 2].principal if month > 1 else self.start[debt][1]

    def due(self, debt: int, month: int) -> int:
        """What would settle the debt in that month: what is owed, and the interest of the month."""
        row = self.plan.schedules[debt][month - 1]
        return row.opening + row.interest

    def when(self, month: int) -> str:
        """« mois 3 (05/03/2026) », the month as it is named in a failure."""
        return f"mois {month} ({french_day(self.request, month)})"


def french_day(request: PlanRequest, month: int) -> str:
    """The day of payment of a month in French notation: the fixed day, or the last of a shorter month."""
    day: date = request.start + relativedelta(months=month - 1)
    fixed = request.day_of_month or request.start.day
    if month > 1:
        day += relativedelta(day=fixed)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def reading_of(plan: Plan) -> Reading:
    """Read a plan. Its shape and its facts must have been found sound."""
    request = plan.request
    payments = [[row[2] for row in rows] for rows in plan.schedules]
    by_debt: dict[str, list[HandAmount]] = {}
    for hand in request.by_hand:
        by_debt.setdefault(hand.debt, []).append(hand)
    months = plan.months
    return Reading(
        plan=plan,
        request=request,
        debts=request.debts,
        months=months,
        capacity=capacity_by_month(request.capacity, months),
        start=[owed_at_start(debt) for debt in request.debts],
        payments=payments,
        closings=[[row[5] for row in rows] for rows in plan.schedules],
        paid=[sum(column) for column in zip(*payments, strict=True)] if payments else [0] * months,
        ranks=[rank(debt) for debt in request.debts],
        hands=[tuple(by_debt.get(debt.id, ())) for debt in request.debts],
    )
