"""Who has a case open now: a row for each page, renewed while it is open, and worth nothing a moment later.

The chapter is the title of the page, which may name a person: it is sealed like all that tells of a household.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from pcb.storage.tables import presence
from pcb.storage.vault import Vault

WORTH = timedelta(seconds=40)
"""How long a row says that somebody is there: two renewals may be missed on a poor network."""
LONGEST_CHAPTER = 80


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else who has the case open, and where."""

    account_id: str
    chapter: str


def be_there(
    connection: Connection,
    vault: Vault,
    session_id: str,
    account_id: str,
    case_id: str,
    chapter: str,
    now: datetime,
) -> None:
    """This session has that chapter of the case open; rows that are worth nothing any more are removed."""
    columns = presence.c
    connection.execute(delete(presence).where(columns.seen_at < now - WORTH))
    here = (columns.session_id == session_id, columns.case_id == case_id)
    sealed = vault.seal(chapter[:LONGEST_CHAPTER].encode(), *_place(session_id, case_id))
    told = {"chapter": sealed, "seen_at": now}
    if connection.execute(update(presence).where(*here).values(**told)).rowcount == 0:
        connection.execute(
            insert(presence).values(session_id=session_id, case_id=case_id, account_id=account_id, **told)
        )


def leave(connection: Connection, session_id: str) -> None:
    """This session has nothing open any more."""
    connection.execute(delete(presence).where(presence.c.session_id == session_id))


def others(connection: Connection, vault: Vault, session_id: str, case_id: str, now: datetime) -> list[Present]:
    """Who else has the case open, in other sessions, the last seen first. Raises :class:`Damaged`."""
    columns = presence.c
    rows = connection.execute(
        select(columns.session_id, columns.account_id, columns.chapter)
        .where(columns.case_id == case_id, columns.session_id != session_id, columns.seen_at >= now - WORTH)
        .order_by(columns.seen_at.desc(), columns.session_id)
    ).all()
    return [Present(row.account_id, vault.open(row.chapter, *_place(row.session_id, case_id)).decode()) for row in rows]


def _place(session_id: str, case_id: str) -> tuple[str, str, str, str]:
    return ("presence", session_id, case_id, "chapter")
