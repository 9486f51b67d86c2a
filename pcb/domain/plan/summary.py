"""A plan in a few figures a debt and a palier: what screen, paper and file show of it. Amounts in cents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pcb.domain.plan.model import Palier, Plan, PlanDebt, ScheduleRow
from pcb.domain.plan.schedule import due_date, due_dates


@dataclass(frozen=True, slots=True)
class DebtSummary:
    """One debt of a plan. ``last_payment`` is the month of its last payment (0: never paid), ``settled`` whether
    it then owes nothing. ``opening`` + ``interest`` = ``paid`` + ``left``: the rest is written off or remains due."""

    debt: PlanDebt
    opening: int
    interest: int
    paid: int
    last_payment: int
    written_off: int
    remains_due: int

    @property
    def left(self) -> int:
        return self.written_off + self.remains_due

    @property
    def settled(self) -> bool:
        return not self.left


@dataclass(frozen=True, slots=True)
class PalierSummary:
    """One palier with the days of its first and last payments."""

    palier: Palier
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive months in which a debt is paid the same and bears no interest: one line says them all. With
    interest a stretch is one month. ``row`` is the first month; ``closing`` what is owed after the last."""

    first_month: int
    months: int
    row: ScheduleRow
    closing: int


def debt_summaries(plan: Plan) -> tuple[DebtSummary, ...]:
    """Each debt, in the order of the request."""
    return tuple(
        DebtSummary(
            debt,
            rows[0].opening,
            sum([row.interest for row in rows]),
            sum([row.payment for row in rows]),
            max((month for month, row in enumerate(rows, 1) if row.payment), default=0),
            written_off,
            remains_due,
        )
        for debt, rows, written_off, remains_due in zip(
            plan.request.debts, plan.schedules, plan.effacement, plan.remains_due, strict=True
        )
    )


def palier_summaries(plan: Plan) -> tuple[PalierSummary, ...]:
    """Each palier with its days."""
    start, fixed = plan.request.start, plan.request.day_of_month
    return tuple(
        PalierSummary(p, due_date(start, p.first_month, fixed), due_date(start, p.last_month, fixed))
        for p in plan.paliers
    )


def days_of(plan: Plan) -> tuple[date, ...]:
    """The day of each payment."""
    return due_dates(plan.request, plan.months)


def total_paid(plan: Plan) -> int:
    """All that the household pays."""
    return sum(palier.total * palier.months for palier in plan.paliers)


def stretches(rows: Sequence[ScheduleRow]) -> tuple[Stretch, ...]:
    """The schedule of one debt, the months that one line can say together; the months after it is settled left out."""
    found: list[Stretch] = []
    owing = [(month, row) for month, row in enumerate(rows, 1) if row.opening or row.payment]
    for _, group in groupby(owing, key=lambda one: (one[0],) if one[1].interest else (0, one[1].payment)):
        same = list(group)
        found.append(Stretch(same[0][0], len(same), same[0][1], same[-1][1].closing))
    return tuple(found)
