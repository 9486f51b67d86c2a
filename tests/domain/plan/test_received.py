"""A commission's letter typed in: paliers and amounts by debt, nothing invented for what was not typed."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pcb.domain.case import Case, Debt
from pcb.domain.money import Money
from pcb.domain.plan.checks import Outcome, Rule, check_typed
from pcb.domain.plan.model import DebtClass, PlanNature
from pcb.domain.plan.received import received_plan
from pcb.domain.plan_notes import ReceivedAmount, ReceivedDebt, ReceivedPalier, ReceivedPlan
from pcb.domain.vocabulary.debts import DebtKind

DEBTS = (Debt("d1", DebtKind.RENT, "Habitat"), Debt("d2", DebtKind.REVOLVING), Debt("d-3", DebtKind.TAX, "Impôts"))


def letter(**facts: object) -> Case:
    told: dict[str, object] = {
        "debts": DEBTS,
        "received": ReceivedPlan(capacity=Money(10_000), decided_on=date(2026, 3, 16), months_used=0),
        "received_paliers": (ReceivedPalier("1", 12), ReceivedPalier("2", 24)),
        "received_amounts": (ReceivedAmount("1-d1", Money(5_000)), ReceivedAmount("2-d-3", Money(4_000))),
    }
    return Case(**(told | facts))  # type: ignore[arg-type]


def test_nothing_typed_is_no_plan() -> None:
    assert received_plan(Case(debts=DEBTS)) is None
    assert received_plan(letter(received_paliers=(), received_amounts=())) is None


def test_the_letter_has_the_debts_of_which_something_was_typed_in_the_order_of_the_case() -> None:
    plan = received_plan(letter())
    assert plan is not None
    assert [debt.creditor for debt in plan.debts] == ["Habitat", "Impôts"]
    assert [(p.first_month, p.months, p.amounts) for p in plan.paliers] == [(1, 12, (5_000, 0)), (13, 24, (0, 4_000))]
    assert (plan.nature, plan.capacity, plan.months_used) == (PlanNature.IMPOSED, 10_000, 0)


def test_what_is_told_of_a_debt_is_kept_and_what_is_not_is_unknown() -> None:
    told = ReceivedDebt("d2", Money(90_000), Fraction("2.62"), DebtClass.ORDINARY, Money(1_000), False)
    plan = received_plan(letter(received_debts=(told,)))
    assert plan is not None
    first, second, _ = plan.debts
    assert (first.balance, first.rate, first.debt_class) == (None, None, None)
    assert second.creditor == "Crédit renouvelable"
    assert (second.balance, second.rate, second.written_off, second.guarantor_paid) == (
        90_000, Fraction(262, 10_000), 1_000, False,
    )  # fmt: skip


def test_a_palier_without_its_length_is_named_by_the_checker_not_guessed() -> None:
    plan = received_plan(letter(received_paliers=(ReceivedPalier("1", 12),)))
    assert plan is not None
    shape = next(found for found in check_typed(plan) if found.rule is Rule.PALIERS)
    assert shape.outcome is Outcome.FAILED
    assert shape.failures[0].month == 13


def test_a_letter_one_cent_above_the_capacity_is_named_and_one_at_the_capacity_is_not() -> None:
    def judged(cents: int) -> Outcome:
        plan = received_plan(
            letter(
                received_amounts=(ReceivedAmount("1-d1", Money(cents)),), received_paliers=(ReceivedPalier("1", 12),)
            )
        )
        assert plan is not None
        return next(found.outcome for found in check_typed(plan) if found.rule is Rule.CAPACITY)

    assert judged(10_000) is Outcome.PASSED
    assert judged(10_001) is Outcome.FAILED


def test_the_amount_of_a_debt_that_was_removed_is_left_out() -> None:
    plan = received_plan(letter(debts=DEBTS[:2]))
    assert plan is not None
    assert [debt.creditor for debt in plan.debts] == ["Habitat"]
