"""Sessions with their entries, snapshots, notices, messages, drafts and packs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pack",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_pack"),
    )
    _sessions()
    _entries()
    _outbox()
    _surface()


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("guild", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(64), nullable=False),
        sa.Column("pack_hash", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sa.ForeignKeyConstraint(["pack_hash"], ["pack.hash"], name="fk_session_pack_hash"),
        sa.UniqueConstraint("guild", "channel", "cause", name="uq_session_guild_channel_cause"),
    )
    is_open = sa.column("closed", sa.Boolean()) == sa.false()
    op.create_index(
        "uq_session_open_place",
        "session",
        ["guild", "channel"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _entries() -> None:
    op.create_table(
        "event",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.String(64), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", "seq", name="pk_event"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_event_session"),
        sa.UniqueConstraint("session", "cause", "n", name="uq_event_session_cause_n"),
    )
    op.create_table(
        "snapshot",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", name="pk_snapshot"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_snapshot_session"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_outbox_session"),
        sqlite_autoincrement=True,
    )
    waits = sa.column("given_up", sa.Boolean()) == sa.false()
    op.create_index("ix_outbox_waiting", "outbox", ["session", "id"], sqlite_where=waits, postgresql_where=waits)


def _surface() -> None:
    op.create_table(
        "message",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("session", "key", name="pk_message"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_message_session"),
    )
    op.create_index("ix_message_channel", "message", ["channel"])
    op.create_table(
        "draft",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("member", sa.String(64), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", "member", name="pk_draft"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_draft_session"),
    )
