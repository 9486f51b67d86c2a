"""The house: sites and who works there, rights on a case, keys for many, the audit, counts, removals, settings.

A base made before has one account and no site: a first site is made, its account becomes administrator and coordinator
there, and every case belongs to that site. The name can be changed at once; nothing of the cases is opened.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FIRST_SITE = "Point conseil budget"


_SEALED_ROWS = (
    "account", "site", "membership", "case_record", "follower", "share", "emergency", "paper", "attachment",
)  # fmt: skip
_MANY = ("case_record", "follower", "paper", "attachment")


def upgrade() -> None:
    _people()
    _cases()
    _oversight()
    _seals()
    _first_site()


def _people() -> None:
    for column in (
        sa.Column("administrator", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("standing", sa.String(10), nullable=False, server_default="active"),
        sa.Column("invited_until", sa.DateTime, nullable=True),
        sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
        sa.Column("second_factor", sa.LargeBinary, nullable=True),
        sa.Column("last_totp_step", sa.Integer, nullable=True),
    ):
        op.add_column("account", column)
    op.add_column("keyring", sa.Column("public_key", sa.LargeBinary, nullable=True))
    op.create_table(
        "site",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("closed_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
        sa.UniqueConstraint("name", name="uq_site_name"),
    )
    op.create_table(
        "membership",
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("site_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(12), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "site_id", name="pk_membership"),
        _to("account", "membership", "account_id"),
        _to("site", "membership", "site_id"),
    )
    op.create_table(
        "data_key",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("under_next", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_data_key"),
    )
    op.create_table(
        "sealed_key",
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("holder", "number", name="pk_sealed_key"),
        sa.ForeignKeyConstraint(["holder"], ["keyring.holder"], name="fk_sealed_key_holder"),
        sa.ForeignKeyConstraint(["number"], ["data_key.number"], name="fk_sealed_key_number"),
    )
    op.create_table(
        "attempt",
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("first_at", sa.DateTime, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_attempt"),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
        _to("account", "sign_in", "account_id"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])


def _cases() -> None:
    op.add_column(
        "case_record",
        sa.Column("site_id", sa.String(32), sa.ForeignKey("site.id", name="fk_case_record_site_id"), nullable=True),
        inline_references=op.get_bind().dialect.name == "sqlite",  # which adds no constraint otherwise, and no name
    )
    for column in (
        sa.Column("standing", sa.String(10), nullable=False, server_default="active"),
        sa.Column("last_contact_on", sa.Date, nullable=True),
        sa.Column("notice_on", sa.Date, nullable=True),
        sa.Column("activity_id", sa.String(32), nullable=True),
    ):
        op.add_column("case_record", column)
    op.create_index("ix_case_record_site_id_updated_at", "case_record", ["site_id", "updated_at"])
    op.create_index("ix_case_record_updated_at", "case_record", ["updated_at"])
    op.create_table(
        "follower",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "account_id", name="pk_follower"),
        _to("case_record", "follower", "case_id"),
        _to("account", "follower", "account_id"),
        _to("account", "follower", "by"),
    )
    op.create_index("ix_follower_account_id", "follower", ["account_id"])
    op.create_table(
        "share",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=True),
        sa.Column("ended_at", sa.DateTime, nullable=True),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_share"),
        _to("case_record", "share", "case_id"),
        _to("account", "share", "account_id"),
        _to("account", "share", "by"),
    )
    op.create_table(
        "emergency",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("seen_by", sa.String(32), nullable=True),
        sa.Column("seen_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_emergency"),
        _to("case_record", "emergency", "case_id"),
        _to("account", "emergency", "account_id"),
        _to("account", "emergency", "seen_by"),
    )
    for table in ("share", "emergency"):
        op.create_index(f"ix_{table}_case_id", table, ["case_id"])
        op.create_index(f"ix_{table}_account_id", table, ["account_id"])
    op.create_table(
        "presence",
        sa.Column("session_id", sa.String(16), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("chapter", sa.LargeBinary, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "case_id", name="pk_presence"),
        _to("case_record", "presence", "case_id"),
        _to("account", "presence", "account_id"),
    )
    op.create_index("ix_presence_case_id", "presence", ["case_id"])


def _oversight() -> None:
    op.create_table(
        "audit",
        sa.Column("sequence", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("account_id", sa.String(32), nullable=True),
        sa.Column("action", sa.String(24), nullable=False),
        sa.Column("object_kind", sa.String(16), nullable=False),
        sa.Column("object_id", sa.String(64), nullable=True),
        sa.Column("case_id", sa.String(32), nullable=True),
        sa.Column("site_id", sa.String(32), nullable=True),
        sa.Column("detail", sa.LargeBinary, nullable=True),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit"),
    )
    op.create_index("ix_audit_case_id", "audit", ["case_id"])
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("site_id", sa.String(32), nullable=True),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("last_contact_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date, nullable=True),
        sa.Column("erased_on", sa.Date, nullable=True),
        sa.Column("age_band", sa.String(16), nullable=True),
        sa.Column("household", sa.String(24), nullable=True),
        sa.Column("occupancy", sa.String(24), nullable=True),
        sa.Column("grouping", sa.String(16), nullable=True),
        sa.Column("resources_band", sa.String(16), nullable=True),
        sa.Column("debts_band", sa.String(16), nullable=True),
        sa.Column("pursued", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        _to("site", "activity", "site_id"),
    )
    op.create_table(
        "elimination",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("signed_on", sa.Date, nullable=True),
        sa.Column("carried_out_at", sa.DateTime, nullable=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("paper", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_elimination"),
        _to("account", "elimination", "made_by"),
    )
    op.create_table(
        "erased",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("erased_at", sa.DateTime, nullable=False),
        sa.Column("erased_by", sa.String(32), nullable=False),
        sa.Column("elimination_id", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("case_id", name="pk_erased"),
        _to("account", "erased", "erased_by"),
        _to("elimination", "erased", "elimination_id"),
    )
    op.create_table(
        "house",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("changed_by", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_house"),
        _to("account", "house", "changed_by"),
    )
    head = sa.table("audit_head", sa.column("id"), sa.column("sequence"), sa.column("digest"))
    op.bulk_insert(head, [{"id": 1, "sequence": 0, "digest": bytes(32)}])


def _seals() -> None:
    """What binds the columns in clear of a row to the vault: written at the first sign-in."""
    for table in _SEALED_ROWS:
        op.add_column(table, sa.Column("seal", sa.LargeBinary, nullable=True))
    marked = sa.text("length(seal) < 20")
    for table in _MANY:
        op.create_index(f"ix_{table}_seal", table, ["seal"], sqlite_where=marked, postgresql_where=marked)


def _first_site() -> None:
    """Of a base that has accounts: everything that exists belongs to one site, of which they are coordinators."""
    connection = op.get_bind()
    account = sa.table("account", sa.column("id"), sa.column("created_at"), sa.column("administrator"))
    people = connection.execute(sa.select(account.c.id, account.c.created_at).order_by(account.c.created_at)).all()
    if not people:
        return
    site_id = uuid4().hex
    site = sa.table("site", sa.column("id"), sa.column("name"), sa.column("opened_at"))
    membership = sa.table(
        "membership", sa.column("account_id"), sa.column("site_id"), sa.column("role"), sa.column("since")
    )
    case_record = sa.table(
        "case_record",
        sa.column("id"),
        sa.column("site_id"),
        sa.column("created_by"),
        sa.column("created_at"),
        sa.column("updated_at"),
        sa.column("last_contact_on", sa.Date),
    )
    follower = sa.table("follower", sa.column("case_id"), sa.column("account_id"), sa.column("since"), sa.column("by"))
    connection.execute(sa.insert(site).values(id=site_id, name=FIRST_SITE, opened_at=people[0].created_at))
    connection.execute(sa.update(account).where(account.c.id == people[0].id).values(administrator=sa.true()))
    for person in people:
        connection.execute(
            sa.insert(membership).values(
                account_id=person.id, site_id=site_id, role="coordinator", since=person.created_at
            )
        )
    columns = case_record.c
    connection.execute(sa.update(case_record).values(site_id=site_id, last_contact_on=sa.func.date(columns.updated_at)))
    connection.execute(
        sa.insert(follower).from_select(
            ["case_id", "account_id", "since", "by"],
            sa.select(columns.id, columns.created_by, columns.created_at, columns.created_by),
        )
    )


def _to(table: str, own: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{own}_{column}")


def downgrade() -> None:
    for table in (
        "house", "erased", "elimination", "activity", "audit_head", "audit", "presence", "emergency", "share",
        "follower",
    ):  # fmt: skip
        op.drop_table(table)
    for table in ("case_record", "paper", "attachment"):
        op.drop_index(f"ix_{table}_seal", table)
    for table in ("paper", "attachment"):
        op.drop_column(table, "seal")
    op.drop_index("ix_case_record_updated_at", "case_record")
    op.drop_index("ix_case_record_site_id_updated_at", "case_record")
    with op.batch_alter_table("case_record") as change:
        for column in ("seal", "activity_id", "notice_on", "last_contact_on", "standing", "site_id"):
            change.drop_column(column)
    for table in ("sign_in", "attempt", "sealed_key", "data_key", "membership", "site"):
        op.drop_table(table)
    op.drop_column("keyring", "public_key")
    with op.batch_alter_table("account") as change:
        for column in (
            "seal",
            "last_totp_step",
            "second_factor",
            "epoch",
            "invited_until",
            "standing",
            "administrator",
        ):
            change.drop_column(column)
