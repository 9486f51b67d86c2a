"""The open sessions of an account, in all processes: listed, ended one by one or together."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from pcb.storage import sign_ins
from pcb.storage.sign_ins import SignIn
from pcb.usecases import access, audit
from pcb.usecases.desk import Desk, Store

__all__ = ["SignIn", "begin", "end", "end_all", "end_one", "open_sessions", "seen", "still_open"]


def begin(desk: Desk, session_id: str, now: datetime) -> None:
    """A session begins."""
    sign_ins.begin(desk.store, session_id, desk.account.id, now)


def seen(store: Store, session_ids: Collection[str], now: datetime) -> None:
    """Something was done in these sessions."""
    sign_ins.seen(store, session_ids, now)


def end(desk: Desk, session_id: str, now: datetime, how: str) -> None:
    """The session ends, and the audit says ``how``: asked, lock, idle, or again for another sign-in."""
    sign_ins.end(desk.store, session_id, now)
    audit.signed_out(desk, now, how=how)


def end_one(desk: Desk, session_id: str, now: datetime) -> None:
    """End another session of who sits at the desk; one that is not theirs stays as it is."""
    sign_ins.end(desk.store, session_id, now, account_id=desk.account.id)
    access.record(desk, "session_closed", "account", desk.account.id)


def end_all(desk: Desk, now: datetime) -> None:
    """End every session of who sits at the desk, in every process, this one too."""
    access.record(desk, "sessions_closed", "account", desk.account.id)
    sign_ins.end_all(desk.store, desk.account.id, now)


def open_sessions(desk: Desk, now: datetime, idle: float) -> tuple[SignIn, ...]:
    """The sessions of who sits at the desk, the newest first; ``idle`` is after how many seconds one is over."""
    return sign_ins.open_of(desk.store, desk.account.id, now - timedelta(seconds=idle))


def still_open(store: Store, sessions: Collection[tuple[str, int]]) -> frozenset[str]:
    """Of these sessions (id, epoch when it began), those that nobody has ended, of accounts that are still active."""
    return sign_ins.still_open(store, sessions)
