"""The data keys: which one is in use, the older ones that it leads to, how one is replaced, retired and destroyed.

Each one but the newest is sealed by the one that replaced it, so that a holder, who is given the newest, walks back to
all. Beside the data key that is sealed to the public key of a holder (HPKE, RFC 9180) stands that public key itself,
sealed by the data key: a public key put in a row by somebody who does not hold the vault is noticed before a new data
key is sealed to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import Connection, delete, insert, select, update

from pcb.errors import Damaged
from pcb.storage.tables import data_key, keyring, sealed_key
from pcb.storage.vault import LASTING, Ring, Vault, damaged, new_key

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SEALED = 32 + 32 + 16  # the encapsulated key, the data key, the tag
_KEY = 32


def first(connection: Connection, vault: Vault, now: datetime) -> None:
    """Record that data key 1 is in use."""
    connection.execute(insert(data_key).values(number=vault.newest, made_at=now))


def newest(connection: Connection, *, held: bool = False, mine: bool = False) -> int:
    """The number of the data key in use. ``held``: nobody replaces it before the end of the transaction. ``mine``:
    nor writes with it; whoever takes it so must not wait for the audit, which writers hold."""
    wanted = select(data_key.c.number).where(data_key.c.under_next.is_(None))
    if held or mine:
        wanted = wanted.with_for_update(read=not mine)
    found = connection.execute(wanted).scalar()
    return 1 if found is None else found


def opened_key(holder: str, private: bytes, number: int, sealed: bytes) -> bytes:
    """The data key sealed to a holder. Raises :class:`Damaged` when it was altered, or sealed to somebody else."""
    pair = X25519PrivateKey.from_private_bytes(private)
    try:
        return _SUITE.decrypt(sealed[:_SEALED], pair, info=_info(holder, number))
    except (InvalidTag, ValueError):
        raise damaged() from None


def sealed_row(vault: Vault, number: int, holder: str, public: bytes) -> dict[str, Any]:
    """The row that gives a data key to a holder."""
    to = X25519PublicKey.from_public_bytes(public)
    sealed = _SUITE.encrypt(vault.data_key(number), to, info=_info(holder, number))
    return {"holder": holder, "number": number, "sealed": sealed + vault.seal(public, "sealed_key", holder)}


def walked_back(connection: Connection, number: int, key: bytes) -> Ring:
    """From the newest key to those that it or its successors sealed."""
    keys: dict[int, bytes] = {number: key}
    lasting: dict[int, Mapping[bytes, bytes]] = {}
    rows = connection.execute(select(data_key).where(data_key.c.under_next.is_not(None))).all()
    for row in sorted(rows, key=lambda row: -abs(row.number)):
        try:
            plain = Vault(Ring(keys, lasting)).open(row.under_next, "data_key", row.number)
        except Damaged:
            continue  # what that key sealed will be shown as damaged; the rest still opens
        if len(plain) == _KEY:
            keys[abs(row.number)] = plain
        else:
            read = json.loads(plain)
            lasting[-row.number] = {purpose.encode(): bytes.fromhex(subkey) for purpose, subkey in read.items()}
    return Ring(keys, lasting)


def replaced(connection: Connection, vault: Vault, made_at: datetime) -> Vault:
    """A new data key, sealed to every holder; the one in use opens what it sealed until :func:`destroy`.

    Raises :class:`Damaged` when the public key of a holder is not the one that was given the key in use.
    """
    old = newest(connection, mine=True)
    if old != vault.newest:
        vault.learn()
    number = old + 1
    following = vault.with_key(number, new_key())
    holders = select(sealed_key, keyring.c.public_key).join(keyring, keyring.c.holder == sealed_key.c.holder)
    rows = []
    for holder in connection.execute(holders.where(sealed_key.c.number == old)).all():
        known = vault.open(holder.sealed[_SEALED:], "sealed_key", holder.holder)
        if known != holder.public_key:
            raise damaged()
        rows.append(sealed_row(following, number, holder.holder, holder.public_key))
    connection.execute(
        update(data_key)
        .where(data_key.c.number == old)
        .values(under_next=following.seal(vault.data_key(old), "data_key", old))
    )
    for gone in connection.execute(select(data_key).where(data_key.c.number < 0)).all():
        again = following.seal(vault.open(gone.under_next, "data_key", gone.number), "data_key", gone.number)
        connection.execute(update(data_key).where(data_key.c.number == gone.number).values(under_next=again))
    connection.execute(insert(data_key).values(number=number, made_at=made_at))
    connection.execute(delete(sealed_key))
    connection.execute(insert(sealed_key), rows)
    return following


def retire(connection: Connection, vault: Vault, number: int) -> None:
    """Nothing can be sealed by that key any more; what it sealed still opens.

    Its row takes the opposite of its number. Whoever writes with it holds the row until the end of the transaction, so
    that after this one, nothing new can come.
    """
    row = connection.execute(select(data_key).where(data_key.c.number == number).with_for_update()).first()
    if row is not None:
        connection.execute(delete(data_key).where(data_key.c.number == number))
        sealed = vault.seal(vault.data_key(number), "data_key", -number)
        connection.execute(insert(data_key).values(number=-number, made_at=row.made_at, under_next=sealed))


def destroy(connection: Connection, vault: Vault, number: int) -> None:
    """Forget a retired key: only its :data:`~pcb.storage.vault.LASTING` subkeys are left."""
    lasting = {purpose.decode(): vault.subkey(purpose, number).hex() for purpose in LASTING}
    sealed = vault.seal(json.dumps(lasting).encode(), "data_key", -number)
    connection.execute(update(data_key).where(data_key.c.number == -number).values(under_next=sealed))


def older_keys(connection: Connection, vault: Vault) -> tuple[tuple[int, datetime, bool], ...]:
    """The keys that were replaced and not yet destroyed: number, when the next one was made, whether retired."""
    moments = {abs(row.number): row.made_at for row in connection.execute(select(data_key)).all()}
    found = []
    for row in connection.execute(select(data_key).where(data_key.c.under_next.is_not(None))).all():
        if row.number > 0 or len(vault.open(row.under_next, "data_key", row.number)) == _KEY:
            found.append((abs(row.number), moments[abs(row.number) + 1], row.number < 0))
    return tuple(sorted(found))


def _info(holder: str, number: int) -> bytes:
    return f"pcb/1 data key {number} of {holder}".encode()
