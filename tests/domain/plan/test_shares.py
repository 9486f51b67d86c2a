"""How a sum is shared among the debts of a class in one month."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pcb.domain.money import Money
from pcb.domain.plan.shares import Claim, in_order, in_proportion, proportional

TABLES: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "cases" / "schedules.json").read_text("utf-8"))[
    "prorata"
]


def cents(euros: list[str]) -> list[int]:
    return [Money.of(amount).cents for amount in euros]


def claims(*dues: int, weights: list[int] | None = None) -> list[Claim]:
    return [Claim(i, due, weight, due) for i, (due, weight) in enumerate(zip(dues, weights or dues, strict=True))]


def test_the_shares_of_160_euros_add_up_to_160_00() -> None:
    assert proportional(claims(455_000, 670_000, 120_000), 16_000) == [5_847, 8_611, 1_542]
    assert 5_847 + 8_611 + 1_542 == 16_000


@pytest.mark.parametrize("table", [t for t in TABLES if "available" in t], ids=lambda table: table["id"])
def test_the_published_shares(table: dict[str, Any]) -> None:
    (available,) = cents([table["available"]])
    balances = cents(table.get("debts") or table["balances"])
    weights = cents(table["contractual"]) if "contractual" in table else balances
    expected = cents(table.get("offers_largest_remainder") or table["offers"])
    assert proportional(claims(*balances, weights=weights), available) == expected
    assert sum(expected) == available


def test_five_per_cent_of_a_balance_is_the_weight_that_stepchange_publishes() -> None:
    rules = next(table["rules"] for table in TABLES if "rules" in table)
    example = rules["example"]
    (balance, contractual) = cents([example["balance"], example["contractual"]])
    assert balance * int(rules["overdraft_storecard_catalogue_contractual_pct"]) == contractual * 100


def test_a_debt_gets_no_more_than_it_owes_and_the_rest_is_shared_again() -> None:
    assert proportional(claims(100, 1_000, 1_000, weights=[5, 3, 2]), 600) == [100, 300, 200]
    assert proportional(claims(100, 200), 600) == [100, 200]


def test_ties_of_the_last_cent_go_to_the_debt_named_first() -> None:
    assert proportional(claims(500, 500, 500), 100) == [34, 33, 33]


@pytest.mark.parametrize(
    ("minimum", "expected"), [(999, {0: 1000, 1: 1000, 2: 2000}), (1000, {0: 1000, 1: 1000, 2: 2000})]
)
def test_at_the_minimum_all_are_paid(minimum: int, expected: dict[int, int]) -> None:
    assert in_proportion(claims(10_000, 10_000, 20_000), 4_000, minimum) == expected


def test_a_share_under_the_minimum_is_raised_to_it_and_the_others_share_the_rest() -> None:
    assert in_proportion(claims(10_000, 10_000, 20_000), 4_000, 1_001) == {0: 1_001, 1: 1_001, 2: 1_998}
    assert in_proportion(claims(5_000, 30_000, 60_000), 3_500, 500) == {0: 500, 1: 1_000, 2: 2_000}


def test_when_the_minima_of_all_cannot_be_paid_the_largest_waits() -> None:
    assert in_proportion(claims(20_000, 10_000, 10_000), 4_500, 1_500) == {0: 1_500, 1: 1_500, 2: 1_500}
    assert in_proportion(claims(20_000, 10_000, 10_000), 4_499, 1_500) == {1: 2_250, 2: 2_249}
    assert in_proportion(claims(20_000, 10_000, 10_000), 1_499, 1_500) == {}


def test_when_both_bounds_are_met_the_side_that_moves_more_money_is_set_first() -> None:
    # Plain shares by 8, 1, 1: 800, 100, 100. The first owes 500 only: 300 more to the others, over the minimum.
    assert in_proportion(claims(500, 9_000, 9_000, weights=[8, 1, 1]), 1_000, 200) == {0: 500, 1: 250, 2: 250}
    # The first owes 790: ten more do not raise the others to 200, and what they lack comes from it.
    assert in_proportion(claims(790, 9_000, 9_000, weights=[8, 1, 1]), 1_000, 200) == {0: 600, 1: 200, 2: 200}


def test_a_debt_that_owes_less_than_the_minimum_is_settled_and_the_others_share_the_rest() -> None:
    assert in_proportion(claims(300, 10_000, 10_000), 4_300, 2_000) == {0: 300, 1: 2_000, 2: 2_000}


def test_in_order_the_debt_that_settles_waits_a_little_for_the_next_to_have_the_minimum() -> None:
    # 4 000 € would leave 500 cents after the first debt is settled, under the minimum of 2 000.
    assert in_order(claims(3_500, 90_000), 4_000, 2_000) == {0: 2_000, 1: 2_000}
    # One cent less, and the first would fall under the minimum in its turn: the 499 cents stay unused.
    assert in_order(claims(3_500, 90_000), 3_999, 2_000) == {0: 3_500}


def test_in_order_each_takes_all_it_can() -> None:
    assert in_order(claims(1_000, 2_000, 3_000), 2_500, 0) == {0: 1_000, 1: 1_500}
    assert in_order(claims(1_000, 2_000), 9_000, 0) == {0: 1_000, 1: 2_000}


def test_in_order_a_principal_comes_before_and_its_interest_after() -> None:
    two = [Claim(0, 1_200, 1, 1_000), Claim(1, 3_300, 1, 3_000), Claim(0, 1_200, 1, 200), Claim(1, 3_300, 1, 300)]
    assert in_order(two, 2_500, 0) == {0: 1_000, 1: 1_500}
    assert in_order(two, 4_100, 0) == {0: 1_100, 1: 3_000}
    assert in_order(two, 9_999, 0) == {0: 1_200, 1: 3_300}
    small = [Claim(0, 600, 1, 10), Claim(1, 900, 1, 900), Claim(0, 600, 1, 590)]
    assert in_order(small, 1_400, 500) == {0: 500, 1: 900}
    assert in_order(small, 2_000, 500) == {
        0: 600,
        1: 900,
    }


dues = st.lists(st.integers(1, 500_000), min_size=1, max_size=30)


@settings(max_examples=150, deadline=None)
@given(dues, st.integers(0, 600_000), st.sampled_from([0, 100, 1_000, 2_000, 5_000]), st.booleans(), st.randoms())
def test_what_is_shared_is_all_that_can_be(
    owed: list[int], available: int, minimum: int, by_payments: bool, random: Any
) -> None:
    weights = [random.randint(1, 1_000) for _ in owed] if by_payments else None
    for share in (in_proportion, in_order):
        found = share(claims(*owed, weights=weights), available, minimum)
        given_, left = sum(found.values()), available - sum(found.values())
        assert left >= 0
        assert all(0 <= found[i] <= owed[i] for i in found)
        assert all(amount >= minimum or amount == owed[i] for i, amount in found.items() if amount)
        # Money stays only when all is settled, or when it is under what the next debt may get.
        waiting = [owed[i] for i in range(len(owed)) if found.get(i, 0) < owed[i]]
        assert not left or not waiting or left < min(minimum, *waiting), (given_, left)


@settings(max_examples=100, deadline=None)
@given(dues, st.integers(1, 600_000), st.randoms())
def test_shares_are_equal_to_the_cent(owed: list[int], available: int, random: Any) -> None:
    weights = [random.randint(1, 1_000) for _ in owed]
    minimum = available // len(owed) // random.randint(1, 5)
    found = proportional(claims(*owed, weights=weights), available, minimum)
    assert sum(found) == min(available, sum(owed))
    floors = [min(minimum, due) for due in owed]
    open_ = [i for i, amount in enumerate(found) if floors[i] < amount < owed[i]]
    whole, shared = sum(weights[i] for i in open_), sum(found[i] for i in open_)
    assert all(abs(found[i] * whole - shared * weights[i]) < whole for i in open_)
    for i, amount in enumerate(found if open_ else ()):
        assert floors[i] <= amount <= owed[i]
        if amount == floors[i] and amount < owed[i]:
            assert shared * weights[i] <= (amount + 1) * whole  # raised: its share is no more than the minimum
        if amount == owed[i]:
            assert shared * weights[i] >= (amount - 1) * whole or amount == floors[i]  # cut: its share is no less
