"""What a plan leaves unpaid, against the least that can be (HiGHS): never 0.1 % or 1 € more, whichever is larger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pcb.domain.plan.faults import months_allowed
from pcb.domain.plan.model import Imputation, Plan, PlanNature, SharingRule
from pcb.domain.plan.paliers import build
from tests.domain.plan.households import random_request
from tests.domain.plan.optimum import least_unpaid, unpaid_of
from tests.domain.plan.plans import EVERY_RULE, debt, plan

LONGEST = 130
"""Months over which a programme is not solved: amicable plans of 35 years would take minutes and prove no more."""


def tolerated(optimum: float) -> float:
    return max(1.0, optimum / 1000)


def horizon_of(found: Plan) -> int:
    asked = found.request
    return min(months_allowed(asked), asked.length or LONGEST + 1)


def plans_that_leave_something(first: int) -> Iterator[tuple[int, Plan]]:
    """The random households, from that seed on, whose debts are not all paid: the others are at the optimum, zero."""
    seed = first
    while True:
        asked = random_request(seed)
        found = build(asked)
        if isinstance(found, Plan) and asked.rule is not SharingRule.BY_HAND and unpaid_of(found) > 0:
            horizon = months_allowed(asked) if asked.length is None else asked.length
            if horizon <= LONGEST:
                yield seed, found
        seed += 1


@pytest.mark.parametrize("rule", EVERY_RULE)
@pytest.mark.parametrize("imputation", list(Imputation))
def test_a_household_with_interest_and_a_changing_capacity_loses_nothing(
    rule: SharingRule, imputation: Imputation
) -> None:
    debts = [
        debt(f"d{n}", 90_000 * n, str(22 - 3 * n), imputation=imputation, contract_payment=4_000 + n)
        for n in range(1, 7)
    ]
    found = plan(
        *debts, capacity=((1, 24_000), (13, 9_050), (30, 26_000)), rule=rule, length=60, nature=PlanNature.AMICABLE
    )
    optimum = least_unpaid(found, 60)
    assert optimum > 1_000
    assert optimum * 0.99 <= unpaid_of(found) <= optimum + tolerated(optimum)


def test_a_plan_that_leaves_money_idle_would_be_seen() -> None:
    found = plan(debt("a", 900_000, "2"), debt("b", 800_000, "1"), capacity=10_000, rule=SharingRule.DEAREST_FIRST)
    lazy = plan(debt("a", 900_000, "2"), debt("b", 800_000, "1"), capacity=9_980, rule=SharingRule.DEAREST_FIRST)
    optimum = least_unpaid(found, 84)
    assert unpaid_of(found) <= optimum + tolerated(optimum)
    assert unpaid_of(replace(lazy, request=found.request)) > optimum + tolerated(optimum)


def test_the_dearest_first_is_the_optimum_of_all_plans_and_the_smallest_first_is_not() -> None:
    debts = (debt("a", 900_000, "2.62"), debt("b", 400_000))
    dearest = plan(*debts, capacity=10_000, rule=SharingRule.DEAREST_FIRST)
    optimum = least_unpaid(dearest, 84)
    assert abs(unpaid_of(dearest) - optimum) < 1
    assert unpaid_of(plan(*debts, capacity=10_000, rule=SharingRule.SMALLEST_FIRST)) > optimum + tolerated(optimum)


def compare(first: int, number: int) -> Counter[SharingRule]:
    rules: Counter[SharingRule] = Counter()
    for seed, found in plans_that_leave_something(first):
        optimum = least_unpaid(found, horizon_of(found))
        assert unpaid_of(found) <= optimum + tolerated(optimum), f"household {seed}"
        rules[found.request.rule] += 1
        if rules.total() == number:
            break
    return rules


def test_a_dozen_random_households_are_at_their_optimum() -> None:
    compare(0, 12)


@pytest.mark.proof
def test_five_hundred_random_households_are_at_their_optimum() -> None:
    rules = compare(10_000, 500)
    assert min(rules[rule] for rule in EVERY_RULE) > 80, rules
