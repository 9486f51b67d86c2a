"""Who must be paid, how much, until when; who must not be paid now; what nothing decides yet.

What nobody decided is never invented. The law forbids a payment only where it is certain (:func:`forbidden`), the
counsellor's choice does the rest.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case, Debt, Expense
from pcb.domain.income import filers
from pcb.domain.law.reading import rule
from pcb.domain.money import Money
from pcb.domain.month import days_of
from pcb.domain.monthly import monthly_debts
from pcb.domain.recevabilite import EXCLUDED
from pcb.domain.take_home.naming import nature_of
from pcb.domain.take_home.plan_due import due_by_plan
from pcb.domain.take_home.snapshot import NotNow, Said, ToPay
from pcb.domain.take_home.words import NET_RENT
from pcb.domain.take_home_notes import PayChoice
from pcb.domain.vocabulary.budget import ExpenseKind, Period
from pcb.domain.vocabulary.debts import DebtKind, ProceedingKind
from pcb.domain.vocabulary.take_home import PayNow

_K = ExpenseKind
WHY_PAID: dict[ExpenseKind, str] = {
    **dict.fromkeys((_K.RENT, _K.RENTAL_CHARGES, _K.COPROPRIETE, _K.RETIREMENT_HOME, _K.HOME_INSURANCE), "pay.housing"),
    **dict.fromkeys((_K.HEATING, _K.ELECTRICITY, _K.WATER), "pay.energy"),
    **dict.fromkeys((_K.CHILDCARE, _K.CANTEEN, _K.SCHOOLING), "pay.children"),
    **dict.fromkeys((_K.ALIMONY_PAID, _K.PRESTATION_COMPENSATOIRE), "pay.alimony"),
}
"""The charges that are to be paid even when their day is not known. The others are when it is."""
FOOD = frozenset({_K.FOOD, _K.HYGIENE, _K.HOUSEHOLD_PRODUCTS})
LEISURE = frozenset({_K.LEISURE, _K.TOBACCO, _K.PETS, _K.CLOTHING, _K.OTHER})
"""Spending that nobody is owed: it is in the budget, it is no payment."""


@dataclass(frozen=True, slots=True)
class Payments:
    """``paid`` and ``left`` name each by the id of the charge or of the debt. ``undecided`` are the debts of which
    neither the law nor the counsellor says whether they are paid now; ``beside`` the ids whose choice « À payer »,
    given without a reason, the law does not follow."""

    paid: tuple[tuple[str, ToPay], ...]
    left: tuple[tuple[str, NotNow], ...]
    undecided: tuple[Debt, ...]
    beside: tuple[str, ...] = ()

    @property
    def to_pay(self) -> tuple[ToPay, ...]:
        return tuple(one for _, one in self.paid)

    @property
    def not_now(self) -> tuple[NotNow, ...]:
        return tuple(one for _, one in self.left)


def payments(case: Case, day: date, net_rents: Mapping[str, Money]) -> Payments:
    """The payments of a case on ``day``; charges first, then debts, in the order told. ``net_rents`` is what leaves the
    account each month for a rent of which the housing benefit is paid to the landlord, by the id of the charge."""
    choices = {choice.id: choice for choice in case.pay_choices if _stands(choice, day)}
    to_pay: list[tuple[str, ToPay]] = []
    not_now: list[tuple[str, NotNow]] = []
    undecided: list[Debt] = []
    beside: list[str] = []
    for expense in case.expenses:
        choice = choices.get(expense.id)
        if choice is not None and choice.choice is PayNow.NOT_NOW:
            not_now.append((expense.id, _not_now_charge(case, expense, choice)))
        elif choice is not None or _is_owed(expense):
            to_pay += [(expense.id, one) for one in _pay_charge(expense, choice, day, net_rents.get(expense.id))]
    planned, nothing_due = due_by_plan(case, day)
    each = {found.debt.id: found.each for found in monthly_debts(case)}
    for debt in case.debts:
        choice = choices.get(debt.id)
        banned = forbidden(case, debt, day)
        if choice is not None and choice.choice is PayNow.PAY and not (banned and known(choice.why) is None):
            to_pay.append(
                (debt.id, planned.get(debt.id) or _pay_debt(debt, each[debt.id], day, _chosen(choice), choice))
            )
        elif banned is not None:
            if choice is not None and choice.choice is PayNow.PAY:
                beside.append(debt.id)
            why = _chosen_not(case, choice, banned) if choice and choice.choice is PayNow.NOT_NOW else banned
            not_now.append((debt.id, _not_now_debt(debt, why, choice)))
        elif choice is not None:
            not_now.append((debt.id, _not_now_debt(debt, _chosen_not(case, choice, Said("not_now.chosen")), choice)))
        elif debt.id in planned:
            to_pay.append((debt.id, planned[debt.id]))
        elif debt.kind is DebtKind.ALIMONY:
            to_pay.append((debt.id, _pay_debt(debt, each[debt.id], day, Said("pay.alimony"), None)))
        elif debt.id in nothing_due:
            decided = known(case.received.decided_on)
            not_now.append((debt.id, _not_now_debt(debt, Said("not_now.in_plan", blanks={"day": decided or ""}), None)))
        elif _measures_run(case, day) or (admissible_since(case, day) and uncertain(case, debt)):
            undecided.append(debt)
        elif each[debt.id] is not None:
            why_housing = Said("pay.housing") if debt.finances_main_residence is True else None
            to_pay.append((debt.id, _pay_debt(debt, each[debt.id], day, why_housing, None)))
        else:
            undecided.append(debt)
    return Payments(tuple(to_pay), tuple(not_now), tuple(undecided), tuple(beside))


def forbidden(case: Case, debt: Debt, day: date) -> Said | None:
    """Why the law forbids the household to pay this debt on ``day``; None when it does not, or not for certain.

    C. conso. art. L. 722-5 (read): once the dossier is admissible, no debt born before may be paid, in whole or in
    part, but debts « alimentaires ». It holds until measures apply, two years at most (L. 722-3).
    """
    admissible = admissible_since(case, day)
    if admissible is None or debt.kind is DebtKind.ALIMONY or uncertain(case, debt):
        return None
    owner = known(debt.owner)
    covered = {person.id for person in filers(case)} | {JOINT}
    if owner is not None and owner not in covered:
        return None
    born = known(debt.granted_on) if debt.kind.is_credit else known(debt.first_unpaid_on)
    if born is not None and born > admissible:
        return None
    return Said("not_now.admissible", blanks={"day": admissible})


def uncertain(case: Case, debt: Debt) -> bool:
    """A debt that the ban may not cover: nothing is said of it, once the dossier is admissible, without a choice."""
    # DROIT : amendes, réparations dues aux victimes, fraudes, gage, frais d’enfant, loyers pour lesquels un juge a pu
    # accorder des délais : ce que l’interdiction de payer leur fait n’a pas été lu dans le texte actuel.
    if debt.kind is DebtKind.RENT:
        return case.home.eviction is True or any(p.kind is ProceedingKind.EVICTION for p in case.proceedings)
    return debt.kind is DebtKind.CHILDCARE or debt.kind in EXCLUDED - {DebtKind.ALIMONY}


def admissible_since(case: Case, day: date) -> date | None:
    """The day on which the letter of recevabilité was received, while its effect on payments is certain."""
    course = case.procedure
    since = known(course.admissible_on)
    if since is None or since > day:
        return None
    months: int = rule("deadlines.suspension_poursuites").fields["max_months"]
    refused = known(course.refused_on)
    if day >= since + relativedelta(months=months) or (refused is not None and refused >= since):
        return None
    return None if _measures_run(case, day) else since


def _measures_run(case: Case, day: date) -> bool:
    """Measures, a suspension, a rétablissement, a plan of the commission: debts no longer follow their contracts."""
    course = case.procedure
    received = [known(course.measures_on), known(course.recovery_on), known(case.received.decided_on)]
    ends = known(course.suspension_ends_on)
    return any(one is not None and one <= day for one in received) or (ends is not None and ends >= day)


def _stands(choice: PayChoice, day: date) -> bool:
    until = known(choice.until)
    return known(choice.choice) is not None and (until is None or until >= day)


def _is_owed(expense: Expense) -> bool:
    if expense.kind in LEISURE:
        return False
    return expense.kind in WHY_PAID or known(expense.day) is not None


def next_day(number: int | None, period: Period, day: date) -> date | None:
    """The first day from ``day`` on which something of that period falls; None when its day or its month is not
    known."""
    for first in (day.replace(day=1), day.replace(day=1) + relativedelta(months=1)):
        length = monthrange(first.year, first.month)[1]
        for found in days_of(number, period, length):
            if first.replace(day=found) >= day:
                return first.replace(day=found)
    return None


def _pay_charge(expense: Expense, choice: PayChoice | None, day: date, net: Money | None) -> list[ToPay]:
    """The charge as it is paid; nothing for a rent that the housing benefit pays whole."""
    if net is not None and not net:
        return []
    key = WHY_PAID.get(expense.kind) or ("pay.food" if expense.kind in FOOD else "")
    period = expense.period if net is None else Period.MONTHLY
    return [
        ToPay(
            f"expense.{expense.kind.value}" if net is None else NET_RENT,
            nature_of(expense),
            known(expense.payee) or "",
            known(expense.amount) if net is None else net,
            period.value,
            next_day(known(expense.day), expense.period, day),
            known(choice.until) if choice else None,
            _method(expense),
            _chosen(choice) if choice else Said(key) if key else None,
        )
    ]


def _pay_debt(debt: Debt, each: Money | None, day: date, why: Said | None, choice: PayChoice | None) -> ToPay:
    ends = known(debt.ends_on)
    return ToPay(
        f"debt.{debt.kind.value}",
        nature_of(debt),
        known(debt.creditor) or "",
        each,
        debt.period.value,
        next_day(known(debt.day), debt.period, day),
        (known(choice.until) if choice else None) or (ends if ends is not None and ends >= day else None),
        _method(debt),
        why,
    )


def _method(item: Expense | Debt) -> str:
    method = known(item.method)
    return method.value if method else ""


def _chosen(choice: PayChoice) -> Said:
    why = known(choice.why)
    return Said(text=why) if why else Said("pay.chosen")


def _chosen_not(case: Case, choice: PayChoice, otherwise: Said) -> Said:
    """The reason typed; else what the course before the commission says of it; else that it was decided together."""
    why = known(choice.why)
    if why:
        return Said(text=why)
    ends, recovery = known(case.procedure.suspension_ends_on), known(case.procedure.recovery_on)
    if otherwise.key == "not_now.chosen" and ends is not None:
        return Said("not_now.suspended", blanks={"day": ends})
    if otherwise.key == "not_now.chosen" and recovery is not None:
        return Said("not_now.recovery", blanks={"day": recovery})
    return otherwise


def _not_now_charge(case: Case, expense: Expense, choice: PayChoice) -> NotNow:
    why = known(choice.why)
    reason = Said(text=why) if why else Said("not_now.chosen")
    kind = f"expense.{expense.kind.value}"
    return NotNow(kind, nature_of(expense), known(expense.payee) or "", reason, known(choice.until))


def _not_now_debt(debt: Debt, why: Said, choice: PayChoice | None) -> NotNow:
    until = known(choice.until) if choice else None
    return NotNow(f"debt.{debt.kind.value}", nature_of(debt), known(debt.creditor) or "", why, until)
