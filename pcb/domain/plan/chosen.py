"""What the counsellor chose for the plan of a case, put over what the case and the law say.

Nothing that is chosen is corrected: an amount above the capacity is taken as it is, and named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.faults import CAPACITY
from pcb.domain.plan.model import LONGEST_MONTHS, CapacityStep, Fault, HandAmount, PlanDebt, PlanNature, PlanRequest
from pcb.domain.plan.request import Basis, PlanChoices, RateBasis, keeps_home, months_used
from pcb.domain.plan.schedule import due_date
from pcb.domain.plan_notes import DebtChoices
from pcb.domain.wording import french_date

MONTHLY = "Montant choisi par le conseiller"


def settings_of(case: Case) -> PlanChoices:
    """The choices that decide what the plan rests on: in what frame it stands, from when, and so at which rates.

    In an amicable plan no creditor is bound to give up its interest: the rates are those of the contracts.
    """
    nature = known(case.plan.nature) or PlanNature.IMPOSED
    rates = RateBasis.CONTRACT if nature is PlanNature.AMICABLE else RateBasis.ZERO
    return PlanChoices(nature=nature, rates=rates, start=known(case.plan.start))


def base_request(case: Case, day: date, basis: Basis) -> PlanRequest:
    """What the case and the law ask of the plan. Without a capacity its steps are empty, which is a fault, never 0."""
    if basis.request is not None:
        return basis.request
    settings = settings_of(case)
    return PlanRequest(
        start=settings.start or day + relativedelta(months=1),
        decided_on=day,
        debts=tuple(line.debt for line in basis.lines if line.debt is not None),
        capacity=(),
        nature=settings.nature,
        months_used=months_used(case),
        keeps_main_residence=keeps_home(case),
    )


def with_choices(request: PlanRequest, case: Case) -> PlanRequest:
    """The request with the choices of the case over it. What is chosen for a debt that is not in it counts for nothing.

    The monthly amount replaces the capacity. One that month 1 can bear follows the later falls of the capacity; one
    that it cannot is kept for the whole plan, and :func:`above_capacity` says what it exceeds.
    """
    chosen = case.plan
    terms = {choices.id: choices for choices in case.plan_debts}
    debts = tuple(_debt(debt, terms.get(debt.id)) for debt in request.debts)
    known_ids = {debt.id for debt in debts}
    ranked = sorted((rank, c.id) for c in case.plan_debts if (rank := known(c.rank)) is not None)
    minimum = known(chosen.minimum)
    return replace(
        request,
        # Outside any procedure nobody decides: the day of the law is that of the first payment, when it is sooner.
        decided_on=min(request.decided_on, request.start)
        if request.nature is PlanNature.AMICABLE
        else request.decided_on,
        debts=debts,
        capacity=_capacity(request, known(chosen.monthly)),
        rule=known(chosen.rule) or request.rule,
        minimum=request.minimum if minimum is None else minimum.cents,
        length=known(chosen.length),
        order=tuple(name for _, name in ranked if name in known_ids),
        by_hand=tuple(_by_hand(case.plan_debts, known_ids)),
        day_of_month=known(chosen.day_of_month),
    )


def above_capacity(bare: PlanRequest, case: Case) -> tuple[Fault, ...]:
    """The months in which the amount chosen exceeds the capacité of the case: one fault for each step of it.

    ``bare`` is the request before the choices. Where the capacité is not known, that too is a fault.
    """
    monthly = known(case.plan.monthly)
    if monthly is None:
        return ()
    if not bare.capacity:
        text = f"La capacité de remboursement n’est pas connue : rien ne dit si {monthly} par mois la dépassent."
        return (Fault("capacity_unknown", text, CAPACITY),)
    if monthly.cents <= bare.capacity[0].amount:
        return ()
    day_of_month = known(case.plan.day_of_month)
    return tuple(
        Fault(
            "monthly_above_capacity",
            f"Mois {step.first_month} ({french_date(due_date(bare.start, step.first_month, day_of_month))}) : "
            f"{monthly} choisis pour une capacité de {Money(step.amount)}, soit "
            f"{monthly - Money(step.amount)} de trop.",
            CAPACITY,
            month=step.first_month,
        )
        for step in bare.capacity
        if monthly.cents > step.amount
    )


def _capacity(request: PlanRequest, monthly: Money | None) -> tuple[CapacityStep, ...]:
    if monthly is None:
        return request.capacity
    if not request.capacity or monthly.cents > request.capacity[0].amount:
        return (CapacityStep(1, monthly.cents, MONTHLY),)
    steps = [
        replace(step, amount=monthly.cents, reason=MONTHLY) if step.amount >= monthly.cents else step
        for step in request.capacity
    ]
    kept = [step for n, step in enumerate(steps) if not n or step.amount != steps[n - 1].amount]
    return tuple(kept)


def _debt(debt: PlanDebt, chosen: DebtChoices | None) -> PlanDebt:
    if chosen is None:
        return debt
    rate = known(chosen.rate)
    return replace(
        debt,
        rate=debt.rate if rate is None else Fraction(rate) / 100,
        starts_at=known(chosen.starts_at) or debt.starts_at,
    )


def _by_hand(choices: tuple[DebtChoices, ...], known_ids: set[str]) -> Iterator[HandAmount]:
    for chosen in choices:
        amount = known(chosen.amount)
        if amount is not None and chosen.id in known_ids:
            first = known(chosen.from_month) or known(chosen.starts_at) or 1
            yield HandAmount(chosen.id, first, known(chosen.to_month) or LONGEST_MONTHS, amount.cents)
