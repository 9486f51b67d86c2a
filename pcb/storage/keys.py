"""The data keys and their holders: who may open the vault, and with what.

A holder (an account, the recovery code, the key file of a server) has a pair of keys. The private one is wrapped by a
secret that is stored nowhere; the data key in use is sealed to the public one (HPKE). So a new data key can
be given to everybody while they are away, and a new password touches one row.

A holder is given the newest data key, and walks back from it to the older ones (:mod:`pcb.storage.data_keys`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from pcb.errors import AccessDenied, StoreUnavailable
from pcb.storage import data_keys, row_seals
from pcb.storage.database import Store
from pcb.storage.tables import account, data_key, keyring, sealed_key
from pcb.storage.vault import Ring, Strength, Vault, Wrapped, drawn, unwrap, wrap

RECOVERY = "recovery"
"""The holder whose secret is the recovery code."""
KEY_FILE = "file"
"""The holder whose secret is in the key file of a server."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What the secret of one holder opens: the private key wrapped by it, the data key sealed to the public key.

    Of an older base, until the next sign-in, ``public_key`` is ``None`` and ``wrapped`` holds the data key itself.
    """

    holder: str
    wrapped: Wrapped
    public_key: bytes | None
    number: int = 1
    sealed: bytes = b""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the open vault of a holder learns of newer data keys."""

    store: Store
    holder: str
    private: bytes

    def newest(self) -> int:
        """The number of the data key in use."""
        with self.store.reading() as connection:
            return data_keys.newest(connection)

    def ring(self) -> Ring:
        """Every data key. Raises :class:`AccessDenied` once the holder is removed."""
        with self.store.reading() as connection:
            sealed = connection.execute(_of_holder(self.holder)).first()
            if sealed is None or sealed.number < data_keys.newest(connection):
                raise AccessDenied("Ce compte n’ouvre plus le coffre.")
            key = data_keys.opened_key(self.holder, self.private, sealed.number, sealed.sealed)
            return data_keys.walked_back(connection, sealed.number, key)

    def personal_key(self, purpose: bytes) -> bytes:
        """Drawn from the private key: the same before and after a change of data key, or of password."""
        return drawn(self.private, b"personal " + purpose)

    def __repr__(self) -> str:
        return f"Source({self.holder})"


@dataclass(frozen=True, slots=True)
class NewLock:
    """A lock made for a holder, not yet written: deriving its key takes too long for a transaction."""

    holder: str
    wrapped: Wrapped
    public_key: bytes
    private: bytes


def new_lock(holder: str, secret: str, strength: Strength) -> NewLock:
    """A new pair of keys for ``holder``, the private one wrapped by ``secret``."""
    pair = X25519PrivateKey.generate()
    private, public = pair.private_bytes_raw(), pair.public_key().public_bytes_raw()
    return NewLock(holder, wrap(private, secret, *_place(holder, public), strength=strength), public, private)


def put(connection: Connection, vault: Vault, lock: NewLock, account_id: str | None, now: datetime) -> None:
    """Give ``lock`` to its holder, in place of the one it had: what opened that one opens nothing any more."""
    number = data_keys.newest(connection, held=True)
    if number != vault.newest:
        vault.learn()
    take_away(connection, lock.holder)
    connection.execute(
        insert(keyring).values(
            holder=lock.holder, account_id=account_id, public_key=lock.public_key, **_columns(lock.wrapped, now)
        )
    )
    connection.execute(insert(sealed_key).values(data_keys.sealed_row(vault, number, lock.holder, lock.public_key)))


def take_away(connection: Connection, holder: str) -> None:
    """The holder opens the vault no more."""
    connection.execute(delete(sealed_key).where(sealed_key.c.holder == holder))
    connection.execute(delete(keyring).where(keyring.c.holder == holder))


def rewrap(connection: Connection, lock: Lock, secret: Wrapped, now: datetime) -> bool:
    """Replace what wraps the private key; false when the lock is no longer the one given."""
    done = connection.execute(
        update(keyring)
        .where(keyring.c.holder == lock.holder, keyring.c.wrapped == lock.wrapped.sealed)
        .values(**_columns(secret, now))
    )
    return done.rowcount == 1


def rewrapped(lock: Lock, private: bytes, secret: str, strength: Strength) -> Wrapped:
    """The private key of that lock wrapped by another secret."""
    return wrap(private, secret, *_place(lock.holder, lock.public_key or b""), strength=strength)


def lock_of(store: Store, holder: str) -> Lock | None:
    """The lock of that holder, if there is one."""
    with store.reading() as connection:
        row = connection.execute(_locks().where(keyring.c.holder == holder)).first()
    return None if row is None else _lock(row)


