"""A deal as data: the sections of format.md as frozen dataclasses. Quantities are in the category's unit."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from bot.rules.regions import Regions
from bot.rules.verdicts import Severity
from bot.rules.vocabulary import GIVING_VERBS, HARD

Key = tuple[str, str, str]  # party, category, region


@dataclass(frozen=True)
class Party:
    """Who negotiates; `bloc` is the bloc it is judged with, if any."""

    id: str
    name: str
    bloc: str | None = None


@dataclass(frozen=True)
class Category:
    """A kind of thing that is counted in one unit; things of one relabel group can be renamed into each other."""

    id: str
    unit: str
    relabel_group: str | None = None

    @property
    def group(self) -> str:
        """Return what a renaming stays within: the relabel group, else the category itself."""
        return f"group {self.relabel_group}" if self.relabel_group is not None else f"category {self.id}"


@dataclass(frozen=True)
class Unit:
    """One `unit` of `party` (None: of anybody) is `amount` times `of`."""

    unit: str
    party: str | None
    amount: Fraction
    of: str


@dataclass(frozen=True)
class Baseline:
    """What a party is taken to have; `planned` is the part that does not exist yet."""

    party: str
    category: str
    region: str
    value: Fraction
    audited: Fraction | None = None
    date: dt.date | None = None
    disputed: bool = False
    planned: Fraction | None = None
    planned_agreed: bool = False
    note: str | None = None

    @property
    def key(self) -> Key:
        """Return party, category and region."""
        return (self.party, self.category, self.region)


@dataclass(frozen=True)
class Level:
    """What was there on a day."""

    party: str
    category: str
    region: str
    date: dt.date
    value: Fraction

    @property
    def key(self) -> Key:
        """Return party, category and region."""
        return (self.party, self.category, self.region)


@dataclass(frozen=True)
class Exclusion:
    """Steps that are required without being paid for, or that never count; party `*` is anybody."""

    party: str
    region: str | None = None
    category: str | None = None
    required: bool = False
    creditable: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Terms:
    """The dates of the text as a whole."""

    starts: dt.date | None = None
    expires: dt.date | None = None
    reference_date: dt.date | None = None
    freeze_date: dt.date | None = None
    opened: dt.date | None = None
    data_exchange: dt.date | None = None


@dataclass(frozen=True)
class Verification:
    """How a step is checked; tier 0 none, 1 own means, 2 third party or remote, 3 on site."""

    method: str
    tier: int
    quota: Fraction | None = None
    objects: Fraction | None = None
    notice_h: Fraction | None = None
    refusals: Fraction | None = None


@dataclass(frozen=True)
class Conditions:
    """What a step waits for: all of `ids`, or one of them; `event:x` lies outside the deal."""

    ids: tuple[str, ...]
    one_is_enough: bool = False


@dataclass(frozen=True)
class Milestone:
    """A level on the way to the end of a step."""

    date: dt.date
    level: Fraction


@dataclass(frozen=True)
class Commitment:
    """One step of one party. `before`, `after`, `limit`, `declared` and the milestones are in the category's unit."""

    id: str
    party: str
    verb: str
    category: str
    region: str
    unit: str
    before: Fraction | None = None
    after: Fraction | None = None
    limit: Fraction | None = None
    declared: Fraction | None = None
    modality: str = "shall"
    bound: str = "exact"
    start: dt.date | None = None
    deadline: dt.date | None = None
    until: dt.date | None = None
    duration_days: int | None = None
    destination: str | None = None
    outside: tuple[str, ...] = ()
    verification: Verification | None = None
    needs_consent: tuple[str, ...] = ()
    consent: tuple[str, ...] = ()
    already_owed: str | bool = False
    announced: dt.date | None = None
    additive: bool = False
    conditions: Conditions = Conditions(())
    trigger: str | None = None
    milestones: tuple[Milestone, ...] = ()
    note: str | None = None

    @cached_property
    def giving(self) -> bool:
        """Say whether the verb gives something; `freeze` and `increase` do not."""
        return self.verb in GIVING_VERBS

    @cached_property
    def end(self) -> Fraction | None:
        """Return the level or ceiling at the end; None if the step names none."""
        if self.after is not None or self.limit is not None:
            return self.after if self.after is not None else self.limit
        match self.verb:
            case "eliminate":
                return Fraction(0)
            case "freeze":
                return self.before
            case _:
                return None

    @cached_property
    def delta(self) -> Fraction | None:
        """Return the declared cut, else max(0, before - end); None if unknown (format.md section 3)."""
        if self.declared is not None:
            return self.declared
        if self.before is None or self.end is None:
            return None
        return max(Fraction(0), self.before - self.end)

    @cached_property
    def increase(self) -> Fraction:
        """Return max(0, after - before); a ceiling above the holdings is no increase."""
        if self.before is None or self.after is None:
            return Fraction(0)
        return max(Fraction(0), self.after - self.before)

    @cached_property
    def key(self) -> Key:
        """Return party, category and region."""
        return (self.party, self.category, self.region)

    @property
    def hard(self) -> bool:
        """Say whether the step is promised, not only hoped for."""
        return self.modality in HARD


