"""Delays of the procedure as dates (CPC art. 641, 642; C. trav. art. L. 3133-1 for public holidays).

A delay in days leaves out the day of the notification; one in months ends on the day of the same number. One that ends
on a Saturday, a Sunday or a public holiday runs to the next working day: it has saved an appeal (TJ Auxerre
18/06/2025, n° 24/00057).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from pcb.domain.explain import Source
from pcb.domain.law.reading import Rule
from pcb.errors import LawError

SATURDAY, SUNDAY = 5, 6
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # lundi de Pâques, Ascension, lundi de Pentecôte


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The eleven public holidays of C. trav. art. L. 3133-1.

    DROIT : le Vendredi saint et le 26 décembre (Alsace-Moselle), et les jours propres à l’outre-mer, n’y sont pas.
    """
    sunday = easter(year)
    fixed = {date(year, month, day) for month, day in _FIXED}
    return frozenset(fixed | {sunday + timedelta(days=days) for days in _AFTER_EASTER})


def is_holiday(day: date) -> bool:
    return day in public_holidays(day.year)


def extended(day: date) -> date:
    """The next working day when a delay ends on a Saturday, a Sunday or a public holiday (CPC art. 642)."""
    while day.weekday() >= SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def end_of_days(start: date, days: int) -> date:
    """Last day of a delay of ``days`` from an act of ``start``, which does not count (CPC art. 641 al. 1, 642)."""
    return extended(start + timedelta(days=days))


def end_of_months(start: date, months: int) -> date:
    """Last day of a delay of ``months``: the day of the same number, or the last of the month (CPC art. 641, 642)."""
    return extended(start + relativedelta(months=months))


def end_of_jours_ouvrables(start: date, days: int) -> date:
    """Last day of a delay in jours ouvrables: every day but Sundays and public holidays."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        if day.weekday() != SUNDAY and not is_holiday(day):
            days -= 1
    return day


@dataclass(frozen=True, slots=True)
class Due:
    """The last day to act, where the delay comes from, and whether it was put off to a working day."""

    last_day: date
    put_off: bool
    source: Source

    def allows(self, sent: date) -> bool:
        """Whether an act sent on that day is in time: the date of sending counts, so its proof must be kept."""
        return sent <= self.last_day


def due(rule: Rule, start: date) -> Due:
    """The date of a rule of ``procedure_deadlines.toml`` whose clock starts on ``start``.

    Raises :class:`LawError` when the rule gives no delay to count (an effect, a longest duration).
    """
    fields = rule.fields
    if "days" in fields and fields.get("unit") == "jours_ouvrables":
        last = end_of_jours_ouvrables(start, fields["days"])
        return Due(last, False, rule.source)
    if "days" in fields:
        plain = start + timedelta(days=fields["days"])
    elif "weeks" in fields:
        plain = start + timedelta(weeks=fields["weeks"])
    elif "months" in fields:
        plain = start + relativedelta(months=fields["months"])
    else:
        raise LawError(f"La règle {rule.key} ne fixe pas de délai à compter.")
    last = extended(plain)
    return Due(last, last != plain, rule.source)
