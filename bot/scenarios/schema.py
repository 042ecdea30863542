"""The pack: a scenario as a file. Models of its keys, frozen, and the views that keep secrets with their owners."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, PrivateAttr

from bot.scenarios.parts import (
    Batna,
    Confidential,
    Constraint,
    FacilitatorKey,
    Glossary,
    Id,
    Inject,
    Issue,
    Line,
    Option,
    PackId,
    PackParty,
    PackPhase,
    Part,
    Players,
    Points,
    Prose,
    Raw,
    RedLine,
    Source,
    Variant,
)
from bot.scenarios.procedure import Procedure

__all__ = ["Batna", "Brief", "Constraint", "Issue", "Option", "Pack", "PackParty", "Procedure", "RedLine", "Variant"]

Sheet = Mapping[str, Mapping[str, int]]  # issue -> option -> points


@dataclass(frozen=True, slots=True)
class Brief:
    """All that one party may read of the pack, and nothing that another may not.

    `scores` maps issue to option to points, `batna.points` is what no agreement is worth to the party.
    """

    party: str
    public: str
    brief: str
    interests: tuple[str, ...]
    red_lines: tuple[RedLine, ...]
    batna: Batna
    scores: Sheet


class Pack(Part):
    """A scenario: who negotiates about what, by which rules, and what each wants.

    The sections `regions` to `rules` are those of the deal file and keep its form; a package of one option per issue
    is a deal. Made by `load_pack`, which also checks every reference.
    """

    schema_version: Annotated[Literal[1], Field(alias="schema", description="The number of this format.")]
    id: Annotated[PackId, Field(description="Small letters, digits and hyphens; `/session open` names it.")]
    title: Line
    level: Literal["beginner", "intermediate", "advanced"]
    players: Players
    content_note: Annotated[Prose | None, Field(description="What players should know before they join.")] = None
    sources: tuple[Source, ...] = ()
    parties: Annotated[tuple[PackParty, ...], Field(min_length=2, max_length=40)]
    sides: Annotated[tuple[Id, ...], Field(min_length=2, description="Parties or blocs that the rules compare.")]
    public_brief: Annotated[Prose, Field(description="What everybody reads.")]
    confidential: Annotated[Mapping[Id, Confidential], Field(description="By party: what only it may read.")]
    regions: Annotated[Mapping[str, str | None], Field(description="Region -> the region it lies in, or null.")] = (
        Field(default_factory=dict)
    )
    categories: Annotated[Mapping[str, Raw], Field(description="What is counted, and in which unit.")] = Field(
        default_factory=dict
    )
    units: tuple[Raw, ...] = ()
    equivalence: Annotated[Raw | None, Field(description="What one unit of a category is worth.")] = None
    baselines: Annotated[
        tuple[Raw, ...], Field(description="What is there today; `evidence` says how it is known.")
    ] = ()
    levels: Annotated[tuple[Raw, ...], Field(description="What was there on a day.")] = ()
    exclusions: Annotated[tuple[Raw, ...], Field(description="What is required or never credited.")] = ()
    terms: Annotated[Raw | None, Field(description="Dates that the rules look at.")] = None
    words: Annotated[Glossary, Field(description="What sentences call these things; see docs/sentences.md.")] = (
        Glossary()
    )
    issues: Annotated[tuple[Issue, ...], Field(min_length=1, max_length=25)]
    constraints: tuple[Constraint, ...] = ()
    balance: Annotated[Literal["all_of", "any_of"], Field(description="Whether every balance rule must hold.")] = (
        "all_of"
    )
    rules: Annotated[tuple[Raw, ...], Field(description="Rule entries of the deal file; see docs/rules.md.")]
    reading: Annotated[Line | None, Field(description="How the plain pack reads, printed with each verdict.")] = None
    procedure: Annotated[Procedure, Field(description="How proposals live and when a text is adopted.")] = Procedure()
    phases: tuple[PackPhase, ...] = ()
    injects: Annotated[tuple[Inject, ...], Field(max_length=50, description="News; `/chair news` tells them.")] = ()
    variants: Annotated[tuple[Variant, ...], Field(description="Other readings of the rules.")] = ()
    scores: Annotated[
        Mapping[Id, Mapping[Id, Mapping[Id, Points]]], Field(description="Party -> issue -> option -> points.")
    ]
    facilitator_key: Annotated[
        FacilitatorKey | None, Field(description="What `packs solve` finds; shown to nobody who plays.")
    ] = None
    _fingerprint: str = PrivateAttr(default="")

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the file's bytes, as 64 hexadecimal digits; empty for a pack that was not read from text."""
        return self._fingerprint

    def with_fingerprint(self, digest: str) -> Self:
        """Note the digest of the bytes that the pack was read from, and give the pack."""
        self._fingerprint = digest
        return self

    @cached_property
    def delegations(self) -> tuple[PackParty, ...]:
        """The parties that negotiate: all but the chair."""
        return tuple(party for party in self.parties if party.role != "chair")

    @cached_property
    def voters(self) -> tuple[PackParty, ...]:
        """The parties without which there is no agreement."""
        return tuple(party for party in self.delegations if party.vote)

    def party(self, party_id: str) -> PackParty | None:
        """Give the party with this id, or None."""
        return next((party for party in self.parties if party.id == party_id), None)

    def issue(self, issue_id: str) -> Issue | None:
        """Give the issue with this id, or None."""
        return self._issues.get(issue_id)

    def option(self, issue_id: str, option_id: str) -> Option | None:
        """Give the option of an issue, or None."""
        issue = self.issue(issue_id)
        return issue.option(option_id) if issue else None

    def variant(self, variant_id: str) -> Variant | None:
        """Give the variant with this id, or None."""
        return next((variant for variant in self.variants if variant.id == variant_id), None)

    def brief_for(self, party_id: str) -> Brief | None:
        """Give what this party may read, or None if it has no confidential brief (the chair, an unknown party)."""
        own = self.confidential.get(party_id)
        if own is None:
            return None
        sheet = self.scores.get(party_id, {})
        return Brief(party_id, self.public_brief, own.brief, own.interests, own.red_lines, own.batna, sheet)

    def points(self, party_id: str, choices: Mapping[str, str]) -> int | None:
        """Give what the choices (issue -> option) are worth to the party; an open issue is worth nothing.

        None if the party has no score sheet, or a choice is not on it.
        """
        sheet = self.scores.get(party_id)
        if sheet is None:
            return None
        total = 0
        for issue, option in choices.items():
            points = sheet.get(issue, {}).get(option)
            if points is None:
                return None
            total += points
        return total

    @cached_property
    def _issues(self) -> dict[str, Issue]:
        return {issue.id: issue for issue in self.issues}
