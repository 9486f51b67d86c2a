"""The dossier: files joined to a case, the facts frozen with a paper, the official form of the administrator."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("paper", sa.Column("facts", sa.LargeBinary, nullable=True))
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("added_by", sa.String(32), nullable=False),
        sa.Column("removed_at", sa.DateTime, nullable=True),
        sa.Column("removed_by", sa.String(32), nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sa.ForeignKeyConstraint(["case_id"], ["case_record.id"], name="fk_attachment_case_id"),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name="fk_attachment_added_by"),
        sa.ForeignKeyConstraint(["removed_by"], ["account.id"], name="fk_attachment_removed_by"),
    )
    op.create_index("ix_attachment_case_id", "attachment", ["case_id"])
    op.create_table(
        "official_form",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("added_by", sa.String(32), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime, nullable=True),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_official_form"),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name="fk_official_form_added_by"),
    )


def downgrade() -> None:
    op.drop_table("official_form")
    op.drop_table("attachment")
    op.drop_column("paper", "facts")
