"""Tries at a secret, counted in the database: they outlive a restart, and every process counts the same ones.

A lane is a leaky bucket: it takes ``room`` tries at once, then one more each time ``every`` has gone by. So no hour
sees more than ``room + 3600 s / every`` tries, and nobody waits longer than ``every``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcb.storage.database import Store
from pcb.storage.tables import attempt

DEVICE = "D"
"""A device where the account has signed in: its row is what makes it known."""
FORGET_AFTER = timedelta(days=1)
FORGET_DEVICE_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where tries are counted together, and how many of them are let through."""

    subject: str
    room: int
    every: timedelta


def subject(kind: str, *parts: str) -> str:
    """What stands in the table for a login, an address or a device: one letter, and a digest."""
    whole = "\x1f".join((kind, *parts)).encode("utf-8", "surrogatepass")
    return f"{kind}-{sha256(whole).hexdigest()[:62]}"


def take(store: Store, lanes: Iterable[Lane], now: datetime) -> timedelta:
    """Count one try in every lane; zero. When a lane is full nothing is counted: how long until it has room."""
    ordered = sorted(lanes, key=lambda lane: lane.subject)  # in one order: no crosswise wait
    for _ in range(5):
        try:
            with store.writing() as connection:
                return _taken(connection, ordered, now)
        except IntegrityError:  # another process has just made the row
            continue
    return max((lane.every for lane in ordered), default=timedelta())


def give_back(store: Store, subject: str) -> None:
    """The last try of that lane was a right one: it does not count."""
    with store.writing() as connection:
        row = attempt.c
        connection.execute(update(attempt).where(row.subject == subject, row.count > 0).values(count=row.count - 1))


def clear(store: Store, subject: str) -> None:
    """Nothing is held against that lane any more."""
    with store.writing() as connection:
        connection.execute(update(attempt).where(attempt.c.subject == subject).values(count=0))


def is_known(store: Store, subject: str) -> bool:
    """Whether something is remembered under that name."""
    with store.reading() as connection:
        return connection.execute(select(attempt.c.count).where(attempt.c.subject == subject)).first() is not None


def remember(store: Store, subject: str, now: datetime) -> None:
    """Remember a device, and forget what is too old to matter."""
    with store.writing() as connection:
        row = attempt.c
        devices = row.subject.startswith(f"{DEVICE}-")
        connection.execute(delete(attempt).where(devices, row.last_at < now - FORGET_DEVICE_AFTER))
        connection.execute(delete(attempt).where(~devices, row.last_at < now - FORGET_AFTER))
        found = connection.execute(update(attempt).where(row.subject == subject).values(count=0, last_at=now))
        if not found.rowcount:
            connection.execute(insert(attempt).values(subject=subject, count=0, first_at=now, last_at=now))


def _taken(connection: Connection, lanes: list[Lane], now: datetime) -> timedelta:
    counts: list[tuple[Lane, int, datetime, bool]] = []
    longest = timedelta()
    for lane in lanes:
        row = connection.execute(select(attempt).where(attempt.c.subject == lane.subject).with_for_update()).first()
        count, since = (0, now) if row is None else _leaked(row._mapping["count"], row.first_at, lane, now)
        if count >= lane.room:
            longest = max(longest, since + lane.every - now)
        counts.append((lane, count + 1, since, row is None))
    if longest:
        return longest
    for lane, count, since, new in counts:
        values = {"count": count, "first_at": since, "last_at": now}
        if new:
            connection.execute(insert(attempt).values(subject=lane.subject, **values))
        else:
            connection.execute(update(attempt).where(attempt.c.subject == lane.subject).values(values))
    return timedelta()


def _leaked(count: int, since: datetime, lane: Lane, now: datetime) -> tuple[int, datetime]:
    """How many tries the bucket still holds, and since when it has been leaking the next one."""
    if since > now:  # the clock was set back: start from now, so that the wait stays what it is
        return count, now
    gone = (now - since) // lane.every
    return (0, now) if gone >= count else (count - gone, since + gone * lane.every)
