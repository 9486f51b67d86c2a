"""Who may open the vault: accounts, and the data key wrapped for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcb.domain.rights import Role
from pcb.errors import AccessDenied
from pcb.storage import audit, sites
from pcb.storage.audit import Entry
from pcb.storage.database import Store
from pcb.storage.tables import account, keyring
from pcb.storage.vault import Strength, Vault, Wrapped

RECOVERY = "recovery"
"""The holder of the data key wrapped by the recovery code."""


@dataclass(frozen=True, slots=True)
class UserAccount:
    """Someone who may sign in, or once could; ``login`` is in lower case."""

    id: str
    login: str
    display_name: str
    administrator: bool = False


def any_account(store: Store) -> bool:
    """Whether somebody can sign in."""
    with store.reading() as connection:
        return bool(connection.execute(select(func.count()).select_from(account)).scalar())


def create_first(
    store: Store,
    vault: Vault,
    login: str,
    display_name: str,
    secrets: tuple[str, str],
    strength: Strength,
    now: datetime,
) -> UserAccount:
    """The first account, with the data key wrapped by the two ``secrets``: password, recovery code. It is
    administrator, and coordinator of a first site.

    Raises :class:`AccessDenied` when there is one already, even when two are made at the same moment.
    """
    made = UserAccount(uuid4().hex, login, display_name, administrator=True)
    password, code = secrets
    by_password = vault.wrapped(password, made.id, strength)
    by_code = vault.wrapped(code, RECOVERY, strength)
    try:
        with store.writing() as connection:
            # The recovery row comes first: there can be only one, so only one first account.
            connection.execute(insert(keyring).values(_row(RECOVERY, None, by_code, now)))
            connection.execute(
                insert(account).values(
                    id=made.id,
                    login=login,
                    display_name=vault.seal(display_name.encode(), "account", made.id, "display_name"),
                    created_at=now,
                    administrator=True,
                )
            )
            connection.execute(insert(keyring).values(_row(made.id, made.id, by_password, now)))
            first = sites.open_site(connection, sites.FIRST, now)
            sites.place(connection, made.id, first, Role.COORDINATOR, now)
            audit.write(connection, vault, Entry(now, made.id, "set_up", "account", made.id))
    except IntegrityError:
        raise AccessDenied("Un compte existe déjà\u202f: connectez-vous.") from None
    return made


def id_of(store: Store, login: str) -> str | None:
    """The id of the account of that login."""
    with store.reading() as connection:
        return connection.execute(select(account.c.id).where(account.c.login == login)).scalar()


def wrapped_for(store: Store, login: str) -> tuple[str, Wrapped] | None:
    """The id of the account of that login and its wrapped key; ``None`` for an unknown login."""
    statement = select(keyring).join(account, account.c.id == keyring.c.holder).where(account.c.login == login)
    with store.reading() as connection:
        row = connection.execute(statement).first()
    return None if row is None else (row.holder, _wrapped(row))


def wrapped_for_recovery(store: Store) -> Wrapped | None:
    """The data key wrapped by the recovery code; ``None`` before set-up."""
    with store.reading() as connection:
        row = connection.execute(select(keyring).where(keyring.c.holder == RECOVERY)).first()
    return None if row is None else _wrapped(row)


def rewrap(store: Store, account_id: str, wrapped: Wrapped, now: datetime) -> None:
    """Replace the wrapped key of an account: its password changes, the data key and the records do not."""
    with store.writing() as connection:
        connection.execute(
            update(keyring).where(keyring.c.holder == account_id).values(_row(account_id, account_id, wrapped, now))
        )


def accounts(store: Store, vault: Vault) -> dict[str, UserAccount]:
    """Every account, by id."""
    with store.reading() as connection:
        rows = connection.execute(select(account)).all()
    return {
        row.id: UserAccount(
            row.id,
            row.login,
            vault.open(row.display_name, "account", row.id, "display_name").decode(),
            row.administrator,
        )
        for row in rows
    }


def _row(holder: str, account_id: str | None, wrapped: Wrapped, now: datetime) -> dict[str, Any]:
    return {
        "holder": holder,
        "account_id": account_id,
        "salt": wrapped.salt,
        "memory_kib": wrapped.strength.memory_kib,
        "iterations": wrapped.strength.iterations,
        "lanes": wrapped.strength.lanes,
        "wrapped": wrapped.sealed,
        "changed_at": now,
    }


def _wrapped(row: Row[Any]) -> Wrapped:
    return Wrapped(row.salt, Strength(row.memory_kib, row.iterations, row.lanes), row.wrapped)
