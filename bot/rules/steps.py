"""The steps of a deal as data: commitments, clauses and compensations. Quantities are in the category's unit."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from bot.rules.vocabulary import GIVING_VERBS, HARD

Key = tuple[str, str, str]  # party, category, region


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
    by: Mapping[str, Override] = field(default_factory=dict, hash=False)

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
