"""The plan of a case, from its answers: what breaks is named, the measures stand side by side, answers are replayed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.checks import Outcome
from pcb.domain.plan.model import LEGAL_MONTHS, SharingRule
from pcb.domain.plan_notes import DebtChoices, OfferNote, PlanSettings, ReceivedAmount, ReceivedPalier, ReceivedPlan
from pcb.domain.vocabulary.plans import MeasureKind, OfferAnswer
from pcb.usecases import plans
from pcb.usecases.demo import demo_households
from pcb.usecases.exchange import read_household
from pcb.usecases.plan_json import comparison_json, plan_json
from pcb.usecases.plan_offers import offers_found
from tests.conftest import HOUSEHOLDS

DAY = date(2026, 3, 16)
DEMOS = demo_households()
COUPLE = read_household(HOUSEHOLDS / "couple-deux-enfants.toml")


def with_forfaits(case: Case) -> Case:
    return replace(case, filing=replace(case.filing, earlier_forfaits=True))


@pytest.fixture(scope="module")
def couple() -> Case:
    return with_forfaits(COUPLE)


def test_a_plan_follows_from_the_capacity_and_its_proof_holds(couple: Case) -> None:
    found = plans.plan_of(couple, DAY)
    assert found.plan is not None
    assert found.assessment.capacity is not None
    assert found.plan.paliers[0].total == found.assessment.capacity.total.cents == 71_250
    assert found.faults == ()
    assert {check.outcome for check in found.checks} == {Outcome.PASSED}


@pytest.mark.parametrize("case", DEMOS, ids=range(len(DEMOS)))
def test_every_household_has_a_proved_plan_or_a_stated_reason(case: Case) -> None:
    found = plans.plan_of(with_forfaits(case), DAY)
    if found.plan is None:
        assert found.faults
        assert all(fault.text for fault in found.faults)
    else:
        assert [check for check in found.checks if check.outcome is Outcome.FAILED] == []


def test_without_a_capacity_the_plan_says_what_is_missing_and_an_amount_is_still_tried(couple: Case) -> None:
    unknown = replace(couple, filing=replace(couple.filing, earlier_forfaits=None))
    found = plans.plan_of(unknown, DAY)
    assert found.plan is None
    assert found.bare == ()
    assert found.basis.missing
    tried = plans.plan_of(plans.with_monthly(unknown, Money(20_000)), DAY)
    assert tried.plan is not None
    assert tried.plan.paliers[0].total == 20_000
    assert [fault.code for fault in tried.faults] == ["capacity_unknown"]


@pytest.mark.parametrize(
    ("settings", "code", "article"),
    [
        (PlanSettings(length=LEGAL_MONTHS + 1), "too_long", "L. 733-3"),
        (PlanSettings(monthly=Money(71_251)), "monthly_above_capacity", "L. 731-1"),
        (PlanSettings(start=date(2026, 3, 15)), "start_before_decision", ""),
        (PlanSettings(monthly=Money(0)), "no_capacity", "L. 724-1"),
    ],
)
def test_bad_input_is_named_with_its_article_and_never_corrected(
    couple: Case, settings: PlanSettings, code: str, article: str
) -> None:
    faults = {fault.code: fault for fault in plans.plan_of(replace(couple, plan=settings), DAY).faults}
    assert code in faults
    assert article in faults[code].article


def test_the_longest_legal_length_and_the_day_of_the_decision_are_taken(couple: Case) -> None:
    settings = PlanSettings(length=LEGAL_MONTHS, start=DAY, monthly=Money(71_250))
    assert plans.plan_of(replace(couple, plan=settings), DAY).faults == ()


def test_a_rate_above_the_cap_is_named_with_its_debt_and_at_the_cap_it_is_taken(couple: Case) -> None:
    from fractions import Fraction

    name = couple.debts[0].id

    def codes(rate: str) -> list[tuple[str, str | None]]:
        case = replace(couple, plan_debts=(DebtChoices(name, rate=Fraction(rate)),))
        return [(fault.code, fault.debt) for fault in plans.plan_of(case, DAY).faults]

    assert codes("2.62") == []
    assert codes("2.63") == [("rate_above_cap", name)]


def test_an_amount_by_hand_is_paid_to_the_cent_and_one_that_cannot_be_names_its_debt(couple: Case) -> None:
    name = couple.debts[1].id

    def found(cents: int) -> plans.PlanFound:
        return plans.plan_of(replace(couple, plan_debts=(DebtChoices(name, amount=Money(cents)),)), DAY)

    held = found(4_321)
    assert held.plan is not None
    place = [debt.id for debt in held.request.debts].index(name)
    assert held.plan.paliers[0].amounts[place] == 4_321
    assert [(fault.code, fault.debt, fault.month) for fault in found(71_251).faults] == [("above_capacity", name, 1)]


def test_the_measures_stand_side_by_side_in_the_order_of_the_law(couple: Case) -> None:
    compared = plans.comparison(couple, DAY)
    assert [measure.kind for measure in compared.measures] == list(MeasureKind)
    for measure in compared.measures:
        assert measure.conditions
        assert measure.home
        assert measure.ficp.text


def test_what_the_plan_can_bear_is_computed_and_absent_without_a_plan(couple: Case) -> None:
    borne = plans.stressed(plans.plan_of(couple, DAY))
    assert borne is not None
    assert len(borne.points) == 25
    assert plans.stressed(plans.plan_of(Case(), DAY)) is None


def test_everything_is_plain_data_without_float(couple: Case) -> None:
    for document in (plan_json(plans.plan_of(couple, DAY)), comparison_json(plans.comparison(couple, DAY))):
        floats: list[str] = []
        json.loads(json.dumps(document), parse_float=floats.append)
        assert floats == []


def test_the_json_of_a_plan_recounts(couple: Case) -> None:
    rate = replace(couple, plan=PlanSettings(rule=SharingRule.SMALLEST_FIRST, monthly=Money(30_000)))
    found = plan_json(plans.plan_of(rate, DAY))
    paid = sum(Money.of(one["paid"]).cents for one in found["plan"]["debts"])
    assert Money.of(found["plan"]["paid"]).cents == paid
    for one in found["plan"]["debts"]:
        for row in one["rows"]:
            opening, interest, payment, closing = (
                Money.of(row[name]).cents for name in ("opening", "interest", "payment", "closing")
            )
            assert opening + interest - payment == closing


def test_offers_are_those_of_the_plan_and_the_answers_are_replayed(couple: Case) -> None:
    first, second, third = (debt.id for debt in couple.debts[:3])
    sent = date(2026, 3, 20)
    case = replace(
        couple,
        offers=(
            OfferNote(first, Money(30_000), sent, OfferAnswer.ACCEPTED, answered_on=date(2026, 3, 25)),
            OfferNote(second, Money(18_231), sent, OfferAnswer.COUNTER_OFFER, Money(20_000), 6),
            OfferNote(third, Money(12_263), None, OfferAnswer.ACCEPTED),
        ),
    )
    found = plans.plan_of(case, DAY)
    told = offers_found(found, date(2026, 4, 1))
    assert told is not None
    assert told.answered is not None
    assert found.plan is not None
    assert sum(one.steps[0].amount for one in told.offers) == found.plan.paliers[0].total
    amounts = dict(
        zip((debt.id for debt in told.answered.request.debts), told.answered.paliers[0].amounts, strict=True)
    )
    assert (amounts[first], amounts[second]) == (30_000, 20_000)
    assert len(told.notices) == 2  # the third was not sent: it counts for nothing
    assert {check.outcome for check in told.checks} == {Outcome.PASSED}


def test_answers_that_leave_no_plan_say_why(couple: Case) -> None:
    name = couple.debts[0].id
    note = OfferNote(name, Money(1_000), date(2026, 3, 20), OfferAnswer.COUNTER_OFFER, Money(90_000))
    told = offers_found(plans.plan_of(replace(couple, offers=(note,)), DAY), date(2026, 4, 1))
    assert told is not None
    assert told.answered is None
    assert [(fault.code, fault.debt) for fault in told.faults] == [("above_capacity", name)]


def test_a_letter_is_judged_once_something_of_it_was_typed(couple: Case) -> None:
    assert plans.judged_letter(couple) is None
    typed = replace(
        couple,
        received=ReceivedPlan(capacity=Money(10_000)),
        received_paliers=(ReceivedPalier("1", 12),),
        received_amounts=(ReceivedAmount(f"1-{couple.debts[0].id}", Money(15_050)),),
    )
    checks = plans.judged_letter(typed)
    assert checks is not None
    failed = [check for check in checks if check.outcome is Outcome.FAILED]
    assert [failure.cents for check in failed for failure in check.failures] == [5_050]
