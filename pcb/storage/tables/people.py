"""Who may open the vault, where they work, and how they sign in."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, false

from pcb.storage.tables.columns import Instant, metadata, seal

account = Table(
    "account",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("display_name", LargeBinary, nullable=False),  # sealed
    Column("created_at", Instant, nullable=False),
    Column("administrator", Boolean, nullable=False, server_default=false()),
    Column("standing", String(10), nullable=False, server_default="active"),  # invited, active, removed
    Column("invited_until", Instant, nullable=True),
    Column("epoch", Integer, nullable=False, server_default="0"),  # raised to end every session of the account
    Column("second_factor", LargeBinary, nullable=True),  # sealed: the TOTP secret and the spare codes
    Column("last_totp_step", Integer, nullable=True),  # a code is good once
    seal(),
)

site = Table(
    "site",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(120), nullable=False, unique=True),  # a tiers-lieu: it tells nothing about a household
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant, nullable=True),
    seal(),
)

membership = Table(
    "membership",
    metadata,
    Column("account_id", String(32), ForeignKey("account.id"), primary_key=True),
    Column("site_id", String(32), ForeignKey("site.id"), primary_key=True),
    Column("role", String(12), nullable=False),  # counsellor, coordinator
    Column("since", Instant, nullable=False),
    seal(),
)

keyring = Table(
    "keyring",
    metadata,
    Column("holder", String(32), primary_key=True),  # the account's id, "recovery", or "file"
    Column("account_id", String(32), ForeignKey("account.id"), nullable=True),
    Column("salt", LargeBinary, nullable=False),
    Column("memory_kib", Integer, nullable=False),
    Column("iterations", Integer, nullable=False),
    Column("lanes", Integer, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),  # the private key; of an older holder, the data key itself
    Column("changed_at", Instant, nullable=False),
    Column("public_key", LargeBinary, nullable=True),  # NULL: an older holder, until the next sign-in
)

data_key = Table(
    "data_key",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Instant, nullable=False),
    Column("under_next", LargeBinary, nullable=True),  # sealed with the key that replaced it; NULL: the one in use
)

sealed_key = Table(
    "sealed_key",
    metadata,
    Column("holder", String(32), ForeignKey("keyring.holder"), primary_key=True),
    Column("number", Integer, ForeignKey("data_key.number"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # the data key, to the public key of the holder
)

attempt = Table(
    "attempt",
    metadata,
    Column("subject", String(64), primary_key=True),  # SHA-256 of a login or of an address
    Column("count", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
)

sign_in = Table(
    "sign_in",
    metadata,
    Column("id", String(16), primary_key=True),  # of the session; it opens nothing
    Column("account_id", String(32), ForeignKey("account.id"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("ended_at", Instant, nullable=True),
    Index(None, "account_id"),
)
