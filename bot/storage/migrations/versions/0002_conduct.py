"""Deadlines, what is kept apart from the record, attached files, and settings of servers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deadline",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", "key", name="pk_deadline"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_deadline_session"),
    )
    op.create_index("ix_deadline_at", "deadline", ["at"])
    op.create_table(
        "sealed",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("party", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", "key", "party", name="pk_sealed"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_sealed_session"),
    )
    op.create_table(
        "attachment",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_attachment"),
    )
    op.create_table(
        "setting",
        sa.Column("guild", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("guild", "key", name="pk_setting"),
    )
