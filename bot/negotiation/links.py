"""What links mean together: which proposals go with which, which wait in a circle, and which wait for ever."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.negotiation.adoption import bar_of, rejections
from bot.negotiation.marks import held, links_on, with_parts
from bot.negotiation.model import Bar, Proposal, Session
from bot.negotiation.overlays import Link
from bot.negotiation.packages import decided_twice
from bot.negotiation.texts import check_count
from bot.negotiation.wording import joined
from bot.rules import Verdict
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class SetOfProposals:
    """Live proposals that meet all conditions stated for any of them, and what stands against accepting them as one.

    `links`: the ids of the conditions. `dead`: those that nothing can meet any more. `twice`: issue -> the proposals
    that decide it. `counters`: pairs of which the first answers the second. `rejected`: proposal -> required parties
    that reject it. `bar`: what the rules and the pack say of the whole; None if it was not judged.
    """

    proposals: tuple[str, ...]
    links: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    twice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counters: tuple[tuple[str, str], ...] = ()
    rejected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    bar: Bar | None = None

    @property
    def conflicting(self) -> bool:
        """Whether its proposals contradict each other, so that they cannot be one text."""
        return bool(self.twice or self.counters)

    @property
    def satisfies(self) -> bool:
        """Whether nothing known stands against accepting it as one text."""
        return not (self.conflicting or self.dead or self.rejected or (self.bar and self.bar != Bar()))


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A condition that nothing can meet any more, because these of its others are off the table."""

    link: Link
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Proposals that wait for each other in a circle; `links` are the conditions that make it."""

    proposals: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Give the parties that make the circle."""
        return tuple(dict.fromkeys(link.party for link in self.links))


def satisfying(session: Session, frame: Frame | None = None) -> tuple[SetOfProposals, ...]:
    """Give, for each live proposal, the smallest set that meets all conditions on its members; smallest sets first.

    With `frame` the rules judge each set whose proposals do not contradict each other, as the one text it would be.
    """
    sets = {_closure(session, proposal.id) for proposal in session.live_proposals()}
    ordered = sorted((_in_order(session, one) for one in sets), key=lambda one: (len(one), _place(session, one)))
    return tuple(_described(session, members, frame) for members in ordered)


def dead_links(session: Session) -> tuple[DeadLink, ...]:
    """Give the conditions on live proposals (or on parts of live packages) that nothing can meet any more."""
    found: dict[str, DeadLink] = {}
    for proposal in session.live_proposals():
        whole = with_parts(session, proposal.id)
        for link in links_on(session, whole):
            gone = _gone(session, link, _met(session, proposal.id))
            if gone:
                found[link.id] = DeadLink(link, gone)
    return tuple(found[name] for name in session.links if name in found)


def cycles(session: Session) -> tuple[Cycle, ...]:
    """Give the live proposals that wait for each other in circles; whoever waits in none is in none."""
    live = [proposal.id for proposal in session.live_proposals()]
    waits = {one: _waits_for(session, one) for one in live}
    reach = {one: _reachable(waits, one) for one in live}
    found: list[tuple[str, ...]] = []
    for one in live:
        circle = tuple(other for other in live if other in reach[one] and one in reach[other])
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return tuple(Cycle(circle, _links_within(session, circle)) for circle in found)


def _closure(session: Session, proposal_id: str) -> frozenset[str]:
    members, covered, left = set[str](), set[str](), [proposal_id]
    while left:
        one = left.pop()
        if one in members or one in covered:
            continue
        members.add(one)
        covered |= held(session, session.proposals[one])
        left += [
            other
            for link in links_on(session, with_parts(session, one))
            for other in link.others
            if session.proposals[other].live
        ]
    # A package that came in later may hold what came in before it.
    return frozenset(one for one in members if one not in covered or one == proposal_id)


def _described(session: Session, members: tuple[str, ...], frame: Frame | None) -> SetOfProposals:
    proposals = [session.proposals[one] for one in members]
    met = {*members, *_covered(session, members)}
    links = links_on(session, frozenset[str]().union(*(with_parts(session, one) for one in members)))
    twice = decided_twice(proposals)
    counters = tuple(
        (one.id, one.counters) for one in proposals if one.counters is not None and one.counters in members
    )
    contradicts = bool(twice or counters)
    return SetOfProposals(
        proposals=members,
        links=tuple(link.id for link in links),
        dead=tuple(link.id for link in links if _gone(session, link, met)),
        twice=twice,
        counters=counters,
        rejected={one.id: against for one in proposals if (against := rejections(one, session))},
        bar=_bar(proposals, frame) if frame and not contradicts else None,
    )


def _bar(proposals: Sequence[Proposal], frame: Frame) -> Bar:
    texts = [one.current.clauses for one in proposals]
    if len(texts) > 1 and check_count(sum(map(len, texts))):
        return Bar((Verdict.REFUSED.value,))  # no text may be so long, so there is nothing to judge
    return bar_of(frame.judge(texts[0] if len(texts) == 1 else joined(texts, frame)))


def _met(session: Session, proposal_id: str) -> frozenset[str]:
    return held(session, session.proposals[proposal_id]) | {proposal_id}


def _covered(session: Session, members: Iterable[str]) -> frozenset[str]:
    return frozenset(part for one in members for part in held(session, session.proposals[one]))


def _gone(session: Session, link: Link, whole: Iterable[str]) -> tuple[str, ...]:
    held = frozenset(whole)
    return tuple(other for other in link.others if other not in held and not session.proposals[other].live)


def _waits_for(session: Session, proposal_id: str) -> frozenset[str]:
    links = links_on(session, with_parts(session, proposal_id))
    return frozenset(other for link in links for other in link.others) - _met(session, proposal_id)


def _reachable(waits: Mapping[str, frozenset[str]], start: str) -> frozenset[str]:
    reached, left = set[str](), list(waits[start])
    while left:
        one = left.pop()
        if one not in reached and one in waits:
            reached.add(one)
            left += waits[one]
    return frozenset(reached)


def _links_within(session: Session, circle: tuple[str, ...]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for one in circle:
        whole = with_parts(session, one)
        inside = frozenset(circle) - _met(session, one)
        found |= {link.id: link for link in links_on(session, whole) if inside.intersection(link.others)}
    return tuple(found[name] for name in session.links if name in found)


def _in_order(session: Session, members: frozenset[str]) -> tuple[str, ...]:
    return tuple(one for one in session.proposals if one in members)


def _place(session: Session, members: tuple[str, ...]) -> list[int]:
    order = list(session.proposals)
    return [order.index(one) for one in members]
