"""The chain of the audit, walked from end to end; the head told outside; old lines let go behind a sealed checkpoint.

What the walk finds by itself: a line altered, removed, moved, repeated or made up. What it cannot find alone is that
the last lines were cut, or that lines without a MAC were put at the end: for that, one head of the chain is kept
elsewhere (in the manifest of a backup, on a printed page) and given as the ``anchor``.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from pcb.storage.audit import PURPOSE, UNSEALED, Entry, detail_of, digest_of, mac_of
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.tables import audit, audit_head, house
from pcb.storage.vault import Vault

_CHECKPOINT = "audit_checkpoint"
_AT_ONCE = 5000
_DIGEST = 32


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: the number of its last line, and its digest. It tells nothing of what was done."""

    sequence: int
    digest: bytes

    def __str__(self) -> str:
        """``42-9f3c…``: the whole digest, to be kept and given back."""
        return f"{self.sequence}-{self.digest.hex()}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk found. ``lines`` were read, from ``first``; ``fault`` says in French what is wrong with the line
    ``wrong``, the first that is; both are empty when the chain is whole. ``anchored`` tells that a head kept elsewhere
    was looked for and found. ``unsealed`` lines at the end are held by no MAC yet."""

    first: int
    lines: int
    head: Head
    wrong: int | None = None
    fault: str = ""
    anchored: bool = False
    unsealed: int = 0

    @property
    def whole(self) -> bool:
        return self.wrong is None


def head(store: Store) -> Head:
    """The end of the chain as it now is, to be kept elsewhere."""
    with store.reading() as connection:
        return _head(connection)


def read_anchor(text: str) -> Head | None:
    """A head as it was printed; ``None`` for anything else."""
    number, _, digest = "".join(text.split()).partition("-")
    try:
        found = Head(int(number), bytes.fromhex(digest))
    except ValueError:
        return None
    return found if number.isascii() and found.sequence >= 0 and len(found.digest) == _DIGEST else None


def verify(store: Store, vault: Vault, anchor: Head | None = None) -> Verdict:
    """Walk the whole chain; the first line that is wrong ends the walk.

    An ``anchor`` older than what was let go since cannot be looked for any more: the verdict is then not anchored.
    """
    with store.reading() as connection:
        return _Walk(connection, vault, anchor).run()


class _Walk:
    def __init__(self, connection: Connection, vault: Vault, anchor: Head | None) -> None:
        self.connection, self.anchor = connection, anchor
        self.keys = _mac_keys(vault)
        self.before = _checkpoint(connection, vault)
        self.first = self.before.sequence + 1
        self.end = _head(connection)
        self.lines = self.unsealed = 0
        self.anchored = anchor is not None and anchor == self.before

    def run(self) -> Verdict:
        expected = self.before
        for row in _rows(self.connection):
            if row.sequence <= self.before.sequence:  # a line that had been let go is there again
                return self._told(row.sequence, "elle avait été retirée avec les lignes anciennes")
            if row.sequence != expected.sequence + 1:
                return self._told(expected.sequence + 1, "elle manque")
            if fault := self._fault(row, expected.digest):
                return self._told(row.sequence, fault)
            expected = Head(row.sequence, row.digest)
            self.lines += 1
            self.unsealed = 0 if row.mac is not None else self.unsealed + 1
            if self.anchor is not None and self.anchor.sequence == row.sequence:
                if not hmac.compare_digest(self.anchor.digest, row.digest):
                    return self._told(row.sequence, "elle n’est pas celle dont la fin de chaîne a été gardée à part")
                self.anchored = True
        if self.anchor is not None and self.anchor.sequence > expected.sequence:
            return self._told(expected.sequence + 1, "elle manque\u202f: la fin du journal a été coupée")
        if self.end != expected:
            return self._told(expected.sequence + 1, "la fin de la chaîne ne correspond pas à la dernière ligne")
        return self._told(None, "")

    def _fault(self, row: Row[Any], before: bytes) -> str:
        entry = Entry(row.at, row.account_id, row.action, row.object_kind, row.object_id, row.case_id, row.site_id)
        if not hmac.compare_digest(digest_of(row.sequence, entry, row.detail, before), row.digest):
            return "elle a été modifiée, ou celle d’avant a été changée ou retirée"
        if row.mac is None:
            return "" if row.action in UNSEALED else "elle n’est pas scellée"
        for key in self.keys:
            if hmac.compare_digest(mac_of(key, row.digest), row.mac):
                return ""
        return "son sceau n’est pas celui de l’application"

    def _told(self, wrong: int | None, fault: str) -> Verdict:
        anchored = self.anchored and wrong is None
        return Verdict(self.first, self.lines, self.end, wrong, fault, anchored, self.unsealed)


def last_of(store: Store, vault: Vault, action: str) -> tuple[datetime, str] | None:
    """The moment and the detail of the last line of that action; ``None`` when there is none."""
    columns = audit.c
    asked = select(columns.sequence, columns.at, columns.detail).where(columns.action == action)
    with store.reading() as connection:
        row = connection.execute(asked.order_by(columns.sequence.desc()).limit(1)).first()
    return None if row is None else (row.at, detail_of(vault, row.sequence, row.detail))


def older(store: Store, before: datetime) -> bool:
    """Whether some line is older than that."""
    with store.reading() as connection:
        return connection.execute(select(audit.c.sequence).where(audit.c.at < before).limit(1)).first() is not None


def prune(connection: Connection, vault: Vault, before: datetime, *, by: str, now: datetime) -> int:
    """Let go of the lines older than ``before``, in this transaction; how many. The last of them becomes the checkpoint
    from which the chain is walked. The last line of all always stays."""
    last = _head(connection).sequence
    columns = audit.c
    kept = connection.execute(
        select(columns.sequence).where(columns.at >= before).order_by(columns.sequence).limit(1)
    ).scalar()
    upto = min(last, kept if kept is not None else last) - 1
    row = connection.execute(select(columns.sequence, columns.digest).where(columns.sequence == upto)).first()
    if row is None:
        return 0
    sealed = vault.seal(dump({"sequence": row.sequence, "digest": row.digest.hex()}), "house", _CHECKPOINT, "value")
    values = {"value": sealed, "changed_at": now, "changed_by": by}
    if connection.execute(update(house).where(house.c.key == _CHECKPOINT).values(values)).rowcount == 0:
        connection.execute(insert(house).values(key=_CHECKPOINT, **values))
    return connection.execute(delete(audit).where(columns.sequence <= upto)).rowcount


def _mac_keys(vault: Vault) -> tuple[bytes, ...]:
    """The keys that may have sealed a line, the newest first."""
    return tuple(vault.subkey(PURPOSE, number) for number in vault.numbers)


def _checkpoint(connection: Connection, vault: Vault) -> Head:
    sealed = connection.execute(select(house.c.value).where(house.c.key == _CHECKPOINT)).scalar()
    if sealed is None:
        return Head(0, bytes(_DIGEST))
    plain = json.loads(vault.open(sealed, "house", _CHECKPOINT, "value"))
    return Head(plain["sequence"], bytes.fromhex(plain["digest"]))


def _head(connection: Connection) -> Head:
    row = connection.execute(select(audit_head).where(audit_head.c.id == 1)).one()
    return Head(row.sequence, row.digest)


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    """Every line in order, some thousands at a time."""
    columns, last = audit.c, -1
    while True:
        rows = connection.execute(
            select(audit).where(columns.sequence > last).order_by(columns.sequence).limit(_AT_ONCE)
        ).all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].sequence
