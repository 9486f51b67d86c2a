"""Equal treatment: inside a rank, each debt gets its share to the cent, or its turn, by the rule that was chosen.

The share is found again from the amounts themselves: what the debts neither settled nor raised to the minimum receive
together, split by their weights. An amount may differ from its exact share by less than one cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import SharingRule

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
    rule = read.request.rule
    failures: list[Failure] = []
    firsts = {palier.first_month for palier in read.plan.paliers}
    for month in sorted(firsts | _beginnings(read)):
        for rank in (1, 2, 3):
            sharers = _sharers(read, rank, month)
            if not sharers:
                continue
            if rule is SharingRule.BY_HAND:
                failures += _nothing_else(read, month, sharers)
            elif rule in _IN_TURN:
                failures += _out_of_turn(read, month, sharers)
            elif month in firsts:
                failures += _unequal(read, month, sharers)
            else:
                failures += _forgotten(read, month, sharers)
    return judged(Rule.EQUAL, failures, rule.label)


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
    minimum, by_payment = read.request.minimum, read.request.rule is SharingRule.PRO_RATA_PAYMENTS
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


def _out_of_turn(read: Reading, month: int, sharers: list[Sharer]) -> Iterator[Failure]:
    """A debt is paid only if each one before it is settled that month, or could not use what this one gets."""
    in_order = sorted(sharers, key=lambda s: _turn(read, s))
    for number, one in enumerate(in_order):
        if not one.amount:
            continue
        for before in in_order[:number]:
            same = _turn(read, before)[:2] == _turn(read, one)[:2]
            could_use = before.amount > 0 or one.amount >= before.least
            if before.amount < before.due and could_use and not same:
                text = (
                    f"{read.when(month)} : {_name(read, one)} est payé avant {_name(read, before)}, dont c’est le tour."
                )
                yield Failure(text, month, read.debts[one.place].id, one.amount)
                break


def _turn(read: Reading, one: Sharer) -> tuple[int, Fraction, int]:
    """The counsellor's order first, then the rule; the place in the list only makes the order stable."""
    order, debt = read.request.order, read.debts[one.place]
    chosen = order.index(debt.id) if debt.id in order else len(order)
    smallest = read.request.rule is SharingRule.SMALLEST_FIRST
    by_rule = Fraction(one.opening) if smallest else -debt.rate
    return chosen, by_rule if chosen == len(order) else Fraction(0), one.place
