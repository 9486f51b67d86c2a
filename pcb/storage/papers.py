"""Papers that were printed: sealed evidence, kept with the case revision, the day of the law and their SHA-256."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, insert, select

from pcb.errors import Damaged, NotFound
from pcb.storage import audit, row_seals
from pcb.storage.audit import Entry
from pcb.storage.codec import dump
from pcb.storage.database import Store
from pcb.storage.tables import case_record, paper
from pcb.storage.vault import Vault


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as it was handed over; its content is read apart, by :func:`content`."""

    id: str
    case_id: str
    kind: str
    case_revision: int
    law_day: date
    made_at: datetime
    made_by: str
    sha256: str


_DESCRIBED = [column for column in paper.c if column.name not in ("content", "facts")]
"""A dossier with its papers weighs megabytes: a list of papers is read without them."""


def keep(
    store: Store,
    vault: Vault,
    case_id: str,
    kind: str,
    plain: bytes,
    *,
    case_revision: int,
    law_day: date,
    by: str,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> KeptPaper:
    """Keep ``plain``, with the ``facts`` it was made from as plain data. The same bytes of the same revision are kept
    once: the paper already there is returned."""
    digest = sha256(plain).hexdigest()
    made = KeptPaper(uuid4().hex, case_id, kind, case_revision, law_day, now, by, digest)
    columns = paper.c
    with store.writing() as connection:
        # On a server two may print at once: the second waits here, and then finds the paper of the first.
        connection.execute(select(case_record.c.id).where(case_record.c.id == case_id).with_for_update(key_share=True))
        there = connection.execute(
            select(*_DESCRIBED).where(
                columns.case_id == case_id,
                columns.kind == kind,
                columns.case_revision == case_revision,
                columns.law_day == law_day,
                columns.sha256 == digest,
            )
        ).first()
        if there is not None:  # handed over once more
            audit.write(connection, vault, Entry(now, by, "print", "paper", there.id, case_id))
            return _kept(vault, there)
        connection.execute(
            insert(paper).values(
                id=made.id,
                case_id=case_id,
                kind=kind,
                case_revision=case_revision,
                law_day=law_day,
                made_at=now,
                made_by=by,
                sha256=digest,
                content=vault.seal(plain, *_place(made)),
                facts=None if facts is None else vault.seal(dump(dict(facts)), *_place(made), "facts"),
            )
        )
        audit.write(connection, vault, Entry(now, by, "print", "paper", made.id, case_id))
    return made


def kept(store: Store, vault: Vault, case_id: str) -> tuple[KeptPaper, ...]:
    """The papers of a case, the last made first. Raises :class:`Damaged`."""
    with store.reading() as connection:
        rows = connection.execute(
            select(*_DESCRIBED).where(paper.c.case_id == case_id).order_by(paper.c.made_at.desc(), paper.c.id)
        ).all()
    return tuple(_kept(vault, row) for row in rows)


def content(store: Store, vault: Vault, paper_id: str, *, of_case: str | None = None) -> tuple[KeptPaper, bytes]:
    """A paper and its bytes, exactly as printed. Raises :class:`NotFound`, also when it is not one ``of_case``, and
    :class:`Damaged`."""
    with store.reading() as connection:
        row = connection.execute(select(paper).where(paper.c.id == paper_id)).first()
    if row is None or of_case not in (None, row.case_id):
        raise NotFound("Ce document n’existe pas.")
    found = _kept(vault, row)
    plain = vault.open(row.content, *_place(found))
    if sha256(plain).hexdigest() != found.sha256:
        raise Damaged("Ce document n’est plus celui qui a été imprimé. Il n’est pas affiché.")
    return found, plain


def frozen_facts(
    store: Store, vault: Vault, paper_id: str, *, of_case: str | None = None
) -> tuple[KeptPaper, dict[str, Any] | None]:
    """A paper and the facts it was made from; ``None`` for one kept before facts were frozen. Raises :class:`NotFound`,
    also when it is not one ``of_case``, and :class:`Damaged`."""
    columns = paper.c
    with store.reading() as connection:
        row = connection.execute(
            select(*(column for column in columns if column.name != "content")).where(columns.id == paper_id)
        ).first()
    if row is None or of_case not in (None, row.case_id):
        raise NotFound("Ce document n’existe pas.")
    found = _kept(vault, row)
    if row.facts is None:
        return found, None
    plain: dict[str, Any] = json.loads(vault.open(row.facts, *_place(found), "facts"))
    return found, plain


def _place(made: KeptPaper) -> tuple[str | int, ...]:
    return ("paper", made.id, made.case_id, made.kind, made.case_revision, made.law_day.isoformat())


def _kept(vault: Vault, row: Row[Any]) -> KeptPaper:
    row_seals.check(vault, paper, row)
    return KeptPaper(
        row.id, row.case_id, row.kind, row.case_revision, row.law_day, row.made_at, row.made_by, row.sha256
    )
