"""What is sealed is kept for each act that brought it, so that undoing a changed word brings the earlier one back."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Made anew and filled, since SQLite cannot change a primary key.
    op.rename_table("sealed", "sealed_before")
    op.create_table(
        "sealed",
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("party", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session", "key", "party", "seq", name="pk_sealed_entry"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_sealed_session_entry"),
    )
    op.execute(
        "INSERT INTO sealed (session, key, party, seq, words) SELECT session, key, party, 0, words FROM sealed_before"
    )
    op.drop_table("sealed_before")
