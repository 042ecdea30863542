"""What a pack's sentences may talk about: plain data that a pack is turned into."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from bot.rules.steps import Key


@dataclass(frozen=True)
class Words:
    """What something with an id is called; the first name is the one that is written back."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class PartyWords(Words):
    """A party's names, and the adjectives of what is its own (`Russian`)."""

    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True)
class CategoryWords(Words):
    """The nouns of a category (`rotational forces`) and the id of the unit it is counted in."""

    unit: str = ""


@dataclass(frozen=True)
class UnitWords(Words):
    """The names of a unit: the first for one, the second for several, then any others."""

    @property
    def one(self) -> str:
        """The name of one of it."""
        return self.names[0]

    @property
    def several(self) -> str:
        """The name of several of it."""
        return self.names[min(1, len(self.names) - 1)]


@dataclass(frozen=True)
class MethodWords(Words):
    """The names of a method of verification, and the tier (0 to 3) that it has where a sentence names none."""

    tier: int = 0


@dataclass(frozen=True)
class Conversion:
    """A unit that one party (None: anybody) may use for what is counted in another unit."""

    unit: str
    party: str | None
    into: str


@dataclass(frozen=True)
class Baseline:
    """What a party has: a quantity as the deal file writes it, in the category's unit."""

    party: str
    category: str
    region: str
    value: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything that the sentences of one pack may name.

    `sides` are those that "each side" and "the Parties" mean, `starts` is the day of entry into force, `activities`
    are nouns of what may be notified or refrained from, `verbs` are further words for the rules' verbs, `whole` is the
    region that all others lie in, `side_nouns` are further nouns for one and for several sides (`state`, `states`).
    """

    parties: tuple[PartyWords, ...]
    sides: tuple[str, ...]
    regions: tuple[Words, ...] = ()
    categories: tuple[CategoryWords, ...] = ()
    units: tuple[UnitWords, ...] = ()
    blocs: tuple[PartyWords, ...] = ()
    methods: tuple[MethodWords, ...] = ()
    triggers: tuple[Words, ...] = ()
    activities: tuple[str, ...] = ()
    verbs: tuple[Words, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    starts: dt.date | None = None
    whole: str | None = None
    side_nouns: tuple[tuple[str, str], ...] = ()

    @cached_property
    def named(self) -> dict[str, PartyWords]:
        """Parties and blocs by id."""
        return {words.id: words for words in (*self.parties, *self.blocs)}

    @cached_property
    def region_words(self) -> dict[str, Words]:
        """Regions by id."""
        return {words.id: words for words in self.regions}

    @cached_property
    def category_words(self) -> dict[str, CategoryWords]:
        """Categories by id."""
        return {words.id: words for words in self.categories}

    @cached_property
    def unit_words(self) -> dict[str, UnitWords]:
        """Units by id."""
        return {words.id: words for words in self.units}

    @cached_property
    def method_words(self) -> dict[str, MethodWords]:
        """Methods of verification by id."""
        return {words.id: words for words in self.methods}

    @cached_property
    def trigger_words(self) -> dict[str, Words]:
        """Triggers by id."""
        return {words.id: words for words in self.triggers}

    @cached_property
    def values(self) -> dict[Key, str]:
        """What is there by party, category and region."""
        return {(row.party, row.category, row.region): row.value for row in self.baselines}

    @cached_property
    def _conversions(self) -> frozenset[Conversion]:
        return frozenset(self.conversions)

    def measures(self, unit: str, party: str, category: str) -> bool:
        """Say whether the party may count the category in the unit."""
        into = self.category_words[category].unit
        ways = (Conversion(unit, party, into), Conversion(unit, None, into))
        return unit == into or any(way in self._conversions for way in ways)
