"""Paliers (C. conso. art. L. 733-1): builds a plan, consecutive periods in each of which every debt is paid the same.

A palier lasts as long as its amounts hold: until the capacity or an amount by hand changes, a debt begins, or a debt
comes to owe less than its amount. So a palier begins only where an amount must change, and all the money of a month is
used. Who is paid what in a month is in :mod:`pcb.domain.plan.turns`; why this loses nothing is in
``docs/decisions/0013-the-plan.md``.
"""

from __future__ import annotations

from pcb.domain.plan.faults import LENGTH, NO_CAPACITY, faults_of, months_allowed
from pcb.domain.plan.model import (
    LONGEST_MONTHS,
    DebtClass,
    Fault,
    NoPlan,
    Palier,
    Plan,
    PlanNature,
    PlanRequest,
    ScheduleRow,
    Unused,
)
from pcb.domain.plan.schedule import paid_constantly, position_after
from pcb.domain.plan.turns import Ledger, Turn, open_ledger, turn

_NEVER_WRITTEN_OFF = (DebtClass.EXCLUDED, DebtClass.HOME_LOAN)


def build(request: PlanRequest) -> Plan | NoPlan:
    """The plan of that request, or every reason why there is none."""
    faults = faults_of(request)
    if faults:
        return NoPlan(request, faults)
    allowed = months_allowed(request)
    within = _built(request, min(allowed, request.length or allowed)) if allowed else None
    may_be_longer = request.keeps_main_residence and request.nature is not PlanNature.AMICABLE
    asked_longer = request.length is not None and request.length > allowed
    if not may_be_longer or not (asked_longer or within is None or _writes_off(within)):
        return within or NoPlan(request, (_no_month_left(),))
    # L. 733-3 al. 2: longer than the months that remain, provided that every debt is then repaid.
    longer = _built(request, request.length or LONGEST_MONTHS)
    if isinstance(longer, Plan) and (not longer.left or longer.months <= allowed):
        return longer
    if asked_longer:
        return longer if isinstance(longer, NoPlan) else NoPlan(request, (_repays_too_little(longer, allowed),))
    return within or NoPlan(request, (_no_month_left(),))


def _writes_off(found: Plan | NoPlan) -> bool:
    return isinstance(found, NoPlan) or any(found.effacement)


def _no_month_left() -> Fault:
    return Fault(
        "no_month_left", "Il ne reste aucun mois de mesures, et un plan plus long ne rembourse pas tout.", LENGTH
    )


def _repays_too_little(plan: Plan, allowed: int) -> Fault:
    text = (
        f"{plan.months} mois dépassent les {allowed} possibles et ne remboursent pas toutes les dettes : pour "
        "conserver la résidence principale, un plan plus long doit tout rembourser."
    )
    return Fault("too_long", text, "C. conso. art. L. 733-3 al. 2")


def _built(request: PlanRequest, horizon: int) -> Plan | NoPlan:
    """The plan over ``horizon`` months at most; it ends sooner when all is paid or nothing can be paid any more."""
    ledger = open_ledger(request)
    rows: tuple[list[ScheduleRow], ...] = tuple([] for _ in request.debts)
    paliers: list[Palier] = []
    unused: list[Unused] = []
    month = 1
    while month <= horizon and any(position.owed for position in ledger.positions):
        now = turn(ledger, month)
        if isinstance(now, Fault):
            return NoPlan(request, (now,))
        found, months = _lasting(ledger, now, min(now.holds_until, horizon) - month + 1)
        for i, more in enumerate(found):
            rows[i].extend(more if len(more) == months else more[:months])
            ledger.positions[i] = position_after(rows[i][-1])
        _extend(paliers, Palier(month, months, now.amounts))
        if now.unused:
            _leave(unused, Unused(month, month + months - 1, now.unused, now.why))
        month += months
    while paliers and not paliers[-1].total:
        paliers.pop()
    if not paliers:
        return NoPlan(request, (_nothing_paid(request, unused),))
    return _plan(request, tuple(paliers), rows, unused)


def _lasting(ledger: Ledger, now: Turn, most: int) -> tuple[list[list[ScheduleRow]], int]:
    """The rows of each debt while the amounts of that turn hold, and for how many months (``most`` at most)."""
    amounts, positions, terms = now.amounts, ledger.positions, ledger.terms
    # Those that end first are run first: the others are then not run for nothing.
    paid = sorted((positions[i].owed // amount, i) for i, amount in enumerate(amounts) if amount)
    found: list[list[ScheduleRow]] = [[] for _ in amounts]
    for _, i in paid:
        found[i] = paid_constantly(positions[i], terms[i], amounts[i], most)
        most = len(found[i])
        if i in now.principal_only:
            most = next((n for n, row in enumerate(found[i]) if n and row.interest_part), most)
    for i, amount in enumerate(amounts):
        if not amount:
            found[i] = paid_constantly(positions[i], terms[i], 0, most)
    return found, most


def _extend(paliers: list[Palier], new: Palier) -> None:
    if paliers and paliers[-1].amounts == new.amounts:
        new = Palier(paliers[-1].first_month, paliers[-1].months + new.months, new.amounts)
        paliers.pop()
    paliers.append(new)


def _leave(unused: list[Unused], new: Unused) -> None:
    last = unused[-1] if unused else None
    if last is not None and (last.last_month, last.amount, last.why) == (new.first_month - 1, new.amount, new.why):
        new = Unused(last.first_month, new.last_month, new.amount, new.why)
        unused.pop()
    unused.append(new)


def _nothing_paid(request: PlanRequest, unused: list[Unused]) -> Fault:
    why = unused[0].why if unused else "la capacité est nulle tant que le plan peut durer."
    return Fault("nothing_paid", f"Aucune dette ne peut être payée : {why}", NO_CAPACITY)


def _plan(
    request: PlanRequest, paliers: tuple[Palier, ...], rows: tuple[list[ScheduleRow], ...], unused: list[Unused]
) -> Plan:
    months = paliers[-1].last_month
    schedules = tuple([tuple(found[:months]) for found in rows])
    effacement, remains = [], []
    for debt, found in zip(request.debts, schedules, strict=True):
        left, kept = found[-1].closing, debt.debt_class in _NEVER_WRITTEN_OFF or debt.guarantor_paid
        effacement.append(0 if kept else left)
        remains.append(left if kept else 0)
    still = tuple([item for item in unused if item.first_month <= months])
    return Plan(request, paliers, schedules, tuple(effacement), tuple(remains), still)
