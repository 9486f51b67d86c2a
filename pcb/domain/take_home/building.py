"""Builds the snapshot of a case from the answers that count and their assessment. Pure; it never fails for what is not
known, and leaves nothing out in silence: an amount that is not known is listed as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case, Debt
from pcb.domain.letters import Letter
from pcb.domain.money import ZERO, Money, total
from pcb.domain.month import MonthCalendar
from pcb.domain.papers_to_join import PaperToJoin
from pcb.domain.take_home.bringing import bring
from pcb.domain.take_home.payments import payments
from pcb.domain.take_home.sheets import budget_sheet, calendar_of, month_sheet, net_rents
from pcb.domain.take_home.snapshot import Appointment, BudgetSheet, Contact, Said, Snapshot, Todo
from pcb.domain.take_home.watching import Coming, unverified, watch
from pcb.domain.take_home.words import BENEFIT_TO_LANDLORD
from pcb.domain.take_home_notes import ActionNote
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.vocabulary.take_home import Language
from pcb.domain.wording import french_date


def snapshot(
    case: Case,
    assessment: Assessment,
    letters: tuple[Letter, ...],
    to_bring: tuple[PaperToJoin, ...],
    *,
    revision: int,
    household: str,
) -> Snapshot:
    """The snapshot of ``case`` (its answers that count, with its reference) on the day of ``assessment``. ``household``
    is what those who are helped are called; ``to_bring`` the papers that are still lacking."""
    day = assessment.day
    calendar = calendar_of(case, assessment)
    budget = budget_sheet(case, assessment, calendar)
    paid = payments(case, day, net_rents(calendar))
    todo, met = tuple(_todo(case)), appointments(case, day)
    coming = Coming(assessment, calendar, letters, todo, met, len(budget.unknown))
    watched = watch(case, coming)
    helper = case.supporter
    return Snapshot(
        reference=case.reference,
        revision=revision,
        day=day,
        household=household,
        budget=budget,
        month=replace(month_sheet(case, calendar), notes=tuple(_month_notes(case, calendar, budget))),
        counsellor=" ".join(filter(None, (known(helper.first_name), known(helper.last_name)))),
        structure=known(helper.organisation) or "",
        phone=known(helper.phone) or "",
        language=known(case.take_home.language) or Language.FRENCH,
        to_pay=paid.to_pay,
        not_now=paid.not_now,
        todo=todo,
        papers=tuple(bring(paper) for paper in to_bring),
        appointments=met,
        contacts=_contacts(case),
        watch=watched,
        notes=(
            *_budget_notes(budget),
            *(_undecided(debt) for debt in paid.undecided),
        ),
        unverified=unverified(watched, letters),
    )


def _undecided(debt: Debt) -> Said:
    return Said("note.undecided", blanks={"what": f"debt.{debt.kind.value}", "who": known(debt.creditor) or ""})


def action_said(action: ActionNote) -> Said:
    """What is to be done: a usual action with what completes it, or what was typed."""
    model, typed = known(action.model), known(action.what) or ""
    return Said(f"action.{model.value}", blanks={"detail": typed}) if model else Said(text=typed)


def _todo(case: Case) -> Iterator[Todo]:
    """The actions that say something, those to do first, the nearest first."""
    told = [one for one in case.actions if known(one.model) or known(one.what)]
    for one in sorted(told, key=lambda note: (known(note.done_on) is not None, known(note.before) or date.max)):
        who = known(one.who)
        yield Todo(
            action_said(one),
            who.value if who else "",
            known(one.who_name) or "",
            known(one.before),
            known(one.done_on),
        )


def appointments(case: Case, day: date) -> tuple[Appointment, ...]:
    """Those to come, the nearest first, then those whose day is to be fixed."""
    found = [
        Appointment(
            known(one.on),
            known(one.at) or "",
            known(one.place) or "",
            known(one.with_whom) or "",
            known(one.purpose) or "",
        )
        for one in case.appointments
    ]
    there = [one for one in found if one != Appointment(None) and (one.on is None or one.on >= day)]
    return tuple(sorted(there, key=lambda one: (one.on or date.max, _minutes(one.at))))


def _minutes(at: str) -> int:
    """The hour kept as ``14 h 30``; anything else comes last."""
    hour, _, rest = at.partition("h")
    figures = (hour.strip(), rest.strip() or "0")
    return (
        int(figures[0]) * 60 + int(figures[1]) if all(part.isascii() and part.isdigit() for part in figures) else 1440
    )


def _contacts(case: Case) -> tuple[Contact, ...]:
    found = (Contact(known(c.name) or "", known(c.phone) or "", known(c.about) or "") for c in case.contacts)
    return tuple(one for one in found if one.name or one.phone)


def _month_notes(case: Case, calendar: MonthCalendar, budget: BudgetSheet) -> Iterator[Said]:
    """What the calendar rests on: the notes of the page « Budget », in words that are translated."""
    accounts = [account for account in case.accounts if account.kind is AccountKind.CURRENT]
    if calendar.opening is None:
        yield Said("note.opening_unknown")
    else:
        days = sorted({on for account in accounts if (on := known(account.balance_on)) is not None})
        yield Said("note.opening_noted", blanks={"days": ", ".join(french_date(on) for on in days)})
        if any(known(account.balance) is None for account in accounts):
            yield Said("note.opening_partly")
    if calendar.undated_out:
        yield Said("note.undated_out", blanks={"amount": total(line.amount for line in calendar.undated_out)})
    beyond = _benefit_beyond_rent(budget)
    if beyond:
        yield Said("note.benefit_beyond_rent", blanks={"amount": beyond})


def _benefit_beyond_rent(budget: BudgetSheet) -> Money:
    """What is paid to the landlord and was taken off no rent."""
    paid = total(line.amount for line in budget.resources if line.kind == BENEFIT_TO_LANDLORD)
    rents = total(line.amount for line in budget.charges if line.kind == "expense.rent")
    return max(ZERO, paid - rents)


def _budget_notes(budget: BudgetSheet) -> Iterator[Said]:
    if budget.unknown:
        yield Said("note.unknown_amounts", blanks={"count": str(len(budget.unknown))})
    if budget.weeks:
        yield Said("note.weeks")
