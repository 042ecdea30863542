"""The compilation: what stands in the base, in each delegation's text and in what is agreed, clause beside clause.

All of it is public. A clause stands in the row of the one that it belongs to: of the same issue, or of the most words
in common.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.drafting.alignment import align
from bot.drafting.clauses import Clause
from bot.drafting.redline import Mark, Segment, new_text, redline
from bot.negotiation.lineage import Link
from bot.negotiation.model import Agreement, Proposal, ProposalStatus, Session
from bot.records.naming import version_name
from bot.records.tracking import seen


class Side(StrEnum):
    """Whose wording a column holds."""

    BASE = "base"
    CHAIR = "chair"
    PARTY = "party"
    AGREED = "agreed"


class State(StrEnum):
    """How the wording of a cell stands to the base; NOTHING where neither says anything or there is no text."""

    BASE = "base"
    SAME = "same"
    CHANGED = "changed"
    STEPS = "steps"
    NEW = "new"
    LEFT_OUT = "left_out"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: of a party, of the chair, the base (`party` is whose text it is, None: the chair's), or what is agreed.

    `texts` are the versions that it is made of, such as `P1 v2`; none where there is no text.
    """

    side: Side
    party: str | None = None
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A wording: which clause of which text it is, and its words marked against the base, as they are shown."""

    state: State
    source: str = ""
    number: int | None = None
    segments: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """The wording, without what is gone."""
        return new_text(self.segments)


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the issue that its clauses decide, if any, and a cell for each column."""

    issue: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compilation:
    """The table: the base is the first column, what is agreed the last."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A clause, and where it stands."""

    clause: Clause
    source: str
    number: int


@dataclass(slots=True)
class _Row:
    """A row that is being filled: the clause that others are held against, and what each column has there."""

    clause: Clause
    placed: dict[int, _Placed] = field(default_factory=dict)


def compilation(session: Session) -> Compilation | None:
    """Give the table, or None while no text was tabled.

    The base is the first text, in its first version; or a text of the chair, in its newest, that came first or that
    others have countered. A delegation's column is its latest live text, or the one that lived until the end; the chair
    has one for a text that is not the base.
    """
    base = _base(session)
    if base is None:
        return None
    columns, texts = [Column(Side.BASE, base[0].party, (version_name(base),))], [_clauses(base)]
    for side, party, own in _owners(session, base):
        columns.append(Column(side, party, (version_name(own),) if own else ()))
        texts.append(_clauses(own) if own else ())
    agreed = [_agreed(session, one.proposal, one.version) for one in _agreements(session)]
    columns.append(Column(Side.AGREED, None, tuple(map(version_name, agreed))))
    texts.append(tuple(clause for one in agreed for clause in _clauses(one)))
    rows = _rows(texts)
    lines = tuple(Line(row.clause.issue, tuple(_cells(row, columns))) for row in rows)
    return Compilation(tuple(columns), lines)


def _clauses(link: Link) -> tuple[_Placed, ...]:
    return tuple(_Placed(one, version_name(link), number) for number, one in enumerate(seen(link[1].clauses), start=1))


def _base(session: Session) -> Link | None:
    counting = [one for one in session.proposals.values() if one.status is not ProposalStatus.UNDONE]
    countered = {one.counters for one in counting}
    for one in counting:
        if one.party is None and (one is counting[0] or one.id in countered):
            return one, one.current
    return (counting[0], counting[0].versions[0]) if counting else None


def _owners(session: Session, base: Link) -> Iterator[tuple[Side, str | None, Link | None]]:
    """Give who has a column between the base and what is agreed, and of which text."""
    chair = _own(session, None)
    if chair and chair[0] is not base[0]:
        yield Side.CHAIR, None, chair
    tabled = {one.party for one in session.proposals.values()}
    for party in session.parties:
        if party.id in session.required or party.id in tabled:
            yield Side.PARTY, party.id, _own(session, party.id)


def _own(session: Session, party: str | None) -> Link | None:
    lasting = [one for one in session.proposals.values() if one.party == party and _lasts(one)]
    if not lasting:
        return None
    # Of one moment, the one that was tabled last: they are kept in the order of their numbers.
    latest = max(enumerate(lasting), key=lambda numbered: (numbered[1].current.at, numbered[0]))[1]
    return latest, latest.current


def _lasts(proposal: Proposal) -> bool:
    """Say whether a text is live, or was until the end of the talks."""
    ended = proposal.status is ProposalStatus.LAPSED and proposal.status_reason in {"other_adopted", "closed"}
    return proposal.live or proposal.status is ProposalStatus.ADOPTED or ended


def _agreements(session: Session) -> tuple[Agreement, ...]:
    return (session.agreement,) if session.agreement else session.harvest


def _agreed(session: Session, name: str, number: int) -> Link:
    proposal = session.proposals[name]
    return proposal, proposal.versions[number - 1]


def _rows(texts: Sequence[Sequence[_Placed]]) -> list[_Row]:
    rows: list[_Row] = []
    for column, text in enumerate(texts):
        pairs = align([row.clause for row in rows], [one.clause for one in text])
        found = {after: rows[before] for before, after in pairs}
        behind = 0
        for place, one in enumerate(text):
            row = found.get(place)
            if row is None:
                # What has no row yet gets one behind the clause that it follows in its own text.
                row = _Row(one.clause)
                rows.insert(behind, row)
            row.placed[column] = one
            behind = next(at for at, known in enumerate(rows) if known is row) + 1
    return rows


def _cells(row: _Row, columns: Sequence[Column]) -> Iterator[Cell]:
    base = row.placed.get(0)
    for at, column in enumerate(columns):
        one = row.placed.get(at)
        if one is None:
            yield Cell(State.LEFT_OUT if base and column.texts else State.NOTHING)
        else:
            state, segments = _against(base, one)
            yield Cell(state, one.source, one.number, segments)


def _against(base: _Placed | None, one: _Placed) -> tuple[State, tuple[Segment, ...]]:
    """Give how a wording stands to the base, and its words marked."""
    words = one.clause.text
    if base is None:
        return State.NEW, (Segment(Mark.ADDED, words),)
    if one is base or one.clause.text == base.clause.text:
        same = State.SAME if one.clause.same_as(base.clause) else State.STEPS
        return State.BASE if one is base else same, (Segment(Mark.KEPT, words),)
    return State.CHANGED, redline(base.clause.text, words)
