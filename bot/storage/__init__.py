"""SQLAlchemy: event store, outbox, snapshots, drafts, messages; with its migrations."""
