"""Three things to watch, proposed from the facts while the counsellor wrote none: the account, dates, procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pcb.domain.answers import known
from pcb.domain.assessment import Assessment
from pcb.domain.case import Case
from pcb.domain.letters import Letter, Stage
from pcb.domain.money import ZERO, Money, total
from pcb.domain.month import MonthCalendar
from pcb.domain.take_home.snapshot import Appointment, Said, Todo
from pcb.domain.take_home.words import DEADLINE_NOTED
from pcb.domain.vocabulary.estate import AccountKind
from pcb.domain.wording import status_in_words

MOST = 3


@dataclass(frozen=True, slots=True)
class Coming:
    """What the proposals look at beside the case: its month, its letters, what the paper already says."""

    assessment: Assessment
    calendar: MonthCalendar
    letters: tuple[Letter, ...]
    todo: tuple[Todo, ...]
    appointments: tuple[Appointment, ...]
    unknown: int


def noted(case: Case) -> tuple[Said, ...]:
    """What the counsellor wrote, in order."""
    texts = (case.take_home.watch_1, case.take_home.watch_2, case.take_home.watch_3)
    return tuple(Said(text=text) for answer in texts if (text := known(answer)))


def watch(case: Case, coming: Coming) -> tuple[Said, ...]:
    """Three at most: those noted, else those proposed."""
    return noted(case) or proposed(case, coming)


def proposed(case: Case, coming: Coming) -> tuple[Said, ...]:
    """The account first, then what has a date, the nearest first, then the rest."""
    day = coming.assessment.day
    dated = sorted(_dated(case, coming, day), key=lambda one: one[0])
    found = (*_account(case, coming, day), *(said for _, said in dated), *_others(case, coming))
    return tuple(found)[:MOST]


def _account(case: Case, coming: Coming, day: date) -> Iterator[Said]:
    """The lowest evening still to come, and the month that lacks money."""
    evenings = [flow for flow in coming.calendar.days if flow.day >= day]
    lowest = min(evenings, key=lambda flow: flow.balance) if evenings else None
    if lowest is not None and lowest.balance < ZERO:
        blanks: dict[str, str | Money | date] = {"day": lowest.day, "amount": lowest.balance}
        limit = overdraft(case)
        if coming.calendar.opening is None:
            yield Said("watch.movements_low", blanks={"day": lowest.day, "amount": -lowest.balance})
        elif limit and lowest.balance < -limit:
            yield Said("watch.beyond_overdraft", blanks={**blanks, "limit": limit})
        else:
            yield Said("watch.below_zero", blanks=blanks)
    remainder = coming.assessment.lived.remainder.total
    if remainder < ZERO:
        yield Said("watch.nothing_left", blanks={"amount": -remainder})


def overdraft(case: Case) -> Money:
    """What the banks of the current accounts allow, as far as it is known."""
    told = [known(account.overdraft_allowed) for account in case.accounts if account.kind is AccountKind.CURRENT]
    return total(limit for limit in told if limit is not None)


def _dated(case: Case, coming: Coming, day: date) -> Iterator[tuple[date, Said]]:
    for letter in next_deadline(coming.letters):
        last = letter.following.last_day
        if last is not None:
            yield last, Said("watch.deadline", blanks={"day": last, "what": letter.template.title})
    deadline = known(case.request.next_deadline)
    if deadline is not None and deadline >= day:
        yield deadline, Said("watch.deadline", blanks={"day": deadline, "what": DEADLINE_NOTED})
    for proceeding in case.proceedings:
        coming_on = known(proceeding.next_date)
        if coming_on is not None and coming_on >= day:
            said = Said(
                "watch.proceeding_day", blanks={"day": coming_on, "what": f"proceeding.{proceeding.kind.value}"}
            )
            yield coming_on, said
    met = [(one.on, one) for one in coming.appointments if one.on is not None]
    for on, first in met[:1]:
        blanks: dict[str, str | Money | date] = {"day": on, "who": first.with_whom}
        yield (
            on,
            (
                Said("watch.appointment_at", blanks={**blanks, "at": first.at})
                if first.at.strip()
                else Said("watch.appointment", blanks=blanks)
            ),
        )


def next_deadline(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """The letter that must leave first, if a delay runs."""
    running = [one for one in letters if one.following.stage is Stage.URGENT and one.following.last_day is not None]
    return tuple(sorted(running, key=lambda one: one.following.last_day or date.max)[:1])


def unverified(said: tuple[Said, ...], letters: tuple[Letter, ...]) -> tuple[str, ...]:
    """The delay that is told and does not rest on an official text."""
    told = any(one.key == "watch.deadline" and one.blanks["what"] != DEADLINE_NOTED for one in said)
    return tuple(
        f"{one.template.title} : {one.following.source.article} ({status_in_words(one.following.source)})"
        for one in next_deadline(letters)
        if told and one.following.source is not None and not one.following.source.is_official
    )


def _others(case: Case, coming: Coming) -> Iterator[Said]:
    for proceeding in case.proceedings:
        if known(proceeding.next_date) is None:
            yield Said("watch.proceeding", blanks={"what": f"proceeding.{proceeding.kind.value}"})
    for one in coming.todo:
        if one.done_on is None and one.before is not None and not one.what.key:
            yield Said("watch.action", blanks={"day": one.before, "what": one.what.text})
    if coming.unknown:
        yield Said("watch.unknown_amounts", blanks={"count": str(coming.unknown)})
