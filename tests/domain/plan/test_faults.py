"""Bad input: each fault is named, in a French sentence, with its article where there is one; nothing is corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from pcb.domain.plan.faults import faults_of, legal_rate, months_allowed
from pcb.domain.plan.model import (
    LONGEST_MONTHS,
    CapacityStep,
    DebtClass,
    HandAmount,
    NoPlan,
    PaymentMade,
    Plan,
    PlanDebt,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.plan.paliers import build
from pcb.errors import NoValueOnDay
from tests.domain.plan.plans import debt, request

ONE = debt("banque", 100_000)


def codes(asked: PlanRequest) -> list[str]:
    return [fault.code for fault in faults_of(asked)]


def only(asked: PlanRequest) -> Any:
    """The one fault, which is also what the builder answers."""
    (fault,) = faults_of(asked)
    answer = build(asked)
    assert isinstance(answer, NoPlan)
    assert answer.faults == (fault,)
    return fault


def test_a_request_without_fault_has_none() -> None:
    assert faults_of(request(ONE)) == ()


@pytest.mark.parametrize(("used", "length", "fits"), [(0, 84, True), (0, 85, False), (60, 24, True), (60, 25, False)])
@pytest.mark.parametrize(
    ("nature", "article"),
    [(PlanNature.IMPOSED, "L. 733-3"), (PlanNature.AGREED, "L. 732-3")],
    ids=["imposed", "agreed"],
)
def test_a_plan_is_not_over_the_legal_length(
    nature: PlanNature, article: str, used: int, length: int, fits: bool
) -> None:
    asked = request(ONE, months_used=used, length=length, nature=nature)
    if fits:
        assert isinstance(build(asked), Plan)
    else:
        fault = only(asked)
        assert fault.code == "too_long"
        assert article in fault.article
        assert f"{length} mois" in fault.text


def test_no_month_is_left_after_84_months_of_measures() -> None:
    assert only(request(ONE, months_used=84)).code == "no_month_left"
    assert "84 mois de mesures déjà utilisés" in only(request(ONE, months_used=84)).text
    assert months_allowed(request(ONE, months_used=83)) == 1


def test_an_amicable_plan_has_no_legal_length_but_is_not_searched_for_ever() -> None:
    assert isinstance(build(request(ONE, nature=PlanNature.AMICABLE, length=LONGEST_MONTHS)), Plan)
    assert only(request(ONE, nature=PlanNature.AMICABLE, length=LONGEST_MONTHS + 1)).code == "too_long"


@pytest.mark.parametrize(("percent", "fits"), [("2.61", True), ("2.62", True), ("2.63", False)])
def test_an_imposed_rate_is_not_above_the_legal_rate_of_the_day(percent: str, fits: bool) -> None:
    asked = request(debt("banque", 100_000, percent))
    if fits:
        assert faults_of(asked) == ()
    else:
        fault = only(asked)
        assert (fault.code, fault.debt) == ("rate_above_cap", "banque")
        assert "2,63 %" in fault.text
        assert "2,62 %" in fault.text
        assert "L. 733-1 3°" in fault.article


@pytest.mark.parametrize("nature", [PlanNature.AMICABLE, PlanNature.AGREED])
def test_a_rate_that_the_parties_agree_has_no_cap(nature: PlanNature) -> None:
    assert faults_of(request(debt("banque", 100_000, "20"), nature=nature)) == ()


def test_what_is_paid_apart_keeps_the_rate_of_its_contract() -> None:
    home = debt("maison", 100_000, "4", debt_class=DebtClass.HOME_LOAN, contract_payment=5_000)
    assert faults_of(request(home, keeps_main_residence=True)) == ()


def test_a_day_without_legal_rate_is_told_and_a_rate_of_zero_needs_none() -> None:
    day = date(2026, 9, 1)
    with pytest.raises(NoValueOnDay):
        legal_rate(day)
    asked = request(debt("banque", 100_000, "1"), decided_on=day, start=day)
    assert only(asked).code == "rate_cap_unknown"
    assert faults_of(request(ONE, decided_on=day, start=day)) == ()


def test_the_legal_rate_is_that_of_other_creditors() -> None:
    assert legal_rate(date(2023, 10, 12)) == Fraction(422, 10_000)  # CA Metz, 11/09/2025


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"balance": None}, "balance_unknown"),
        ({"balance": 0}, "balance_not_positive"),
        ({"balance": -1}, "balance_not_positive"),
        ({"accrued": 100_001}, "accrued"),
        ({"accrued": -1}, "accrued"),
        ({"rate": Fraction(-1, 100)}, "rate_negative"),
        ({"starts_at": 0}, "starts_at"),
        ({"starts_at": 85}, "starts_after_end"),
        ({"contract_payment": 0}, "contract_payment_not_positive"),
        ({"stated_on": date(2026, 4, 6)}, "stated_after_start"),
        ({"payments_made": (PaymentMade(date(2026, 4, 6), 100),)}, "payment_out_of_order"),
        (
            {"stated_on": date(2026, 3, 2), "payments_made": (PaymentMade(date(2026, 3, 1), 100),)},
            "payment_out_of_order",
        ),
        ({"payments_made": (PaymentMade(date(2026, 3, 1), 0),)}, "payment_not_positive"),
        ({"payments_made": (PaymentMade(date(2026, 3, 1), 100_000),)}, "already_paid"),
        ({"debt_class": DebtClass.HOME_LOAN, "contract_payment": 100}, "residence_not_kept"),
    ],
    ids=str,
)
def test_a_debt_that_does_not_hold_is_named(wrong: dict[str, Any], code: str) -> None:
    fault = only(request(replace(ONE, **wrong)))
    assert (fault.code, fault.debt) == (code, "banque")
    assert "« Banque »" in fault.text


def test_a_home_loan_without_its_instalment_is_named() -> None:
    home = debt("maison", 100_000, debt_class=DebtClass.HOME_LOAN)
    assert only(request(home, keeps_main_residence=True)).code == "contract_payment_unknown"


def test_sharing_by_contract_payments_needs_them_all_but_for_excluded_debts() -> None:
    fine = debt("amende", 10_000, debt_class=DebtClass.EXCLUDED)
    fault = only(request(ONE, fine, rule=SharingRule.PRO_RATA_PAYMENTS))
    assert (fault.code, fault.debt) == ("contract_payment_unknown", "banque")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"start": date(2026, 3, 15)}, "start_before_decision"),
        ({"day_of_month": 0}, "day_of_month"),
        ({"day_of_month": 32}, "day_of_month"),
        ({"months_used": -1}, "months_used"),
        ({"length": 0}, "length"),
        ({"minimum": -1}, "minimum"),
        ({"debts": ()}, "no_debt"),
        ({"debts": (ONE, ONE)}, "same_debt"),
        ({"capacity": ()}, "capacity_start"),
        ({"capacity": (CapacityStep(2, 100),)}, "capacity_start"),
        ({"capacity": (CapacityStep(1, 100), CapacityStep(5, 200), CapacityStep(5, 300))}, "capacity_order"),
        ({"capacity": (CapacityStep(1, 100), CapacityStep(2, -1))}, "capacity_negative"),
        ({"capacity": (CapacityStep(1, 0), CapacityStep(2, 0))}, "no_capacity"),
        ({"order": ("autre",)}, "order_unknown"),
        ({"order": ("banque", "banque")}, "order_twice"),
        ({"by_hand": (HandAmount("autre", 1, 2, 100),)}, "hand_unknown"),
        ({"by_hand": (HandAmount("banque", 2, 1, 100),)}, "hand_months"),
        ({"by_hand": (HandAmount("banque", 1, 2, -1),)}, "hand_negative"),
        ({"by_hand": (HandAmount("banque", 1, 5, 100), HandAmount("banque", 5, 9, 200))}, "hand_twice"),
        ({"by_hand": (HandAmount("banque", 1, 2, 100),), "debts": (replace(ONE, starts_at=2),)}, "hand_before_start"),
    ],
    ids=str,
)
def test_a_request_that_does_not_hold_is_named(wrong: dict[str, Any], code: str) -> None:
    assert only(replace(request(ONE), **wrong)).code == code


def test_no_capacity_at_all_points_to_the_other_measures() -> None:
    fault = only(request(ONE, capacity=0))
    assert "rétablissement personnel" in fault.text
    assert "L. 724-1" in fault.article


def test_every_fault_is_told_at_once() -> None:
    asked = request(debt("a", None), debt("b", 5_000, "9"), start=date(2026, 3, 1), length=99, capacity=-5)
    assert codes(asked) == [
        "start_before_decision", "too_long", "capacity_negative", "balance_unknown", "rate_above_cap"
    ]  # fmt: skip


def test_a_sentence_ends_with_a_point_and_names_money_in_french() -> None:
    wrong = (debt("a", None), debt("b", -5_000), PlanDebt("c", "C", DebtClass.ORDINARY, 100, accrued=200))
    for fault in faults_of(request(*wrong, capacity=-5)):
        assert fault.text.endswith(".")
        assert "'" not in fault.text
