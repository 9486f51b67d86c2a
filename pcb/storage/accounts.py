"""The accounts: who may open the vault, and how each one stands. Their keys are in :mod:`pcb.storage.keys`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcb.domain.rights import Role
from pcb.errors import AccessDenied
from pcb.storage import audit, data_keys, keys, row_seals, sites
from pcb.storage.audit import Entry
from pcb.storage.database import Store
from pcb.storage.keys import NewLock
from pcb.storage.tables import account, membership
from pcb.storage.vault import Strength, Vault

INVITED = "invited"
ACTIVE = "active"
REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class UserAccount:
    """Someone who may sign in, or once could; ``login`` is in lower case."""

    id: str
    login: str
    display_name: str
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the administrator sees it. ``places`` are the sites where it works, by id, with its role."""

    account: UserAccount
    standing: str
    invited_until: datetime | None
    places: tuple[tuple[str, Role], ...]


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
) -> tuple[UserAccount, Vault]:
    """The first account, and its ``vault``. The two ``secrets`` that open it are the password and the recovery code.
    The account is administrator, and coordinator of a first site.

    Raises :class:`AccessDenied` when there is one already, even when two are made at the same moment.
    """
    made = UserAccount(uuid4().hex, login, display_name, administrator=True)
    password, code = secrets
    by_password = keys.new_lock(made.id, password, strength)
    by_code = keys.new_lock(keys.RECOVERY, code, strength)
    try:
        with store.writing() as connection:
            if connection.execute(select(account.c.id).limit(1)).first() is not None:
                raise AccessDenied("Un compte existe déjà\u202f: connectez-vous.")
            data_keys.first(connection, vault, now)  # there can be only one first key, so only one first account
            keys.put(connection, vault, by_code, None, now)
            _add(connection, vault, made, now, ACTIVE, None)
            keys.put(connection, vault, by_password, made.id, now)
            first = sites.open_site(connection, sites.FIRST, now)
            sites.place(connection, made.id, first, Role.COORDINATOR, now)
            audit.write(connection, vault, Entry(now, made.id, "set_up", "account", made.id))
    except IntegrityError:
        raise AccessDenied("Un compte existe déjà\u202f: connectez-vous.") from None
    return made, vault.with_source(keys.Source(store, made.id, by_password.private))


def id_of(store: Store, login: str) -> str | None:
    """The id of the account of that login."""
    with store.reading() as connection:
        return connection.execute(select(account.c.id).where(account.c.login == login)).scalar()


def add_invited(
    connection: Connection, vault: Vault, made: UserAccount, lock: NewLock, until: datetime, now: datetime
) -> None:
    """A new account that can choose its password until then. Raises ``IntegrityError`` when the login is taken."""
    row_seals.sealed_by(connection, vault)
    _add(connection, vault, made, now, INVITED, until)
    keys.put(connection, vault, lock, made.id, now)


def stands(connection: Connection, account_id: str) -> Row[Any] | None:
    """The row of that account, nobody else's until the end of the transaction; ``None`` for none."""
    return connection.execute(select(account).where(account.c.id == account_id).with_for_update()).first()


def active_administrators(connection: Connection) -> frozenset[str]:
    """The ids of those who can administer; none of them changes before the end of the transaction."""
    wanted = select(account.c.id).where(account.c.administrator, account.c.standing == ACTIVE).order_by(account.c.id)
    return frozenset(connection.execute(wanted.with_for_update()).scalars())


def set_standing(connection: Connection, account_id: str, standing: str, until: datetime | None = None) -> int:
    """The account stands so from now on, and every session of it ends; the new epoch."""
    columns = account.c
    connection.execute(
        update(account)
        .where(columns.id == account_id)
        .values(standing=standing, invited_until=until, epoch=columns.epoch + 1)
    )
    epoch: int = connection.execute(select(columns.epoch).where(columns.id == account_id)).scalar_one()
    return epoch


def forget_means(connection: Connection, account_id: str) -> None:
    """Take away all that a removed account could use; its name stays, for the journal."""
    keys.take_away(connection, account_id)
    connection.execute(delete(membership).where(membership.c.account_id == account_id))
    connection.execute(
        update(account)
        .where(account.c.id == account_id)
        .values(administrator=False, second_factor=None, last_totp_step=None)
    )


def set_administrator(connection: Connection, account_id: str, administrator: bool) -> None:
    """Give or take the right to administer; every session of the account ends, as at each change of its rights."""
    columns = account.c
    connection.execute(
        update(account).where(columns.id == account_id).values(administrator=administrator, epoch=columns.epoch + 1)
    )


def accounts(store: Store, vault: Vault) -> dict[str, UserAccount]:
    """Every account, by id."""
    return {person.account.id: person.account for person in _people(store, vault, {})}


def people(store: Store, vault: Vault) -> tuple[Person, ...]:
    """Every account, with how it stands and where it works; by name."""
    places: dict[str, list[tuple[str, Role]]] = {}
    with store.reading() as connection:
        for row in connection.execute(select(membership).order_by(membership.c.since, membership.c.site_id)).all():
            row_seals.check(vault, membership, row)
            places.setdefault(row.account_id, []).append((row.site_id, _ROLES[row.role]))
    found = _people(store, vault, places)
    return tuple(sorted(found, key=lambda person: (person.account.display_name.casefold(), person.account.id)))


_ROLES = {role.value: role for role in Role}


def _people(store: Store, vault: Vault, places: dict[str, list[tuple[str, Role]]]) -> list[Person]:
    with store.reading() as connection:
        rows = connection.execute(select(account)).all()
    return [
        Person(
            UserAccount(
                row.id,
                row.login,
                vault.open(row.display_name, "account", row.id, "display_name").decode(),
                row.administrator,
            ),
            row.standing,
            row.invited_until,
            tuple(places.get(row.id, ())),
        )
        for row in rows
    ]


def _add(
    connection: Connection, vault: Vault, made: UserAccount, now: datetime, standing: str, until: datetime | None
) -> None:
    connection.execute(
        insert(account).values(
            id=made.id,
            login=made.login,
            display_name=vault.seal(made.display_name.encode(), "account", made.id, "display_name"),
            created_at=now,
            administrator=made.administrator,
            standing=standing,
            invited_until=until,
        )
    )
