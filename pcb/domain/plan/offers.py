"""Offers to each creditor, fairly split, and their answers replayed into the plan.

An offer is what the plan pays to one creditor, with the rule of sharing in one paragraph, the same for all. An answer
is a fact, kept with its dates; replayed, it fixes amounts by hand in the request, and the plan is built again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from pcb.domain.deadlines import due
from pcb.domain.law import law_on
from pcb.domain.money import Money
from pcb.domain.plan.model import (
    LONGEST_MONTHS,
    DebtClass,
    HandAmount,
    Palier,
    Plan,
    PlanNature,
    PlanRequest,
    SharingRule,
)
from pcb.domain.vocabulary.plans import OfferAnswer as OfferAnswer
from pcb.domain.wording import french_date, plural


@dataclass(frozen=True, slots=True)
class OfferSent:
    """A fact of the case: an offer sent to the creditor of a debt, and the answer. ``amount`` and ``months`` are those
    of a counter-offer: cents a month, and for how long (None: until it is settled)."""

    debt: str
    sent_on: date
    answer: OfferAnswer = OfferAnswer.SILENCE
    answered_on: date | None = None
    amount: int | None = None
    months: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfferStep:
    """So much a month, from one day of payment to another, both included."""

    first_day: date
    last_day: date
    months: int
    amount: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered to one creditor, in cents. ``left`` is what would remain at the end; ``rule`` is the paragraph of
    the letter. No step: nothing can be offered for the moment."""

    debt: str
    creditor: str
    owed: int
    steps: tuple[OfferStep, ...]
    paid: int
    left: int
    rule: str


_RULES = {
    SharingRule.PRO_RATA_BALANCES: "en proportion de ce qui reste dû à chacun",
    SharingRule.PRO_RATA_PAYMENTS: "en proportion des mensualités prévues par les contrats",
    SharingRule.SMALLEST_FIRST: "l’un après l’autre, en commençant par la plus petite dette",
    SharingRule.DEAREST_FIRST: "l’un après l’autre, en commençant par la dette au taux le plus élevé",
    SharingRule.BY_HAND: "selon les montants indiqués à chacun",
}


def payment_day(request: PlanRequest, month: int) -> date:
    """The day of payment of a month: the fixed day, or the last day of a shorter month."""
    if month == 1:
        return request.start
    return request.start + relativedelta(months=month - 1, day=request.day_of_month or request.start.day)


def sharing_rule(plan: Plan) -> str:
    """The rule of sharing in one paragraph, the same in the letter to every creditor."""
    request = plan.request
    first = plan.paliers[0].total if plan.paliers else 0
    classes = {debt.debt_class for debt in request.debts}
    number = plural(len(request.debts), "dette", "dettes")
    sentences = [f"Le foyer peut verser {Money(first)} par mois à l’ensemble de ses créanciers ({number})."]
    if classes & {DebtClass.EXCLUDED, DebtClass.HOME_LOAN}:
        sentences.append("Ce qui ne peut pas attendre (pensions, amendes, prêt du logement) est payé d’abord, à part.")
    if DebtClass.LANDLORD in classes and len(classes) > 1:
        sentences.append("Le bailleur est payé avant les autres.")
    sentences.append(f"Le reste est partagé entre les créanciers {_RULES[request.rule]}, au centime près.")
    if request.minimum:
        sentences.append(f"Aucun versement n’est inférieur à {Money(request.minimum)}, sauf pour solder une dette.")
    sentences.append(
        "Ce qui se libère quand une dette est soldée revient aux autres : la même règle vaut pour tous les créanciers."
    )
    return " ".join(sentences)


def offers_of(plan: Plan) -> tuple[Offer, ...]:
    """One offer for each debt of the plan that its creditor may accept or refuse: those paid apart are left out."""
    rule = sharing_rule(plan)
    found = []
    for place, debt in enumerate(plan.request.debts):
        if debt.debt_class in (DebtClass.EXCLUDED, DebtClass.HOME_LOAN):
            continue
        rows = plan.schedules[place]
        steps = _steps(plan, place)
        paid = sum(step.amount * step.months for step in steps)
        owed = rows[0].opening if rows else debt.balance or 0
        found.append(Offer(debt.id, debt.creditor, owed, steps, paid, rows[-1].closing if rows else owed, rule))
    return tuple(found)


