"""What was done by whom, the counts that outlive a case, what was removed, the settings of the house."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table

from pcb.storage.tables.columns import Instant, metadata

audit = Table(
    "audit",
    metadata,
    # No foreign key: what was done outlives the case and the account it was done to.
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("account_id", String(32), nullable=True),  # NULL: a sign-in refused to nobody known
    Column("action", String(24), nullable=False),
    Column("object_kind", String(16), nullable=False),
    Column("object_id", String(64), nullable=True),
    Column("case_id", String(32), nullable=True),
    Column("site_id", String(32), nullable=True),
    Column("detail", LargeBinary, nullable=True),  # sealed
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the line and of the digest before it
    Column("mac", LargeBinary, nullable=True),  # of the digest, by a key of the vault; NULL: the vault was closed
    Index(None, "case_id"),
    Index(None, "at"),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: who writes a line locks this row
    Column("sequence", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)

activity = Table(
    "activity",
    metadata,
    # Counts without identity: kept when the case is erased. The bands are those of pcb.domain.activity.
    Column("id", String(32), primary_key=True),
    Column("site_id", String(32), ForeignKey("site.id"), nullable=True),
    Column("opened_on", Date, nullable=False),
    Column("last_contact_on", Date, nullable=False),
    Column("closed_on", Date, nullable=True),
    Column("erased_on", Date, nullable=True),
    Column("age_band", String(16), nullable=True),
    Column("household", String(24), nullable=True),
    Column("occupancy", String(24), nullable=True),
    Column("grouping", String(16), nullable=True),  # intercommunality
    Column("resources_band", String(16), nullable=True),
    Column("debts_band", String(16), nullable=True),
    Column("pursued", String(32), nullable=True),  # the way chosen with the household
)

elimination = Table(
    "elimination",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("signed_on", Date, nullable=True),  # the visa of the Archives départementales
    Column("carried_out_at", Instant, nullable=True),
    Column("content", LargeBinary, nullable=False),  # sealed: which cases, since when, why
    Column("paper", LargeBinary, nullable=False),  # sealed: the bordereau d’élimination
)

erased = Table(
    "erased",
    metadata,
    Column("case_id", String(32), primary_key=True),
    Column("reference", String(16), nullable=False),
    Column("erased_at", Instant, nullable=False),
    Column("erased_by", String(32), ForeignKey("account.id"), nullable=False),
    Column("elimination_id", String(32), ForeignKey("elimination.id"), nullable=True),  # NULL: the person asked
)

house = Table(
    "house",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),  # sealed: what the administrator set for the whole house
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", String(32), ForeignKey("account.id"), nullable=False),
)
