"""Official forms that an administrator put in use: the blank PDF and its template, sealed; who, when, until when.

Several may be kept; the last one added and not withdrawn is in use. None is ever erased: a dossier may come from it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, insert, select, update

from pcb.errors import Damaged, NotFound
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.tables import official_form
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form. ``template`` is its text as it was given, ``found`` what was read of the pages and fields of the PDF,
    ``sha256`` is that of the PDF as kept, ``notes`` what was changed in it; ``added_by`` is an account's id."""

    id: str
    title: str
    template: str
    found: Mapping[str, Any]
    notes: tuple[str, ...]
    sha256: str
    added_at: datetime
    added_by: str
    withdrawn_at: datetime | None = None


_COLUMNS = official_form.c
_DESCRIBED = [column for column in _COLUMNS if column.name != "content"]


def add(
    store: Store,
    vault: Vault,
    content: bytes,
    *,
    title: str,
    template: str,
    found: Mapping[str, Any],
    notes: tuple[str, ...],
    by: str,
    now: datetime,
) -> KeptForm:
    """Keep a form, which is in use from then on."""
    form_id, digest = uuid4().hex, sha256(content).hexdigest()
    facts = {"title": title, "template": template, "found": dict(found), "notes": list(notes), "sha256": digest}
    with store.writing() as connection:
        connection.execute(
            insert(official_form).values(
                id=form_id,
                added_at=now,
                added_by=by,
                withdrawn_at=None,
                facts=vault.seal(dump(facts), "official_form", form_id, "facts"),
                content=vault.seal(content, "official_form", form_id, "content"),
            )
        )
    return KeptForm(form_id, title, template, found, notes, digest, now, by)


def forms(store: Store, vault: Vault) -> tuple[KeptForm, ...]:
    """Every form that was ever in use, the last added first. Raises :class:`Damaged`."""
    with store.reading() as connection:
        rows = connection.execute(select(*_DESCRIBED).order_by(_COLUMNS.added_at.desc(), _COLUMNS.id)).all()
    return tuple(_kept(vault, row) for row in rows)


def in_use(store: Store, vault: Vault) -> KeptForm | None:
    """The last one added that is not withdrawn. Raises :class:`Damaged`."""
    with store.reading() as connection:
        row = connection.execute(
            select(*_DESCRIBED)
            .where(_COLUMNS.withdrawn_at.is_(None))
            .order_by(_COLUMNS.added_at.desc(), _COLUMNS.id)
            .limit(1)
        ).first()
    return None if row is None else _kept(vault, row)


def content(store: Store, vault: Vault, form_id: str) -> bytes:
    """The blank PDF, as kept. Raises :class:`NotFound`, :class:`Damaged`."""
    with store.reading() as connection:
        row = connection.execute(select(official_form).where(_COLUMNS.id == form_id)).first()
    if row is None:
        raise _not_found()
    plain = vault.open(row.content, "official_form", form_id, "content")
    if sha256(plain).hexdigest() != _kept(vault, row).sha256:
        raise Damaged("Ce formulaire n’est plus celui qui a été déposé. Il n’est pas employé.")
    return plain


def withdraw(store: Store, form_id: str, now: datetime) -> None:
    """The form is no longer in use. Raises :class:`NotFound` when there is none, or it is withdrawn already."""
    with store.writing() as connection:
        done = connection.execute(
            update(official_form)
            .where(_COLUMNS.id == form_id, _COLUMNS.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
        )
        if done.rowcount != 1:
            raise _not_found()


def _kept(vault: Vault, row: Row[Any]) -> KeptForm:
    facts = json.loads(vault.open(row.facts, "official_form", row.id, "facts"))
    return KeptForm(
        row.id,
        facts["title"],
        facts["template"],
        facts["found"],
        tuple(facts["notes"]),
        facts["sha256"],
        row.added_at,
        row.added_by,
        row.withdrawn_at,
    )


def _not_found() -> NotFound:
    return NotFound("Ce formulaire n’est plus en service.")
