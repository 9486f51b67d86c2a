"""What the proof of a plan and the comparison of measures cost, on one core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure, median_and_best_ms
from benchmarks.households import large_household
from benchmarks.planning import plan_request
from pcb.domain.assessment import assess
from pcb.domain.plan.checks import check, holds
from pcb.domain.plan.measures import compare
from pcb.domain.plan.model import Plan, SharingRule
from pcb.domain.plan.paliers import build
from pcb.domain.plan.request import PlanChoices, RateBasis
from pcb.interview import engine

DAY = date(2025, 6, 30)
RUNS = 60
PROOF_TARGET, COMPARISON_TARGET = 7.0, 80.0


def figures(folder: Path, only: str) -> Iterator[Figure]:
    """The figures whose name holds ``only``. Nothing is written in ``folder``."""
    for rule in (SharingRule.PRO_RATA_BALANCES, SharingRule.DEAREST_FIRST):
        for debts, target in ((25, PROOF_TARGET), (60, None)):
            name = f"proof of a plan of {debts} debts over 84 months, {rule.value}"
            if only in name:
                yield _proof(name, debts, rule, target)
    for debts, target in ((25, COMPARISON_TARGET), (60, None)):
        name = f"comparison of every measure, {debts} debts"
        if only in name:
            yield _comparison(name, debts, target)


def _proof(name: str, debts: int, rule: SharingRule, target: float | None) -> Figure:
    found = build(plan_request(debts, rule))
    assert isinstance(found, Plan)
    assert holds(check(found))
    median, best = median_and_best_ms(partial(check, found), RUNS)
    return Figure(name, median, "ms", target, RUNS, f"{len(found.paliers)} paliers", best)


def _comparison(name: str, debts: int, target: float | None) -> Figure:
    """Debts with interest that 84 months do not repay, an amount of the counsellor's own: long plans, all computed."""
    case = engine.effective(large_household(debts))
    owed = tuple(replace(debt, rate=Fraction(2 + n % 17)) for n, debt in enumerate(case.debts))
    case = replace(case, debts=owed)
    assessment = assess(case, DAY)
    choices = PlanChoices(rates=RateBasis.CONTRACT, capacity=debts * 1_000)
    work = partial(compare, case, assessment, build, choices)
    plans = [measure.plan for measure in work().measures if measure.plan is not None]
    assert max(plan.months for plan in plans) >= 84
    median, best = median_and_best_ms(work, RUNS)
    return Figure(name, median, "ms", target, RUNS, f"{len(plans)} plans built and proved", best)
