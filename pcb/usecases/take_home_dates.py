"""The dates that the person takes home, for an agenda: appointments, things to do, next payments.

An agenda is on a telephone that others see. No name of the household and no creditor is in it: only what the counsellor
typed for the appointment or the action, and what a payment is for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time

from pcb.domain.answers import known
from pcb.domain.take_home.building import action_said
from pcb.reports.agenda import Event, render_calendar
from pcb.usecases import access
from pcb.usecases.desk import Desk
from pcb.usecases.opening import OpenCase
from pcb.usecases.take_home import TakenHome, taken_home
from pcb.usecases.take_home_words import in_words, label_of

_HOUR = re.compile(r"(\d{1,2})\s*h(?:\s*(\d{2}))?")


def calendar(desk: Desk, opened: OpenCase, day: date, now: datetime) -> bytes:
    """The iCalendar file of what is to come from ``day``. An event keeps its identity when its day changes."""
    access.record(desk, "export", "calendar", case_id=opened.id)
    return render_calendar(tuple(events(taken_home(desk, opened, day), opened.id, day)), now)


def events(made: TakenHome, case_id: str, day: date) -> Iterator[Event]:
    """Appointments, then actions not done, then payments, those whose day is known."""
    for one in made.facts.appointments:
        on = known(one.on)
        if on is not None and on >= day:
            purpose, whom = known(one.purpose), known(one.with_whom)
            summary = ", ".join(part for part in (purpose or "Rendez-vous", whom) if part)
            hour, place = hour_of(known(one.at) or ""), known(one.place) or ""
            yield Event(f"{case_id} appointment {one.id}", on, summary, days_before=1, at=hour, place=place)
    for action in made.facts.actions:
        before = known(action.before)
        said = in_words(action_said(action))
        if before is not None and before >= day and known(action.done_on) is None and said:
            yield Event(f"{case_id} action {action.id}", before, f"Dernier jour\u202f: {said}")
    seen: Counter[tuple[str, str]] = Counter()
    for paid in made.snapshot.to_pay:
        key = (paid.kind, f"{paid.who} {paid.detail}")
        seen[key] += 1
        if paid.day is not None:
            amount = f"\u202f: {paid.amount}" if paid.amount is not None else ""
            name = f"{case_id} pay {paid.kind} {key[1]} {seen[key]}"
            yield Event(name, paid.day, f"À payer, {label_of(paid.kind)}{amount}", days_before=2)


def hour_of(at: str) -> time | None:
    """The hour kept as « 14 h 30 »; None for anything else."""
    found = _HOUR.fullmatch(at.replace("\u00a0", " ").strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))
