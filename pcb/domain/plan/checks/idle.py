"""Nothing idle: while a debt may be paid, the whole capacity is used, and a plan does not stop before its time."""

from __future__ import annotations

from collections.abc import Iterator

from pcb.domain.money import Money
from pcb.domain.plan.checks.reading import Reading, capacity_by_month, legal_months
from pcb.domain.plan.checks.verdict import Check, Failure, Rule, judged
from pcb.domain.plan.model import LONGEST_MONTHS, SharingRule


def check_idle(read: Reading) -> Check:
    """What the capacity leaves is told in ``unused`` to the cent, and no debt could have used it."""
    told = [0] * read.months
    failures = []
    for item in read.plan.unused:
        if not item.why or item.amount <= 0 or not 1 <= item.first_month <= item.last_month <= read.months:
            failures.append(Failure("Une somme dite inutilisée n’a ni mois, ni montant, ni raison.", item.first_month))
            continue
        for month in range(item.first_month, item.last_month + 1):
            told[month - 1] += item.amount
    for month in range(1, read.months + 1):
        idle = max(0, read.capacity[month - 1] - read.paid[month - 1])
        failures += _month(read, month, idle, told[month - 1])
    failures += _stops_too_early(read)
    return judged(Rule.IDLE, failures)


def _month(read: Reading, month: int, idle: int, told: int) -> Iterator[Failure]:
    if not idle and not told:
        return
    remains = [place for place, closings in enumerate(read.closings) if closings[month - 1]]
    begun = [place for place in remains if read.debts[place].starts_at <= month]
    user = next(_users(read, month, idle, begun), None) if idle else None
    if user is not None:
        debt = read.debts[user]
        text = f"{read.when(month)} : {Money(idle)} inutilisés alors que {debt.creditor} attend."
        yield Failure(text, month, debt.id, idle)
    elif told != idle and (begun or told):
        text = f"{read.when(month)} : {Money(idle)} inutilisés, le plan en dit {Money(told)}."
        yield Failure(text, month, None, told - idle)
    elif told and not remains:
        yield Failure(
            f"{read.when(month)} : plus aucune dette n’attend, rien n’est à dire inutilisé.", month, None, told
        )


def _users(read: Reading, month: int, idle: int, begun: list[int]) -> Iterator[int]:
    """The debts that could have used the idle money: those that share, of the first rank that still owes."""
    request, legal = read.request, legal_months(read.request)
    if legal is not None and month > legal and not _all_repaid(read):
        return
    free = [p for p in begun if _shares(read, p, month)]
    first = min((read.ranks[place] for place in free), default=None)
    for place in free:
        if read.ranks[place] != first:
            continue
        if read.payments[place][month - 1] or idle >= min(request.minimum, read.closings[place][month - 1]):
            yield place


def _shares(read: Reading, place: int, month: int) -> bool:
    """The debt takes what is left in that month: neither apart nor by hand, and not under a rule where only hands give
    (excluded debts always share)."""
    rank = read.ranks[place]
    return rank > 0 and read.hand(place, month) is None and (rank == 1 or read.request.rule is not SharingRule.BY_HAND)


def _all_repaid(read: Reading) -> bool:
    return all(not closings[-1] for closings in read.closings)


def _stops_too_early(read: Reading) -> Iterator[Failure]:
    """A debt is left unpaid while months and capacity remain for it."""
    request, legal = read.request, legal_months(read.request)
    may_last = LONGEST_MONTHS if legal is None else legal
    if request.length is not None:
        may_last = min(may_last, request.length)
    if read.months >= may_last:
        return
    left = [read.closings[p][-1] if read.months else read.start[p][0] for p in range(len(read.debts))]
    if not any(left):
        return
    capacity = capacity_by_month(request.capacity, may_last)
    for month in range(read.months + 1, may_last + 1):
        user = _payable(read, month, left, capacity[month - 1])
        if user is not None:
            debt = read.debts[user]
            text = f"Le plan s’arrête au mois {read.months} alors que {debt.creditor} peut encore être payé."
            yield Failure(text, read.months + 1, debt.id, left[user])
            return


def _payable(read: Reading, month: int, left: list[int], capacity: int) -> int | None:
    """A debt that could be paid in a month after the end: apart, by hand, or by sharing what those leave."""
    request = read.request
    begun = [p for p, owed in enumerate(left) if owed and read.debts[p].starts_at <= month]
    fixed = {}
    for place in begun:
        asked = read.hand(place, month)
        if asked is None and not read.ranks[place]:
            asked = read.debts[place].contract_payment
        if asked is not None:
            fixed[place] = min(asked, left[place])
    for place, asked in fixed.items():
        if 0 < asked <= capacity:
            return place
    spare = capacity - sum(fixed.values())
    free = [p for p in begun if p not in fixed and _shares(read, p, month)]
    first = min((read.ranks[p] for p in free), default=None)
    return next(
        (p for p in free if read.ranks[p] == first and spare >= max(1, min(request.minimum, left[p]))),
        None,
    )
