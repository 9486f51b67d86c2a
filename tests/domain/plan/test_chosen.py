"""What the counsellor chose over what the case and the law say: kept as typed, and named where it goes too far."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from pcb.domain.answers import NoAnswer
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.chosen import above_capacity, with_choices
from pcb.domain.plan.model import (
    LONGEST_MONTHS,
    CapacityStep,
    DebtClass,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.plan_notes import DebtChoices, PlanSettings

DAY = date(2026, 3, 16)
DEBTS = tuple(PlanDebt(name, name.upper(), DebtClass.ORDINARY, 100_000) for name in ("a", "b", "c"))
BARE = PlanRequest(DAY, DAY, DEBTS, (CapacityStep(1, 30_000), CapacityStep(13, 20_000, "fin d’une allocation")))


def chosen(**settings: object) -> Case:
    return Case(plan=PlanSettings(**settings))  # type: ignore[arg-type]


def capacity(monthly: Money | None) -> list[tuple[int, int]]:
    steps = with_choices(BARE, chosen(monthly=monthly)).capacity
    return [(step.first_month, step.amount) for step in steps]


def test_nothing_chosen_changes_nothing() -> None:
    assert with_choices(BARE, Case()) == BARE
    assert above_capacity(BARE, Case()) == ()


@pytest.mark.parametrize(
    ("monthly", "steps"),
    [
        (10_000, [(1, 10_000)]),
        (20_000, [(1, 20_000)]),
        (25_000, [(1, 25_000), (13, 20_000)]),
        (30_000, [(1, 30_000), (13, 20_000)]),
        (30_001, [(1, 30_001)]),
    ],
)
def test_the_amount_chosen_follows_the_falls_of_the_capacity_unless_it_exceeds_it(
    monthly: int, steps: list[tuple[int, int]]
) -> None:
    assert capacity(Money(monthly)) == steps


def test_an_amount_equal_to_the_capacity_exceeds_nothing_one_cent_more_names_each_month_and_its_article() -> None:
    assert above_capacity(BARE, chosen(monthly=Money(30_000))) == ()
    faults = above_capacity(BARE, chosen(monthly=Money(30_001)))
    assert [fault.month for fault in faults] == [1, 13]
    assert "16/03/2026" in faults[0].text
    assert "0,01" in faults[0].text
    assert "16/03/2027" in faults[1].text
    assert "100,01" in faults[1].text
    assert {fault.article for fault in faults} == {"C. conso. art. L. 731-1, L. 731-2"}


def test_an_amount_without_a_known_capacity_is_kept_and_said() -> None:
    unknown = replace(BARE, capacity=())
    case = chosen(monthly=Money(5_000))
    assert [step.amount for step in with_choices(unknown, case).capacity] == [5_000]
    assert [fault.code for fault in above_capacity(unknown, case)] == ["capacity_unknown"]


def test_an_answer_without_a_value_is_no_choice() -> None:
    case = chosen(monthly=NoAnswer.DOES_NOT_KNOW, rule=NoAnswer.REFUSES, minimum=NoAnswer.DOES_NOT_KNOW)
    assert with_choices(BARE, case) == BARE


def test_the_settings_are_those_of_the_request() -> None:
    case = chosen(rule=SharingRule.SMALLEST_FIRST, minimum=Money(2_000), length=36, day_of_month=5)
    request = with_choices(BARE, case)
    assert (request.rule, request.minimum, request.length, request.day_of_month) == (
        SharingRule.SMALLEST_FIRST, 2_000, 36, 5,
    )  # fmt: skip


def test_a_minimum_of_nothing_is_a_choice() -> None:
    assert with_choices(replace(BARE, minimum=1_000), chosen(minimum=Money(0))).minimum == 0


def test_terms_of_a_debt_are_set_over_it_alone_and_those_of_a_removed_debt_count_for_nothing() -> None:
    terms = (
        DebtChoices("b", amount=Money(4_000), from_month=3, to_month=8, rate=Fraction("2.5"), starts_at=2, rank=2),
        DebtChoices("gone", amount=Money(9_000), rank=1),
        DebtChoices("c", amount=Money(1_000), rank=1),
    )
    request = with_choices(BARE, Case(plan_debts=terms))
    assert [(h.debt, h.first_month, h.last_month, h.amount) for h in request.by_hand] == [
        ("b", 3, 8, 4_000), ("c", 1, LONGEST_MONTHS, 1_000),
    ]  # fmt: skip
    assert request.order == ("c", "b")
    assert [(debt.rate, debt.starts_at) for debt in request.debts] == [
        (Fraction(0), 1), (Fraction(25, 1000), 2), (Fraction(0), 1),
    ]  # fmt: skip


def test_out_of_procedure_the_day_of_the_law_is_never_after_the_first_payment() -> None:
    earlier = replace(BARE, start=date(2026, 1, 5))
    assert with_choices(earlier, Case()).decided_on == DAY
    assert with_choices(replace(earlier, nature=PlanNature.AMICABLE), Case()).decided_on == date(2026, 1, 5)
