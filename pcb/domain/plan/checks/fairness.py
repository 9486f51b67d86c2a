"""Equal treatment: inside a rank, each debt gets its share to the cent, or its turn, by the rule that was chosen.

The share is found again from the amounts themselves: what the debts neither settled nor raised to the minimum receive
together, split by their weights. An amount may differ from its exact share by less than one cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import Imputation, SharingRule

_IN_TURN = (SharingRule.SMALLEST_FIRST, SharingRule.DEAREST_FIRST)


@dataclass(frozen=True, slots=True)
class Sharer:
    """A debt that shares in a month: its place, its weight, what it owes, what it gets, what would settle it, and the
    least that it may be paid."""

    place: int
    weight: int
    opening: int
    amount: int
    due: int
    least: int


def check_equal(read: Reading) -> Check:
    """The rule of sharing, at the first month of each palier; and inside a palier, where a debt begins to share."""
    failures: list[Failure] = []
    firsts = {palier.first_month for palier in read.plan.paliers}
    for month in sorted(firsts | _beginnings(read)):
        for rank in (1, 2, 3):
            sharers = _sharers(read, rank, month)
            # Excluded debts without a monthly amount always share in proportion of what they are owed.
            rule = SharingRule.PRO_RATA_BALANCES if rank == 1 else read.request.rule
            if not sharers:
                continue
            if rule is SharingRule.BY_HAND:
                failures += _nothing_else(read, month, sharers)
            elif rule in _IN_TURN:
                failures += _turns(read, month, sharers)
            elif month in firsts:
                failures += _unequal(read, month, sharers)
            else:
                failures += _forgotten(read, month, sharers)
    return judged(Rule.EQUAL, failures, read.request.rule.label)


def _beginnings(read: Reading) -> set[int]:
    """The months of the plan in which a debt begins, or is no longer paid by hand."""
    found = {debt.starts_at for debt in read.debts} | {hand.last_month + 1 for hand in read.request.by_hand}
    return {month for month in found if 1 <= month <= read.months}


def _forgotten(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    """A debt that begins inside a palier and gets nothing of what its rank is paid."""
    pot, weights = sum(s.amount for s in sharers), sum(s.weight for s in sharers)
    yield from _left_out(read, month, sharers)
    for one in sharers:
        if not one.amount and not read.request.minimum and pot * one.weight >= weights > 0:
            yield _wrong_share(read, month, one, Fraction(pot * one.weight, weights))


def _sharers(read: Reading, rank: int, month: int) -> list[Sharer]:
    """The debts of a rank that may share in that month: begun, not settled, not fixed by hand."""
    minimum = read.request.minimum
    by_payment = rank > 1 and read.request.rule is SharingRule.PRO_RATA_PAYMENTS
    found = []
    for place, (debt, its_rank) in enumerate(zip(read.debts, read.ranks, strict=True)):
        if its_rank != rank or debt.starts_at > month or read.hand(place, month) is not None:
            continue
        opening = read.opening(place, month)
        if not opening:
            continue
        due = read.due(place, month)
        weight = (debt.contract_payment or 0) if by_payment else opening
        found.append(Sharer(place, weight, opening, read.payments[place][month - 1], due, min(minimum, due)))
    return found


def _nothing_else(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    for one in sharers:
        if one.amount:
            text = f"{read.when(month)} : {_name(read, one)} est payé sans montant fixé par le conseiller."
            yield Failure(text, month, read.debts[one.place].id, one.amount)


def _name(read: Reading, one: Sharer) -> str:
    return read.debts[one.place].creditor


# Shares in proportion.


def _unequal(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    yield from _left_out(read, month, sharers)
    least = read.request.minimum
    settled = [s for s in sharers if s.amount == s.due]
    raised = [s for s in sharers if s.amount == least and s.amount != s.due and least]
    shared = [s for s in sharers if s.amount != s.due and not (least and s.amount in (0, least))]
    if shared:
        pot, weights = sum(s.amount for s in shared), sum(s.weight for s in shared)
        if not weights:
            yield from _without_weight(read, month, shared)
            return
        for one in shared:
            exact = Fraction(pot * one.weight, weights)
            if abs(one.amount - exact) >= 1:
                yield _wrong_share(read, month, one, exact)
        part = Fraction(pot, weights)
    else:
        part = _part_by_bounds(settled, raised)
    for one in settled:
        if one.due > least and one.due >= part * one.weight + 1:
            yield _wrong_share(read, month, one, part * one.weight)
    for one in raised:
        if part * one.weight >= one.amount + 1:
            yield _wrong_share(read, month, one, part * one.weight)


def _part_by_bounds(settled: list[Sharer], raised: list[Sharer]) -> Fraction:
    """Where nobody has a plain share: the largest part for one unit of weight that leaves those raised to the minimum
    under it; without any, no limit is set to what settles."""
    parts = [Fraction(s.amount + 1, s.weight) for s in raised if s.weight]
    if parts:
        return min(parts) - Fraction(1, 10**12)
    return max((Fraction(s.due, s.weight) for s in settled if s.weight), default=Fraction(0))


def _left_out(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    """With a minimum, a debt may wait; but only if what the others get above their own minimum could not serve it."""
    if not read.request.minimum:
        return
    spare = sum(s.amount - s.least for s in sharers if s.amount)
    for one in sharers:
        if not one.amount and one.weight and spare >= one.least:
            text = (
                f"{read.when(month)} : {_name(read, one)} ne reçoit rien, alors que les autres reçoivent "
                f"{Money(spare)} de plus que leur minimum."
            )
            yield Failure(text, month, read.debts[one.place].id, -one.least)


def _without_weight(read: Reading, month: int, shared: list[Sharer]) -> Iterator[Failure]:
    for one in shared:
        if one.amount:
            text = f"{read.when(month)} : la part de {_name(read, one)} ne repose sur aucune mensualité de contrat."
            yield Failure(text, month, read.debts[one.place].id, one.amount)


def _wrong_share(read: Reading, month: int, one: Sharer, exact: Fraction) -> Failure:
    share = Money(round(exact))
    text = f"{read.when(month)}, {_name(read, one)} : {Money(one.amount)} au lieu d’une part de {share}."
    return Failure(text, month, read.debts[one.place].id, one.amount - share.cents)


# One debt after the other.


def _turns(read: Reading, month: int, sharers: list[Sharer]) -> list[Failure]:
    """Each debt in its turn. With a minimum, so that nothing stays idle, one debt that would be settled may leave less
    than the minimum of its last payment to the next month, to let one other have its own minimum."""
    found = list(_out_of_turn(read, month, sharers))
    least, whole = read.request.minimum, read.paid[month - 1] == read.capacity[month - 1]
    if not (found and least and whole):
        return found
    for giver in sharers:
        for taker in sharers:
            lent = giver.due - giver.amount
            if giver.amount >= least and taker.amount == taker.least and 0 < lent < taker.least:
                as_if = {giver.place: giver.due, taker.place: 0}
                plain = [replace(s, amount=as_if.get(s.place, s.amount)) for s in sharers]
                if not list(_out_of_turn(read, month, plain)):
                    return []
    return found


def _out_of_turn(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    """A claim is paid only if each one before it is paid in full that month, or could not use what this one gets."""
    claims = _claims(read, month, sharers)
    for number, (turn, before, its, most) in enumerate(claims):
        if its >= most:
            continue
        later = sum(got for after, one, got, _ in claims[number + 1 :] if turn < after and one is not before)
        # What the claims after it get could have been its own: any of it if it is paid at all, else its least payment.
        if not later or (not before.amount and later < before.least):
            continue
        for after, one, got, _ in claims[number + 1 :]:
            if got and one is not before and turn < after:
                text = (
                    f"{read.when(month)} : {_name(read, one)} est payé avant {_name(read, before)}, dont c’est le tour."
                )
                yield Failure(text, month, read.debts[one.place].id, got)
        return


Turn = tuple[int, int, Fraction]


def _claims(read: Reading, month: int, sharers: list[Sharer]) -> list[tuple[Turn, Sharer, int, int]]:
    """The claims of a month in their turns: turn, debt, what it gets, what it could get. Equal turns may be exchanged.

    *Dearest first*, a debt paid on its principal first has two claims: its principal in its turn, then, after every
    principal that bears interest, its interest, which costs nothing to leave. A principal under the minimum takes some
    interest with it.
    """
    dearest = read.request.rule is SharingRule.DEAREST_FIRST
    found: list[tuple[Turn, Sharer, int, int]] = []
    for one in sharers:
        debt = read.debts[one.place]
        turn = _turn(read, one)
        apart = dearest and debt.imputation is Imputation.PRINCIPAL_FIRST and debt.id not in read.request.order
        if not apart:
            found.append((turn, one, one.amount, one.due))
            continue
        principal = read.principal(one.place, month) if debt.rate else 0
        principal = max(principal, one.least) if principal else 0
        on_principal = min(one.amount, principal)
        found.append((turn, one, on_principal, principal))
        found.append(((turn[0] + 1, *turn[1:]), one, one.amount - on_principal, one.due - principal))
    return sorted(found, key=lambda claim: claim[0])


def _turn(read: Reading, one: Sharer) -> Turn:
    """The counsellor's order first, then the rule: what is owed when the plan begins, or the rate."""
    order, debt = read.request.order, read.debts[one.place]
    if debt.id in order:
        return 0, order.index(debt.id), Fraction(0)
    smallest = read.request.rule is SharingRule.SMALLEST_FIRST
    return 1, 0, Fraction(read.start[one.place][0]) if smallest else -debt.rate
