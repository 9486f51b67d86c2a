"""Who is paid what in a month, and until when that holds.

The money of the month goes, in this order, to

1. the amounts fixed by hand, the excluded debts whose creditor asks an amount, the home loan kept: exactly so much;
2. the other excluded debts (L. 711-4, L. 711-5), all together, in proportion of what they are owed;
3. the landlords (L. 711-6), by the rule of the request;
4. the other debts, by the same rule;

each class only once the one before it is settled that month. Under *smallest first* and *dearest first* the order is
set once, on what is owed when the plan begins. Where payments go to principal first, *dearest first* pays in turn the
principals, dearest first, and only then the interest they have left, which costs nothing to leave.
"""

# DROIT : L. 711-6 place le bailleur avant les établissements de crédit, sans excepter le prêt de la résidence gardée.
# Payer ce prêt à son échéance évite la vente que L. 733-3 al. 2 veut éviter : il est tenu hors du partage.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from pcb.domain.money import Money
from pcb.domain.plan.model import DebtClass, Fault, HandAmount, Imputation, PlanRequest, SharingRule
from pcb.domain.plan.schedule import Position, Terms, due_date, monthly_rate, opening_position, terms_of
from pcb.domain.plan.shares import Claim, in_order, in_proportion
from pcb.domain.wording import french_date

_SHARED = (DebtClass.EXCLUDED, DebtClass.LANDLORD, DebtClass.ORDINARY)
_LONGEST = 10**6
BY_HAND = "les montants fixés à la main n’emploient pas toute la capacité."
MINIMUM = "ce qui reste est inférieur au versement minimum choisi."
NOT_STARTED = "des dettes ne commencent à être payées que plus tard."
FIXED = "les dettes qui restent sont payées d’un montant fixe."


class Turn(NamedTuple):
    """The payments of a month in the order of the debts, which hold until ``holds_until`` unless a debt comes to owe
    less; what they leave unused while a debt remains, and why. ``principal_only``: places of the debts of which only
    the principal is paid for now."""

    amounts: tuple[int, ...]
    holds_until: int
    unused: int
    why: str
    principal_only: frozenset[int]


@dataclass(slots=True)
class Ledger:
    """A plan being built. ``positions`` change from month to month, the rest does not. ``turns_at``: the months in
    which something known beforehand changes. ``queue`` is the rank of each debt under the two « first » rules."""

    request: PlanRequest
    positions: list[Position]
    terms: list[Terms]
    queue: list[int]
    hands: tuple[tuple[HandAmount, ...], ...]
    turns_at: tuple[int, ...]


def open_ledger(request: PlanRequest) -> Ledger:
    """The ledger before the first month."""
    positions = [opening_position(debt) for debt in request.debts]
    changes = {step.first_month for step in request.capacity}
    changes |= {debt.starts_at for debt in request.debts}
    for hand in request.by_hand:
        changes |= {hand.first_month, hand.last_month + 1}
    hands = tuple(tuple(hand for hand in request.by_hand if hand.debt == debt.id) for debt in request.debts)
    terms = [terms_of(debt, request.rounding) for debt in request.debts]
    return Ledger(request, positions, terms, _queue(request, positions), hands, tuple(sorted(changes)))


def _queue(request: PlanRequest, positions: Sequence[Position]) -> list[int]:
    chosen = {name: rank for rank, name in enumerate(request.order)}
    dearest = request.rule is SharingRule.DEAREST_FIRST

    def key(i: int) -> tuple[int, Fraction | int, int, int]:
        debt = request.debts[i]
        cost = monthly_rate(debt.rate, debt.compounding) if dearest else 0
        return chosen.get(debt.id, len(chosen)), -cost, positions[i].owed, i

    places = sorted(range(len(positions)), key=key)
    ranks = [0] * len(places)
    for rank, place in enumerate(places):
        ranks[place] = rank
    return ranks


def capacity_of(request: PlanRequest, month: int) -> int:
    """The capacity of that month, in cents."""
    return next(step.amount for step in reversed(request.capacity) if step.first_month <= month)


