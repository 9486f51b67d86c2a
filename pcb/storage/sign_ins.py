"""Sessions as every process sees them: open or ended, and under which epoch of the account.

A row opens nothing: neither the token of the session nor the address or the browser of the person is in it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from pcb.storage.database import Store
from pcb.storage.tables import account, sign_in

KEPT = timedelta(days=30)
"""How long an ended session stays in the table."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A session that nobody has ended; it may have died with its process."""

    id: str
    opened_at: datetime
    seen_at: datetime


def epoch(store: Store, account_id: str) -> int:
    """The number that is raised to end every session of the account."""
    with store.reading() as connection:
        return int(connection.execute(select(account.c.epoch).where(account.c.id == account_id)).scalar_one())


def begin(store: Store, session_id: str, account_id: str, now: datetime) -> None:
    """A session begins; what ended long ago is forgotten."""
    with store.writing() as connection:
        connection.execute(delete(sign_in).where(sign_in.c.seen_at < now - KEPT))
        connection.execute(
            insert(sign_in).values(id=session_id, account_id=account_id, opened_at=now, seen_at=now, ended_at=None)
        )


def seen(store: Store, session_ids: Collection[str], now: datetime) -> None:
    """Something was done in these sessions."""
    with store.writing() as connection:
        connection.execute(update(sign_in).where(sign_in.c.id.in_(session_ids)).values(seen_at=now))


def end(store: Store, session_id: str, now: datetime, *, account_id: str | None = None) -> None:
    """End a session; of that account alone when one is given."""
    where = [sign_in.c.id == session_id, sign_in.c.ended_at.is_(None)]
    if account_id is not None:
        where.append(sign_in.c.account_id == account_id)
    with store.writing() as connection:
        connection.execute(update(sign_in).where(*where).values(ended_at=now))


def end_all(store: Store, account_id: str, now: datetime) -> None:
    """End every session of the account, in every process."""
    with store.writing() as connection:
        connection.execute(update(account).where(account.c.id == account_id).values(epoch=account.c.epoch + 1))
        where = (sign_in.c.account_id == account_id, sign_in.c.ended_at.is_(None))
        connection.execute(update(sign_in).where(*where).values(ended_at=now))


def open_of(store: Store, account_id: str, since: datetime) -> tuple[SignIn, ...]:
    """The sessions of the account where something was done after ``since``, the newest first."""
    where = (sign_in.c.account_id == account_id, sign_in.c.ended_at.is_(None), sign_in.c.seen_at >= since)
    with store.reading() as connection:
        rows = connection.execute(select(sign_in).where(*where).order_by(sign_in.c.opened_at.desc())).all()
    return tuple(SignIn(row.id, row.opened_at, row.seen_at) for row in rows)


def still_open(store: Store, sessions: Collection[tuple[str, int]]) -> frozenset[str]:
    """Of these sessions (id, epoch when it began), those that nobody has ended, of accounts that are still active."""
    statement = (
        select(sign_in.c.id, account.c.epoch)
        .join(account, account.c.id == sign_in.c.account_id)
        .where(
            sign_in.c.id.in_([session_id for session_id, _ in sessions]),
            sign_in.c.ended_at.is_(None),
            account.c.standing == "active",
        )
    )
    begun = dict(sessions)
    with store.reading() as connection:
        rows = connection.execute(statement).all()
    return frozenset(row.id for row in rows if row.epoch == begun[row.id])
