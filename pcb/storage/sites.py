"""The sites (tiers-lieux) of the house, and who works there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from pcb.domain.rights import Role
from pcb.storage.database import Store
from pcb.storage.tables import membership, site

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


def place(connection: Connection, account_id: str, site_id: str, role: Role | None, now: datetime) -> None:
    """Give the account that role at the site; none takes it away."""
    there = (membership.c.account_id == account_id, membership.c.site_id == site_id)
    if role is None:
        connection.execute(delete(membership).where(*there))
    elif connection.execute(update(membership).where(*there).values(role=role.value)).rowcount == 0:
        connection.execute(
            insert(membership).values(account_id=account_id, site_id=site_id, role=role.value, since=now)
        )
