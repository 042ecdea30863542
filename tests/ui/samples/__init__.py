"""Samples of everything that has words: each refusal with what it may hold, each event as it may happen."""

from datetime import UTC, datetime

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
