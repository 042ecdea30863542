"""What was said in the rooms of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, autoincrement=True),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("utterance", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_talk"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_talk_session"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_talk_message", "talk", ["session", "message"])
    op.create_index(
        "ix_talk_waiting",
        "talk",
        ["session", "number"],
        sqlite_where=sa.text("entry = 0"),
        postgresql_where=sa.text("entry = 0"),
    )
