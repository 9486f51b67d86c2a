"""Who shares in a month: the debts of a rank that have begun, owe something, and are not paid by hand."""

from __future__ import annotations

from dataclasses import dataclass

from pcb.domain.plan.checks.reading import Reading
from pcb.domain.plan.model import SharingRule


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


def sharers_of(read: Reading, rank: int, month: int) -> list[Sharer]:
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


def name_of(read: Reading, one: Sharer) -> str:
    return read.debts[one.place].creditor
