"""Which pictures there are of a session, and who may see them."""

from enum import StrEnum

from bot.records.readers import Reader, Sight


class Kind(StrEnum):
    """What a picture shows."""

    CREDITS = "credits"
    ACCEPTANCE = "acceptance"
    BALANCE = "balance"
    BRACKETS = "brackets"
    SPEAKING = "speaking"
    SCORES = "scores"


_OF_THE_CHAIR = frozenset({Kind.SCORES})


class NotForReader(PermissionError):  # noqa: N818  # named for what it says
    """The picture shows what this reader may not know."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"the picture {kind.value} is for the chairs alone")
        self.kind = kind


def may_see(kind: Kind, reader: Reader) -> bool:
    """Say whether a reader may see a picture: what a text is worth to each party, only the chairs may know."""
    return kind not in _OF_THE_CHAIR or reader.sight is Sight.CHAIR