def _steps(plan: Plan, place: int) -> tuple[OfferStep, ...]:
    """The amounts of one debt over the paliers, neighbours of the same amount joined, nothing-months left out."""
    found: list[OfferStep] = []
    before: Palier | None = None
    for palier in plan.paliers:
        amount = palier.amounts[place]
        last = payment_day(plan.request, palier.last_month)
        if found and before is not None and before.amounts[place] == amount:
            found[-1] = replace(found[-1], last_day=last, months=found[-1].months + palier.months)
        elif amount:
            found.append(OfferStep(payment_day(plan.request, palier.first_month), last, palier.months, amount))
        before = palier if amount else None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Replayed:
    """The request with the answers in it, and what must be said of each in French."""

    request: PlanRequest
    notices: tuple[str, ...]


def replayed(plan: Plan, sent: Sequence[OfferSent], today: date) -> Replayed:
    """The answers in the request of the plan from which the offers came. The last offer sent for a debt counts.

    * accepted: the creditor's amounts are fixed as they were offered;
    * other proposal: its amount is fixed for as long as it says;
    * refused: nothing is fixed; the share stays set aside, and the creditor is not bound;
    * silence: nothing outside any procedure; an agreement in a plan conventionnel after 30 days (F16982).
    """
    hands = {hand.debt: [h for h in plan.request.by_hand if h.debt == hand.debt] for hand in plan.request.by_hand}
    places = {debt.id: place for place, debt in enumerate(plan.request.debts)}
    notices = []
    for offer in {one.debt: one for one in sorted(sent, key=lambda one: one.sent_on)}.values():
        place = places.get(offer.debt)
        if place is None:
            notices.append("Une réponse porte sur une dette qui n’est plus au plan.")
            continue
        fixed, notice = _answered(plan, place, offer, today)
        if fixed is not None:
            hands[offer.debt] = fixed
        notices.append(f"{plan.request.debts[place].creditor} : {notice}")
    by_hand = tuple(hand for found in hands.values() for hand in found)
    return Replayed(replace(plan.request, by_hand=by_hand), tuple(notices))


def _answered(plan: Plan, place: int, offer: OfferSent, today: date) -> tuple[list[HandAmount] | None, str]:
    match offer.answer:
        case OfferAnswer.ACCEPTED:
            return _as_offered(plan, place), "accord, ses montants sont fixés."
        case OfferAnswer.REFUSED:
            return (
                None,
                "refus ; sa part est laissée de côté dans le plan, mais il n’est pas engagé et peut poursuivre.",
            )
        case OfferAnswer.COUNTER_OFFER:
            return _counter(plan, place, offer)
    if plan.request.nature is not PlanNature.AGREED:
        return (
            None,
            f"sans réponse depuis le {french_date(offer.sent_on)} ; ce silence n’est pas un accord, à relancer.",
        )
    last = due(law_on(today).rule("deadlines.plan_conventionnel_refus_creancier"), offer.sent_on).last_day
    if today > last:
        return _as_offered(plan, place), f"silence au-delà du {french_date(last)} : accord réputé acquis (F16982)."
    return None, f"peut encore refuser jusqu’au {french_date(last)} ; son silence vaudra accord (F16982)."


def _as_offered(plan: Plan, place: int) -> list[HandAmount]:
    debt = plan.request.debts[place].id
    return [
        HandAmount(debt, palier.first_month, palier.last_month, palier.amounts[place])
        for palier in plan.paliers
        if palier.amounts[place]
    ]


def _counter(plan: Plan, place: int, offer: OfferSent) -> tuple[list[HandAmount] | None, str]:
    debt = plan.request.debts[place]
    if offer.amount is None or offer.amount <= 0:
        return None, "autre proposition sans montant : à préciser avant de la compter."
    first = debt.starts_at
    last = LONGEST_MONTHS if offer.months is None else first + offer.months - 1
    if last < first:
        return None, "autre proposition sans durée possible : à préciser avant de la compter."
    during = "jusqu’à ce qu’elle soit soldée" if offer.months is None else f"pendant {offer.months} mois"
    return [HandAmount(debt.id, first, last, offer.amount)], f"demande {Money(offer.amount)} par mois {during}."
