"""The calendar of the month: money in and out by day, the balance at the end of each day, its lowest point.

* A day beyond the end of the month falls on its last day.
* A weekly amount comes every seven days, a fortnightly one every fourteen, counted from its day: the month then shows
  what really moves, which may be one more time than the monthly mean of the budget.
* What comes every two months or less often has no month on file: it is set aside as a monthly provision, without day.
* What has no known day is listed apart, and is not in the balance by day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pcb.domain.answers import known
from pcb.domain.case import JOINT, Case
from pcb.domain.explain import Line
from pcb.domain.income import MonthlyIncome, Whose, filers, name_of, partner_figure, silent_partner
from pcb.domain.money import ZERO, Money, total
from pcb.domain.monthly import MonthlyDebt, MonthlyExpense
from pcb.domain.vocabulary.budget import ExpenseKind, IncomeKind, Period
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.wording import french_date

NET_OF_BENEFIT = ", aide au logement déduite"
_STEP = {Period.WEEKLY: 7, Period.FORTNIGHTLY: 14}


@dataclass(frozen=True, slots=True)
class DayFlow:
    """What comes in and goes out on one day, and the balance in the evening."""

    day: date
    money_in: tuple[Line, ...]
    money_out: tuple[Line, ...]
    balance: Money


@dataclass(frozen=True, slots=True)
class LowPoint:
    """The lowest evening balance, and the first day it is reached."""

    day: date
    balance: Money


@dataclass(frozen=True, slots=True)
class MonthCalendar:
    """``opening`` is None when no balance of a current account is known: balances then start from zero and only their
    movement has a meaning. ``worst`` is the lowest point if all that goes out without a known day had already left."""

    first_day: date
    opening: Money | None
    days: tuple[DayFlow, ...]
    undated_in: tuple[Line, ...]
    undated_out: tuple[Line, ...]
    low_point: LowPoint
    worst: Money
    notes: tuple[str, ...]


class _Flow(NamedTuple):
    """A movement: ``each`` time it comes, on ``days`` of the month (none: undated, by month)."""

    line: Line
    days: tuple[int, ...]
    comes_in: bool


def month_calendar(
    case: Case,
    incomes: tuple[MonthlyIncome, ...],
    charges: tuple[MonthlyExpense, ...],
    debts: tuple[MonthlyDebt, ...],
    day: date,
) -> MonthCalendar:
    """The calendar of the month of ``day``, for the couple's own money."""
    length = monthrange(day.year, day.month)[1]
    opening, notes = _opening(case)
    spent, without_rent = _expenses(charges, incomes, length)
    flows = [*_incomes(case, incomes, length), *spent, *_instalments(debts, length)]
    if without_rent:
        notes.append(
            f"{without_rent} d’aide au logement sont versés au bailleur au-delà du loyer noté : vérifiez que le loyer "
            "est noté avant déduction de l’aide."
        )
    days = _days(day, length, flows, opening or ZERO)
    lowest = min(days, key=lambda flow: flow.balance)
    undated_in = tuple(flow.line for flow in flows if not flow.days and flow.comes_in)
    undated_out = tuple(flow.line for flow in flows if not flow.days and not flow.comes_in)
    without_day = total(line.amount for line in undated_out)
    if undated_out:
        notes.append(f"{without_day} de dépenses sans jour connu ne sont pas dans le solde de chaque jour.")
    return MonthCalendar(
        first_day=day.replace(day=1),
        opening=opening,
        days=tuple(days),
        undated_in=undated_in,
        undated_out=undated_out,
        low_point=LowPoint(lowest.day, lowest.balance),
        worst=lowest.balance - without_day,
        notes=tuple(notes),
    )


def _days(day: date, length: int, flows: list[_Flow], opening: Money) -> list[DayFlow]:
    into: dict[int, list[Line]] = {}
    out: dict[int, list[Line]] = {}
    moved = dict.fromkeys(range(1, length + 1), 0)
    for flow in flows:
        side, cents = (into, flow.line.amount.cents) if flow.comes_in else (out, -flow.line.amount.cents)
        for number in flow.days:
            side.setdefault(number, []).append(flow.line)
            moved[number] += cents
    balance, days = opening.cents, []
    for number, cents in moved.items():
        balance += cents
        came, went = tuple(into.get(number, ())), tuple(out.get(number, ()))
        days.append(DayFlow(date(day.year, day.month, number), came, went, Money(balance)))
    return days


