"""The tables, as the code sees them; the migrations make them, and a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

REVISION = "0005"
"""The newest migration: a database at this revision needs none, so that a start need not load Alembic."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware time; SQLite, which knows no zones, keeps its UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: it would be another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


_Id = String(64)

pack = Table(
    "pack",
    metadata,
    Column("hash", _Id, primary_key=True),
    Column("source", Text, nullable=False),
)

session = Table(
    "session",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("guild", _Id, nullable=False),
    Column("channel", _Id, nullable=False),
    Column("locale", _Id, nullable=False),
    Column("pack_hash", ForeignKey(pack.c.hash), nullable=False),
    Column("cause", _Id, nullable=False),  # of its opening: the same command delivered twice opens one session
    Column("version", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    UniqueConstraint("guild", "channel", "cause"),
)
# Partial, as are the indexes of what waits in the outbox and in the talk; of which rows is said by the migrations that
# make them. Said here in both databases' words it would load the drivers of both.
Index("uq_session_open_place", session.c.guild, session.c.channel, unique=True)

event = Table(
    "event",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("cause", _Id, nullable=False),
    Column("n", Integer, nullable=False),  # which entry of its cause, from 0: so a cause can write only once
    Column("entry", Text, nullable=False),  # canonical JSON
    UniqueConstraint("session", "cause", "n"),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("written_by", _Id, nullable=False),  # another version of the program may fold the entries differently
    Column("state", Text, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    # SQLite's plain row ids come back after a deletion, and nonces are made of them.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("session", ForeignKey(session.c.id), nullable=False),
    Column("kind", _Id, nullable=False),
    Column("key", _Id, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("claimed_until", UtcTime),
    Column("given_up", Boolean, nullable=False),
    Column("error", Text),
    sqlite_autoincrement=True,
)
Index("ix_outbox_waiting", outbox.c.session, outbox.c.id)

message = Table(
    "message",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("key", _Id, primary_key=True),
    Column("channel", _Id, nullable=False),
    Column("message", _Id, nullable=False),
    Index("ix_message_channel", "channel"),
)

draft = Table(
    "draft",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("member", _Id, primary_key=True),
    Column("draft", Text, nullable=False),  # JSON
)

pending = Table(
    "pending",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("id", _Id, primary_key=True),
    Column("member", _Id, nullable=False),
    Column("act", Text, nullable=False),  # JSON
    Column("mark", _Id, nullable=False),
    Column("at", UtcTime, nullable=False),
)

deadline = Table(
    "deadline",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("key", _Id, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Index("ix_deadline_at", "at"),
)

sealed = Table(
    "sealed",
    metadata,
    Column("session", ForeignKey(session.c.id), primary_key=True),
    Column("key", _Id, primary_key=True),  # a motion, a question, a room, news, or a message
    Column("party", _Id, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),  # the first entry of the act that brought it
    Column("words", Text, nullable=False),
)

attachment = Table(
    "attachment",
    metadata,
    Column("digest", _Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

talk = Table(
    "talk",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("session", ForeignKey(session.c.id), nullable=False),
    Column("message", _Id, nullable=False),
    Column("member", _Id, nullable=False),
    Column("entry", Integer, nullable=False),  # that holds the digest; 0: none yet
    Column("utterance", Text, nullable=False),  # JSON, all but the content
    Column("content", Text),  # JSON; NULL where it is not there
    Index("ix_talk_message", "session", "message"),
    sqlite_autoincrement=True,
)
Index("ix_talk_waiting", talk.c.session, talk.c.number)

setting = Table(
    "setting",
    metadata,
    Column("guild", _Id, primary_key=True),
    Column("key", _Id, primary_key=True),
    Column("value", Text, nullable=False),
)
