"""The columns that stand in clear, and yet must not be altered: rights, dates, authors, where a case belongs.

The database must read them to find, order and refuse, so they are not sealed. Each such row has a ``seal``: nothing at
all, sealed by the vault, and bound to what the row says. A bit that flipped, or a right that somebody with the file but
not the key wrote, no longer opens: it is refused on reading, and told by ``pcb doctor``.

No writer needs to think of it. In a writing transaction, a statement that touches a bound column leaves a mark that
nobody else can know; at the end the marked rows are read back and sealed, with the vault that sealed the line of the
audit in the same transaction. What was altered behind our back has no mark, and is never sealed by accident.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Insert, Row, Table, Update, select, text, update

from pcb.errors import Damaged
from pcb.storage.tables import (
    account,
    attachment,
    case_record,
    emergency,
    follower,
    membership,
    paper,
    share,
    site,
)
from pcb.storage.tables.columns import MARK_LENGTH, MARKED
from pcb.storage.vault import Vault

BOUND: Mapping[Table, tuple[str, ...]] = {
    account: ("login", "created_at", "administrator", "standing"),
    site: ("name", "opened_at", "closed_at"),
    membership: ("role", "since"),
    case_record: ("reference", "created_at", "created_by", "site_id", "standing", "last_contact_on", "notice_on"),
    follower: ("since", "by"),
    share: ("case_id", "account_id", "by", "at", "until", "ended_at"),
    emergency: ("case_id", "account_id", "at", "until", "seen_by", "seen_at"),
    paper: ("case_id", "kind", "case_revision", "law_day", "made_at", "made_by", "sha256"),
    attachment: ("case_id", "added_at", "added_by", "removed_at", "removed_by", "position", "weight"),
}
"""What the seal of each table is bound to, besides its name and its key."""
_MARK = "pcb_mark"
_MARKED = "pcb_marked"
_VAULT = "pcb_vault"
_AT_A_TIME = 500


def place(table: Table, row: Row[Any]) -> tuple[str | int, ...]:
    """What the seal of that row is bound to."""
    keys = (column.name for column in table.primary_key.columns)
    return (table.name, "seal", *(_told(getattr(row, name)) for name in (*keys, *BOUND[table])))


def needed(table: Table) -> list[Any]:
    """The columns that :func:`check` reads."""
    keys = (column.name for column in table.primary_key.columns)
    return [table.c[name] for name in (*keys, *BOUND[table], "seal")]


def check(vault: Vault, table: Table, row: Any) -> None:
    """Raises :class:`Damaged` when the row is not as the application wrote it."""
    if row.seal is None:
        raise altered()
    try:
        vault.open(row.seal, *place(table, row))
    except Damaged:
        raise altered() from None


def sound(vault: Vault, table: Table, row: Any) -> bool:
    """Whether the row is as the application wrote it."""
    try:
        check(vault, table, row)
    except Damaged:
        return False
    return True


def altered() -> Damaged:
    """A row that was changed by a fault of the disk, or by somebody outside of the application."""
    return Damaged(
        "Un droit, une date ou un auteur a été modifié hors de l’application, ou est abîmé. "
        "Rien n’en est montré. Prévenez l’administrateur\u202f: «\u202fpcb doctor\u202f» dit ce qui est touché."
    )


def begin(connection: Connection, vault: Vault | None) -> None:
    """A writing transaction begins."""
    connection.info[_MARK] = secrets.token_bytes(MARK_LENGTH)
    connection.info[_MARKED] = set()
    connection.info[_VAULT] = vault


def sealed_by(connection: Connection, vault: Vault) -> None:
    """The vault with which the rows of this transaction are sealed: that of its line in the audit."""
    connection.info[_VAULT] = vault


def marked(connection: Connection, clause: Any, parameters: Any) -> Any:
    """The same statement, leaving its mark where it writes a bound column."""
    mark = connection.info.get(_MARK)
    if mark is None or not isinstance(clause, Insert | Update) or clause.table not in BOUND:
        return clause
    table: Any = clause.table
    if isinstance(clause, Update):
        written = {getattr(column, "name", column) for column in clause._values or ()}
        if isinstance(parameters, Mapping):
            written |= parameters.keys()
        if not written & {*BOUND[table]}:
            return clause
    connection.info[_MARKED].add(table)
    return clause.values(seal=mark)


def end(connection: Connection) -> None:
    """Seal the rows that bear the mark. Raises ``RuntimeError`` where a right was written that no audit tells."""
    mark, tables = connection.info.pop(_MARK), connection.info.pop(_MARKED)
    vault: Vault | None = connection.info.pop(_VAULT, None)
    for table in sorted(tables, key=lambda one: str(one.name)):
        rows = connection.execute(select(*needed(table)).where(text(MARKED), table.c.seal == mark))
        found = rows.all()
        if found and vault is None:
            raise RuntimeError(f"{table.name} was written without a line of the audit")
        if found and vault is not None:
            _seal(connection, vault, table, found)


def adopt(connection: Connection, vault: Vault) -> int:
    """Seal the rows of a base made before there were seals; how many there were.

    Only once, with the first data key of the base: later, a row without a seal is one that the application did not
    write.
    """
    number = 0
    for table in BOUND:
        for rows in _unsealed(connection, table):
            _seal(connection, vault, table, rows)
            number += len(rows)
    return number


def _unsealed(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    while rows := list(connection.execute(select(*needed(table)).where(table.c.seal.is_(None)).limit(_AT_A_TIME))):
        yield rows


def _seal(connection: Connection, vault: Vault, table: Table, rows: Sequence[Any]) -> None:
    keys = list(table.primary_key.columns)
    for row in rows:
        there = (column == getattr(row, column.name) for column in keys)
        connection.execute(update(table).where(*there).values(seal=vault.seal(b"", *place(table, row))))


def _told(value: object) -> str | int:
    match value:
        case None:
            return "-"
        case bool():
            return int(value)
        case int():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case _:
            return f"={value}"
