"""What may be tried on the way to an agreed text and after it."""

from dataclasses import dataclass

from bot.negotiation.concluding.model import Consent, StatementKind


@dataclass(frozen=True, slots=True)
class PutUnderSilence:
    """The chair puts a version under silence: agreed, unless somebody objects in writing within the time."""

    proposal: str
    text_hash: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class BreakSilence:
    """Object in writing; with `clause` and `words` also say which clause should read how."""

    objection: str
    clause: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class MakeStatement:
    """Put words on the record; a comment names the proposal and the clause (from 1)."""

    kind: StatementKind
    words: str
    proposal: str | None = None
    clause: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Make a withdrawn text that one's party had accepted one's own."""

    proposal: str


@dataclass(frozen=True, slots=True)
class CertifyEditorial:
    """The chair certifies a change of words that changes no meaning; acceptances stay unless it is contested."""

    proposal: str
    text_hash: str
    clause: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class ContestEditorial:
    """Say that a change is not editorial."""

    editorial: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskWaiver:
    """The chair asks all affected parties to waive a failing rule; it takes the written word of each."""

    proposal: str
    text_hash: str
    rule: str
    statement: str


@dataclass(frozen=True, slots=True)
class Initial:
    """The head initials the agreed text: this is the text, and it stays as it is."""

    text_hash: str


@dataclass(frozen=True, slots=True)
class Sign:
    """The head signs the agreed text."""

    text_hash: str
    consent: Consent = Consent.DEFINITIVE


@dataclass(frozen=True, slots=True)
class Ratify:
    """The head brings the consent of the capital."""

    text_hash: str


@dataclass(frozen=True, slots=True)
class Decline:
    """The head refuses to initial, sign or ratify, with the reason."""

    text_hash: str
    reason: str


ConcludingAct = (
    PutUnderSilence
    | BreakSilence
    | MakeStatement
    | TakeOver
    | CertifyEditorial
    | ContestEditorial
    | AskWaiver
    | Initial
    | Sign
    | Ratify
    | Decline
)
"""Everything that may be tried on the way to an agreed text and after it."""
