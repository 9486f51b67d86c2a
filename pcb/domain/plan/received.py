"""The plan that the household received from the commission, typed in from its letter, as the checker judges it."""

from __future__ import annotations

from pcb.domain.answers import Answer, known
from pcb.domain.case import Case
from pcb.domain.money import Money
from pcb.domain.plan.checks import TypedDebt, TypedPlan
from pcb.domain.plan.model import Palier, PlanNature
from pcb.domain.plan_notes import ReceivedDebt


def received_numbers(case: Case) -> tuple[str, ...]:
    """The numbers of the paliers of the letter, in order: those whose length or one amount was typed."""
    typed = {palier.id for palier in case.received_paliers}
    typed |= {amount.id.partition("-")[0] for amount in case.received_amounts}
    last = max((int(number) for number in typed if number.isdecimal()), default=0)
    return tuple(str(number) for number in range(1, last + 1))


def received_debts(case: Case) -> tuple[str, ...]:
    """The ids of the debts of the case that the letter is about: those of which an amount or a fact was typed."""
    typed = {debt.id for debt in case.received_debts}
    typed |= {amount.id.partition("-")[2] for amount in case.received_amounts}
    return tuple(debt.id for debt in case.debts if debt.id in typed)


def received_plan(case: Case) -> TypedPlan | None:
    """The plan as typed, in cents; ``None`` while nothing was. A palier without length lasts no month, which the
    checker names; an amount that was not typed is nothing paid."""
    numbers, names = received_numbers(case), received_debts(case)
    if not numbers or not names:
        return None
    months = {palier.id: known(palier.months) or 0 for palier in case.received_paliers}
    amounts = {amount.id: _cents(amount.amount) or 0 for amount in case.received_amounts}
    paliers, first = [], 1
    for number in numbers:
        paid = tuple(amounts.get(f"{number}-{name}", 0) for name in names)
        paliers.append(Palier(first, months.get(number, 0), paid))
        first += months.get(number, 0)
    letter = case.received
    return TypedPlan(
        debts=tuple(_debt(case, name) for name in names),
        paliers=tuple(paliers),
        nature=known(letter.nature) or PlanNature.IMPOSED,
        first_payment=known(letter.first_payment),
        decided_on=known(letter.decided_on),
        capacity=_cents(letter.capacity),
        months_used=known(letter.months_used),
        keeps_main_residence=known(letter.keeps_main_residence),
    )


def _debt(case: Case, name: str) -> TypedDebt:
    debt = next(debt for debt in case.debts if debt.id == name)
    told = next((found for found in case.received_debts if found.id == name), None) or ReceivedDebt(name)
    rate = known(told.rate)
    return TypedDebt(
        creditor=known(debt.creditor) or debt.kind.label,
        balance=_cents(told.balance),
        rate=None if rate is None else rate / 100,
        debt_class=known(told.debt_class),
        written_off=_cents(told.written_off),
        guarantor_paid=known(told.guarantor_paid),
    )


def _cents(amount: Answer[Money]) -> int | None:
    told = known(amount)
    return None if told is None else told.cents
