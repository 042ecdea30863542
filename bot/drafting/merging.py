"""Two changes to one base: what each did, where both changed the same, and the text that holds both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.drafting.alignment import align
from bot.drafting.brackets import Bracketed, parse
from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Kind, compare
from bot.drafting.weaving import Knot, Stretch, alternatives, edits_of, weave


class Clash(StrEnum):
    """How two changes exclude each other."""

    WORDS = "words"
    """Both changed the same words, put different words in at the same place, or added clauses that are alike."""
    OPTIONS = "options"
    """Both chose for the same issue, and not the same."""
    REMOVED = "removed"
    """One removed the clause that the other changed."""
    ORDER = "order"
    """Both put the clauses into an order of their own."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text: the number of the clause in it (from 1), and where in that clause they start and end."""

    clause: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Collision:
    """Two changes that exclude each other; a passage is None where that text has no such clause.

    `clause` is its number in the base. Neither passage is set for the order of clauses.
    """

    kind: Clash
    clause: int | None = None
    base: Passage | None = None
    ours: Passage | None = None
    theirs: Passage | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What both sides did to one clause: of the base (`clause`, from 1), or added by one side or by both."""

    clause: int | None
    ours: ClauseChange | None
    theirs: ClauseChange | None
    collisions: tuple[Collision, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """The text that holds both changes, and where they collide.

    In `clauses` a collision of words stands as the alternatives `[ours | theirs]`, and carries no step. Where no
    bracket can stand (options of an issue, the order, words whose own brackets do not balance) it is ours, and
    `collisions` says so. `rows` follow `clauses`, with those that were removed. A merged clause may be too long.
    """

    clauses: tuple[Clause, ...]
    collisions: tuple[Collision, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Key:
    """A clause of the merged text: one of the base, or one that a side added, by its place from 0."""

    text: str
    place: int


@dataclass(frozen=True, slots=True)
class _Side:
    """A text, and what it did to the base: to each clause of it, and the clauses that it added."""

    name: str
    clauses: Sequence[Clause]
    changes: Mapping[int, ClauseChange]
    added: Mapping[int, ClauseChange]

    @property
    def moved(self) -> bool:
        return any(change.moved for change in self.changes.values())

    def clause(self, change: ClauseChange) -> Clause | None:
        return self.clauses[change.after - 1] if change.after else None

    def whole(self, change: ClauseChange) -> Passage | None:
        found = self.clause(change)
        return Passage(change.after, 0, len(found.text), found.text) if found and change.after else None

    def order(self) -> list[_Key]:
        """The clauses in the order of this side; those of the base that it removed behind the one before them."""
        places = {change.after: _Key("base", place) for place, change in self.changes.items() if change.after}
        keys = [places.get(after + 1, _Key(self.name, after)) for after in range(len(self.clauses))]
        for place, change in sorted(self.changes.items()):
            if change.kind is Kind.REMOVED:
                keys.insert(keys.index(_Key("base", place - 1)) + 1 if place else 0, _Key("base", place))
        return keys


_Settled = tuple[Clause | None, Row]


def merge(base: Sequence[Clause], ours: Sequence[Clause], theirs: Sequence[Clause]) -> Merge:
    """Merge two texts that come from the same base: everything in which they do not collide, from both.

    An option of an issue is taken whole or not at all. Time grows as that of comparing each text with the base.
    """
    one, other = _side("ours", base, ours), _side("theirs", base, theirs)
    settled = {_Key("base", place): _of_base(place, base[place], one, other) for place in range(len(base))}
    settled |= {_Key("ours", at): (ours[at], Row(None, change, None)) for at, change in one.added.items()}
    settled |= {_Key("theirs", at): (theirs[at], Row(None, None, change)) for at, change in other.added.items()}
    twins: dict[_Key, _Key] = {}
    for our_at, their_at in _alike(one, other):
        settled[_Key("ours", our_at)] = _both_added(one, other, our_at, their_at)
        del settled[_Key("theirs", their_at)]
        twins[_Key("theirs", their_at)] = _Key("ours", our_at)
    done = [settled[key] for key in _order(one, other, twins)]
    collisions = [collision for _, row in done for collision in row.collisions]
    if _orders_differ(one, other):
        collisions.append(Collision(Clash.ORDER))
    return Merge(tuple(clause for clause, _ in done if clause), tuple(collisions), tuple(row for _, row in done))


def _side(name: str, base: Sequence[Clause], clauses: Sequence[Clause]) -> _Side:
    changes = compare(base, clauses)
    return _Side(
        name,
        clauses,
        {change.before - 1: change for change in changes if change.before},
        {change.after - 1: change for change in changes if change.after and not change.before},
    )


def _alike(one: _Side, other: _Side) -> list[tuple[int, int]]:
    """Give the places of clauses that both sides added: on the same issue, equal, or alike."""
    mine, their = sorted(one.added), sorted(other.added)
    pairs = align([one.clauses[at] for at in mine], [other.clauses[at] for at in their])
    return [(mine[left], their[right]) for left, right in pairs]


def _of_base(place: int, base: Clause, one: _Side, other: _Side) -> _Settled:
    mine, their = one.changes[place], other.changes[place]
    ours, theirs = one.clause(mine), other.clause(their)
    if theirs in (ours, base):
        return ours, Row(place + 1, mine, their)
    if ours == base:
        return theirs, Row(place + 1, mine, their)
    if ours and theirs and _plain(base, ours, theirs):
        woven = _woven(place, base, one, other)
        if woven:
            return woven
    kind = Clash.REMOVED if ours is None or theirs is None else Clash.OPTIONS if base.issue else Clash.WORDS
    passage = Passage(place + 1, 0, len(base.text), base.text)
    collision = Collision(kind, place + 1, passage, one.whole(mine), other.whole(their))
    return _side_by_side(ours, theirs), Row(place + 1, mine, their, (collision,))


def _woven(place: int, base: Clause, one: _Side, other: _Side) -> _Settled | None:
    """Give the clause with both changes, knots as alternatives; None if that is no text whose brackets balance."""
    mine, their = one.changes[place], other.changes[place]
    strands = weave(base.text, edits_of(mine.segments), edits_of(their.segments))
    pieces = [
        strand if isinstance(strand, str) else alternatives(strand.ours.text, strand.theirs.text) for strand in strands
    ]
    text = "".join(piece for piece in pieces if piece is not None)
    if None in pieces or not text.strip() or not isinstance(parse(text), Bracketed):
        return None
    collisions = tuple(
        Collision(
            Clash.WORDS,
            place + 1,
            _passage(place + 1, knot.base),
            _passage(mine.after, knot.ours),
            _passage(their.after, knot.theirs),
        )
        for knot in strands
        if isinstance(knot, Knot)
    )
    return Clause(text), Row(place + 1, mine, their, collisions)


def _both_added(one: _Side, other: _Side, our_at: int, their_at: int) -> _Settled:
    ours, theirs = one.clauses[our_at], other.clauses[their_at]
    mine, their = one.added[our_at], other.added[their_at]
    if ours == theirs:
        return ours, Row(None, mine, their)
    kind = Clash.OPTIONS if ours.issue else Clash.WORDS
    collision = Collision(kind, None, None, one.whole(mine), other.whole(their))
    return _side_by_side(ours, theirs), Row(None, mine, their, (collision,))


def _side_by_side(ours: Clause | None, theirs: Clause | None) -> Clause | None:
    """Give the alternatives of a whole clause, or ours where no bracket can stand."""
    if (ours and ours.issue) or (theirs and theirs.issue):
        return ours
    text = alternatives(ours.text if ours else "", theirs.text if theirs else "")
    return Clause(text) if text else ours


def _plain(*clauses: Clause) -> bool:
    """Say whether clauses are words alone, so that they can be woven without a step left to say something else."""
    return not any(clause.issue or clause.carries_steps or clause.consent for clause in clauses)


def _passage(clause: int | None, stretch: Stretch) -> Passage | None:
    return Passage(clause, stretch.start, stretch.end, stretch.text) if clause else None


def _order(one: _Side, other: _Side, twins: Mapping[_Key, _Key]) -> list[_Key]:
    """Give the order of the side that moved clauses (ours if both or none did), with what the other added put in.

    At the same place ours stands before theirs.
    """
    lead, rest = (other, one) if other.moved and not one.moved else (one, other)
    keys = [twins.get(key, key) for key in lead.order()]
    known = set(keys)
    at = 0
    for key in (twins.get(key, key) for key in rest.order()):
        if key in known:
            at = keys.index(key) + 1
            continue
        while lead is one and at < len(keys) and keys[at].text == "ours":
            at += 1
        keys.insert(at, key)
        at += 1
    return keys


def _orders_differ(one: _Side, other: _Side) -> bool:
    """Say whether both sides moved clauses, and those that both still have do not stand in the same order."""
    shared = {place for place in one.changes if one.changes[place].after and other.changes[place].after}
    orders = [
        [key.place for key in side.order() if key.text == "base" and key.place in shared] for side in (one, other)
    ]
    return one.moved and other.moved and orders[0] != orders[1]
