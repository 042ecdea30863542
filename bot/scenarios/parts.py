"""The parts of a pack that belong to people and play: parties, briefs, phases, variants, the facilitator's key."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,39}$")]
PackId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(min_length=1, max_length=4000)]
Count = Annotated[int, Field(ge=0)]
Points = Annotated[int, Field(ge=0, le=1000)]
Raw = Mapping[str, Any]  # an entry in the words of the deal file; the rules' own models check it

ActName = Literal[
    "statement", "question", "declare", "table", "counter", "link", "bracket", "caucus", "withdraw", "chair_text",
    "package", "accept", "accept_ad_ref", "object", "break_silence", "confirm", "reject", "initial", "sign",
]  # fmt: skip

GuardName = Literal[
    "quorum", "roll_called", "list_done", "issues_proposed", "brackets_settled", "text_adopted", "all_initialled",
    "all_signed", "baselines_declared",
]  # fmt: skip


class Part(BaseModel):
    """A frozen part of a pack that knows no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


class Players(Part):
    """For how many the pack plays."""

    min: Annotated[int, Field(ge=1, le=40, description="The fewest players.")]
    best: Annotated[int, Field(ge=1, le=40, description="How many play it best.")]
    note: Annotated[Prose | None, Field(description="How to play with fewer or more.")] = None


class Source(Part):
    """Where a claim of the pack comes from."""

    claim: Annotated[Line, Field(description="What is claimed.")]
    status: Annotated[
        Literal["found", "memory", "game"], Field(description="Found in print, from memory, or invented for play.")
    ]
    at: Annotated[Line | None, Field(description="Where it was found.")] = None
    confidence: Annotated[Literal["low", "medium", "high"] | None, Field(description="How sure the author is.")] = None


class PackParty(Part):
    """Who negotiates; the party with the role `chair` keeps order and has no vote."""

    id: Id
    name: Annotated[Line, Field(description="The name that players read.")]
    bloc: Annotated[Id | None, Field(description="Parties of one bloc are judged as one.")] = None
    role: Annotated[Line, Field(description="`chair` for the chair; else words of your own.")]
    vote: Annotated[bool, Field(description="Whether an agreement needs this party.")]
    consent_over: Annotated[
        tuple[Id, ...], Field(description="Regions in which nobody else promises anything without this party.")
    ] = ()


class Glossary(Part):
    """What sentences may call the things of the pack; the first name is the one that is written back."""

    parties: Annotated[Mapping[Id, tuple[Line, ...]], Field(description="Further names of parties and blocs.")] = Field(
        default_factory=dict
    )
    adjectives: Annotated[Mapping[Id, tuple[Line, ...]], Field(description="`Russian`: of what is its own.")] = Field(
        default_factory=dict
    )
    regions: Annotated[Mapping[Id, tuple[Line, ...]], Field(description="Such as `Poland`, `east of the Urals`.")] = (
        Field(default_factory=dict)
    )
    categories: Annotated[Mapping[Id, tuple[Line, ...]], Field(description="Nouns, such as `launchers`.")] = Field(
        default_factory=dict
    )
    units: Annotated[Mapping[Line, tuple[Line, ...]], Field(description="One, several, then any others.")] = Field(
        default_factory=dict
    )
    methods: Annotated[Mapping[Line, tuple[Line, ...]], Field(description="Methods of verification.")] = Field(
        default_factory=dict
    )
    triggers: Annotated[Mapping[Line, tuple[Line, ...]], Field(description="Such as `in a dry year`.")] = Field(
        default_factory=dict
    )
    activities: Annotated[tuple[Line, ...], Field(description="What is notified or refrained from.")] = ()


class RedLine(Part):
    """An option that a party never accepts."""

    issue: Id
    option: Id


class Batna(Part):
    """What a party has if there is no agreement, and what that is worth in points of its score sheet."""

    text: Prose
    points: Points


