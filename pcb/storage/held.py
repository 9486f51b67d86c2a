"""Every row that names a case, table by table as the schema says: what the person may be given a copy of."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, LargeBinary, Row, Table, select

from pcb.errors import Damaged
from pcb.storage.tables import attachment as attachment_table
from pcb.storage.tables import audit, case_record, journal, metadata, paper
from pcb.storage.vault import Vault

READ_APART = frozenset({case_record.name, journal.name, paper.name, attachment_table.name, audit.name})
"""Tables that their own modules read: their records are bound to more than their keys."""
UNREADABLE = "illisible\u202f: cet enregistrement ne s’ouvre plus"


def naming_a_case() -> tuple[Table, ...]:
    """Every table with a column that names a case, and the cases themselves."""
    return tuple(table for table in metadata.sorted_tables if table is case_record or "case_id" in table.c)


def others(connection: Connection, vault: Vault, case_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables that nobody else reads, by the name of their table, as plain data, opened."""
    found = {}
    for table in naming_a_case():
        if table.name not in READ_APART:
            rows = connection.execute(select(table).where(table.c.case_id == case_id)).all()
            found[table.name] = [_opened(vault, table, row) for row in rows]
    return found


def record(connection: Connection, case_id: str) -> dict[str, Any]:
    """The row of the case without what is sealed in it: its dates, its site, whether it is archived."""
    row = connection.execute(select(case_record).where(case_record.c.id == case_id)).one()
    return {
        column.name: _plain(getattr(row, column.name))
        for column in case_record.c
        if not isinstance(column.type, LargeBinary)
    }


def _opened(vault: Vault, table: Table, row: Row[Any]) -> dict[str, Any]:
    plain = {}
    keys = [getattr(row, column.name) for column in table.primary_key.columns]
    for column in table.c:
        value = getattr(row, column.name)
        if isinstance(column.type, LargeBinary) and value is not None:
            plain[column.name] = _unsealed(vault, value, (table.name, *keys, column.name))
        else:
            plain[column.name] = _plain(value)
    return plain


def _unsealed(vault: Vault, sealed: bytes, place: tuple[str | int, ...]) -> Any:
    try:
        text = vault.open(sealed, *place).decode()
    except Damaged:
        return UNREADABLE
    try:
        return json.loads(text)
    except ValueError:
        return text


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
