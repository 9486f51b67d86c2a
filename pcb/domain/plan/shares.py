"""How a sum is shared among the debts of one class in one month. Whole cents: what is shared adds up again.

Two ways. *In proportion* of weights, by largest remainder; *in order*, each debt all that it can take before the next.
In both, a payment under the minimum is made only if it settles its debt. In order, so that nothing stays idle for it, a
debt that would be settled may leave a part of its last payment to the next month, if the next debt can then be paid the
minimum.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Claim(NamedTuple):
    """A debt that may be paid this month: its place in the request, all it owes, its weight, and the most it takes
    now (less than what it owes when its interest must wait)."""

    place: int
    due: int
    weight: int
    most: int


def in_proportion(claims: Sequence[Claim], available: int, minimum: int) -> dict[int, int]:
    """The amounts by place, in proportion of the weights: a share under the minimum is raised to it, and none is more
    than what is owed.

    Who is paid: all, if the minimum of each can be; otherwise the smallest debts, as many as can be.
    """
    waiting = sorted(claims, key=lambda claim: (claim.due, claim.place))
    served, needed = 0, 0
    for claim in waiting:
        needed += min(minimum, claim.due)
        if needed > available:
            break
        served += 1
    amounts = proportional(waiting[:served], available, minimum)
    return {claim.place: amount for claim, amount in zip(waiting, amounts, strict=False)}


def proportional(claims: Sequence[Claim], available: int, minimum: int = 0) -> list[int]:
    """Shares of ``available`` in proportion of the weights, between the minimum (or what is owed, if that is less) and
    what is owed, by largest remainder; ties go to the debt named first. All is shared, unless less is owed in all.

    The minimum of each must be available. Shares that leave their bounds are set there and the others share the rest;
    when both bounds are left, the side that moves more money is set first, since it decides whether the others do.
    """
    amounts = [0] * len(claims)
    open_, left = list(range(len(claims))), available
    while open_:
        whole = sum([claims[i].weight for i in open_])
        over = [i for i in open_ if left * claims[i].weight >= claims[i].due * whole]
        under = [i for i in open_ if left * claims[i].weight < min(minimum, claims[i].due) * whole]
        if not over and not under:
            break
        excess = sum([left * claims[i].weight - claims[i].due * whole for i in over])
        wanted = sum([min(minimum, claims[i].due) * whole - left * claims[i].weight for i in under])
        for i in over if excess >= wanted else ():
            amounts[i] = claims[i].due
        for i in under if wanted >= excess else ():
            amounts[i] = min(minimum, claims[i].due)
        left = available - sum(amounts)
        open_ = [i for i in open_ if not amounts[i]]
    given, rests = 0, []
    for i in open_:
        amounts[i], rest = divmod(left * claims[i].weight, whole)
        given += amounts[i]
        rests.append((-rest, claims[i].place, i))
    for _, _, i in sorted(rests)[: left - given if open_ else 0]:
        amounts[i] += 1
    return amounts


def in_order(claims: Sequence[Claim], available: int, minimum: int) -> dict[int, int]:
    """The amounts by place, each claim in turn taking the most it can. A debt may have two claims: its principal, then
    its interest further on."""
    amounts: dict[int, int] = {}
    dues = {claim.place: claim.due for claim in claims}
    left = available
    for claim in claims:
        if left <= 0:
            break
        before = amounts.get(claim.place, 0)
        amount = min(claim.most, left, claim.due - before)
        if before + amount >= min(minimum, claim.due):
            amounts[claim.place] = before + amount
            left -= amount
        elif left >= min(minimum, claim.due):  # its principal is under the minimum: some interest comes with it
            amounts[claim.place] = min(minimum, claim.due)
            left -= amounts[claim.place]
        else:
            left -= _lend(amounts, dues, claim, left, minimum)
    return amounts


def _lend(amounts: dict[int, int], dues: dict[int, int], claim: Claim, left: int, minimum: int) -> int:
    """Lets ``claim`` have the minimum although only ``left`` is left: the debt paid most among those that would be
    settled gives up what is missing, if it keeps the minimum itself. Returns how much of ``left`` was used."""
    wanted = min(minimum, claim.due)
    missing = wanted - left
    givers = [i for i, amount in amounts.items() if amount == dues[i] and amount - missing >= minimum]
    if not givers or claim.place in amounts:
        return 0
    giver = max(givers, key=lambda i: (amounts[i], -i))
    amounts[giver] -= missing
    amounts[claim.place] = wanted
    return left