def turn(ledger: Ledger, month: int) -> Turn | Fault:
    """The payments of that month; a fault when the fixed amounts are more than its capacity."""
    request, positions = ledger.request, ledger.positions
    left = capacity_of(request, month)
    dues = [p.owed + ledger.terms[i].interest(p.principal) if p.owed else 0 for i, p in enumerate(positions)]
    amounts = [0] * len(dues)
    fixed = [_fixed(ledger, i, month) for i in range(len(dues))]
    for i, asked in enumerate(fixed):
        if asked is not None:
            amounts[i] = min(asked, dues[i])
            if amounts[i] > left:
                return _over(ledger, i, month, amounts[i], left)
            left -= amounts[i]
    split: set[int] = set()
    for debt_class in _SHARED:
        members = [
            i
            for i, debt in enumerate(request.debts)
            if debt.debt_class is debt_class and dues[i] and fixed[i] is None and debt.starts_at <= month
        ]
        if not members:
            continue
        shared = _shared(ledger, members, dues, left, split)
        for i, amount in shared.items():
            amounts[i] = amount
            left -= amount
        if left <= 0 or any(amounts[i] < dues[i] for i in members):
            break
    why = _why(ledger, month, amounts, dues, fixed) if left else ""
    until = next((change for change in ledger.turns_at if change > month), _LONGEST) - 1
    return Turn(tuple(amounts), until, left if why else 0, why, frozenset(split))


def _fixed(ledger: Ledger, i: int, month: int) -> int | None:
    """The amount that this debt is to get whatever the others get; None when it shares."""
    for hand in ledger.hands[i]:
        if hand.first_month <= month <= hand.last_month:
            return hand.amount
    debt = ledger.request.debts[i]
    if debt.starts_at > month or debt.debt_class not in (DebtClass.EXCLUDED, DebtClass.HOME_LOAN):
        return None
    return debt.contract_payment


def _over(ledger: Ledger, i: int, month: int, asked: int, left: int) -> Fault:
    request = ledger.request
    debt, day = request.debts[i], due_date(request.start, month, request.day_of_month)
    text = (
        f"Mois {month} ({french_date(day)}) : « {debt.creditor} » demande {Money(asked)} et il reste {Money(left)} "
        f"d’une capacité de {Money(capacity_of(request, month))}."
    )
    return Fault("above_capacity", text, "C. conso. art. L. 731-1, L. 731-2", debt.id, month)


def _shared(ledger: Ledger, members: list[int], dues: list[int], left: int, split: set[int]) -> dict[int, int]:
    """What the debts of one class get of ``left``. ``split`` receives those of which only the principal is paid."""
    request, positions = ledger.request, ledger.positions
    of_class = request.debts[members[0]].debt_class
    rule = SharingRule.PRO_RATA_BALANCES if of_class is DebtClass.EXCLUDED else request.rule
    if rule is SharingRule.BY_HAND:
        return {}
    if rule is SharingRule.PRO_RATA_BALANCES:
        claims = [Claim(i, dues[i], positions[i].owed, dues[i]) for i in members]
        return in_proportion(claims, left, request.minimum)
    if rule is SharingRule.PRO_RATA_PAYMENTS:
        claims = [Claim(i, dues[i], request.debts[i].contract_payment or 0, dues[i]) for i in members]
        return in_proportion(claims, left, request.minimum)
    members = sorted(members, key=ledger.queue.__getitem__)
    if rule is SharingRule.SMALLEST_FIRST:
        return in_order([Claim(i, dues[i], 1, dues[i]) for i in members], left, request.minimum)
    return in_order(_dearest_first(ledger, members, dues, split), left, request.minimum)


def _dearest_first(ledger: Ledger, members: list[int], dues: list[int], split: set[int]) -> list[Claim]:
    """The claims of a class, what costs most first. Where payments go to principal first, the interest of a debt waits
    until the principals that bear some are paid."""
    request, positions = ledger.request, ledger.positions
    now, later = [], []
    for i in members:
        debt, principal = request.debts[i], positions[i].principal
        if debt.id in request.order or debt.imputation is Imputation.INTEREST_FIRST:
            now.append(Claim(i, dues[i], 1, dues[i]))
        elif not debt.rate or not principal:
            later.append(Claim(i, dues[i], 1, dues[i]))
        else:
            now.append(Claim(i, dues[i], 1, principal))
            later.append(Claim(i, dues[i], 1, dues[i] - principal))
    if len([claim for claim in now if claim.most]) > 1:
        split.update(claim.place for claim in now if claim.most < claim.due)
    return now + later


def _why(ledger: Ledger, month: int, amounts: list[int], dues: list[int], fixed: list[int | None]) -> str:
    """Why money stays unused while a debt remains; empty when none remains."""
    remaining = [i for i, amount in enumerate(amounts) if amount < dues[i]]
    debts, rule = ledger.request.debts, ledger.request.rule
    sharing = [i for i in remaining if fixed[i] is None and debts[i].starts_at <= month]
    if sharing and rule is SharingRule.BY_HAND and debts[sharing[0]].debt_class is not DebtClass.EXCLUDED:
        return BY_HAND
    if sharing:
        return MINIMUM
    if any(debts[i].starts_at > month for i in remaining):
        return NOT_STARTED
    return FIXED if remaining else ""
