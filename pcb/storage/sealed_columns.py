"""Every column that the vault seals, and the place to which each record in it is bound.

It is what a new data key must go through (:mod:`pcb.storage.rotation`). A test holds this list against the tables: a
column of bytes is either sealed here, or let off below with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from functools import partial
from typing import Any

from sqlalchemy import Column, Row, Table

from pcb.storage import row_seals
from pcb.storage.tables import (
    account,
    attachment,
    case_record,
    elimination,
    emergency,
    follower,
    house,
    journal,
    membership,
    official_form,
    paper,
    presence,
    share,
    site,
)

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SealedTable:
    """The sealed columns of a table; ``needed`` are the others that their places are made of. ``before`` are the places
    that an earlier version used: what it sealed still opens there."""

    table: Table
    needed: tuple[str, ...]
    places: Mapping[str, Callable[[Row[Any]], Place]]
    before: Mapping[str, Callable[[Row[Any]], Place]] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Column[Any], ...]:
        """The columns of the primary key."""
        return tuple(self.table.primary_key.columns)

    def where(self, row: Row[Any], name: str) -> tuple[Place, ...]:
        """The place of a column of that row, then the one that it had before, if any."""
        return (self.places[name](row), *((self.before[name](row),) if name in self.before else ()))

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


def case_place(row: Any, name: str) -> Place:
    """Of the document and of the card: the author and the moment of the last change stand in clear beside them."""
    at = row.updated_at.astimezone(UTC).isoformat()
    return ("case_record", row.id, row.revision, name, at, row.updated_by)


def case_place_before(row: Any, name: str) -> Place:
    """The same, as it was until schema 0003."""
    return ("case_record", row.id, row.revision, name)


def journal_place(row: Any, case_id: str) -> Place:
    """Of a line of the journal of that case, with all that it says in clear."""
    at, undoes, request = row.at.astimezone(UTC).isoformat(), row.undoes or 0, row.request_id or "-"
    return ("journal", case_id, row.revision, at, row.by, row.kind, undoes, request)


def journal_place_before(row: Any, case_id: str) -> Place:
    """The same, as it was until schema 0003."""
    return ("journal", case_id, row.revision)


def _bound(sealed: SealedTable) -> SealedTable:
    """With the seal of the row, which is bound to columns in clear (:mod:`pcb.storage.row_seals`)."""
    table = sealed.table
    more = tuple(name for name in row_seals.BOUND[table] if name not in sealed.needed)
    places: dict[str, Callable[[Row[Any]], Place]] = {**sealed.places, "seal": partial(row_seals.place, table)}
    return SealedTable(table, (*sealed.needed, *more), places, sealed.before)


SEALED: tuple[SealedTable, ...] = (
    _bound(_plain(account, "display_name", "second_factor")),
    _bound(_plain(site)),
    _bound(_plain(membership)),
    _bound(
        SealedTable(
            case_record,
            ("revision", "updated_at", "updated_by"),
            {name: partial(case_place, name=name) for name in ("document", "card")},
            {name: partial(case_place_before, name=name) for name in ("document", "card")},
        )
    ),
    SealedTable(
        journal,
        ("at", "by", "kind", "undoes", "request_id"),
        {"change": lambda row: journal_place(row, row.case_id)},
        {"change": lambda row: journal_place_before(row, row.case_id)},
    ),
    _bound(
        SealedTable(
            paper, ("case_id", "kind", "case_revision", "law_day"), {"content": _paper(), "facts": _paper("facts")}
        )
    ),
    _bound(
        SealedTable(
            attachment,
            ("case_id",),
            {
                "facts": lambda row: ("attachment", row.case_id, row.id, "facts"),
                "content": lambda row: ("attachment", row.case_id, row.id, "content"),
            },
        )
    ),
    _plain(official_form, "facts", "content"),
    _bound(_plain(follower)),
    _bound(_plain(share, "reason")),
    _bound(_plain(emergency, "reason")),
    _plain(presence, "chapter"),
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
