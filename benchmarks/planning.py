"""What repayment plans cost: 25 and 60 debts over 84 months, on one core."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, median_and_best_ms
from pcb.domain.plan.model import (
    CapacityStep,
    DebtClass,
    Plan,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.plan.paliers import build

DAY = date(2026, 3, 16)
RUNS = 60
TARGET = 8.0
"""Of the 15 ms that a plan and its proof may take."""


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``. Nothing is written in ``folder``."""
    for rule in (SharingRule.PRO_RATA_BALANCES, SharingRule.PRO_RATA_PAYMENTS, SharingRule.DEAREST_FIRST):
        for debts, target in ((25, TARGET), (60, None)):
            name = f"plan of {debts} debts over 84 months, {rule.value}"
            if only in name:
                asked = plan_request(debts, rule)
                found = build(asked)
                assert isinstance(found, Plan)
                assert found.months == 84
                median, best = median_and_best_ms(partial(build, asked), RUNS)
                yield Figure(name, median, "ms", target, RUNS, f"{len(found.paliers)} paliers", best)


def plan_request(debts: int, rule: SharingRule) -> PlanRequest:
    """A household whose debts bear interest and are not all paid in 84 months, with a capacity that changes four times:
    every month of every debt is then computed. Two landlords, a fine, invented creditors."""
    classes = {0: DebtClass.LANDLORD, 1: DebtClass.LANDLORD, 2: DebtClass.EXCLUDED}
    return PlanRequest(
        start=date(2026, 4, 5),
        decided_on=DAY,
        debts=tuple(
            PlanDebt(
                f"d{n}", f"Créancier inventé {n}", classes.get(n, DebtClass.ORDINARY), 40_000 + 17_011 * n,
                Fraction(50 + 71 * n % 1_500, 10_000), contract_payment=3_000 + 211 * n,
            )
            for n in range(debts)
        ),
        capacity=tuple(CapacityStep(month, debts * 2_000 + 70 * month) for month in (1, 9, 26, 49, 71)),
        nature=PlanNature.AGREED,
        rule=rule,
        minimum=1_000,
    )  # fmt: skip
