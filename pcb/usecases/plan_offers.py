"""Amicable offers: what the plan offers to each creditor, what was sent and answered, and the plan with the answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pcb.domain.answers import known
from pcb.domain.plan.checks import Check, check
from pcb.domain.plan.model import LONGEST_MONTHS, Fault, HandAmount, NoPlan, Plan
from pcb.domain.plan.offers import Offer, OfferSent, offers_of, replayed, sharing_rule
from pcb.domain.plan.paliers import build
from pcb.domain.plan_notes import OfferNote
from pcb.domain.vocabulary.plans import OfferAnswer
from pcb.usecases.plans import PlanFound


@dataclass(frozen=True, slots=True)
class OffersFound:
    """The offers of a plan, the rule of sharing in one paragraph, and the plan once the answers are in it.

    ``answered`` is ``None`` while no offer was sent, and where the answers leave no plan: ``faults`` then say why.
    ``notices`` say what each answer changes.
    """

    offers: tuple[Offer, ...]
    rule: str
    notices: tuple[str, ...] = ()
    answered: Plan | None = None
    faults: tuple[Fault, ...] = ()
    checks: tuple[Check, ...] = ()


def offers_found(found: PlanFound, today: date) -> OffersFound | None:
    """The offers of the plan of a case; ``None`` without a plan. An offer counts once its day of sending is noted."""
    if found.plan is None:
        return None
    offers, rule = offers_of(found.plan), sharing_rule(found.plan)
    notes = {note.id: note for note in found.facts.offers if known(note.sent_on) is not None}
    sent = [made for note in notes.values() if (made := _sent(note)) is not None]
    if not sent:
        return OffersFound(offers, rule)
    told = replayed(found.plan, sent, today)
    kept = [hand for hand in told.request.by_hand if not _accepted(notes.get(hand.debt))]
    # What was accepted is the amount of the letter, even if the plan has moved since.
    agreed = [
        HandAmount(note.id, 1, LONGEST_MONTHS, amount.cents)
        for note in notes.values()
        if _accepted(note) and (amount := known(note.amount)) is not None
    ]
    built = build(replace(told.request, by_hand=(*kept, *agreed)))
    if isinstance(built, NoPlan):
        return OffersFound(offers, rule, told.notices, None, built.faults)
    return OffersFound(offers, rule, told.notices, built, (), check(built))


def _accepted(note: OfferNote | None) -> bool:
    return note is not None and known(note.answer) is OfferAnswer.ACCEPTED and known(note.amount) is not None


def _sent(note: OfferNote) -> OfferSent | None:
    day = known(note.sent_on)
    if day is None:
        return None
    counter = known(note.counter)
    return OfferSent(
        debt=note.id,
        sent_on=day,
        answer=known(note.answer) or OfferAnswer.SILENCE,
        answered_on=known(note.answered_on),
        amount=None if counter is None else counter.cents,
        months=known(note.months),
    )
