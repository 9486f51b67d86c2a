"""Offers to each creditor, and their answers replayed into the plan."""

from datetime import date

import pytest

from pcb.domain.plan.checks import check, holds
from pcb.domain.plan.model import LONGEST_MONTHS, DebtClass, HandAmount, Plan, PlanNature, SharingRule
from pcb.domain.plan.offers import OfferAnswer, OfferSent, OfferStep, offers_of, replayed, sharing_rule
from pcb.domain.plan.paliers import build
from tests.domain.plan.paper_plans import (
    debt,
    fine_guarantor_and_write_off,
    landlord_then_two_banks,
    request,
    with_request,
)

SENT, TODAY = date(2026, 2, 1), date(2026, 3, 1)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_each_creditor_is_offered_what_the_plan_pays_with_its_days() -> None:
    bank = offers_of(landlord_then_two_banks())[1]
    assert (bank.debt, bank.owed, bank.paid, bank.left) == ("A", 400_00, 400_00, 0)
    assert bank.steps == (
        OfferStep(date(2026, 3, 5), date(2026, 3, 5), 1, 66_67),
        OfferStep(date(2026, 4, 5), date(2026, 5, 5), 2, 133_33),
        OfferStep(date(2026, 6, 5), date(2026, 6, 5), 1, 66_67),
    )


def test_neighbouring_paliers_of_the_same_amount_make_one_step() -> None:
    asked = request(debt("L", 100_00, DebtClass.LANDLORD), debt("A", 200_00), capacity=50_00)
    found = offers_of(build(asked))
    assert [(s.months, s.amount) for s in found[1].steps] == [(4, 50_00)]
    hands = (HandAmount("A", 1, 40, 20_00),)
    asked = request(debt("A", 200_00), debt("B", 50_00), capacity=50_00, by_hand=hands)
    assert [(s.months, s.amount) for s in offers_of(build(asked))[0].steps] == [(10, 20_00)]


def test_what_is_paid_apart_is_not_offered_and_what_remains_is_told() -> None:
    found = offers_of(fine_guarantor_and_write_off())
    assert [(o.debt, o.left) for o in found] == [("G", 386_66), ("H", 193_34)]


def test_the_rule_is_one_paragraph_the_same_for_all() -> None:
    found = offers_of(landlord_then_two_banks())
    assert len({offer.rule for offer in found}) == 1
    text = plain(found[0].rule)
    assert "200,00 € par mois" in text
    assert "3 dettes" in text
    assert "Le bailleur est payé avant les autres." in text
    assert "en proportion de ce qui reste dû à chacun" in text
    assert "\n" not in text


@pytest.mark.parametrize("rule", list(SharingRule))
def test_every_rule_of_sharing_has_its_words(rule) -> None:
    text = sharing_rule(with_request(landlord_then_two_banks(), rule=rule, minimum=10_00))
    assert "10,00" in text
    assert text.count("partagé entre les créanciers") == 1


def test_the_day_of_an_offer_falls_on_the_last_of_a_shorter_month() -> None:
    asked = request(debt("A", 100_00), capacity=50_00, day_of_month=31)
    assert offers_of(build(asked))[0].steps[0].last_day == date(2026, 3, 31)
    asked = request(debt("A", 150_00), capacity=50_00, day_of_month=31)
    assert offers_of(build(asked))[0].steps[0].last_day == date(2026, 4, 30)


# Answers.


def answered(answer: OfferAnswer, *, nature=PlanNature.AMICABLE, today=TODAY, **more):
    asked = request(debt("A", 400_00), debt("B", 200_00), capacity=100_00, nature=nature)
    found = build(asked)
    assert isinstance(found, Plan)
    return replayed(found, [OfferSent("A", SENT, answer, **more)], today)


def test_an_accepted_offer_fixes_its_amounts_and_the_plan_stays_the_same() -> None:
    found = answered(OfferAnswer.ACCEPTED)
    asked = request(debt("A", 400_00), debt("B", 200_00), capacity=100_00, nature=PlanNature.AMICABLE)
    assert {h.debt for h in found.request.by_hand} == {"A"}
    assert build(found.request).paliers == build(asked).paliers
    assert holds(check(build(found.request)))


def test_a_counter_offer_fixes_its_own_amount_and_the_others_share_the_rest() -> None:
    found = answered(OfferAnswer.COUNTER_OFFER, amount=80_00, months=3)
    assert found.request.by_hand == (HandAmount("A", 1, 3, 80_00),)
    again = build(found.request)
    assert again.paliers[0].amounts == (80_00, 20_00)
    assert holds(check(again))
    assert "80,00 € par mois pendant 3 mois" in plain(found.notices[0])
    whole = answered(OfferAnswer.COUNTER_OFFER, amount=80_00)
    assert whole.request.by_hand[0].last_month == LONGEST_MONTHS


@pytest.mark.parametrize("more", [{}, {"amount": 0}, {"amount": -1}, {"amount": 10_00, "months": 0}])
def test_a_counter_offer_that_is_not_precise_is_asked_again_and_not_counted(more) -> None:
    found = answered(OfferAnswer.COUNTER_OFFER, **more)
    assert found.request.by_hand == ()
    assert "à préciser" in found.notices[0]


def test_a_refusal_keeps_the_share_aside_and_says_that_the_creditor_is_not_bound() -> None:
    found = answered(OfferAnswer.REFUSED)
    assert found.request.by_hand == ()
    assert "n’est pas engagé" in found.notices[0]


@pytest.mark.parametrize("nature", [PlanNature.AMICABLE, PlanNature.IMPOSED])
def test_outside_an_agreed_plan_silence_is_never_an_agreement(nature) -> None:
    found = answered(OfferAnswer.SILENCE, nature=nature, today=date(2027, 1, 1))
    assert found.request.by_hand == ()
    assert "n’est pas un accord" in found.notices[0]


@pytest.mark.parametrize(
    ("today", "agreed"), [(date(2026, 3, 3), False), (date(2026, 3, 4), True), (date(2026, 2, 2), False)]
)
def test_in_an_agreed_plan_30_days_of_silence_are_an_agreement(today, agreed) -> None:
    """Sent on Sunday 01/02/2026: thirty days end on Tuesday 03/03/2026."""
    found = answered(OfferAnswer.SILENCE, nature=PlanNature.AGREED, today=today)
    assert bool(found.request.by_hand) is agreed
    assert "03/03/2026" in found.notices[0]
    assert ("réputé acquis" in found.notices[0]) is agreed


def test_the_last_offer_to_a_creditor_counts_and_other_amounts_by_hand_stay() -> None:
    hands = (HandAmount("B", 1, 2, 30_00), HandAmount("A", 1, 1, 1_00))
    asked = request(debt("A", 400_00), debt("B", 200_00), capacity=100_00, nature=PlanNature.AMICABLE, by_hand=hands)
    sent = [
        OfferSent("A", date(2026, 2, 9), OfferAnswer.COUNTER_OFFER, amount=60_00),
        OfferSent("A", SENT, OfferAnswer.COUNTER_OFFER, amount=10_00),
    ]
    found = replayed(build(asked), sent, TODAY)
    assert set(found.request.by_hand) == {hands[0], HandAmount("A", 1, LONGEST_MONTHS, 60_00)}
    assert len(found.notices) == 1


def test_an_answer_about_a_debt_that_is_gone_is_told() -> None:
    found = replayed(landlord_then_two_banks(), [OfferSent("Z", SENT)], TODAY)
    assert found.request == landlord_then_two_banks().request
    assert "n’est plus au plan" in found.notices[0]
