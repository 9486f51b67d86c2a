"""The metadata that every table belongs to, and how a moment is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Index, LargeBinary, MetaData, TypeDecorator, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

MARK_LENGTH = 16
"""Bytes of the mark that stands in the place of a seal until the end of a transaction: shorter than any seal."""
MARKED = "length(seal) < 20"
"""Which rows bear a mark. Written out, not bound: else the database would not know its index in it."""


def seal() -> Column[bytes]:
    """Binds what the row says in clear to the vault (:mod:`pcb.storage.row_seals`); NULL: of a base made before."""
    return Column("seal", LargeBinary, nullable=True)


def to_seal() -> Index:
    """What finds the rows to be sealed among a hundred thousand: the only ones that it holds."""
    return Index(None, "seal", sqlite_where=text(MARKED), postgresql_where=text(MARKED))


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC whatever the database does with time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)
