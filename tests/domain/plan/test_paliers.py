"""The plan: paliers, classes, rules of sharing, limits, what is written off."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.plan.model import (
    LEGAL_MONTHS,
    LONGEST_MONTHS,
    Compounding,
    DebtClass,
    HandAmount,
    Imputation,
    NoPlan,
    Plan,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.plan.paliers import build
from pcb.domain.plan.schedule import due_dates
from pcb.domain.plan.turns import BY_HAND, FIXED, MINIMUM, NOT_STARTED, capacity_of
from tests.domain.plan.households import random_request
from tests.domain.plan.plans import EVERY_RULE, debt, faults, plan, request, table

LANDLORD = {"debt_class": DebtClass.LANDLORD}
EXCLUDED = {"debt_class": DebtClass.EXCLUDED}
HOME = {"debt_class": DebtClass.HOME_LOAN}


# The paliers


def test_one_debt_is_paid_by_the_whole_capacity_then_a_last_smaller_payment() -> None:
    assert table(plan(debt("a", 245_000), capacity=36_300)) == [(6, (36_300,)), (1, (27_200,))]


def test_debts_without_interest_in_proportion_of_balances_end_together() -> None:
    found = plan(debt("a", 455_000), debt("b", 670_000), debt("c", 120_000), capacity=16_000)
    assert table(found) == [(77, (5_847, 8_611, 1_542)), (1, (4_781, 6_953, 1_266))]
    assert found.left == 0


def test_a_palier_changes_on_the_month_the_capacity_changes() -> None:
    found = plan(debt("a", 300_000), capacity=((1, 10_000), (7, 20_000), (9, 0), (10, 30_000)))
    assert table(found) == [(6, (10_000,)), (2, (20_000,)), (1, (0,)), (6, (30_000,)), (1, (20_000,))]


def test_a_change_of_capacity_that_changes_nothing_makes_no_palier() -> None:
    assert table(plan(debt("a", 100_000), capacity=((1, 10_000), (4, 10_000)))) == [(10, (10_000,))]


def test_the_payments_fall_on_the_fixed_day() -> None:
    found = plan(debt("a", 100_000), start=date(2026, 5, 31))
    assert due_dates(found.request, found.months) == (
        date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31)
    )  # fmt: skip


# The classes


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_the_landlord_is_settled_before_the_others_get_anything(rule: SharingRule) -> None:
    found = plan(
        debt("banque", 90_000, contract_payment=3_000), debt("bailleur", 100_000, contract_payment=3_000, **LANDLORD),
        rule=rule,
    )  # fmt: skip
    assert table(found) == [(3, (0, 30_000)), (1, (20_000, 10_000)), (2, (30_000, 0)), (1, (10_000, 0))]


def test_two_landlords_share_equally_to_the_cent() -> None:
    found = plan(debt("x", 50_000, **LANDLORD), debt("y", 50_000, **LANDLORD), debt("z", 10_000), capacity=30_001)
    assert table(found)[0] == (3, (15_001, 15_000, 0))


def test_an_excluded_debt_gets_what_its_creditor_asks_and_is_never_written_off() -> None:
    found = plan(
        debt("amende", 40_000, contract_payment=4_000, **EXCLUDED), debt("banque", 900_000), capacity=10_000, length=9
    )
    assert table(found) == [(9, (4_000, 6_000))]
    assert found.remains_due == (4_000, 0)
    assert found.effacement == (0, 846_000)


def test_an_excluded_debt_without_amount_is_paid_before_all_others() -> None:
    found = plan(debt("bailleur", 50_000, **LANDLORD), debt("amende", 40_000, **EXCLUDED))
    assert table(found) == [(1, (0, 30_000)), (1, (20_000, 10_000)), (1, (30_000, 0))]


def test_the_home_loan_kept_is_paid_apart_at_its_contract_and_goes_on_after_the_plan() -> None:
    home = debt("maison", 9_000_000, "3", contract_payment=50_000, imputation=Imputation.INTEREST_FIRST, **HOME)
    found = plan(home, debt("banque", 200_000), capacity=60_000, keeps_main_residence=True)
    assert table(found) == [(20, (50_000, 10_000)), (64, (50_000, 0))]
    assert found.effacement == (0, 0)
    assert found.remains_due[0] == 6_433_103  # numpy-financial, unrounded: 6 433 101


def test_what_a_guarantor_paid_is_not_written_off() -> None:
    found = plan(debt("caution", 900_000, guarantor_paid=True), debt("banque", 900_000), capacity=10_000)
    assert found.effacement[0] == 0
    assert found.remains_due[1] == 0
    assert found.remains_due[0] == found.effacement[1] == 900_000 - 84 * 5_000


def test_fixed_amounts_above_the_capacity_are_told_with_their_month_and_cents() -> None:
    home = debt("maison", 9_000_000, contract_payment=50_000, **HOME)
    (fault,) = faults(home, keeps_main_residence=True, capacity=((1, 50_000), (13, 49_999)))
    assert (fault.code, fault.debt, fault.month) == ("above_capacity", "maison", 13)
    assert "05/04/2027" in fault.text
    assert "500,00" in fault.text
    assert "499,99" in fault.text


# The rules of sharing


def test_in_proportion_of_contract_payments_what_is_freed_goes_to_the_others() -> None:
    found = plan(
        debt("a", 3_000, contract_payment=2_500), debt("b", 700_000, contract_payment=5_000), capacity=1_500,
        rule=SharingRule.PRO_RATA_PAYMENTS, length=10,
    )  # fmt: skip
    assert table(found) == [(6, (500, 1_000)), (4, (0, 1_500))]


def test_the_smallest_first_is_settled_then_the_next() -> None:
    found = plan(
        debt("a", 50_000), debt("b", 20_000), debt("c", 30_000), rule=SharingRule.SMALLEST_FIRST, capacity=25_000
    )
    assert table(found) == [(1, (0, 20_000, 5_000)), (1, (0, 0, 25_000)), (2, (25_000, 0, 0))]


def test_the_order_of_the_counsellor_comes_before_the_rule() -> None:
    found = plan(
        debt("a", 50_000), debt("b", 20_000), debt("c", 30_000), rule=SharingRule.SMALLEST_FIRST, capacity=50_000,
        order=("a",),
    )  # fmt: skip
    assert table(found) == [(1, (50_000, 0, 0)), (1, (0, 20_000, 30_000))]


def test_the_dearest_first_pays_the_highest_rate_first() -> None:
    found = plan(
        debt("a", 40_000, "1"), debt("b", 40_000, "20", imputation=Imputation.INTEREST_FIRST), debt("c", 10_000),
        rule=SharingRule.DEAREST_FIRST, nature=PlanNature.AMICABLE, capacity=20_000,
    )  # fmt: skip
    assert table(found)[0] == (2, (0, 20_000, 0))
    assert found.paliers[2].amounts[2] == 0


def test_the_dearest_is_so_by_the_month_whatever_the_contract_calls_its_rate() -> None:
    actuarial = debt("a", 40_000, "15.2", compounding=Compounding.ACTUARIAL)  # 1,186 % a month
    proportional = debt("b", 40_000, "15")  # 1,25 % a month
    found = plan(actuarial, proportional, rule=SharingRule.DEAREST_FIRST, nature=PlanNature.AGREED, capacity=20_000)
    assert table(found)[0] == (2, (0, 20_000))


def test_where_principal_is_paid_first_the_interest_waits_for_the_other_principals() -> None:
    found = plan(
        debt("a", 40_000, "12"), debt("b", 40_000, "6"), rule=SharingRule.DEAREST_FIRST, nature=PlanNature.AGREED,
        capacity=20_000,
    )  # fmt: skip
    # The interest of « a » (400 + 200) waits until the principal of « b » is paid.
    assert table(found)[:2] == [(2, (20_000, 0)), (2, (0, 20_000))]
    assert table(found)[2:] == [(1, (600, 200 * 3 + 100))]


def test_amounts_by_hand_are_taken_first_and_the_others_share_the_rest() -> None:
    found = plan(debt("a", 60_000), debt("b", 60_000), debt("c", 60_000), by_hand=(HandAmount("b", 2, 3, 4_000),))
    # From month 4: 24 000, 42 000 and 24 000 remain, and share 30 000.
    assert table(found) == [(1, (10_000,) * 3), (2, (13_000, 4_000, 13_000)), (3, (8_000, 14_000, 8_000))]


def test_an_amount_by_hand_may_be_of_one_month() -> None:
    found = plan(debt("a", 60_000), debt("b", 60_000), capacity=10_000, by_hand=(HandAmount("b", 1, 1, 1_000),))
    assert table(found)[0] == (1, (9_000, 1_000))


def test_by_hand_nothing_else_is_paid_and_what_is_unused_is_told() -> None:
    found = plan(
        debt("a", 60_000), debt("b", 60_000), rule=SharingRule.BY_HAND, by_hand=(HandAmount("a", 1, 6, 9_000),)
    )
    assert table(found) == [(6, (9_000, 0))]
    assert [(u.first_month, u.amount, u.why) for u in found.unused] == [(1, 21_000, BY_HAND)]


def test_an_amount_by_hand_above_the_capacity_is_told() -> None:
    (fault,) = faults(debt("a", 900_000), by_hand=(HandAmount("a", 3, 4, 30_001),))
    assert (fault.code, fault.month, fault.debt) == ("above_capacity", 3, "a")
    assert "L. 731-1" in fault.article


def test_a_debt_begins_on_its_month() -> None:
    found = plan(debt("a", 60_000), debt("b", 60_000, starts_at=4), capacity=10_000)
    assert table(found)[0] == (3, (10_000, 0))
    assert found.paliers[1].amounts == (3_333, 6_667)


def test_money_that_waits_for_a_debt_to_begin_is_told() -> None:
    found = plan(debt("a", 10_000), debt("b", 10_000, starts_at=4), capacity=10_000)
    assert [(u.first_month, u.last_month, u.amount, u.why) for u in found.unused] == [(2, 3, 10_000, NOT_STARTED)]


def test_money_that_no_fixed_debt_asks_is_told() -> None:
    found = plan(debt("amende", 10_000, contract_payment=4_000, **EXCLUDED), capacity=10_000)
    assert table(found) == [(2, (4_000,)), (1, (2_000,))]
    assert [(u.first_month, u.last_month, u.amount, u.why) for u in found.unused] == [(1, 2, 6_000, FIXED)]


# The minimum


def test_no_payment_is_under_the_minimum_but_the_one_that_settles() -> None:
    found = plan(debt("a", 900_000), debt("b", 10_300), debt("c", 250_000), capacity=10_000, minimum=2_000)
    for palier in found.paliers:
        for place, amount in enumerate(palier.amounts):
            settles = found.schedules[place][palier.last_month - 1].closing == 0
            assert amount == 0 or amount >= 2_000 or (settles and palier.months == 1)
    assert found.unused == ()


@pytest.mark.parametrize(("capacity", "paid"), [(2_000, True), (1_999, False)])
def test_a_capacity_under_the_minimum_pays_nothing_and_is_told(capacity: int, paid: bool) -> None:
    asked = request(debt("a", 100_000), capacity=capacity, minimum=2_000)
    found = build(asked)
    assert isinstance(found, Plan) is paid
    if isinstance(found, NoPlan):
        assert found.faults[0].code == "nothing_paid"
        assert MINIMUM in found.faults[0].text


def test_what_a_landlord_cannot_be_paid_for_the_minimum_does_not_go_to_the_others() -> None:
    found = plan(
        debt("bailleur", 10_000, **LANDLORD), debt("petite", 1_000), capacity=((1, 1_500), (3, 5_000)), minimum=2_000
    )
    assert table(found) == [(2, (0, 0)), (2, (5_000, 0)), (1, (0, 1_000))]
    assert [(u.first_month, u.last_month, u.amount, u.why) for u in found.unused] == [(1, 2, 1_500, MINIMUM)]


# The length and what is written off


def test_a_plan_ends_after_the_months_that_remain_and_writes_off_the_rest() -> None:
    found = plan(debt("a", 1_000_000), debt("b", 500_000), capacity=15_000, months_used=60)
    assert table(found) == [(24, (10_000, 5_000))]
    assert found.effacement == (760_000, 380_000)
    assert found.left == 1_140_000


def test_the_84th_month_is_used_and_not_the_85th() -> None:
    assert plan(debt("a", 84_000), capacity=1_000).months == 84
    found = plan(debt("a", 84_001), capacity=1_000)
    assert (found.months, found.effacement) == (84, (1,))


def test_to_keep_the_residence_a_plan_may_be_longer_if_it_repays_everything() -> None:
    home = debt("maison", 5_000_000, contract_payment=40_000, **HOME)
    found = plan(home, debt("banque", 1_500_000), capacity=50_000, keeps_main_residence=True)
    assert table(found) == [(125, (40_000, 10_000)), (5, (0, 50_000))]
    assert found.left == 0
    within = plan(home, debt("banque", 840_000), capacity=50_000, keeps_main_residence=True)
    assert within.months == LEGAL_MONTHS


def test_a_longer_plan_that_does_not_repay_everything_is_refused_even_to_keep_the_residence() -> None:
    debts = (debt("banque", 1_500_000),)
    (fault,) = faults(*debts, capacity=10_000, keeps_main_residence=True, length=149)
    assert fault.code == "too_long"
    assert "L. 733-3 al. 2" in fault.article
    assert plan(*debts, capacity=10_000, keeps_main_residence=True, length=150).months == 150
    assert plan(debt("banque", 9_000_000), capacity=10_000, keeps_main_residence=True).months == LEGAL_MONTHS


def test_nothing_is_kept_after_the_last_payment() -> None:
    found = plan(debt("a", 100_000), capacity=((1, 10_000), (5, 0)))
    assert table(found) == [(4, (10_000,))]
    assert found.effacement == (60_000,)


def test_an_amicable_plan_lasts_as_long_as_it_takes() -> None:
    assert plan(debt("a", 1_000_000), capacity=5_000, nature=PlanNature.AMICABLE).months == 200


# Invariants of every plan


def invariants(found: Plan) -> None:
    """What every plan holds, whatever was asked. The whole proof is that of the checker."""
    asked = found.request
    assert found.paliers[0].first_month == 1
    assert all(a.last_month + 1 == b.first_month and a.amounts != b.amounts for a, b in pairwise(found.paliers))
    assert found.months <= LONGEST_MONTHS
    if asked.nature is not PlanNature.AMICABLE and found.months > LEGAL_MONTHS - asked.months_used:
        assert asked.keeps_main_residence
        assert found.left == 0
    for palier in found.paliers:
        for month in range(palier.first_month, palier.last_month + 1):
            assert tuple(rows[month - 1].payment for rows in found.schedules) == palier.amounts
            assert palier.total <= capacity_of(asked, month)
    for place, rows in enumerate(found.schedules):
        assert len(rows) == found.months
        assert all(before.closing == after.opening for before, after in pairwise(rows))
        assert all(row.opening + row.interest - row.payment == row.closing >= row.principal >= 0 for row in rows)
        assert all(row.interest_part + row.principal_part == row.payment for row in rows)
        assert found.effacement[place] + found.remains_due[place] == rows[-1].closing
    unused = {m: u for u in found.unused for m in range(u.first_month, u.last_month + 1)}
    for palier in found.paliers:
        for month in range(palier.first_month, palier.last_month + 1):
            owed = any(rows[month - 1].closing for rows in found.schedules)
            idle = capacity_of(asked, month) - palier.total
            assert idle == (unused[month].amount if month in unused else 0) or not owed


def changes_only_where_it_must(found: Plan) -> None:
    """A palier ends only where its amounts cannot go on: the capacity or an amount by hand changes, a debt begins, a
    debt would be overpaid; or, the dearest first, a principal is paid."""
    asked = found.request
    known = {step.first_month for step in asked.capacity} | {one.starts_at for one in asked.debts}
    known |= {month for hand in asked.by_hand for month in (hand.first_month, hand.last_month + 1)}
    for palier in found.paliers[:-1]:
        rows = [schedule[palier.last_month - 1] for schedule in found.schedules]
        after = [schedule[palier.last_month] for schedule in found.schedules]
        overpaid = any(
            amount > row.opening + row.interest for amount, row in zip(palier.amounts, after, strict=True) if amount
        )
        principal = asked.rule is SharingRule.DEAREST_FIRST and any(
            amount > row.principal for amount, row in zip(palier.amounts, rows, strict=True) if amount
        )
        assert palier.last_month + 1 in known or overpaid or principal


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_random_households_have_a_plan_that_holds_or_a_reason(seed: int) -> None:
    found = build(random_request(seed))
    if isinstance(found, Plan):
        invariants(found)
        changes_only_where_it_must(found)
    else:
        assert found.faults
        assert all(fault.text.endswith(".") for fault in found.faults)


@pytest.mark.proof
def test_ten_thousand_random_households_have_a_plan_that_holds_or_a_reason() -> None:
    answers: Counter[str] = Counter()
    for seed in range(10_000):
        found = build(random_request(seed))
        answers["plan" if isinstance(found, Plan) else found.faults[0].code] += 1
        if isinstance(found, Plan):
            invariants(found)
            changes_only_where_it_must(found)
    assert answers["plan"] > 7_000, answers


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_the_same_request_gives_the_same_plan(seed: int) -> None:
    assert build(random_request(seed)) == build(random_request(seed))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1_000, 3_000_000), min_size=1, max_size=40), st.integers(1_000, 500_000), st.data())
def test_without_interest_every_rule_pays_all_that_the_capacity_can(
    balances: list[int], capacity: int, data: Any
) -> None:
    rule = data.draw(st.sampled_from(EVERY_RULE))
    debts = [debt(f"d{n}", balance, contract_payment=1 + balance // 60) for n, balance in enumerate(balances)]
    found: Plan = plan(*debts, capacity=capacity, rule=rule)
    assert found.left == max(0, sum(balances) - capacity * LEGAL_MONTHS)
    assert found.months == min(LEGAL_MONTHS, -(-sum(balances) // capacity))


def test_the_order_of_the_debts_changes_nothing_but_the_last_cents() -> None:
    debts = [debt(f"d{n}", 10_000 + 7_919 * n) for n in range(12)]

    def amounts(of: PlanRequest) -> dict[str, int]:
        found = build(of)
        assert isinstance(found, Plan)
        return {one.id: palier for one, palier in zip(of.debts, found.paliers[0].amounts, strict=True)}

    one, other = amounts(request(*debts)), amounts(request(*reversed(debts)))
    assert max(abs(one[name] - other[name]) for name in one) <= 1
