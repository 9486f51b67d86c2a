"""The sites (tiers-lieux) of the house, and who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, update

from pcb.domain.rights import Role
from pcb.storage.database import Store
from pcb.storage.tables import account, case_record, membership, site

FIRST = "Point conseil budget"
"""The name of the first site, until the administrator gives it another."""


@dataclass(frozen=True, slots=True)
class Site:
    """A tiers-lieu. ``open`` is false once it is closed: its cases stay, no new one is made there."""

    id: str
    name: str
    open: bool


def sites(store: Store) -> tuple[Site, ...]:
    """Every site, by name."""
    with store.reading() as connection:
        rows = connection.execute(select(site)).all()
    return tuple(sorted((Site(row.id, row.name, row.closed_at is None) for row in rows), key=lambda one: one.name))


def open_site(connection: Connection, name: str, now: datetime) -> str:
    """A new site; its id. Raises ``IntegrityError`` when the name is taken."""
    made = uuid4().hex
    connection.execute(insert(site).values(id=made, name=name, opened_at=now))
    return made


def rename(connection: Connection, site_id: str, name: str) -> None:
    """Give the site another name. Raises ``IntegrityError`` when it is taken."""
    connection.execute(update(site).where(site.c.id == site_id).values(name=name))


def close(connection: Connection, site_id: str, now: datetime) -> None:
    """No new case is made there."""
    connection.execute(update(site).where(site.c.id == site_id).values(closed_at=now))


def number_of_cases(store: Store) -> dict[str | None, int]:
    """How many cases each site has, archived ones too; those of no site under ``None``."""
    where = case_record.c.site_id
    with store.reading() as connection:
        rows = connection.execute(select(where, func.count().label("number")).group_by(where)).all()
    return {row.site_id: row.number for row in rows}


def move_cases(connection: Connection, from_id: str | None, to_id: str) -> int:
    """Give every case of a site (or of none) to another; how many there were."""
    where = case_record.c.site_id
    there = where.is_(None) if from_id is None else where == from_id
    return connection.execute(update(case_record).where(there).values(site_id=to_id)).rowcount


def move_case(connection: Connection, case_id: str, site_id: str) -> None:
    """The case belongs to that site from now on."""
    connection.execute(update(case_record).where(case_record.c.id == case_id).values(site_id=site_id))


def end_sessions(connection: Connection, account_id: str) -> None:
    """Every session of the account ends: its rights have changed."""
    connection.execute(update(account).where(account.c.id == account_id).values(epoch=account.c.epoch + 1))


def place(connection: Connection, account_id: str, site_id: str, role: Role | None, now: datetime) -> None:
    """Give the account that role at the site; none takes it away."""
    there = (membership.c.account_id == account_id, membership.c.site_id == site_id)
    if role is None:
        connection.execute(delete(membership).where(*there))
    elif connection.execute(update(membership).where(*there).values(role=role.value)).rowcount == 0:
        connection.execute(
            insert(membership).values(account_id=account_id, site_id=site_id, role=role.value, since=now)
        )


def role_there(connection: Connection, account_id: str, site_id: str) -> Role | None:
    """What the account is at the site; ``None`` where it does not work."""
    code = connection.execute(
        select(membership.c.role).where(membership.c.account_id == account_id, membership.c.site_id == site_id)
    ).scalar()
    return next((role for role in Role if role.value == code), None)


def who_works_at(connection: Connection, site_id: str) -> tuple[str, ...]:
    """The ids of the accounts that work there."""
    return tuple(
        connection.execute(select(membership.c.account_id).where(membership.c.site_id == site_id)).scalars().all()
    )


def coordinators(connection: Connection, site_id: str | None) -> tuple[str, ...]:
    """The ids of the active coordinators of the site."""
    return tuple(
        connection.execute(
            select(membership.c.account_id)
            .join(account, account.c.id == membership.c.account_id)
            .where(
                membership.c.site_id == site_id,
                membership.c.role == Role.COORDINATOR.value,
                account.c.standing == "active",
            )
            .order_by(membership.c.since, membership.c.account_id)
        )
        .scalars()
        .all()
    )