def lock_of_login(store: Store, login: str, standing: str) -> Lock | None:
    """The lock of the account of that login, if it has that standing."""
    wanted = select(account.c.id).where(account.c.login == login, account.c.standing == standing).scalar_subquery()
    with store.reading() as connection:
        row = connection.execute(_locks().where(keyring.c.holder == wanted)).first()
    return None if row is None else _lock(row)


def locks(connection: Connection) -> tuple[Lock, ...]:
    """All of them: a backup keeps those of its day, so that the secrets of that day open it."""
    return tuple(_lock(row) for row in connection.execute(_locks()))


def opened(lock: Lock, secret: str) -> Vault:
    """The vault of that lock with the newest data key alone, without a store: what opens a backup.

    Raises :class:`AccessDenied` on a wrong secret, :class:`Damaged` when the lock was altered.
    """
    if lock.public_key is None:
        return Vault(Ring({1: unwrap(lock.wrapped, secret, "keyring", lock.holder)}))
    private = private_key(lock, secret)
    return Vault(Ring({lock.number: data_keys.opened_key(lock.holder, private, lock.number, lock.sealed)}))


def unlock(store: Store, lock: Lock, secret: str, now: datetime) -> Vault:
    """The vault that ``secret`` opens, able to learn the next data keys. A lock of an older base is replaced.

    Raises :class:`AccessDenied` on a wrong secret, in the time of a right one.
    """
    if lock.public_key is not None:
        return opened_with(store, lock, private_key(lock, secret))
    vault = opened(lock, secret)
    try:
        return _renewed(store, vault, lock, secret, now)
    except StoreUnavailable:
        return vault  # a base that cannot be written can still be read; the lock will be replaced another day


def opened_with(store: Store, lock: Lock, private: bytes) -> Vault:
    """The vault of that lock, by its private key. Raises :class:`AccessDenied` when the lock was taken away."""
    source = Source(store, lock.holder, private)
    return Vault(source.ring(), source)


def private_key(lock: Lock, secret: str) -> bytes:
    """The private key of a lock. Raises :class:`AccessDenied` on a wrong secret or an altered lock."""
    return unwrap(lock.wrapped, secret, *_place(lock.holder, lock.public_key or b""))


def old_holders(connection: Connection) -> tuple[str, ...]:
    """Those of an older base whose lock was not replaced yet: they cannot be given a new data key."""
    return tuple(connection.execute(select(keyring.c.holder).where(keyring.c.public_key.is_(None))).scalars())


def _renewed(store: Store, vault: Vault, lock: Lock, secret: str, now: datetime) -> Vault:
    made = new_lock(lock.holder, secret, lock.wrapped.strength)
    for _ in range(3):
        try:
            with store.writing() as connection:
                there = connection.execute(
                    select(keyring).where(keyring.c.holder == lock.holder).with_for_update()
                ).first()
                if there is None or there.wrapped != lock.wrapped.sealed:
                    break  # another session has just done it
                if connection.execute(select(func.count()).select_from(data_key)).scalar() == 0:
                    data_keys.first(connection, vault, now)
                    row_seals.adopt(connection, vault)
                put(connection, vault, made, there.account_id, now)
            return vault.with_source(Source(store, lock.holder, made.private))
        except IntegrityError:
            continue  # somebody else was the first of the base at the same moment
    renewed = lock_of(store, lock.holder)
    return vault if renewed is None or renewed.public_key is None else unlock(store, renewed, secret, now)


def _locks() -> Any:
    return (
        select(keyring, sealed_key.c.number, sealed_key.c.sealed)
        .select_from(keyring.outerjoin(sealed_key, sealed_key.c.holder == keyring.c.holder))
        .order_by(keyring.c.holder, sealed_key.c.number.desc())
    )


def _of_holder(holder: str) -> Any:
    return (
        select(sealed_key.c.number, sealed_key.c.sealed)
        .where(sealed_key.c.holder == holder)
        .order_by(sealed_key.c.number.desc())
    )


def _columns(wrapped: Wrapped, now: datetime) -> dict[str, Any]:
    return {
        "salt": wrapped.salt,
        "memory_kib": wrapped.strength.memory_kib,
        "iterations": wrapped.strength.iterations,
        "lanes": wrapped.strength.lanes,
        "wrapped": wrapped.sealed,
        "changed_at": now,
    }


def _lock(row: Row[Any]) -> Lock:
    wrapped = Wrapped(row.salt, Strength(row.memory_kib, row.iterations, row.lanes), row.wrapped)
    return Lock(row.holder, wrapped, row.public_key, row.number or 1, row.sealed or b"")


def _place(holder: str, public: bytes) -> tuple[str, str, str]:
    return ("keyring", holder, public.hex())
