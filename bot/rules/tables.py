"""The lists beside the steps of a deal as data: activities, sites, quotas, holdings, sequence, declarations, ledger."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction


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
