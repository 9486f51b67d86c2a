"""The tables. What tells anything about a household is sealed; in the clear are only ids, numbers and times."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC whatever the database does with time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


account = Table(
    "account",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("display_name", LargeBinary, nullable=False),  # sealed
    Column("created_at", Instant, nullable=False),
)

keyring = Table(
    "keyring",
    metadata,
    Column("holder", String(32), primary_key=True),  # the account's id, or "recovery"
    Column("account_id", String(32), ForeignKey("account.id"), nullable=True),
    Column("salt", LargeBinary, nullable=False),
    Column("memory_kib", Integer, nullable=False),
    Column("iterations", Integer, nullable=False),
    Column("lanes", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

numbering = Table(
    "numbering",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

case_record = Table(
    "case_record",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(16), nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("updated_at", Instant, nullable=False),
    Column("updated_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("document", LargeBinary, nullable=False),  # sealed, bound to id and revision
    Column("card", LargeBinary, nullable=False),  # sealed: what the list shows and searches
)

journal = Table(
    "journal",
    metadata,
    Column("case_id", String(32), ForeignKey("case_record.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),  # the revision that this change made
    Column("at", Instant, nullable=False),
    Column("by", String(32), ForeignKey("account.id"), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("undoes", Integer, nullable=True),  # the revision whose change this one takes back
    Column("request_id", String(64), nullable=True),
    Column("change", LargeBinary, nullable=False),  # sealed: paths, before, after
    UniqueConstraint("case_id", "request_id"),
)

paper = Table(
    "paper",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("case_record.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("law_day", Date, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),  # sealed, bound to the paper's id
    Column("facts", LargeBinary, nullable=True),  # sealed: what it was made from, so that two papers can be compared
    Index(None, "case_id", "made_at"),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("case_record.id"), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("removed_at", Instant, nullable=True),  # put aside; it can be put back
    Column("removed_by", String(32), ForeignKey("account.id"), nullable=True),
    Column("position", Integer, nullable=False),  # its order among the files of the case
    Column("weight", Integer, nullable=False),  # bytes of the content, unsealed
    Column("facts", LargeBinary, nullable=False),  # sealed: its paper, its name, its kind, its pages, its SHA-256
    Column("content", LargeBinary, nullable=False),  # sealed, bound to the attachment's id
    Index(None, "case_id"),
)

official_form = Table(
    "official_form",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("added_at", Instant, nullable=False),
    Column("added_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("withdrawn_at", Instant, nullable=True),
    Column("facts", LargeBinary, nullable=False),  # sealed: its name and its template
    Column("content", LargeBinary, nullable=False),  # sealed: the blank form
)
