"""Who follows a case, with whom it is shared, and who opened it in an emergency. Reasons are sealed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from pcb.storage.tables import audit, case_record, emergency, follower, share
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Following:
    """Somebody who follows a case, since when, and who decided it."""

    account_id: str
    since: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Share:
    """A case shared ``by`` somebody with the account, for a reason; in force until it ended or that moment passes."""

    id: str
    case_id: str
    account_id: str
    by: str
    at: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """An emergency access by that account; ``seen_by`` is the coordinator who took note of it."""

    id: str
    case_id: str
    account_id: str
    at: datetime
    until: datetime
    reason: str
    seen_by: str | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a case without opening it."""

    id: str
    reference: str
    site_id: str | None


def followers(connection: Connection, case_id: str) -> tuple[Following, ...]:
    """Who follows the case, the first one first."""
    rows = connection.execute(
        select(follower).where(follower.c.case_id == case_id).order_by(follower.c.since, follower.c.account_id)
    ).all()
    return tuple(Following(row.account_id, row.since, row.by) for row in rows)


def follow(connection: Connection, case_id: str, account_id: str, by: str, now: datetime) -> bool:
    """Have the account follow the case; false when it does already."""
    if any(one.account_id == account_id for one in followers(connection, case_id)):
        return False
    connection.execute(insert(follower).values(case_id=case_id, account_id=account_id, since=now, by=by))
    return True


def unfollow(connection: Connection, case_id: str, account_id: str) -> bool:
    """Whether the account followed the case, which it no longer does."""
    there = (follower.c.case_id == case_id, follower.c.account_id == account_id)
    return connection.execute(delete(follower).where(*there)).rowcount == 1


def shares(connection: Connection, vault: Vault, case_id: str, now: datetime) -> tuple[Share, ...]:
    """The shares of the case that are in force, the last one first."""
    columns = share.c
    rows = connection.execute(
        select(share)
        .where(
            columns.case_id == case_id, columns.ended_at.is_(None), or_(columns.until.is_(None), columns.until > now)
        )
        .order_by(columns.at.desc(), columns.id)
    ).all()
    return tuple(
        Share(row.id, case_id, row.account_id, row.by, row.at, row.until, _opened(vault, "share", row)) for row in rows
    )


def add_share(connection: Connection, vault: Vault, made: Share) -> None:
    """Keep a new share."""
    connection.execute(
        insert(share).values(
            id=made.id,
            case_id=made.case_id,
            account_id=made.account_id,
            by=made.by,
            at=made.at,
            until=made.until,
            reason=vault.seal(made.reason.encode(), "share", made.id, "reason"),
        )
    )


def end_share(connection: Connection, share_id: str, now: datetime) -> None:
    """The share is no longer in force."""
    connection.execute(update(share).where(share.c.id == share_id, share.c.ended_at.is_(None)).values(ended_at=now))


def emergencies(connection: Connection, vault: Vault, case_id: str) -> tuple[Emergency, ...]:
    """Every emergency access to the case, the last one first."""
    columns = emergency.c
    rows = connection.execute(
        select(emergency).where(columns.case_id == case_id).order_by(columns.at.desc(), columns.id)
    ).all()
    return tuple(_emergency(vault, row) for row in rows)


def loud(connection: Connection, vault: Vault, case_id: str, now: datetime) -> tuple[Emergency, ...]:
    """Those that whoever opens the case must see: in force, or nobody took note of them."""
    columns = emergency.c
    rows = connection.execute(
        select(emergency)
        .where(columns.case_id == case_id, or_(columns.until > now, columns.seen_at.is_(None)))
        .order_by(columns.at.desc(), columns.id)
    ).all()
    return tuple(_emergency(vault, row) for row in rows)


def unseen(connection: Connection, vault: Vault, site_ids: Collection[str]) -> tuple[tuple[Emergency, Place], ...]:
    """The emergency accesses at those sites of which nobody took note, the oldest first."""
    rows = connection.execute(
        select(emergency, case_record.c.reference, case_record.c.site_id)
        .join(case_record, case_record.c.id == emergency.c.case_id)
        .where(emergency.c.seen_at.is_(None), case_record.c.site_id.in_(site_ids))
        .order_by(emergency.c.at, emergency.c.id)
    ).all()
    return tuple((_emergency(vault, row), Place(row.case_id, row.reference, row.site_id)) for row in rows)


def place_of_emergency(connection: Connection, emergency_id: str) -> Place | None:
    """The case that was opened."""
    row = connection.execute(
        select(case_record.c.id, case_record.c.reference, case_record.c.site_id)
        .join(emergency, case_record.c.id == emergency.c.case_id)
        .where(emergency.c.id == emergency_id)
    ).first()
    return None if row is None else Place(row.id, row.reference, row.site_id)


def add_emergency(connection: Connection, vault: Vault, made: Emergency) -> None:
    """Keep an emergency access."""
    connection.execute(
        insert(emergency).values(
            id=made.id,
            case_id=made.case_id,
            account_id=made.account_id,
            at=made.at,
            until=made.until,
            reason=vault.seal(made.reason.encode(), "emergency", made.id, "reason"),
        )
    )


def take_note(connection: Connection, emergency_id: str, by: str, now: datetime) -> bool:
    """Whether nobody had taken note of it yet."""
    there = (emergency.c.id == emergency_id, emergency.c.seen_at.is_(None))
    return connection.execute(update(emergency).where(*there).values(seen_by=by, seen_at=now)).rowcount == 1


def place_of(connection: Connection, reference: str) -> Place | None:
    """The case of that exact reference."""
    columns = case_record.c
    row = connection.execute(
        select(columns.id, columns.reference, columns.site_id).where(columns.reference == reference)
    ).first()
    return None if row is None else Place(row.id, row.reference, row.site_id)


def openings(connection: Connection, case_id: str) -> tuple[tuple[str, datetime, int], ...]:
    """Who opened the case: account, last time, how many times; the last one first."""
    last = func.max(audit.c.at)
    rows = connection.execute(
        select(audit.c.account_id, last.label("last"), func.count().label("times"))
        .where(audit.c.case_id == case_id, audit.c.action == "open", audit.c.account_id.is_not(None))
        .group_by(audit.c.account_id)
        .order_by(last.desc(), audit.c.account_id)
    ).all()
    return tuple((row.account_id, row.last, row.times) for row in rows)


def _emergency(vault: Vault, row: Row[Any]) -> Emergency:
    reason = _opened(vault, "emergency", row)
    return Emergency(row.id, row.case_id, row.account_id, row.at, row.until, reason, row.seen_by, row.seen_at)


def _opened(vault: Vault, table: str, row: Row[Any]) -> str:
    return vault.open(row.reason, table, row.id, "reason").decode()
