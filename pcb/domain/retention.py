"""How long a case is kept: two years after the last contact, then proposed, then archived, then removed on paper.

CNIL, délib. 2023-095: the active base keeps a case two years after the last contact. Nothing is removed in silence: a
notice of thirty days, an archive that the coordinators alone open, a *bordereau d’élimination* that is signed.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from dateutil.relativedelta import relativedelta

MONTHS = 24
NOTICE_DAYS = 30
LONGEST_SILENCE = timedelta(hours=48)
MOST_AT_ONCE = 5
"""Hundredths of all cases that may be removed, archived or proposed at once without a second look."""


class Stage(Enum):
    """Where a case stands. What is done next is always done by somebody."""

    KEPT = "kept"  # a contact of less than two years
    DUE = "due"  # to be proposed
    NOTICED = "noticed"  # proposed; the thirty days run
    TO_ARCHIVE = "to_archive"  # they are over
    ARCHIVED = "archived"  # to be put on a bordereau


@dataclass(frozen=True, slots=True)
class Kept:
    """What decides: the last contact, the day on which its removal was proposed, whether it is archived."""

    last_contact_on: date
    notice_on: date | None = None
    archived: bool = False


def due_on(last_contact_on: date) -> date:
    """The day from which a case may be proposed; after a 29 February, the last day of the month."""
    return last_contact_on + relativedelta(months=MONTHS)


def notice_ends_on(notice_on: date) -> date:
    """The day from which a case that was proposed may be archived."""
    return notice_on + timedelta(days=NOTICE_DAYS)


def stage(kept: Kept, day: date) -> Stage:
    """Where the case stands on ``day``. A notice given before the two years were over counts for nothing."""
    if kept.archived:
        return Stage.ARCHIVED
    due = due_on(kept.last_contact_on)
    if day < due:
        return Stage.KEPT
    if kept.notice_on is None or kept.notice_on < due or kept.notice_on > day:
        return Stage.DUE
    return Stage.NOTICED if day < notice_ends_on(kept.notice_on) else Stage.TO_ARCHIVE


def jumped(moments: tuple[datetime, ...], now: datetime) -> bool:
    """Whether the clock of the machine may be wrong: between two things done one after the other, the last one just
    now, the time went back, or more than 48 hours forward. ``moments`` are those of the last things done, in order."""
    times = (*moments, now)
    steps = [after - before for before, after in itertools.pairwise(times)]
    return any(step < timedelta(minutes=-2) or step > LONGEST_SILENCE for step in steps)


def too_many(count: int, of: int) -> bool:
    """Whether so many cases at once need a second look: more than 5 % of all."""
    return count * 100 > of * MOST_AT_ONCE