class Confidential(Part):
    """What only one party may read."""

    brief: Prose
    interests: Annotated[tuple[Line, ...], Field(description="What the party cares about, a line each.")] = ()
    red_lines: Annotated[tuple[RedLine, ...], Field(description="Options that the party never accepts.")] = ()
    batna: Batna


class Option(Part):
    """One way to settle an issue, with the steps it carries in the words of the deal file."""

    id: Id
    text: Annotated[str, Field(min_length=1, max_length=1000, description="The clause as it stands in a text.")]
    consent: Annotated[tuple[Id, ...], Field(description="Parties that must agree to this option.")] = ()
    commitments: Annotated[tuple[Raw, ...], Field(description="Steps; see docs/rules.md.")] = ()
    clauses: Annotated[tuple[Raw, ...], Field(description="Duties that bind several; see docs/rules.md.")] = ()
    compensations: Annotated[tuple[Raw, ...], Field(description="What pays for an asymmetry.")] = ()


class Issue(Part):
    """A question on the table, with its options."""

    id: Id
    title: Annotated[Line, Field(description="The question in a line.")]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=24)]

    def option(self, option_id: str) -> Option | None:
        """Give the option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


class Constraint(Part):
    """What is not reciprocity: where all of `if` are chosen, one of `any` must be chosen too."""

    kind: Literal["requires"]
    when: Annotated[Mapping[Id, tuple[Id, ...]], Field(alias="if", min_length=1)]
    any: Annotated[Mapping[Id, tuple[Id, ...]], Field(min_length=1)]
    why: Annotated[Line, Field(description="Shown where the constraint is broken.")]

    def holds(self, choices: Mapping[str, str]) -> bool:
        """Say whether the choices keep it; an issue left open chooses nothing."""
        if not all(choices.get(issue) in options for issue, options in self.when.items()):
            return True
        return any(choices.get(issue) in options for issue, options in self.any.items())


class PackPhase(Part):
    """A phase of play: its length in the room and by post, and what is done in it."""

    id: Id
    minutes: Annotated[int, Field(ge=1, le=10_000, description="Length when everybody is in the room.")]
    async_hours: Annotated[int, Field(ge=1, le=10_000, description="Length by post.")]
    acts: Annotated[tuple[ActName, ...], Field(min_length=1)]
    entry: Annotated[tuple[GuardName, ...], Field(description="What must hold before it is entered.")] = ()
    exit: Annotated[tuple[GuardName, ...], Field(description="What must hold before it is left.")] = ()


class Inject(Part):
    """News of the facilitator's world, told by hand or by themselves."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=100, description="The headline.")]
    words: Annotated[str, Field(min_length=1, max_length=1000, description="What is told.")]
    phase: Annotated[Id | None, Field(description="Where `minutes` count from the begin of a phase.")] = None
    minutes: Annotated[
        int | None, Field(ge=0, le=525_600, description="When they come by themselves; without it, by hand.")
    ] = None
    to: Annotated[tuple[Id, ...], Field(description="The parties that alone read them; without it, everybody.")] = ()


class Variant(Part):
    """The same pack under another reading of its rules."""

    id: Id
    change: Annotated[
        Mapping[Id, Mapping[str, Any]], Field(description="Parameters that replace those of a rule, by rule id.")
    ] = Field(default_factory=dict)
    drop: Annotated[tuple[Id, ...], Field(description="Rules left out; a gate named here is off.")] = ()
    reading: Annotated[Line, Field(description="How the variant reads, printed with each verdict.")]


class Best(Part):
    """The best package by one measure: an option for each issue, in their order, and each party's points."""

    options: tuple[Id, ...]
    points: Mapping[Id, Count]


class Counts(Part):
    """How many packages are within the rules, acceptable to all, and acceptable but barred by the rules."""

    within_rules: Count
    acceptable: Count
    acceptable_but_barred: Count


class FacilitatorKey(Counts):
    """What `packs solve` finds; for the moderator alone, it reaches no player."""

    combinations: Count
    efficient: Count
    highest_sum: Best | None = None
    fairest_product: Best | None = None
    variants: Mapping[Id, Counts] = Field(default_factory=dict)
