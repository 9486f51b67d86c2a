"""Removing all that is kept of a case: every row of every table that names it, by the schema itself.

What stays, on purpose: the lines of the audit (ids alone), the row of counts (no identity, no longer tied to the case),
and one row that says that this reference was removed. A case that a backup would bring back is removed again from the
list of what was erased (:mod:`pcb.storage.erased_list`).
"""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, select

from pcb.errors import NotFound
from pcb.storage import activity, audit
from pcb.storage.audit import Entry
from pcb.storage.database import Store
from pcb.storage.tables import audit as audit_table
from pcb.storage.tables import case_record, erased, metadata
from pcb.storage.vault import Vault

KEPT = frozenset({audit_table.name, erased.name})
"""Tables that name a case and outlive it."""
_TRIES = 20


def of_a_case() -> tuple[Table, ...]:
    """Every table that names a case and does not outlive it, those that lean on others first, the case itself last."""
    found = [
        table
        for table in reversed(metadata.sorted_tables)
        if table.name not in KEPT and table is not case_record and "case_id" in table.c
    ]
    return (*found, case_record)


def erase(
    connection: Connection,
    vault: Vault,
    case_id: str,
    *,
    by: str,
    now: datetime,
    elimination_id: str | None = None,
    told: bool = False,
) -> None:
    """Remove the case in this transaction. Raises :class:`NotFound`. Then call :func:`scrub`, out of it. ``told`` when
    it was noted as erased before."""
    columns = case_record.c
    row = connection.execute(select(columns.reference, columns.site_id).where(columns.id == case_id)).first()
    if row is None:
        raise NotFound("Ce dossier n’existe pas, ou n’existe plus.")
    activity.mark_erased(connection, case_id, now.astimezone().date())
    for table in of_a_case():
        column = columns.id if table is case_record else table.c.case_id
        connection.execute(delete(table).where(column == case_id))
    if not told:
        note(connection, case_id, row.reference, by=by, now=now, elimination_id=elimination_id)
    how = "on_request" if elimination_id is None else "elimination"
    audit.write(connection, vault, Entry(now, by, "erase", "case", case_id, case_id, row.site_id, how))


def note(
    connection: Connection, case_id: str, reference: str, *, by: str, now: datetime, elimination_id: str | None
) -> None:
    """The row that says that this reference was removed."""
    connection.execute(
        insert(erased).values(
            case_id=case_id, reference=reference, erased_at=now, erased_by=by, elimination_id=elimination_id
        )
    )


def scrub(store: Store) -> bool:
    """Leave nothing of what was removed in the files of the base: SQLite has zeroed it (``secure_delete``), its journal
    is folded in and emptied. Whether it could be: not while somebody reads for long; a later call finishes it.

    On a server, PostgreSQL gives the place of removed rows back by itself (autovacuum); its own journal (WAL) and
    backups are the business of its administrator.
    """
    if store.engine.dialect.name != "sqlite":
        return True
    connection = store.engine.raw_connection()
    try:
        for _ in range(_TRIES):
            try:
                busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError:
                busy = 1
            if not busy:
                return True
            time.sleep(0.05)
        return False
    finally:
        connection.close()
