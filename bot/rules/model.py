"""The frame of a deal and its rules as data (format.md section 2). Quantities are in the category's unit."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from bot.rules.regions import Regions
from bot.rules.steps import Key
from bot.rules.tables import Activity, Declaration, Entry, Holding, Pair, Site, Step, Tier
from bot.rules.verdicts import Severity


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
    def _baselines_by_category(self) -> Mapping[str, tuple[Baseline, ...]]:
        found: dict[str, list[Baseline]] = {}
        for row in self.baselines:
            found.setdefault(row.category, []).append(row)
        return {category: tuple(rows) for category, rows in found.items()}

    def baselines_in(self, category: str) -> tuple[Baseline, ...]:
        """Return the baselines of a category, in file order."""
        return self._baselines_by_category.get(category, ())

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