def days_of(day: int | None, period: Period, length: int) -> tuple[int, ...]:
    """The days of a month of ``length`` days on which something of that period comes; empty when it has no day."""
    if day is None:
        return ()
    if period is Period.MONTHLY:
        return (max(1, min(day, length)),)
    step = _STEP.get(period)
    return () if step is None else tuple(range((day - 1) % step + 1, length + 1, step))


def _flow(
    label: str, each: Money, by_month: Money, day: int | None, period: Period, length: int, path: str, comes_in: bool
) -> _Flow:
    days = days_of(day, period, length)
    if days:
        return _Flow(Line(label, each, period.label, path), days, comes_in)
    provision = period is not Period.MONTHLY and period not in _STEP
    reason = f"provision pour le mois ({each} {period.label})" if provision else "jour inconnu"
    return _Flow(Line(label, by_month, reason, path), (), comes_in)


def _incomes(case: Case, incomes: tuple[MonthlyIncome, ...], length: int) -> list[_Flow]:
    flows = []
    for item in incomes:
        amount = known(item.income.amount)
        if amount is None or item.amount is None or item.ended or item.whose is Whose.OTHERS:
            continue
        if item.income.kind is IncomeKind.HOUSING_BENEFIT and item.income.paid_to_landlord is True:
            continue  # it never reaches the account: the rent that leaves is net of it
        flows.append(
            _flow(item.label, amount, item.amount, known(item.income.day), item.income.period, length, item.path, True)
        )
    figure = partner_figure(case, incomes)
    if figure is not None:
        partner, amount = figure
        path = f"persons.{partner.id}.own_resources"
        flows.append(_Flow(Line(f"Ressources de {name_of(partner)}", amount, "jour inconnu", path), (), True))
    return flows


def _expenses(
    charges: tuple[MonthlyExpense, ...], incomes: tuple[MonthlyIncome, ...], length: int
) -> tuple[list[_Flow], Money]:
    """The charges, rent net of the benefit paid to the landlord; and what of that benefit found no rent."""
    to_landlord = total(
        item.amount
        for item in incomes
        if item.amount is not None
        and not item.ended
        and item.whose is not Whose.OTHERS
        and item.income.kind is IncomeKind.HOUSING_BENEFIT
        and item.income.paid_to_landlord is True
    )
    flows = []
    for charge in charges:
        expense, each, by_month = charge.expense, charge.each, charge.amount
        if each is None or by_month is None:
            continue
        label, period, day = charge.label, expense.period, known(expense.day)
        if expense.kind is ExpenseKind.RENT and to_landlord:
            taken = min(to_landlord, by_month)
            to_landlord -= taken
            by_month -= taken
            # A rent paid less often than each month is set aside without day, like any other such charge.
            day = day if days_of(day, period, length) else None
            each, period = by_month, Period.MONTHLY
            label = f"{label}{NET_OF_BENEFIT}"
        flows.append(_flow(label, each, by_month, day, period, length, charge.path, False))
    return flows, to_landlord


def _instalments(debts: tuple[MonthlyDebt, ...], length: int) -> list[_Flow]:
    return [
        _flow(d.label, d.each, d.amount, known(d.debt.day), d.debt.period, length, d.path, False)
        for d in debts
        if d.each is not None and d.amount is not None
    ]


def _opening(case: Case) -> tuple[Money | None, list[str]]:
    partner = silent_partner(case)
    couple = {person.id for person in filers(case)} | ({partner.id} if partner else set())
    accounts = [
        account
        for account in case.accounts
        if account.kind is AccountKind.CURRENT
        and (known(account.owner) in (None, JOINT, *couple) or case.person(known(account.owner)) is None)
    ]
    balances = [(account, amount) for account in accounts if (amount := known(account.balance)) is not None]
    if not balances:
        return None, ["Solde de départ inconnu : le calendrier part de zéro et ne montre que les mouvements."]
    notes = ["Le solde noté des comptes courants est pris comme solde au premier du mois."]
    dates = sorted({french_date(when) for account, _ in balances if (when := known(account.balance_on)) is not None})
    if dates:
        notes[0] = f"Le solde des comptes courants noté le {', '.join(dates)} est pris comme solde au premier du mois."
    if len(balances) < len(accounts):
        notes.append("Le solde d’un compte courant au moins n’est pas connu : il n’est pas compté.")
    return total(amount for _, amount in balances), notes
