"""What has happened on the way to an agreed text and after it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.drafting.clauses import Clause
from bot.negotiation.concluding.model import Consent, StatementKind


@dataclass(frozen=True, slots=True)
class SilenceBegun:
    """A version is under silence."""

    proposal: str
    version: int
    text_hash: str
    until: datetime
    type: Literal["silence_begun"] = field(default="silence_begun", kw_only=True)


@dataclass(frozen=True, slots=True)
class SilenceBroken:
    """A party objected in time, perhaps with words for a clause."""

    proposal: str
    version: int
    party: str
    objection: str
    clause: int | None = None
    words: str = ""
    type: Literal["silence_broken"] = field(default="silence_broken", kw_only=True)


@dataclass(frozen=True, slots=True)
class SilenceEnded:
    """The silence is over: `passed` (the adoption follows), `barred`, `changed` or `withdrawn`."""

    proposal: str
    version: int
    how: str
    type: Literal["silence_ended"] = field(default="silence_ended", kw_only=True)


@dataclass(frozen=True, slots=True)
class StatementMade:
    """Words were put on the record."""

    statement: str
    kind: StatementKind
    party: str | None
    words: str
    proposal: str | None = None
    version: int | None = None
    clause: int | None = None
    type: Literal["statement_made"] = field(default="statement_made", kw_only=True)


@dataclass(frozen=True, slots=True)
class AdReferendumLapsed:
    """A provisional acceptance was not confirmed in time."""

    proposal: str
    party: str
    version: int
    type: Literal["ad_referendum_lapsed"] = field(default="ad_referendum_lapsed", kw_only=True)


@dataclass(frozen=True, slots=True)
class EditorialCertified:
    """The chair certified a change of words; it may be contested until then."""

    editorial: str
    proposal: str
    version: int
    text_hash: str
    clause: int
    words: str
    clauses: tuple[Clause, ...]
    new_hash: str
    reason: str
    until: datetime
    type: Literal["editorial_certified"] = field(default="editorial_certified", kw_only=True)


@dataclass(frozen=True, slots=True)
class EditorialContested:
    """A party says that it is no editorial change; it is off."""

    editorial: str
    proposal: str
    party: str
    reason: str
    type: Literal["editorial_contested"] = field(default="editorial_contested", kw_only=True)


@dataclass(frozen=True, slots=True)
class EditorialDropped:
    """The text changed before the time was over, so nothing comes of it."""

    editorial: str
    proposal: str
    type: Literal["editorial_dropped"] = field(default="editorial_dropped", kw_only=True)


@dataclass(frozen=True, slots=True)
class EditorialApplied:
    """Nobody contested: the words are changed in a new version, and what was said of the old one holds for it."""

    editorial: str
    proposal: str
    version: int
    clauses: tuple[Clause, ...]
    text_hash: str
    type: Literal["editorial_applied"] = field(default="editorial_applied", kw_only=True)


@dataclass(frozen=True, slots=True)
class WaiverRequested:
    """The chair asked the affected parties to waive a rule."""

    proposal: str
    version: int
    text_hash: str
    rule: str
    statement: str
    parties: tuple[str, ...]
    type: Literal["waiver_requested"] = field(default="waiver_requested", kw_only=True)


@dataclass(frozen=True, slots=True)
class TextInitialled:
    """A party initialled the agreed text."""

    proposal: str
    party: str
    text_hash: str
    type: Literal["text_initialled"] = field(default="text_initialled", kw_only=True)


@dataclass(frozen=True, slots=True)
class TextSigned:
    """A party signed the agreed text."""

    proposal: str
    party: str
    text_hash: str
    consent: Consent
    type: Literal["text_signed"] = field(default="text_signed", kw_only=True)


@dataclass(frozen=True, slots=True)
class TextRatified:
    """A party's capital consented."""

    proposal: str
    party: str
    text_hash: str
    type: Literal["text_ratified"] = field(default="text_ratified", kw_only=True)


@dataclass(frozen=True, slots=True)
class SignatureDeclined:
    """A party refuses what it had accepted."""

    proposal: str
    party: str
    text_hash: str
    reason: str
    type: Literal["signature_declined"] = field(default="signature_declined", kw_only=True)


@dataclass(frozen=True, slots=True)
class EnteredIntoForce:
    """All parties to the text are bound."""

    proposal: str
    text_hash: str
    type: Literal["entered_into_force"] = field(default="entered_into_force", kw_only=True)


ConcludingEvent = (
    SilenceBegun
    | SilenceBroken
    | SilenceEnded
    | StatementMade
    | AdReferendumLapsed
    | EditorialCertified
    | EditorialContested
    | EditorialDropped
    | EditorialApplied
    | WaiverRequested
    | TextInitialled
    | TextSigned
    | TextRatified
    | SignatureDeclined
    | EnteredIntoForce
)
"""Everything that can have happened on the way to an agreed text and after it."""
