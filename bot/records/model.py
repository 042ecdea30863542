"""What an exported record holds, as pydantic models: the source of the published JSON Schema.

Ids of Discord are strings, times ISO 8601 in UTC. Everything here is public in the session: nothing comes from a
pack's briefs, sheets or key.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import Field, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from bot.negotiation.events import Event
from bot.records.fields import Hash, Id, Number, Part, Time
from bot.records.talk_model import UtteranceInfo

RECORD: Final = "parley-record"
AGREED_TEXT: Final = "parley-agreed-text"
VERSION: Final = 1


class PartyInfo(Part):
    """A party of the session."""

    id: Id
    name: str
    bloc: str | None
    votes: bool
    consent_over: list[str]


class SeatInfo(Part):
    """Who sat where when the record was written."""

    member: Id
    name: str
    role: str
    party: Id | None


class SessionInfo(Part):
    """Which session this is, by which pack and reading, and where it stood."""

    id: Id
    title: str
    pack: Id
    pack_hash: Hash
    variant: str | None
    reading: str
    phase: str
    outcome: str | None
    opened_at: Time | None
    opened_by: Id
    closed_at: Time | None
    parties: list[PartyInfo]
    required: list[Id]
    absent: list[Id]


class ClauseInfo(Part):
    """A clause as its hash covers it; the steps are in the vocabulary of the deal file."""

    text: str
    issue: str | None
    option: str | None
    commitments: list[dict[str, Any]]
    duties: list[dict[str, Any]]
    compensations: list[dict[str, Any]]
    consent: list[str]


class VersionInfo(Part):
    """One exact text of a proposal; `text_hash` is the SHA-256 of the canonical JSON of `clauses`."""

    number: Number
    at: Time
    member: Id
    text_hash: Hash
    clauses: list[ClauseInfo]


def _none(value: list[Any]) -> bool:
    return not value


def _accepted(value: str) -> bool:
    return value == "accepted"


def _no_salt(value: str) -> bool:
    return not value


_WHERE_ANY = Field(exclude_if=_none, description="left out where there is none")


class BundledInfo(Part):
    """A version of a proposal that went into a package."""

    proposal: Id
    version: Number


class BracketInfo(Part):
    """Words on which a party does not agree: `start` to `end` of the clause (its number, from 1)."""

    id: Id
    proposal: Id
    party: Id
    member: Id
    at: Time
    version: Number
    clause: Number
    start: int
    end: int
    words: str
    alternative: str
    agreed: list[Id]
    status: str
    how: str


class ReservationInfo(Part):
    """What a party does not commit itself to, in writing."""

    id: Id
    proposal: Id
    party: Id
    member: Id
    at: Time
    version: Number
    kind: str
    statement: str
    bracket: Id | None
    clause: int | None
    lifted: bool


class LinkInfo(Part):
    """A party's acceptance of `proposal` counts only together with all `others`."""

    id: Id
    proposal: Id
    others: list[Id]
    party: Id
    member: Id
    at: Time
    dropped: bool


class ProposalInfo(Part):
    """A proposal with all its versions; `bundles` where it is a package."""

    id: Id
    party: Id | None
    member: Id
    counters: Id | None
    counters_version: int | None
    status: str
    status_reason: str
    versions: list[VersionInfo]
    bundles: Annotated[list[BundledInfo], _WHERE_ANY] = []


class AcceptanceInfo(Part):
    """A party's full acceptance of the agreed text: the entry that holds it."""

    party: Id
    member: Id
    name: str
    at: Time
    seq: Number


class WaiverInfo(Part):
    """A party's written leave for a rule to fail in the agreed text."""

    rule: str
    party: Id
    member: Id
    at: Time
    statement: str


class StatementInfo(Part):
    """What a party said of the text for the record; it changes nothing in it."""

    id: Id
    kind: str
    party: Id | None
    member: Id
    at: Time
    version: int | None
    words: str


class AgreementInfo(Part):
    """The agreed text: which version it is, its hash, who accepted it, and which brackets and reservations stand.

    `how`: `accepted` (then it is left out), or by `silence` or `vote`; then parties may be named without an acceptance.
    """

    proposal: Id
    version: Number
    text_hash: Hash
    at: Time
    parties: list[Id]
    acceptances: list[AcceptanceInfo]
    waived: list[str]
    waivers: list[WaiverInfo]
    brackets: Annotated[list[BracketInfo], _WHERE_ANY] = []
    reservations: Annotated[list[ReservationInfo], _WHERE_ANY] = []
    statements: Annotated[list[StatementInfo], _WHERE_ANY] = []
    how: Annotated[str, Field(exclude_if=_accepted, description="left out where it was accepted")] = "accepted"


class _EventSchema:
    """Publishes the events' own schema where the model takes any object: the chain is checked before its content."""

    def __get_pydantic_json_schema__(self, _: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(TypeAdapter[Event](Annotated[Event, Field(discriminator="type")]).core_schema)


class EntryInfo(Part):
    """An entry: `hash` is the SHA-256 of `prev` and the canonical JSON of the rest with the session's id.

    Of one that the reader may not know the event is `withheld`, `at` is that of the entry before, `member` is empty,
    and the hash is as it was.
    """

    seq: Number
    at: Time
    member: Id
    event: Annotated[dict[str, Any], _EventSchema()]
    prev: Hash
    hash: Hash
    salt: Annotated[str, Field(exclude_if=_no_salt, description="of an entry that not everybody may know")] = ""


class HeadInfo(Part):
    """The last entry: who knows its hash from elsewhere can tell that the record is whole."""

    seq: Number
    hash: Hash


class RecordFile(Part):
    """The whole session as a checkable document; `entries` is the truth, everything else follows from it.

    `harvest` are texts that stand by themselves, where the procedure binds issue by issue; then `agreement` is null.
    `talk` is what the reader may know of what was said, in the order in which it was heard.
    """

    format: Literal["parley-record"]
    version: Literal[1]
    session: SessionInfo
    seats: list[SeatInfo]
    proposals: list[ProposalInfo]
    brackets: Annotated[list[BracketInfo], _WHERE_ANY] = []
    reservations: Annotated[list[ReservationInfo], _WHERE_ANY] = []
    links: Annotated[list[LinkInfo], _WHERE_ANY] = []
    agreement: AgreementInfo | None
    harvest: Annotated[list[AgreementInfo], _WHERE_ANY] = []
    entries: list[EntryInfo]
    head: HeadInfo
    talk: Annotated[list[UtteranceInfo], _WHERE_ANY] = []


class AgreedTextFile(Part):
    """The agreed text alone, with its hash and who accepted it."""

    format: Literal["parley-agreed-text"]
    version: Literal[1]
    session: SessionInfo
    agreement: AgreementInfo
    clauses: list[ClauseInfo]
    head: HeadInfo


ExportedFile = Annotated[RecordFile | AgreedTextFile, Field(discriminator="format")]


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of both files, as `docs/record.schema.json` publishes it."""
    schema = TypeAdapter[RecordFile | AgreedTextFile](ExportedFile).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Parley: exported record or agreed text",
        **schema,
    }
