"""What is due here, and what comes of it."""

from collections.abc import Iterator
from datetime import MAXYEAR, datetime, timedelta

from bot.negotiation.adoption import lapsed
from bot.negotiation.concluding.editorial import editorial_due
from bot.negotiation.concluding.facts import AdReferendumLapsed
from bot.negotiation.concluding.following import open_editorials
from bot.negotiation.concluding.shifting import provisional
from bot.negotiation.concluding.silence import silence_over
from bot.negotiation.context import Context, Outcome
from bot.negotiation.due import Deadline
from bot.negotiation.model import Phase, Session, Stance
from bot.negotiation.refusals import Code, Refusal


def deadlines(state: Session) -> Iterator[Deadline]:
    """Give what is due, and when."""
    if state.phase is not Phase.NEGOTIATING:
        return
    silence = state.conclusion.silence
    if silence is not None and _stands(state, silence.proposal, silence.text_hash):
        yield Deadline("silence", silence.until)
    for editorial in open_editorials(state):
        yield Deadline(f"editorial:{editorial.id}", editorial.until)
    for proposal in state.live_proposals():
        # The last year stands for an offer that never lapses.
        if proposal.expires is not None and proposal.expires.year < MAXYEAR:
            yield Deadline(f"offer:{proposal.id}", proposal.expires)
        for party, stance in provisional(proposal).items():
            if at := lapses_at(state, stance):
                yield Deadline(f"adref:{proposal.id}:{party}", at)


def fall_due(state: Session, deadline: Deadline, context: Context) -> Outcome:
    """Give what comes of a deadline of this part that is due."""
    silence = state.conclusion.silence
    match deadline.kind:
        case "silence" if silence is not None:
            return silence_over(state, silence, context)
        case "editorial":
            return editorial_due(state, state.conclusion.editorials[deadline.about])
        case "offer":
            return lapsed(state, state.proposals[deadline.about], "expired")
        case "adref":
            name, _, party = deadline.about.partition(":")
            return (AdReferendumLapsed(name, party, state.proposals[name].current.number),)
        case _:
            return Refusal(Code.NOT_DUE, {"key": deadline.key})


def lapses_at(state: Session, stance: Stance) -> datetime | None:
    """Give when an acceptance ad referendum lapses, or None where the procedure lets it stand."""
    minutes = state.procedure.ad_referendum_minutes
    return stance.at + timedelta(minutes=minutes) + stance.rested if minutes is not None else None


def _stands(state: Session, proposal_id: str, text_hash: str) -> bool:
    proposal = state.proposals.get(proposal_id)
    return proposal is not None and proposal.live and proposal.current.text_hash == text_hash
