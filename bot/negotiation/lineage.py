"""Where a version comes from: the versions before it, and what the first of them countered."""

from bot.negotiation.model import Proposal, Session, Version

Link = tuple[Proposal, Version]


def before(session: Session, proposal: Proposal, version: Version) -> Link | None:
    """Give what a version was made from: the version before it, or what the first one counters; None if neither."""
    if version.number > 1:
        return proposal, proposal.versions[version.number - 2]
    countered = session.proposals.get(proposal.counters or "")
    if countered is None:
        return None
    number = proposal.counters_version or 1
    return (countered, countered.versions[number - 1]) if number <= len(countered.versions) else None


def chain(session: Session, proposal: Proposal, version: Version) -> tuple[Link, ...]:
    """Give a version's ancestors and itself, the first ancestor first."""
    links = [(proposal, version)]
    while (earlier := before(session, *links[-1])) is not None:
        links.append(earlier)
    return tuple(reversed(links))


def common_base(session: Session, one: Link, other: Link) -> Link | None:
    """Give the nearest version that both come from, or None; it is one of the two if the other comes from that."""
    base: Link | None = None
    for mine, theirs in zip(chain(session, *one), chain(session, *other), strict=False):
        if place(mine) != place(theirs):
            break
        base = mine
    return base


def place(link: Link) -> tuple[str, int]:
    """Give the proposal and the number of a version, which no other has."""
    proposal, version = link
    return proposal.id, version.number
