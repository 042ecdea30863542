"""Who must act because of what has happened: those, and nobody else, are called by a mention."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.negotiation import events
from bot.negotiation.clockwork import facts as clockwork
from bot.negotiation.concluding import facts as concluding
from bot.negotiation.floor import facts as floor
from bot.negotiation.marks import all_brackets
from bot.negotiation.model import Bar, Proposal, Session, StanceKind
from bot.negotiation.voting import facts as voting
from bot.negotiation.waivers import has_waived, waivable
from bot.scenarios.frame import Frame


@dataclass(frozen=True, slots=True)
class Summons:
    """The parties whose heads must act, and whether the chairs must."""

    parties: tuple[str, ...] = ()
    chairs: bool = False


NOBODY = Summons()
_CHAIRS = Summons(chairs=True)


def summons_for(event: events.Event, session: Session, frame: Frame) -> Summons:
    """Give who must act because of an event; `session` is as it is now, so who has acted meanwhile is left out.

    Whoever merely may act is not called: that is everybody. The cards of roll calls, blind questions and agreed texts
    call by themselves. Who has voted is never told by it: all voters are called at once, when the vote opens.
    """
    match event:
        case floor.PointRaised() | clockwork.TimeUp():
            return _CHAIRS
        case voting.VoteOpened(voters=voters):
            return _heads(session.voting.proxies.get(one.party, one.party) for one in voters)
        case concluding.EditorialCertified():
            return _heads(session.required)
        case _:
            return _of_texts(event, session, frame)


def _of_texts(event: events.Event, session: Session, frame: Frame) -> Summons:
    proposal = session.proposals.get(str(getattr(event, "proposal", "")))
    parties: Iterable[str] = ()
    match event:
        case _ if proposal is None:
            pass
        case events.ProposalChanged():
            parties = proposal.fallen_acceptances()
        case concluding.SilenceBegun():
            parties = (one for one in session.required if one not in proposal.accepted_by())
        case concluding.WaiverRequested(rule=rule, parties=asked):
            parties = (one for one in asked if not has_waived(proposal, one, rule))
        case concluding.AdReferendumLapsed(party=party):
            parties = (party,)
        case events.ProposalAcceptedAdReferendum(party=party):
            stance = proposal.stance(party)
            parties = (party,) if stance is not None and stance.kind is StanceKind.AD_REFERENDUM else ()
        case events.AdoptionBarred(bar=bar):
            parties = _barring(bar, proposal, session, frame)
    return _heads(parties)


def _barring(bar: Bar, proposal: Proposal, session: Session, frame: Frame) -> Iterator[str]:
    """Give who can lift the bar: owners of brackets and links, who may waive a rule, and whose consent is missing."""
    yield from (one.party for one in all_brackets(session, proposal) if one.id in bar.brackets)
    yield from (session.links[one].party for one in bar.links if one in session.links)
    yield from (one for one in session.required if set(bar.rules) & set(waivable(proposal, session, frame, one)))
    yield from bar.consents


def _heads(parties: Iterable[str]) -> Summons:
    return Summons(tuple(dict.fromkeys(one for one in parties if one)))
