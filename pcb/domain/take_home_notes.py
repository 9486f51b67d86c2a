"""What is noted for what the person takes home: what is to do, when to meet, whom to call, what is paid now, what was
given to whom.

Like the other records of :mod:`pcb.domain.noted`, a blank one is the same as none. Rows typed one after the other are
named ``1``, ``2``, ``3``…
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import Answer
from pcb.domain.vocabulary.take_home import ActionModel, Doer, HandingMeans, Language, PayNow


@dataclass(frozen=True, slots=True)
class TakeHome:
    """How the papers are made. ``by_week``: what is left is also told by week. ``next_month``: the calendar is that of
    the month after. The three things to watch are proposed from the facts while none is written."""

    language: Answer[Language] = None
    by_week: Answer[bool] = None
    next_month: Answer[bool] = None
    watch_1: Answer[str] = None
    watch_2: Answer[str] = None
    watch_3: Answer[str] = None


@dataclass(frozen=True, slots=True)
class ActionNote:
    """Something to do: a usual action, or what is typed (which then completes it), by whom and before when."""

    id: str
    model: Answer[ActionModel] = None
    what: Answer[str] = None
    who: Answer[Doer] = None
    who_name: Answer[str] = None
    before: Answer[date] = None
    done_on: Answer[date] = None


@dataclass(frozen=True, slots=True)
class AppointmentNote:
    """An appointment. ``at`` is the hour as ``14 h 30`` (no-break spaces)."""

    id: str
    on: Answer[date] = None
    at: Answer[str] = None
    place: Answer[str] = None
    with_whom: Answer[str] = None
    purpose: Answer[str] = None


@dataclass(frozen=True, slots=True)
class ContactNote:
    """Someone to call, and about what."""

    id: str
    name: Answer[str] = None
    phone: Answer[str] = None
    about: Answer[str] = None


@dataclass(frozen=True, slots=True)
class PayChoice:
    """Whether one debt or one charge is paid now; ``id`` is that of the debt or of the charge."""

    id: str
    choice: Answer[PayNow] = None
    until: Answer[date] = None
    why: Answer[str] = None


@dataclass(frozen=True, slots=True)
class HandingNote:
    """To whom a kept paper was given; ``id`` is that of the paper, with ``-2``, ``-3``… when it was given again."""

    id: str
    to_whom: Answer[str] = None
    on: Answer[date] = None
    means: Answer[HandingMeans] = None
