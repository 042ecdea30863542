"""Which events everybody hears of: by a line in the public thread Record, or by a post in the plenary, too."""

from bot.negotiation import events, marked
from bot.negotiation.audience import audience
from bot.negotiation.clockwork import facts as clockwork
from bot.negotiation.concluding import facts as concluding
from bot.negotiation.floor import facts as floor
from bot.negotiation.model import Session
from bot.negotiation.order.facts import ActsRedone, ActsUndone, Withheld
from bot.negotiation.recording.facts import RecordingBegun, RecordingEnded, RoomsUnsealed, TalkHeard
from bot.negotiation.voting import facts as voting

_SILENT_LINES = (
    # Where a bracket stands in the next version follows from the text; the others would fill the thread.
    marked.BracketMoved
    | floor.SpeakerAdded
    | floor.SpeakerRemoved
    | voting.BallotCast
    | clockwork.TimeWarned
    | TalkHeard
    | Withheld
)


def has_line(event: events.Event, session: Session) -> bool:
    """Say whether an event has a line in the public thread Record."""
    return not isinstance(event, _SILENT_LINES) and audience(event, session) is None


_ANNOUNCED = (
    events.SessionBegun
    | events.AdoptionBarred
    | events.TextAdopted
    | events.SessionClosed
    | clockwork.PhaseEntered
    | clockwork.TimeWarned
    | clockwork.TimeUp
    | clockwork.SessionPaused
    | clockwork.SessionResumed
    | clockwork.PartyWalkedOut
    | clockwork.PartyReturned
    | clockwork.PartyExcused
    | floor.FloorGiven
    | floor.PointRaised
    | floor.PointRuled
    | floor.RulingReversed
    | floor.CalledToOrder
    | voting.VoteOpened
    | voting.VoteClosed
    | concluding.SilenceBegun
    | concluding.SilenceBroken
    | concluding.SilenceEnded
    | concluding.EditorialCertified
    | concluding.EditorialContested
    | concluding.WaiverRequested
    | concluding.SignatureDeclined
    | concluding.EnteredIntoForce
    | ActsUndone
    | ActsRedone
    | RecordingBegun
    | RecordingEnded
    | RoomsUnsealed
)


def concerns_everybody(event: events.Event, session: Session) -> bool:
    """Say whether an edit of a card, perhaps far up in the channel, is not enough."""
    if isinstance(event, _ANNOUNCED):
        return True
    match event:
        case events.ProposalChanged():
            return bool(session.proposals[event.proposal].fallen_acceptances())
        case events.ProposalWithdrawn():
            return bool(event.accepted_by)
        case marked.BracketPlaced():
            return bool(session.proposals[event.proposal].accepting())
        case _:
            return False
