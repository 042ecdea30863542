"""What was said, in an exported record."""

from bot.records.fields import Id, Number, Part, Time


class AttachedInfo(Part):
    """A file that was said; `digest` is the SHA-256 of its bytes, "" if they were not kept."""

    name: str
    size: int
    media_type: str
    digest: str


class ContentInfo(Part):
    """What an utterance says: Discord's Markdown as it was typed (of a reaction: the emoji), and its files."""

    salt: str
    words: str
    files: list[AttachedInfo]


class UtteranceInfo(Part):
    """Something that was done with a message in a room; `entry` holds its digest.

    `absent` says why there is no content: `erased`, `declined` or `no_intent`; a deletion has none either.
    """

    message: Id
    room: str
    kind: str
    at: Time
    member: Id
    name: str
    salt: str
    content: ContentInfo | None
    content_hash: str
    reply_to: Id | None
    absent: str | None
    entry: Number
