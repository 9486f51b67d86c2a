"""What a plan makes due: that of the commission as its letter was typed in, else what creditors agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pcb.domain.answers import known
from pcb.domain.case import Case, Debt
from pcb.domain.money import Money
from pcb.domain.plan.received import received_debts, received_plan
from pcb.domain.plan.schedule import due_date
from pcb.domain.take_home.naming import nature_of
from pcb.domain.take_home.snapshot import Said, ToPay
from pcb.domain.take_home.words import PLAN
from pcb.domain.vocabulary.plans import OfferAnswer


def due_by_plan(case: Case, day: date) -> tuple[dict[str, ToPay], frozenset[str]]:
    """What is due to each debt from ``day`` on; and the debts to which the letter says, in so many words, that nothing
    is due for now. An amount that was not typed says neither."""
    if received_plan(case) is None:
        return dict(_agreed(case)), frozenset()
    found = tuple(_of_the_letter(case, day))
    return {debt_id: paid for debt_id, paid in found if paid}, frozenset(name for name, paid in found if paid is None)


def _of_the_letter(case: Case, day: date) -> Iterator[tuple[str, ToPay | None]]:
    """Each debt of the plan received, with what is due in the palier of the next payment; None for nothing."""
    plan = received_plan(case)
    if plan is None or plan.first_payment is None:
        return
    start, last = plan.first_payment, sum(palier.months for palier in plan.paliers)
    month = next((n for n in range(1, last + 1) if due_date(start, n) >= day), None)
    if month is None:
        return
    number, palier = next((n, p) for n, p in enumerate(plan.paliers, 1) if p.first_month <= month <= p.last_month)
    typed = {note.id for note in case.received_amounts if known(note.amount) is not None}
    for debt_id, cents in zip(received_debts(case), palier.amounts, strict=True):
        debt = next(one for one in case.debts if one.id == debt_id)
        if cents:
            due, until = due_date(start, month), due_date(start, palier.last_month)
            yield debt_id, _payment(debt, Money(cents), due, until)
        elif f"{number}-{debt_id}" in typed:
            yield debt_id, None


def _agreed(case: Case) -> Iterator[tuple[str, ToPay]]:
    """The offers that a creditor accepted, outside any procedure."""
    accepted = {offer.id: known(offer.amount) for offer in case.offers if offer.answer is OfferAnswer.ACCEPTED}
    for debt in case.debts:
        amount = accepted.get(debt.id)
        if amount:
            yield debt.id, _payment(debt, amount, None, None)


def _payment(debt: Debt, amount: Money, due: date | None, until: date | None) -> ToPay:
    who = known(debt.creditor) or ""
    return ToPay(PLAN, nature_of(debt), who, amount, day=due, until=until, why=Said("pay.plan"))
