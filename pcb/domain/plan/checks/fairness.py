"""Equal treatment: inside a rank, each debt gets its share to the cent, or its turn, by the rule that was chosen.

The share is found again from the amounts themselves: what the debts neither settled nor raised to the minimum receive
together, split by their weights. An amount may differ from its exact share by less than one cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pcb.domain.money import Money
from pcb.domain.plan.checks.in_turn import check_turns, places_in_queue
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.sharers import Sharer, name_of, sharers_of
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import SharingRule

_IN_TURN = (SharingRule.SMALLEST_FIRST, SharingRule.DEAREST_FIRST)


def check_equal(read: Reading) -> Check:
    """The rule of sharing, at the first month of each palier; and inside a palier, where a debt begins to share."""
    failures: list[Failure] = []
    queue = places_in_queue(read) if read.request.rule in _IN_TURN else []
    firsts = {palier.first_month for palier in read.plan.paliers}
    for month in sorted(firsts | _beginnings(read)):
        for rank in (1, 2, 3):
            sharers = sharers_of(read, rank, month)
            # Excluded debts without a monthly amount always share in proportion of what they are owed.
            rule = SharingRule.PRO_RATA_BALANCES if rank == 1 else read.request.rule
            if not sharers:
                continue
            if rule is SharingRule.BY_HAND:
                failures += _nothing_else(read, month, sharers)
            elif rule in _IN_TURN:
                failures += check_turns(read, month, sharers, queue)
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


def _nothing_else(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    for one in sharers:
        if one.amount:
            text = f"{read.when(month)} : {name_of(read, one)} est payé sans montant fixé par le conseiller."
            yield Failure(text, month, read.debts[one.place].id, one.amount)


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
    """With a minimum, a debt may wait; but only if what the others get above their own minimum could not serve it, and
    the largest wait."""
    if not read.request.minimum:
        return
    paid = [s for s in sharers if s.amount]
    spare = sum(s.amount - s.least for s in paid)
    for one in sharers:
        if one.amount or not one.weight:
            continue
        larger = next((s for s in paid if s.due > one.due), None)
        if spare >= one.least:
            reason = f"les autres reçoivent {Money(spare)} de plus que leur minimum"
        elif larger is not None:
            reason = f"{name_of(read, larger)}, à qui il est dû davantage, est payé"
        else:
            continue
        text = f"{read.when(month)} : {name_of(read, one)} ne reçoit rien, alors que {reason}."
        yield Failure(text, month, read.debts[one.place].id, -one.least)


def _without_weight(read: Reading, month: int, shared: list[Sharer]) -> Iterator[Failure]:
    for one in shared:
        if one.amount:
            text = f"{read.when(month)} : la part de {name_of(read, one)} ne repose sur aucune mensualité de contrat."
            yield Failure(text, month, read.debts[one.place].id, one.amount)


def _wrong_share(read: Reading, month: int, one: Sharer, exact: Fraction) -> Failure:
    share = Money(round(exact))
    text = f"{read.when(month)}, {name_of(read, one)} : {Money(one.amount)} au lieu d’une part de {share}."
    return Failure(text, month, read.debts[one.place].id, one.amount - share.cents)
