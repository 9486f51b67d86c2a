"""The first tables: accounts, keys, cases, journal, papers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("display_name", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("login", name="uq_account_login"),
    )
    op.create_table(
        "keyring",
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=True),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("memory_kib", sa.Integer, nullable=False),
        sa.Column("iterations", sa.Integer, nullable=False),
        sa.Column("lanes", sa.Integer, nullable=False),
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("holder", name="pk_keyring"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_keyring_account_id"),
    )
    op.create_table(
        "numbering",
        sa.Column("year", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_numbering"),
    )
    op.create_table(
        "case_record",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("reference", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("updated_by", sa.String(32), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_record"),
        sa.UniqueConstraint("reference", name="uq_case_record_reference"),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name="fk_case_record_created_by"),
        sa.ForeignKeyConstraint(["updated_by"], ["account.id"], name="fk_case_record_updated_by"),
    )
    op.create_table(
        "journal",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("undoes", sa.Integer, nullable=True),
        sa.Column("request_id", sa.String(64), nullable=True),
        sa.Column("change", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "revision", name="pk_journal"),
        sa.UniqueConstraint("case_id", "request_id", name="uq_journal_case_id_request_id"),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name="fk_journal_case_id"),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name="fk_journal_by"),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("case_revision", sa.Integer, nullable=False),
        sa.Column("law_day", sa.Date, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name="fk_paper_case_id"),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name="fk_paper_made_by"),
    )
    op.create_index("ix_paper_case_id_made_at", "paper", ["case_id", "made_at"])


def downgrade() -> None:
    for table in ("paper", "journal", "case_record", "numbering", "keyring", "account"):
        op.drop_table(table)
