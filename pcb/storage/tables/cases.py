"""The cases, what is kept with each, and who may see one."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from pcb.storage.tables.columns import Instant, metadata, seal, to_seal

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
    Column("site_id", String(32), ForeignKey("site.id"), nullable=True),  # NULL: of nobody but an administrator to give
    Column("standing", String(10), nullable=False, server_default="active"),  # active, archived
    Column("last_contact_on", Date, nullable=True),
    Column("notice_on", Date, nullable=True),  # the day on which its removal was proposed
    Column("activity_id", String(32), nullable=True),  # its row of counts, which outlives it
    seal(),
    Index(None, "site_id", "updated_at"),
    Index(None, "updated_at"),
    to_seal(),
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
    seal(),
    Index(None, "case_id", "made_at"),
    to_seal(),
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
    seal(),
    Index(None, "case_id"),
    to_seal(),
)

follower = Table(
    "follower",
    metadata,
    Column("case_id", String(32), ForeignKey("case_record.id"), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("by", String(32), ForeignKey("account.id"), nullable=False),
    seal(),
    Index(None, "account_id"),
    to_seal(),
)

share = Table(
    "share",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("case_record.id"), nullable=False),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False),  # with whom
    Column("by", String(32), ForeignKey("account.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=True),
    Column("ended_at", Instant, nullable=True),
    Column("reason", LargeBinary, nullable=False),  # sealed
    seal(),
    Index(None, "case_id"),
    Index(None, "account_id"),
)

emergency = Table(
    "emergency",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("case_id", String(32), ForeignKey("case_record.id"), nullable=False),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False),  # who broke the glass
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("reason", LargeBinary, nullable=False),  # sealed
    Column("seen_by", String(32), ForeignKey("account.id"), nullable=True),  # the coordinator who took note
    Column("seen_at", Instant, nullable=True),
    seal(),
    Index(None, "case_id"),
    Index(None, "account_id"),
)

presence = Table(
    "presence",
    metadata,
    Column("session_id", String(16), primary_key=True),
    Column("case_id", String(32), ForeignKey("case_record.id"), primary_key=True),
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False),
    Column("chapter", LargeBinary, nullable=False),  # sealed: the title of a page may name a person
    Column("seen_at", Instant, nullable=False),
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
