"""What lies over the texts: which brackets and reservations are open on a proposal, which links it does not meet."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.drafting.brackets import open_brackets as brackets_in
from bot.drafting.clauses import Clause
from bot.negotiation.model import Bundled, Proposal, Session
from bot.negotiation.overlays import Bracket, BracketStatus, Link, Reservation

WRITTEN = "T"
"""What the names of brackets begin with that stand in the text itself."""


def open_brackets(session: Session, proposal: Proposal) -> tuple[Bracket, ...]:
    """Give the open brackets on a proposal's newest version, in the order of the text, outer ones first."""
    found = [
        bracket
        for bracket in session.brackets.values()
        if bracket.proposal == proposal.id and bracket.status is BracketStatus.OPEN
    ]
    return tuple(sorted(found, key=_place))


def written_brackets(proposal: Proposal) -> tuple[Bracket, ...]:
    """Give the brackets that stand in the words of the newest version itself, as open ones of its author (`T3.1`).

    They are not of the session's own: a new version settles them. The chair's text has the party "".
    """
    current = proposal.current
    return tuple(
        Bracket(
            id=f"{WRITTEN}{number}.{count}",
            proposal=proposal.id,
            party=proposal.party or "",
            member=current.member,
            version=current.number,
            text_hash=current.text_hash,
            clause=number,
            start=one.start,
            end=one.end,
            words=clause.text[one.start : one.end],
            alternative="",
            at=current.at,
        )
        for number, clause in enumerate(current.clauses, 1)
        if clause.issue is None
        for count, one in enumerate(brackets_in(clause.text), 1)
    )


def is_written(bracket: Bracket) -> bool:
    """Say whether a bracket stands in the words themselves."""
    return bracket.id.startswith(WRITTEN)


def all_brackets(session: Session, proposal: Proposal) -> tuple[Bracket, ...]:
    """Give every open bracket on the newest version, placed or written, in the order of the text."""
    return tuple(sorted((*open_brackets(session, proposal), *written_brackets(proposal)), key=_place))


def blocking_brackets(session: Session, proposal: Proposal) -> tuple[Bracket, ...]:
    """Give the open brackets that stop an acceptance or the adoption; none where they are only noted."""
    return all_brackets(session, proposal) if session.procedure.brackets == "block" else ()


def _place(bracket: Bracket) -> tuple[int, int, int]:
    return bracket.clause, bracket.start, -bracket.end


def open_reservations(session: Session, proposal: Proposal) -> tuple[Reservation, ...]:
    """Give the reservations on a proposal that are not lifted, on whichever version they were made.

    What a party has reserved of a part holds for the package, too.
    """
    whole = with_parts(session, proposal.id)
    return tuple(one for one in session.reservations.values() if one.proposal in whole and not one.lifted)


def bundled(session: Session, proposal: Proposal) -> frozenset[str]:
    """Give the ids of all proposals that a package holds, also through packages in it."""
    return with_parts(session, proposal.id) - {proposal.id}


def with_parts(session: Session, proposal_id: str) -> frozenset[str]:
    """Give the ids of a proposal and of all that it holds, also through packages in it."""
    return all_parts(proposal_id, lambda one: session.proposals[one].bundles)


def all_parts(proposal_id: str, bundles_of: Callable[[str], Sequence[Bundled]]) -> frozenset[str]:
    """Give a proposal and all that it holds, where `bundles_of` tells of what each proposal was made."""
    found, left = set[str](), [proposal_id]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += [part.proposal for part in bundles_of(one)]
    return frozenset(found)


def held(session: Session, proposal: Proposal) -> frozenset[str]:
    """Give the ids of the proposals that stand whole in a package as it is now; an author may have changed it."""
    if not proposal.bundles:
        return frozenset()
    bundles = {one.id: one.bundles for one in session.proposals.values()}
    texts = {one.id: [version.clauses for version in one.versions] for one in session.proposals.values()}
    return held_parts(proposal.id, proposal.current.number, bundles, texts)


def held_parts(
    package: str,
    version: int,
    bundles: Mapping[str, Sequence[Bundled]],
    texts: Mapping[str, Sequence[Sequence[Clause]]],
) -> frozenset[str]:
    """Give the ids of the parts that stand whole in a version of a package (from 1), also through packages in it.

    `bundles`: proposal -> what it was made of; `texts`: proposal -> the clauses of each version. A package began with
    the clauses of its parts, one after another; those that still stand word by word are held.
    """
    stands = Counter(map(_worded, texts[package][version - 1]))
    found: set[str] = set()
    at = 0
    for part in bundles.get(package, ()):
        until = at + len(texts[part.proposal][part.version - 1])
        if not Counter(map(_worded, texts[package][0][at:until])) - stands:
            found |= {part.proposal, *held_parts(part.proposal, part.version, bundles, texts)}
        at = until
    return frozenset(found)


def _worded(clause: Clause) -> tuple[str, str | None, str | None]:
    return clause.text, clause.issue, clause.option


def packages_with(session: Session, proposal_id: str) -> tuple[Proposal, ...]:
    """Give the live proposals that hold this one as a part."""
    return tuple(one for one in session.live_proposals() if proposal_id in bundled(session, one))


def links_on(session: Session, proposals: Iterable[str]) -> tuple[Link, ...]:
    """Give the conditions that parties make for accepting any of these proposals, oldest first."""
    wanted = frozenset(proposals)
    return tuple(link for link in session.links.values() if link.proposal in wanted and not link.dropped)


def unmet_links(session: Session, proposal: Proposal) -> tuple[Link, ...]:
    """Give the links of the required parties that accept a proposal whose others it does not hold."""
    links = links_on(session, with_parts(session, proposal.id))
    if not links:
        return ()
    accepted = set(proposal.accepted_by()) & set(session.required)
    met = {proposal.id, *held(session, proposal)}
    return tuple(link for link in links if link.party in accepted and not met.issuperset(link.others))
