"""Small requests for the tests: each says only what matters to it. Amounts in cents."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from pcb.domain.plan.model import (
    CapacityStep,
    DebtClass,
    Fault,
    NoPlan,
    Plan,
    PlanDebt,
    PlanRequest,
    SharingRule,
)
from pcb.domain.plan.paliers import build

DAY = date(2026, 3, 16)
"""A day whose legal rate is on file: 2,62 %."""


def debt(name: str, balance: int | None, percent: str = "0", **more: Any) -> PlanDebt:
    """An ordinary debt unless said otherwise."""
    more.setdefault("debt_class", DebtClass.ORDINARY)
    return PlanDebt(id=name, creditor=name.capitalize(), balance=balance, rate=Fraction(percent) / 100, **more)


def request(*debts: PlanDebt, capacity: int | tuple[tuple[int, int], ...] = 30_000, **more: Any) -> PlanRequest:
    """Imposed measures decided on :data:`DAY`; ``capacity`` is constant, or ``((month, amount), …)``."""
    steps = ((1, capacity),) if isinstance(capacity, int) else capacity
    more.setdefault("start", date(2026, 4, 5))
    more.setdefault("decided_on", DAY)
    return PlanRequest(debts=debts, capacity=tuple(CapacityStep(*step) for step in steps), **more)


def plan(*debts: PlanDebt, **more: Any) -> Plan:
    """The plan, which must exist."""
    found = build(request(*debts, **more))
    assert isinstance(found, Plan), found.faults
    return found


def faults(*debts: PlanDebt, **more: Any) -> tuple[Fault, ...]:
    """Why there is no plan."""
    found = build(request(*debts, **more))
    assert isinstance(found, NoPlan)
    return found.faults


def table(found: Plan) -> list[tuple[int, tuple[int, ...]]]:
    """The paliers as ``(months, amounts)``."""
    return [(palier.months, palier.amounts) for palier in found.paliers]


EVERY_RULE = tuple(rule for rule in SharingRule if rule is not SharingRule.BY_HAND)
