"""The builder and the proof, written apart, agree: a random household gets a plan that holds, or reasons for none."""

import random
from dataclasses import replace

import pytest

from pcb.domain.plan.checks import Outcome, check
from pcb.domain.plan.model import NoPlan, Plan
from pcb.domain.plan.paliers import build
from tests.domain.plan.households import random_request


def disagreements(seeds: range) -> list[tuple[int, str, str]]:
    """What the proof refuses: seed, rule, first failure. A plan whose rates could not be verified is refused too."""
    found = []
    for seed in seeds:
        outcome = build(random_request(seed))
        if isinstance(outcome, NoPlan):
            assert outcome.faults, seed
            assert all(fault.text and fault.code for fault in outcome.faults), seed
            continue
        for checked in check(outcome):
            if checked.outcome is not Outcome.PASSED:
                text = checked.failures[0].text if checked.failures else checked.why
                found.append((seed, checked.code, text))
    return found


def test_every_plan_of_a_random_household_is_proved_or_refused_with_reasons() -> None:
    assert disagreements(range(150)) == []


@pytest.mark.proof
def test_ten_thousand_random_households() -> None:
    assert disagreements(range(10_000)) == []


def test_any_cent_changed_in_a_built_plan_is_caught() -> None:
    """One cell of one line, of plans of every kind: the proof sees each."""
    rng = random.Random(4)
    unseen = []
    for seed in range(60):
        plan = build(random_request(seed))
        if not isinstance(plan, Plan):
            continue
        debt = rng.randrange(len(plan.schedules))
        month = rng.randrange(plan.months)
        cell = rng.choice(plan.schedules[debt][month]._fields)
        rows = list(plan.schedules[debt])
        rows[month] = rows[month]._replace(**{cell: getattr(rows[month], cell) + rng.choice([-1, 1])})
        changed = replace(plan, schedules=(*plan.schedules[:debt], tuple(rows), *plan.schedules[debt + 1 :]))
        if all(checked.outcome is not Outcome.FAILED for checked in check(changed)):
            unseen.append((seed, debt, month, cell))
    assert unseen == []
