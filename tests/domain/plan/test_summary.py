"""The few figures of a plan add up to its schedule, to the cent."""

from __future__ import annotations

import pytest

from pcb.domain.plan.model import Plan
from pcb.domain.plan.paliers import build
from pcb.domain.plan.summary import days_of, debt_summaries, palier_summaries, stretches, total_paid
from tests.domain.plan.households import random_request

PLANS = [plan for seed in range(60) if isinstance(plan := build(random_request(seed)), Plan)]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(len(plan.request.debts)))
def test_what_is_said_of_each_debt_adds_up(plan: Plan) -> None:
    told = debt_summaries(plan)
    assert sum(one.paid for one in told) == total_paid(plan)
    assert sum(one.left for one in told) == plan.left
    for one, rows in zip(told, plan.schedules, strict=True):
        assert one.opening + one.interest == one.paid + one.left
        assert one.settled == (rows[-1].closing == 0)
        assert all(not row.payment for row in rows[one.last_payment :])
        assert not one.last_payment or rows[one.last_payment - 1].payment


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: str(len(plan.request.debts)))
def test_a_stretch_says_its_months_together_and_loses_no_cent(plan: Plan) -> None:
    for rows in plan.schedules:
        owing = [row for row in rows if row.opening or row.payment]
        found = stretches(rows)
        assert sum(one.months for one in found) == len(owing)
        for one in found:
            assert one.row.opening + one.row.interest * one.months - one.row.payment * one.months == one.closing
        assert not found or found[-1].closing == rows[-1].closing


def test_days_and_paliers_follow_one_another() -> None:
    for plan in PLANS:
        days = days_of(plan)
        assert len(days) == plan.months
        for told in palier_summaries(plan):
            assert told.first_day == days[told.palier.first_month - 1]
            assert told.last_day == days[told.palier.last_month - 1]
