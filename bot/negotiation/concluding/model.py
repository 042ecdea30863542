"""Texts under silence, statements, editorial changes, and how far each party has gone with the agreed text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.drafting.clauses import Clause


class StatementKind(StrEnum):
    """What a statement on the record is; none of them changes a text."""

    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"
    DECLARATION = "declaration"
    COMMENT = "comment"
    INTERPRETATIVE = "interpretative"
    POSITION = "explanation_of_position"
    STANDING_ASIDE = "standing_aside"
    DISSOCIATION = "dissociation"


class Consent(StrEnum):
    """How a party signs: for good, or subject to something at home."""

    DEFINITIVE = "definitive"
    RATIFICATION = "subject_to_ratification"
    AD_REFERENDUM = "ad_referendum"


@dataclass(frozen=True, slots=True)
class Statement:
    """Words on the record (`S1`); `clause` (from 1) for a comment on a part of a text."""

    id: str
    kind: StatementKind
    party: str | None
    member: str
    words: str
    at: datetime
    proposal: str | None = None
    version: int | None = None
    clause: int | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """A version that is agreed unless somebody objects in writing before `until`."""

    proposal: str
    version: int
    text_hash: str
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Editorial:
    """A change of words only (`E1`) that the chair certified; it comes into force at `until` unless it is contested.

    `status`: open, applied, contested, dropped (its text changed meanwhile) or undone.
    """

    id: str
    proposal: str
    version: int
    text_hash: str
    clause: int
    words: str
    clauses: tuple[Clause, ...]
    new_hash: str
    reason: str
    until: datetime
    status: str = "open"
    party: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverAsked:
    """The chair asked all affected parties to waive a rule for one exact version."""

    proposal: str
    text_hash: str
    rule: str
    statement: str
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a party has gone with the agreed text; `declined` says why it refuses, shown as a flag of bad faith."""

    initialled: datetime | None = None
    signed: datetime | None = None
    consent: Consent | None = None
    ratified: datetime | None = None
    declined: str | None = None

    @property
    def bound(self) -> bool:
        """Whether the party has consented to be bound."""
        return self.ratified is not None or (self.signed is not None and self.consent is Consent.DEFINITIVE)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """All of it. `standings` by party, for the agreed text; `in_force` since when it binds all."""

    silence: Silence | None = None
    statements: Mapping[str, Statement] = field(default_factory=dict)
    editorials: Mapping[str, Editorial] = field(default_factory=dict)
    waivers_asked: tuple[WaiverAsked, ...] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict)
    in_force: datetime | None = None
