"""The frozen snapshot of what the person takes home: the one thing that the papers read, in every language.

Nothing is computed after it: two papers made from one snapshot cannot differ in a figure. A ``kind`` is a stable code
that the papers translate (all are in :mod:`pcb.domain.take_home.words`); a ``detail`` is a name, a payer, a creditor or
what was typed, printed as it is. Amounts are whole cents; those of the budget are by month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from pcb.domain.money import ZERO, Money
from pcb.domain.vocabulary.take_home import Language

Blank: TypeAlias = str | Money | date


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence: the ``key`` of a text that the papers translate, with its ``blanks``; or, when there is no key,
    ``text``, in French as it was typed or written."""

    key: str = ""
    text: str = ""
    blanks: Mapping[str, Blank] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the budget, by month. ``each`` is what comes or goes every ``period`` (the code of a
    :class:`~pcb.domain.vocabulary.budget.Period`) when it is not by month, else None."""

    kind: str
    detail: str
    amount: Money
    each: Money | None = None
    period: str = "monthly"


@dataclass(frozen=True, slots=True)
class UnknownAmount:
    """A line whose amount is not known: it is in no total, and the paper says so. Kind ``income`` alone: no resource at
    all is known."""

    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """What is left for the days from ``first`` to ``last``, both counted."""

    first: date
    last: date
    amount: Money


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """The month as lived: each total is the sum of its lines, and ``remainder`` is resources − charges − instalments.

    ``weeks`` is empty unless it was asked for: what is left, shared out among the weeks of the month of the calendar,
    seven days each from the 1st, the last one the days that remain, in proportion to days; they add up to ``remainder``
    (it is empty too when nothing is left). ``aside`` is shown for information and counted nowhere: the resource of
    somebody else of the household, what is withheld before the resource is paid. Of a side that nobody told anything
    of, ``unknown`` says so, and its total of zero is not to be shown."""

    resources: tuple[MoneyLine, ...] = ()
    charges: tuple[MoneyLine, ...] = ()
    instalments: tuple[MoneyLine, ...] = ()
    total_resources: Money = ZERO
    total_charges: Money = ZERO
    total_instalments: Money = ZERO
    remainder: Money = ZERO
    weeks: tuple[Week, ...] = ()
    unknown: tuple[UnknownAmount, ...] = ()
    aside: tuple[MoneyLine, ...] = ()

    def untold(self, side: str) -> bool:
        """Whether nothing at all was told of a side (``income``, ``expense``, ``debt``): its total is no figure."""
        return any(one.kind == side for one in self.unknown)


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that comes (positive) or goes (negative), in cents, in the month of the calendar."""

    kind: str
    detail: str
    amount: Money


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day on which something moves, and what the account holds in the evening."""

    day: date
    movements: tuple[Movement, ...]
    balance: Money


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The calendar of one month. When ``opening`` is None the balance is not known: it starts from zero and shows
    movements alone. ``undated`` is by month and in no balance. ``lowest`` is the lowest evening, ``lowest_day`` the
    first day it is reached; ``worst`` that evening if all that goes out without a day had already left. ``closing`` is
    the balance of the last evening. ``next_month`` is the first day of the month after, whose amounts are left blank.
    """

    first_day: date
    opening: Money | None
    days: tuple[MonthDay, ...]
    undated: tuple[Movement, ...]
    lowest_day: date
    lowest: Money
    worst: Money
    closing: Money
    next_month: date
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ToPay:
    """Something to pay: ``amount`` every ``period`` (code of a Period), to ``who`` ("" when not said); ``detail`` is
    what was specified of it, without that name. ``day`` is the next day it is due, None when not known; ``until`` the
    last day it is due, when known; ``method`` the code of a PaymentMethod, or "". An amount that is not known is None.
    """

    kind: str
    detail: str
    who: str
    amount: Money | None
    period: str = "monthly"
    day: date | None = None
    until: date | None = None
    method: str = ""
    why: Said | None = None


@dataclass(frozen=True, slots=True)
class NotNow:
    """Something that must not be paid now, and why. ``until`` is when to look at it again, when it was said."""

    kind: str
    detail: str
    who: str
    why: Said
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do. ``who`` is the code of a Doer, "" when not said; ``who_name`` a name, or ""."""

    what: Said
    who: str = ""
    who_name: str = ""
    before: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class Bring:
    """A paper to bring. ``kind`` is a code of :mod:`~pcb.domain.take_home.words` when the papers can translate it, else
    ""; ``label`` is its French name, ``detail`` the person, debt or months that it is about."""

    kind: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """``on`` is None when the day is to be fixed; ``at`` is « 14 h 30 » or ""."""

    on: date | None
    at: str = ""
    place: str = ""
    with_whom: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    phone: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All of it. ``household`` is the names of those who are helped, or the alias. ``watch`` holds three things at
    most. ``notes`` are what must be said beside the figures; ``unverified`` the legal references that were not read in
    their current text, in French, for the counsellor."""

    reference: str
    revision: int
    day: date
    household: str
    budget: BudgetSheet
    month: MonthSheet
    counsellor: str = ""
    structure: str = ""
    phone: str = ""
    language: Language = Language.FRENCH
    to_pay: tuple[ToPay, ...] = ()
    not_now: tuple[NotNow, ...] = ()
    todo: tuple[Todo, ...] = ()
    papers: tuple[Bring, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    watch: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    unverified: tuple[str, ...] = ()
