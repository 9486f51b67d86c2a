"""The month on paper: the lived budget and its calendar, line by line those of the page « Budget »."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.budget import filers_resources
from pcb.domain.case import Case
from pcb.domain.explain import Explained, Line
from pcb.domain.income import Whose, monthly_incomes
from pcb.domain.money import Money, shared_out, total
from pcb.domain.month import NET_OF_BENEFIT, MonthCalendar, month_calendar
from pcb.domain.monthly import monthly_debts, monthly_expenses
from pcb.domain.take_home.naming import named
from pcb.domain.take_home.snapshot import BudgetSheet, MoneyLine, MonthDay, MonthSheet, Movement, UnknownAmount, Week
from pcb.domain.take_home.words import NET_RENT
from pcb.domain.vocabulary.budget import Period

WEEK = 7


def calendar_of(case: Case, assessment: Assessment) -> MonthCalendar:
    """That of the page « Budget »; that of the month after when the counsellor asked for it."""
    if case.take_home.next_month is not True:
        return assessment.calendar
    first = assessment.day.replace(day=1) + relativedelta(months=1)
    return month_calendar(case, monthly_incomes(case, first), monthly_expenses(case), monthly_debts(case), first)


def budget_sheet(case: Case, assessment: Assessment, calendar: MonthCalendar) -> BudgetSheet:
    """The lived budget of ``assessment``; by week, of the month of ``calendar``, when it is wished."""
    lived = assessment.lived
    remainder = lived.remainder.total
    weekly = case.take_home.by_week is True and remainder > Money(0)
    return BudgetSheet(
        resources=_lines(case, lived.resources),
        charges=_lines(case, lived.charges),
        instalments=_lines(case, lived.instalments),
        total_resources=lived.resources.total,
        total_charges=lived.charges.total,
        total_instalments=lived.instalments.total,
        remainder=remainder,
        weeks=weeks_of(calendar.first_day, remainder) if weekly else (),
        unknown=tuple(_unknown(case, assessment.day)),
        aside=tuple(
            _line(case, line)
            for line in (*lived.resources.lines, *lived.instalments.lines)
            if not line.counts and not _ended(case, line, assessment.day)
        ),
    )


def weeks_of(first_day: date, amount: Money) -> tuple[Week, ...]:
    """A positive ``amount`` shared out among the weeks of a month, seven days each from the 1st, in proportion to days:
    the weeks add up to it, to the cent."""
    length = monthrange(first_day.year, first_day.month)[1]
    starts = range(1, length + 1, WEEK)
    ends = [min(start + WEEK - 1, length) for start in starts]
    shares = shared_out(amount, tuple(end - start + 1 for start, end in zip(starts, ends, strict=True)))
    return tuple(
        Week(first_day.replace(day=start), first_day.replace(day=end), share)
        for start, end, share in zip(starts, ends, shares, strict=True)
    )


def _lines(case: Case, explained: Explained) -> tuple[MoneyLine, ...]:
    return tuple(_line(case, line) for line in explained.lines if line.counts)


def _line(case: Case, line: Line) -> MoneyLine:
    found = named(case, line.path)
    made = MoneyLine(found.kind, found.detail, line.amount)
    period = getattr(found.item, "period", Period.MONTHLY)
    if period is Period.MONTHLY or line.path.startswith("persons."):
        return made
    return replace(made, each=_each(found.item), period=period.value)


def _each(item: object) -> Money | None:
    """What comes or goes each time: the amount of a resource or of a charge, the instalment with its insurance."""
    parts = [known(getattr(item, name, None)) for name in ("amount", "instalment", "insurance")]
    told = [part for part in parts if part is not None]
    return total(told) if told else None


def _ended(case: Case, line: Line, day: date) -> bool:
    ends_on = known(getattr(named(case, line.path).item, "ends_on", None))
    return line.path.startswith("incomes.") and ends_on is not None and ends_on < day


def _unknown(case: Case, day: date) -> list[UnknownAmount]:
    """The sides that nobody told anything of, then what the lived budget lists as missing, in its order."""
    incomes = monthly_incomes(case, day)
    paths = [i.path for i in incomes if i.is_missing and i.whose is not Whose.OTHERS]
    charges, debts = monthly_expenses(case), monthly_debts(case)
    paths += [charge.path for charge in charges if charge.amount is None]
    paths += [debt.path for debt in debts if debt.lacks_instalment]
    sides = {
        "income": filers_resources(case, incomes) is None,
        "expense": not charges and case.declared.no_expense is not True,
        "debt": not debts and case.declared.no_debt is not True,
    }
    untold = [UnknownAmount(side) for side, nothing in sides.items() if nothing]
    return untold + [UnknownAmount(line.kind, line.detail) for line in (named(case, path) for path in paths)]


def month_sheet(case: Case, calendar: MonthCalendar) -> MonthSheet:
    """The calendar, only the days on which something moves; its notes are told apart."""
    days = tuple(
        MonthDay(
            flow.day,
            (
                *(_movement(case, line, 1) for line in flow.money_in),
                *(_movement(case, line, -1) for line in flow.money_out),
            ),
            flow.balance,
        )
        for flow in calendar.days
        if flow.money_in or flow.money_out
    )
    undated = (
        *(_movement(case, line, 1) for line in calendar.undated_in),
        *(_movement(case, line, -1) for line in calendar.undated_out),
    )
    return MonthSheet(
        first_day=calendar.first_day,
        opening=calendar.opening,
        days=days,
        undated=undated,
        lowest_day=calendar.low_point.day,
        lowest=calendar.low_point.balance,
        worst=calendar.worst,
        closing=calendar.days[-1].balance,
        next_month=calendar.first_day + relativedelta(months=1),
    )


def net_rents(calendar: MonthCalendar) -> dict[str, Money]:
    """What leaves the account for each rent of which the housing benefit was taken off, by the id of the charge."""
    dated = [line for flow in calendar.days for line in flow.money_out]
    return {_id(line): line.amount for line in (*dated, *calendar.undated_out) if _is_net_rent(line)}


def _movement(case: Case, line: Line, sign: int) -> Movement:
    found = named(case, line.path)
    return Movement(NET_RENT if _is_net_rent(line) else found.kind, found.detail, line.amount * sign)


def _is_net_rent(line: Line) -> bool:
    return line.path.startswith("expenses.") and line.label.endswith(NET_OF_BENEFIT)


def _id(line: Line) -> str:
    return line.path.split(".")[1]
