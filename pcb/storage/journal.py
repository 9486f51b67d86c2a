"""The journal: every change of a case, sealed, with its author and its moment. A change is never altered or removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.sealed_columns import journal_place, journal_place_before
from pcb.storage.tables import journal
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Patch:
    """One path, before and after, as plain data. For a whole item (``debts.d3``) ``None`` means *not there*, and
    ``position`` is its index in the list. A file is at ``attachments.<id>`` (see :mod:`pcb.usecases.attachments`)."""

    path: str
    before: Any
    after: Any
    position: int | None = None

    @property
    def reversed(self) -> Patch:
        return Patch(self.path, self.after, self.before, self.position)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the journal, which made ``revision`` of the case. ``kind``: create, import, answer, overwrite, add,
    remove, undo; of a file attach, detach, restore, move. ``undoes`` is the revision whose change is taken back."""

    revision: int
    at: datetime
    by: str
    kind: str
    patches: tuple[Patch, ...] = ()
    undoes: int | None = None
    request_id: str | None = None
    structure_changed: bool = False


_WRITE = insert(journal)


def write(connection: Connection, vault: Vault, case_id: str, change: Change) -> None:
    """Add a line, in the transaction of the save. Raises ``IntegrityError`` for a request already written."""
    plain = {
        "patches": [_plain(patch) for patch in change.patches],
        "structure_changed": change.structure_changed,
    }
    connection.execute(
        _WRITE,
        {
            "case_id": case_id,
            "revision": change.revision,
            "at": change.at,
            "by": change.by,
            "kind": change.kind,
            "undoes": change.undoes,
            "request_id": change.request_id,
            "change": vault.seal(dump(plain), *journal_place(change, case_id)),
        },
    )


def newest_first(store: Store, vault: Vault, case_id: str) -> Iterator[Change]:
    """The changes of a case, the last one first, opened one by one as they are asked for."""
    with store.reading() as connection:
        rows = connection.execute(
            select(journal).where(journal.c.case_id == case_id).order_by(journal.c.revision.desc())
        ).all()
    return (_opened(vault, row) for row in rows)


def of_request(store: Store, vault: Vault, case_id: str, request_id: str) -> Change | None:
    """What that request changed, if it was already carried out."""
    with store.reading() as connection:
        row = connection.execute(
            select(journal).where(journal.c.case_id == case_id, journal.c.request_id == request_id)
        ).first()
    return None if row is None else _opened(vault, row)


def _plain(patch: Patch) -> dict[str, Any]:
    plain = {"path": patch.path, "before": patch.before, "after": patch.after}
    return plain if patch.position is None else {**plain, "position": patch.position}


def _opened(vault: Vault, row: Row[Any]) -> Change:
    plain = json.loads(
        vault.open_at(row.change, journal_place(row, row.case_id), journal_place_before(row, row.case_id))
    )
    return Change(
        revision=row.revision,
        at=row.at,
        by=row.by,
        kind=row.kind,
        patches=tuple(Patch(**patch) for patch in plain["patches"]),
        undoes=row.undoes,
        request_id=row.request_id,
        structure_changed=plain["structure_changed"],
    )
