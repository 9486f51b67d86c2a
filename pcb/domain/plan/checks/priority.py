"""Who is paid before whom: what is paid apart, excluded debts, landlords (L. 711-6), then the others."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.explain import Source
from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.verdict import OF_THE_PLAN, Check, Failure, Rule, judged
from pcb.domain.plan.model import PlanNature

OUTSIDE = "Hors procédure, aucun texte n’impose cet ordre : il est celui choisi pour ce plan."


def check_apart(read: Reading) -> Check:
    """A home loan kept and an excluded debt with a monthly amount get exactly it each month from their first, and less
    only to settle."""
    failures: list[Failure] = []
    for place, (debt, rank) in enumerate(zip(read.debts, read.ranks, strict=True)):
        if rank:
            continue
        asked = debt.contract_payment or 0
        for month in range(debt.starts_at, read.months + 1):
            if read.hand(place, month) is None:
                failures += _not_exactly(read, place, month, asked)
    return judged(Rule.APART, failures)


def check_by_hand(read: Reading) -> Check:
    """An amount fixed by the counsellor is paid each month of its period, and less only to settle."""
    failures: list[Failure] = []
    for place, hands in enumerate(read.hands):
        for hand in hands:
            for month in range(max(1, hand.first_month), min(hand.last_month, read.months) + 1):
                failures += _not_exactly(read, place, month, hand.amount)
    return judged(Rule.BY_HAND, failures)


def _not_exactly(read: Reading, place: int, month: int, asked: int) -> Iterator[Failure]:
    paid, due = read.payments[place][month - 1], read.due(place, month)
    wanted = min(asked, due)
    if paid != wanted:
        debt = read.debts[place]
        text = f"{read.when(month)}, {debt.creditor} : {Money(paid)} payés, {Money(wanted)} attendus."
        yield Failure(text, month, debt.id, paid - wanted)


def check_not_before(read: Reading) -> Check:
    """Nothing is paid on a debt before the first month in which it may be."""
    failures = []
    for debt, payments in zip(read.debts, read.payments, strict=True):
        for month, paid in enumerate(payments[: debt.starts_at - 1], 1):
            if paid:
                text = f"{debt.creditor} est payé au {read.when(month)}, avant le mois {debt.starts_at}."
                failures.append(Failure(text, month, debt.id, paid))
    return judged(Rule.NOT_BEFORE, failures)


def check_excluded(read: Reading) -> Check:
    """Debts outside the procedure are paid before those that it treats (L. 711-4, L. 711-5)."""
    return judged(Rule.EXCLUDED, list(_paid_too_early(read, 1)))


def check_landlord(read: Reading) -> Check:
    """Landlords are paid before the other creditors (L. 711-6)."""
    failures = list(_paid_too_early(read, 2))
    if read.request.nature is PlanNature.AMICABLE:
        return judged(Rule.LANDLORD, failures, OUTSIDE, Source(OF_THE_PLAN))
    return judged(Rule.LANDLORD, failures)


def _paid_too_early(read: Reading, rank: int) -> Iterator[Failure]:
    """Payments of a month to a later rank while a debt of ``rank`` whose time has come, and which is not paid by hand
    that month, still owes something at its end."""
    owing: dict[int, int] = {}
    for place in (p for p, found in enumerate(read.ranks) if found == rank):
        closings = read.closings[place]
        for month in range(read.debts[place].starts_at, read.months + 1):
            if closings[month - 1] and month not in owing and read.hand(place, month) is None:
                owing[month] = place
    for debt, found, payments in zip(read.debts, read.ranks, read.payments, strict=True):
        if found <= rank:
            continue
        for month, place in owing.items():
            if payments[month - 1]:
                first, paid = read.debts[place], payments[month - 1]
                text = (
                    f"{read.when(month)} : {Money(paid)} payés à {debt.creditor} alors que {first.creditor}, à payer "
                    f"avant, attend encore {Money(read.closings[place][month - 1])}."
                )
                yield Failure(text, month, debt.id, paid)


def check_minimum(read: Reading) -> Check:
    """No payment under the minimum, unless it settles its debt, is fixed by hand, or is a contract's."""
    least = read.request.minimum
    failures = []
    for place, payments in enumerate(read.payments):
        if not least or not read.ranks[place]:
            continue
        debt = read.debts[place]
        for month, paid in enumerate(payments, 1):
            if 0 < paid < least and read.closings[place][month - 1] and read.hand(place, month) is None:
                text = f"{read.when(month)}, {debt.creditor} : {Money(paid)}, sous le minimum de {Money(least)}."
                failures.append(Failure(text, month, debt.id, paid - least))
    return judged(Rule.MINIMUM, failures)
