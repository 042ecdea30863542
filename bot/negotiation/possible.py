"""What a member may do now, asked of the same guards as `decide`: for help, buttons and completion."""

from datetime import UTC, datetime
from typing import get_args

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.context import Context
from bot.negotiation.guards import ON_PROPOSALS, already_seated, on_proposal, standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Refusal
from bot.negotiation.waivers import waivable
from bot.scenarios.frame import Frame

# An offer is open or firm until a moment, and lapsed after it: the ends of the calendar show both.
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

KINDS: tuple[type[Act], ...] = get_args(Act)


def possible(state: Session | None, context: Context) -> tuple[type[Act], ...]:
    """Give the kinds of acts that this actor may do now, in the order of `acts.Act`.

    What is typed is not known yet: an act that is possible can still be refused for its content, and an acceptance
    because the rules bar the text.
    """
    return tuple(kind for kind in KINDS if _possible(state, kind, context))


def may(
    state: Session | None,
    actor: Actor,
    kind: type[Act],
    proposal: str | None,
    frame: Frame,
    now: datetime | None = None,
) -> bool:
    """Say whether this actor may do an act of this kind, on this proposal (None: on any).

    Without `now` time is left out of account: what would be possible before or after some moment counts.
    """
    moments = (now,) if now else _EVER
    return any(_may(state, kind, proposal, Context(moment, actor, frame)) for moment in moments)


def _may(state: Session | None, kind: type[Act], proposal: str | None, context: Context) -> bool:
    if state is None or proposal is None or kind not in ON_PROPOSALS:
        return _possible(state, kind, context)
    return standing(state, context.actor, kind) is None and _on(state, kind, proposal, context)


def _possible(state: Session | None, kind: type[Act], context: Context) -> bool:
    if state is None or kind is acts.OpenSession:
        return state is None and kind is acts.OpenSession and context.actor.moderator
    if standing(state, context.actor, kind) is not None:
        return False
    if kind is acts.TakeSeat:
        return already_seated(state, context.actor.member) is None
    if kind not in ON_PROPOSALS:
        return True
    return any(_on(state, kind, proposal.id, context) for proposal in state.live_proposals())


def _on(state: Session, kind: type[Act], proposal_id: str, context: Context) -> bool:
    proposal = on_proposal(state, context, kind, proposal_id)
    if isinstance(proposal, Refusal):
        return False
    party = state.seats[context.actor.member].party
    return kind is not acts.Waive or (party is not None and bool(waivable(proposal, state, context.frame, party)))