@dataclass(frozen=True)
class Override:
    """What a clause says differently for one side; None where it says nothing of its own."""

    modality: str | None = None
    deadline: dt.date | None = None
    until: dt.date | None = None
    duration_days: int | None = None


@dataclass(frozen=True)
class Duty:
    """A clause as it stands for one side."""

    modality: str
    deadline: dt.date | None
    until: dt.date | None
    duration_days: int | None


@dataclass(frozen=True)
class Clause:
    """A duty in words: whom it binds, and who must change something for it."""

    id: str
    binds: tuple[str, ...]
    burdens: tuple[str, ...]
    text: str | None = None
    verb: str | None = None
    modality: str = "shall"
    start: dt.date | None = None
    deadline: dt.date | None = None
    until: dt.date | None = None
    duration_days: int | None = None
    trigger: str | None = None
    categories: tuple[str, ...] | None = None
    conditions: Conditions = Conditions(())
    verification: Verification | None = None
    by: Mapping[str, Override] = field(default_factory=dict)

    def duty(self, side: str, bloc: str | None) -> Duty:
        """Return the clause as it stands for a side; the side's own override beats that of its bloc."""
        modality, deadline, until, days = self.modality, self.deadline, self.until, self.duration_days
        for name in (bloc, side):
            override = self.by.get(name) if name is not None else None
            if override is None:
                continue
            modality = override.modality or modality
            deadline = override.deadline or deadline
            if override.until is not None or override.duration_days is not None:
                until, days = override.until, override.duration_days
        return Duty(modality, deadline, until, days)


@dataclass(frozen=True)
class Compensation:
    """What is given, or signed away, for an asymmetry."""

    asymmetry: str
    disadvantaged: tuple[str, ...]
    by: tuple[str, ...] = ()
    accepted_by: tuple[str, ...] = ()
    waiver: bool = False


@dataclass(frozen=True)
class Activity:
    """An exercise or movement of a party in a theatre."""

    id: str
    party: str
    theatre: str
    start: dt.date
    end: dt.date
    size: Fraction
    notified: dt.date | None = None
    observers: bool = False


@dataclass(frozen=True)
class Site:
    """A place that is shown to the other side."""

    id: str
    party: str
    chosen_by: str
    depth: int = 1
    category: str | None = None


@dataclass(frozen=True)
class Pair:
    """How often `by` may visit `over`."""

    by: str
    over: str
    number: Fraction


@dataclass(frozen=True)
class Tier:
    """Each thing up to the cumulative number `upto` (None: all the rest) counts as `each`."""

    upto: Fraction | None
    each: Fraction


@dataclass(frozen=True)
class Holding:
    """So many things of a type, and what they are declared to count as."""

    id: str
    party: str
    type: str
    number: Fraction
    declared: Fraction
    load: Fraction | None = None


@dataclass(frozen=True)
class Step:
    """One step of an agreed sequence."""

    id: str
    party: str
    requires: tuple[str, ...] = ()
    value: Fraction | None = None
    status: str = "planned"


