"""What can go wrong outside of the service, as its ports say it."""

from collections.abc import Mapping
from typing import Any


class VersionConflict(Exception):  # noqa: N818  # named for what happened, as in the literature on event stores
    """Somebody else appended first: load again and decide again."""


class PlaceTaken(Exception):  # noqa: N818
    """A session that is not closed is in this channel already, or this very cause has opened one there."""

    def __init__(self, session: str) -> None:
        super().__init__(session)
        self.session = session


class UnknownSession(LookupError):  # noqa: N818
    """The store knows no session with this id."""


class StorageFull(Exception):  # noqa: N818
    """There is no room left to write; nothing of the act was written."""


class StorageBroken(Exception):  # noqa: N818
    """The database cannot be read or written; nothing of the act was written."""


class PublishFailed(Exception):  # noqa: N818
    """A notice could not be shown; `forever` if trying again cannot help."""

    def __init__(self, reason: str, *, forever: bool, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.forever = forever
        self.details = dict(details or {})
