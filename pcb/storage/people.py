"""The accounts as the administrator sees them: how each one stands, and where it works."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pcb.domain.rights import Role
from pcb.storage.database import Store
from pcb.storage.rights import ACTIVE
from pcb.storage.tables import account, membership
from pcb.storage.vault import Vault

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Worker:
    """An account that was not removed; not ``active`` while its invitation waits. ``places`` are site and role."""

    id: str
    login: str
    name: str
    active: bool
    administrator: bool
    places: tuple[tuple[str, Role], ...]


def workers(store: Store, vault: Vault) -> tuple[Worker, ...]:
    """Every account that was not removed, by name."""
    with store.reading() as connection:
        rows = connection.execute(select(account).where(account.c.standing != REMOVED)).all()
        there = connection.execute(select(membership).order_by(membership.c.since, membership.c.site_id)).all()
    places: dict[str, list[tuple[str, Role]]] = {}
    for row in there:
        places.setdefault(row.account_id, []).append((row.site_id, _ROLES[row.role]))
    found = (
        Worker(
            row.id,
            row.login,
            vault.open(row.display_name, "account", row.id, "display_name").decode(),
            row.standing == ACTIVE,
            row.administrator,
            tuple(places.get(row.id, ())),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def stands(connection: Connection, account_id: str) -> bool:
    """Whether there is such an account, not removed."""
    wanted = select(account.c.id).where(account.c.id == account_id, account.c.standing != REMOVED)
    return connection.execute(wanted.with_for_update()).first() is not None


def administrators(connection: Connection) -> set[str]:
    """Those who can administer; they stay so until the end of the transaction."""
    wanted = select(account.c.id).where(account.c.administrator, account.c.standing == ACTIVE).order_by(account.c.id)
    return set(connection.execute(wanted.with_for_update()).scalars())


_ROLES = {role.value: role for role in Role}
