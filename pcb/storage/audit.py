"""The audit: who did what, and when, in a chain where a line removed or altered shows.

Each line holds the SHA-256 of itself and of the digest before it, and a MAC of that digest by a key of the vault: who
has no key can neither alter a line nor make one. A sign-in that was refused is written while the vault is closed: its
line has no MAC, and the next one that has seals it. The end of the chain is told outside (backups, the page of the
coordinator): cutting the last lines then shows too.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from pcb.errors import Damaged
from pcb.storage import row_seals
from pcb.storage.codec import dump
from pcb.storage.tables import audit, audit_head
from pcb.storage.vault import Vault

PURPOSE = b"audit"
OPENED_AGAIN = timedelta(minutes=10)
"""The same thing looked at again by the same person within this time is told once."""
UNSEALED = frozenset({"refused_sign_in", "accept"})
"""What is written while the vault is closed, and so has no MAC."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done. ``action`` is a code (open, change, print, export, share, erase, sign_in, refused…); ``object_id``
    names what it was done to, among the ``object_kind``. ``detail`` is sealed."""

    at: datetime
    account_id: str | None
    action: str
    object_kind: str
    object_id: str | None = None
    case_id: str | None = None
    site_id: str | None = None
    detail: str = ""


def write(connection: Connection, vault: Vault | None, entry: Entry) -> int:
    """Add a line, in the transaction of what it tells, as the last thing of it; its number. Without a ``vault`` there
    can be no detail."""
    if vault is not None:
        row_seals.sealed_by(connection, vault)
    head = connection.execute(select(audit_head).where(audit_head.c.id == 1).with_for_update()).one()
    sequence: int = head.sequence + 1
    detail = vault.seal_lasting(entry.detail.encode(), "audit", sequence) if vault and entry.detail else None
    digest = digest_of(sequence, entry, detail, head.digest)
    mac = None if vault is None else mac_of(vault.subkey(PURPOSE), digest)
    connection.execute(
        insert(audit).values(
            sequence=sequence,
            at=entry.at,
            account_id=entry.account_id,
            action=entry.action,
            object_kind=entry.object_kind,
            object_id=entry.object_id,
            case_id=entry.case_id,
            site_id=entry.site_id,
            detail=detail,
            digest=digest,
            mac=mac,
        )
    )
    connection.execute(update(audit_head).where(audit_head.c.id == 1).values(sequence=sequence, digest=digest))
    return sequence


def detail_of(vault: Vault, sequence: int, sealed: bytes | None) -> str:
    """The detail of a line, opened; « ? » where it no longer opens."""
    try:
        return "" if sealed is None else vault.open_lasting(sealed, "audit", sequence).decode()
    except Damaged:
        return "?"


def told_lately(connection: Connection, entry: Entry) -> bool:
    """Whether this person did this to this very thing a moment ago, which is told already."""
    columns = audit.c
    narrow = columns.at > entry.at - OPENED_AGAIN if entry.case_id is None else columns.case_id == entry.case_id
    last = connection.execute(
        select(columns.at)
        .where(
            narrow,
            columns.account_id == entry.account_id,
            columns.action == entry.action,
            columns.object_kind == entry.object_kind,
            columns.object_id == entry.object_id if entry.object_id else columns.object_id.is_(None),
        )
        .order_by(columns.sequence.desc())
        .limit(1)
    ).scalar()
    return last is not None and timedelta() <= entry.at - last < OPENED_AGAIN


def mac_of(key: bytes, digest: bytes) -> bytes:
    """What seals a line: only who has the key can make it."""
    return hmac.digest(key, digest, "sha256")


def digest_of(sequence: int, entry: Entry, detail: bytes | None, before: bytes) -> bytes:
    """What a line must hold, after the line whose digest is ``before``."""
    told = {
        "sequence": sequence,
        "at": entry.at.astimezone(UTC).isoformat(),
        "account": entry.account_id,
        "action": entry.action,
        "kind": entry.object_kind,
        "object": entry.object_id,
        "case": entry.case_id,
        "site": entry.site_id,
        "detail": sha256(detail).hexdigest() if detail else None,
    }
    return sha256(before + dump(told)).digest()