@dataclass(frozen=True)
class Declaration:
    """A unilateral declaration; `answers` names the declaration that it replies to."""

    id: str
    party: str
    category: str
    announced: dt.date
    performed: dt.date | None = None
    size: Fraction | None = None
    verifiable: bool = True
    demands: bool = False
    answers: str | None = None


@dataclass(frozen=True)
class Entry:
    """One entry of the ledger of what was given over time."""

    id: str
    party: str
    date: dt.date
    value: Fraction


@dataclass(frozen=True)
class Selection:
    """Which steps a rule looks at; None where the file names nothing."""

    categories: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    ids: tuple[str, ...] | None = None
    clauses: tuple[str, ...] | None = None

    @property
    def clauses_only(self) -> bool:
        """Say whether the selection names clauses and nothing else."""
        return self.clauses is not None and self.categories is None and self.regions is None and self.ids is None


@dataclass(frozen=True, eq=False)
class RuleUse:
    """A rule as a deal uses it: what it is called there, what it looks at, whom it compares, how strict it is.

    Compared by identity, as a memo needs it. `given` holds the parameters with the defaults filled in.
    """

    id: str
    rule: str
    severity: Severity
    given: Mapping[str, Any]
    on: Selection = Selection()
    parties: tuple[str, ...] | None = None
    off: bool = False


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything of a deal but its steps and its rules; compared by identity."""

    title: str
    parties: Mapping[str, Party]
    sides: tuple[str, ...]
    regions: Regions
    categories: Mapping[str, Category]
    note: str | None = None
    units: tuple[Unit, ...] = ()
    equivalence_unit: str | None = None
    rates: Mapping[str, Fraction] = field(default_factory=dict)
    baselines: tuple[Baseline, ...] = ()
    levels: tuple[Level, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    terms: Terms = Terms()
    activities: tuple[Activity, ...] = ()
    sites: tuple[Site, ...] = ()
    passive: Mapping[str, Fraction] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    types: Mapping[str, tuple[Tier, ...]] = field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    sequence: tuple[Step, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    ledger: tuple[Entry, ...] = ()
    any_of: bool = False

    @cached_property
    def blocs(self) -> Mapping[str, tuple[str, ...]]:
        """Return the members of each bloc, in file order."""
        members: dict[str, list[str]] = {}
        for party in self.parties.values():
            if party.bloc is not None:
                members.setdefault(party.bloc, []).append(party.id)
        return {bloc: tuple(names) for bloc, names in members.items()}

    def bloc_of(self, name: str) -> str | None:
        """Return the bloc of a party; None for a party of its own and for a bloc."""
        party = self.parties.get(name)
        return None if party is None else party.bloc

    def named(self, name: str) -> bool:
        """Say whether a party or bloc of this name exists."""
        return name in self.parties or name in self.blocs

    @cached_property
    def baseline_at(self) -> Mapping[Key, Baseline]:
        """Return the baselines by party, category and region."""
        return {baseline.key: baseline for baseline in self.baselines}

    @cached_property
    def reference_at(self) -> Mapping[Key, Fraction]:
        """Return the level of each key with the latest date that is not after the reference date."""
        reference = self.terms.reference_date
        if reference is None:
            return {}
        dated = sorted((level for level in self.levels if level.date <= reference), key=lambda level: level.date)
        return {level.key: level.value for level in dated}

    @cached_property
    def conversions(self) -> Mapping[tuple[str, str | None, str], Fraction]:
        """Return the amounts of the unit rows by unit, party and what it is counted in."""
        return {(row.unit, row.party, row.of): row.amount for row in self.units}

    def converted(self, unit: str, party: str, into: str) -> Fraction | None:
        """Return how many `into` one `unit` of the party is; None if no row leads there in one step."""
        if unit == into:
            return Fraction(1)
        own = self.conversions.get((unit, party, into))
        return own if own is not None else self.conversions.get((unit, None, into))

    def holds(self, names: tuple[str, ...], side: str) -> bool:
        """Say whether a list of names takes a side in: it, its bloc, or all its members are named."""
        if side in names or self.bloc_of(side) in names:
            return True
        members = self.blocs.get(side)
        return members is not None and all(member in names for member in members)
