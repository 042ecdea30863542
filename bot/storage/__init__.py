"""SQLAlchemy: event store, outbox, snapshots, drafts, messages; with its migrations."""

from bot.storage.store import Store, open_store

__all__ = ["Store", "open_store"]
