"""Files joined to the papers of a case: content and name sealed. One that is removed is put aside, never erased.

A file is written, put aside, put back or moved inside the transaction of the save that journals it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from pcb.errors import Damaged, NotFound
from pcb.storage import row_seals
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.tables import attachment
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a case. ``paper_key`` names its paper, ``kind`` is ``jpeg`` or ``pdf``, ``weight`` is in bytes;
    ``sha256`` is of what is kept, ``source_sha256`` of what came in; ``notes`` say what was changed in between.
    ``added_by`` is an account's id; ``position`` its order among the files of the case."""

    id: str
    paper_key: str
    name: str
    kind: str
    pages: int
    weight: int
    sha256: str
    source_sha256: str
    notes: tuple[str, ...]
    added_at: datetime
    added_by: str
    position: int
    removed_at: datetime | None = None

    @property
    def removed(self) -> bool:
        """Put aside: it is no part of the dossier, and can be put back."""
        return self.removed_at is not None


_COLUMNS = attachment.c
_DESCRIBED = [column for column in _COLUMNS if column.name != "content"]
"""A list of files is read without what they hold."""


def add(connection: Connection, vault: Vault, case_id: str, added: Attachment, content: bytes) -> None:
    """Write a file, after the others of its case."""
    row_seals.sealed_by(connection, vault)
    last = connection.execute(select(func.max(_COLUMNS.position)).where(_COLUMNS.case_id == case_id)).scalar()
    connection.execute(
        insert(attachment).values(
            id=added.id,
            case_id=case_id,
            added_at=added.added_at,
            added_by=added.added_by,
            position=0 if last is None else last + 1,
            weight=len(content),
            facts=_sealed_facts(vault, case_id, added.id, _facts(added)),
            content=vault.seal(content, "attachment", case_id, added.id, "content"),
        )
    )


def set_aside(connection: Connection, case_id: str, attachment_id: str, *, by: str, now: datetime) -> None:
    """The file is no longer part of the dossier."""
    _change(connection, case_id, attachment_id, removed_at=now, removed_by=by)


def put_back(connection: Connection, vault: Vault, case_id: str, attachment_id: str, paper_key: str) -> None:
    """The file belongs to that paper, whatever became of it before. Raises :class:`NotFound`."""
    row = connection.execute(
        select(_COLUMNS.facts).where(_COLUMNS.id == attachment_id, _COLUMNS.case_id == case_id)
    ).first()
    if row is None:
        raise _not_found()
    facts = {**_opened_facts(vault, case_id, attachment_id, row.facts), "paper": paper_key}
    sealed = _sealed_facts(vault, case_id, attachment_id, facts)
    _change(connection, case_id, attachment_id, facts=sealed, removed_at=None, removed_by=None)


def attachments(store: Store, vault: Vault, case_id: str) -> tuple[Attachment, ...]:
    """The files of a case in their order, those put aside included. Raises :class:`Damaged`."""
    with store.reading() as connection:
        rows = connection.execute(
            select(*_DESCRIBED).where(_COLUMNS.case_id == case_id).order_by(_COLUMNS.position, _COLUMNS.id)
        ).all()
    return tuple(_opened(vault, row) for row in rows)


def content(store: Store, vault: Vault, case_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
    """A file of the case and its bytes, as kept. Raises :class:`NotFound`, :class:`Damaged`."""
    with store.reading() as connection:
        row = connection.execute(
            select(attachment).where(_COLUMNS.id == attachment_id, _COLUMNS.case_id == case_id)
        ).first()
    if row is None:
        raise _not_found()
    found = _opened(vault, row)
    plain = vault.open(row.content, "attachment", case_id, attachment_id, "content")
    if sha256(plain).hexdigest() != found.sha256:
        raise Damaged("Ce fichier n’est plus celui qui a été joint. Il n’est pas affiché.")
    return found, plain


def _change(connection: Connection, case_id: str, attachment_id: str, **values: Any) -> None:
    done = connection.execute(
        update(attachment).where(_COLUMNS.id == attachment_id, _COLUMNS.case_id == case_id).values(**values)
    )
    if done.rowcount != 1:
        raise _not_found()


def _facts(added: Attachment) -> dict[str, Any]:
    return {
        "paper": added.paper_key,
        "name": added.name,
        "kind": added.kind,
        "pages": added.pages,
        "sha256": added.sha256,
        "source": added.source_sha256,
        "notes": list(added.notes),
    }


def _sealed_facts(vault: Vault, case_id: str, attachment_id: str, facts: Mapping[str, Any]) -> bytes:
    return vault.seal(dump(dict(facts)), "attachment", case_id, attachment_id, "facts")


def _opened_facts(vault: Vault, case_id: str, attachment_id: str, sealed: bytes) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(vault.open(sealed, "attachment", case_id, attachment_id, "facts"))
    return plain


def _opened(vault: Vault, row: Row[Any]) -> Attachment:
    row_seals.check(vault, attachment, row)
    facts = _opened_facts(vault, row.case_id, row.id, row.facts)
    return Attachment(
        id=row.id,
        paper_key=facts["paper"],
        name=facts["name"],
        kind=facts["kind"],
        pages=facts["pages"],
        weight=row.weight,
        sha256=facts["sha256"],
        source_sha256=facts["source"],
        notes=tuple(facts["notes"]),
        added_at=row.added_at,
        added_by=row.added_by,
        position=row.position,
        removed_at=row.removed_at,
    )


def _not_found() -> NotFound:
    return NotFound("Ce fichier n’existe pas dans ce dossier.")
