"""Every column that the vault seals, and the place to which each record in it is bound.

It is what a new data key must go through (:mod:`pcb.storage.rotation`). A test holds this list against the tables: a
column of bytes is either sealed here, or let off below with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Row, Table

from pcb.storage.tables import (
    account,
    attachment,
    case_record,
    elimination,
    emergency,
    house,
    journal,
    official_form,
    paper,
    share,
)

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SealedTable:
    """The sealed columns of a table; ``needed`` are the others that their places are made of."""

    table: Table
    needed: tuple[str, ...]
    places: Mapping[str, Callable[[Row[Any]], Place]]

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """The columns of the primary key."""
        return tuple(self.table.primary_key.columns)

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """The sealed columns."""
        return tuple(self.table.c[name] for name in self.places)


def _plain(table: Table, *names: str) -> SealedTable:
    """The usual place: table, primary key, column. What is added follows it."""
    keys = [column.name for column in table.primary_key.columns]

    def place(name: str) -> Callable[[Row[Any]], Place]:
        return lambda row: (table.name, *(getattr(row, key) for key in keys), name)

    return SealedTable(table, (), {name: place(name) for name in names})


def _paper(*more: str) -> Callable[[Row[Any]], Place]:
    return lambda row: ("paper", row.id, row.case_id, row.kind, row.case_revision, row.law_day.isoformat(), *more)


SEALED: tuple[SealedTable, ...] = (
    _plain(account, "display_name", "second_factor"),
    SealedTable(
        case_record,
        ("revision",),
        {
            "document": lambda row: ("case_record", row.id, row.revision, "document"),
            "card": lambda row: ("case_record", row.id, row.revision, "card"),
        },
    ),
    SealedTable(journal, (), {"change": lambda row: ("journal", row.case_id, row.revision)}),
    SealedTable(
        paper, ("case_id", "kind", "case_revision", "law_day"), {"content": _paper(), "facts": _paper("facts")}
    ),
    SealedTable(
        attachment,
        ("case_id",),
        {
            "facts": lambda row: ("attachment", row.case_id, row.id, "facts"),
            "content": lambda row: ("attachment", row.case_id, row.id, "content"),
        },
    ),
    _plain(official_form, "facts", "content"),
    _plain(share, "reason"),
    _plain(emergency, "reason"),
    _plain(elimination, "content", "paper"),
    _plain(house, "value"),
)
SEALED_TABLES = frozenset(sealed.table.name for sealed in SEALED)
"""Their names: what is written to them is checked against the data keys in use."""

_KEYS = "belongs to the keys themselves: replaced with them, see pcb.storage.keys"
_CHAIN = "a digest: it tells nothing, and the chain must stay as it was written"
LET_OFF: Mapping[tuple[str, str], str] = {
    ("keyring", "salt"): _KEYS,
    ("keyring", "wrapped"): _KEYS,
    ("keyring", "public_key"): _KEYS,
    ("data_key", "under_next"): _KEYS,
    ("sealed_key", "sealed"): _KEYS,
    ("audit", "detail"): "sealed by Vault.seal_lasting: a line of the audit is never rewritten, its subkey is kept",
    ("audit", "digest"): _CHAIN,
    ("audit", "mac"): _CHAIN,
    ("audit_head", "digest"): _CHAIN,
}
"""The columns of bytes that a new data key does not touch, and why."""
