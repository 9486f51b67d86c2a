"""One debt after the other: each in its turn, by the counsellor's order, then by size or by rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from pcb.domain.plan.checks.ledger import monthly
from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.checks.sharers import Sharer, name_of
from pcb.domain.plan.checks.verdict import Failure
from pcb.domain.plan.model import Imputation, SharingRule


class Claim(NamedTuple):
    """A part of a debt that has its own turn: what it gets in the month, and the most it could get. Equal turns may be
    exchanged."""

    turn: tuple[int, int]
    one: Sharer
    got: int
    most: int


def places_in_queue(read: Reading) -> list[int]:
    """The turn of each debt: the counsellor's order, then what is owed when the plan begins, or the rate of a month
    (dearest, then smallest). Debts that nothing tells apart have the same."""
    order, dearest = read.request.order, read.request.rule is SharingRule.DEAREST_FIRST

    def key(place: int) -> tuple[int, Fraction, int]:
        debt = read.debts[place]
        if debt.id in order:
            return order.index(debt.id), Fraction(0), 0
        cost = -monthly(debt.rate, debt.compounding) if dearest else Fraction(0)
        return len(order), cost, read.start[place][0]

    keys = [key(place) for place in range(len(read.debts))]
    ranks = {found: rank for rank, found in enumerate(sorted(set(keys)))}
    return [ranks[found] for found in keys]


def check_turns(read: Reading, month: int, sharers: list[Sharer], queue: list[int]) -> list[Failure]:
    """Each debt in its turn. With a minimum, so that nothing stays idle, one debt that would be settled may leave less
    than the minimum of its last payment to the next month, to let one other have its own minimum."""
    found = list(_out_of_turn(read, month, sharers, queue))
    least, whole = read.request.minimum, read.paid[month - 1] == read.capacity[month - 1]
    if not (found and least and whole):
        return found
    for giver in sharers:
        for taker in sharers:
            lent = giver.due - giver.amount
            if giver.amount >= least and taker.amount == taker.least and 0 < lent < taker.least:
                as_if = {giver.place: giver.due, taker.place: 0}
                plain = [replace(s, amount=as_if.get(s.place, s.amount)) for s in sharers]
                if not list(_out_of_turn(read, month, plain, queue)):
                    return []
    return found


def _out_of_turn(read: Reading, month: int, sharers: list[Sharer], queue: list[int]) -> Iterator[Failure]:
    """A claim is paid only if each one before it is paid in full that month, or could not use what those after it get:
    any of it if it is paid at all, else its least payment."""
    claims = _claims(read, month, sharers, queue)
    after = sum([claim.got for claim in claims])
    passed = 0
    for number, claim in enumerate(claims):
        if number and claims[number - 1].turn != claim.turn:
            after, passed = after - passed, 0
        passed += claim.got
        if claim.got >= claim.most or not after:
            continue
        later = [c for c in claims[number + 1 :] if c.got and c.turn > claim.turn and c.one is not claim.one]
        if later and (claim.one.amount or sum(c.got for c in later) >= claim.one.least):
            for wrong in later:
                names = f"{name_of(read, wrong.one)} est payé avant {name_of(read, claim.one)}"
                text = f"{read.when(month)} : {names}, dont c’est le tour."
                yield Failure(text, month, read.debts[wrong.one.place].id, wrong.got)
            return


def _claims(read: Reading, month: int, sharers: list[Sharer], queue: list[int]) -> list[Claim]:
    """The claims of a month in their turns.

    *Dearest first*, a debt paid on its principal first has two claims: its principal in its turn, then, after every
    principal that bears interest, its interest, which costs nothing to leave. A principal under the minimum takes some
    interest with it.
    """
    dearest = read.request.rule is SharingRule.DEAREST_FIRST
    found: list[Claim] = []
    for one in sharers:
        debt, rank = read.debts[one.place], queue[one.place]
        apart = dearest and debt.imputation is Imputation.PRINCIPAL_FIRST and debt.id not in read.request.order
        if not apart:
            found.append(Claim((0, rank), one, one.amount, one.due))
            continue
        principal = read.principal(one.place, month) if debt.rate else 0
        principal = max(principal, one.least) if principal else 0
        on_principal = min(one.amount, principal)
        if principal:
            found.append(Claim((0, rank), one, on_principal, principal))
        found.append(Claim((1, rank), one, one.amount - on_principal, one.due - principal))
    found.sort(key=lambda claim: claim.turn)
    return found
