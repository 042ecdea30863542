"""What a member may do now, asked of the same guards as `decide`: for help, buttons and completion."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import get_args

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.brackets import on_bracket
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.clockwork.possible import POSSIBLE as CLOCKWORK
from bot.negotiation.concluding.possible import BY_PROPOSAL, usable
from bot.negotiation.concluding.possible import POSSIBLE as CONCLUDING
from bot.negotiation.context import Context
from bot.negotiation.floor.possible import POSSIBLE as FLOOR
from bot.negotiation.guards import ON_MARKS, ON_PROPOSALS, already_seated, on_proposal, standing
from bot.negotiation.linking import on_link
from bot.negotiation.marks import open_brackets
from bot.negotiation.model import Session
from bot.negotiation.order.possible import POSSIBLE as ORDER
from bot.negotiation.overlays import Bracket, Link, Reservation
from bot.negotiation.packages import FEWEST
from bot.negotiation.recording.acts import HearTalk
from bot.negotiation.recording.possible import POSSIBLE as RECORDING
from bot.negotiation.refusals import Refusal
from bot.negotiation.reservations import on_reservation
from bot.negotiation.rooms.possible import POSSIBLE as ROOMS
from bot.negotiation.voting.possible import POSSIBLE as VOTING
from bot.negotiation.waivers import waivable
from bot.scenarios.frame import Frame

# An offer is open or firm until a moment, and lapsed after it: the ends of the calendar show both.
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

Possible = Callable[[Session, Context], bool]
POSSIBLE: Mapping[type[Act], Possible] = {
    acts.TakeSeat: lambda state, context: already_seated(state, context.actor.member) is None,
    **CLOCKWORK,
    **FLOOR,
    **VOTING,
    **CONCLUDING,
    **ROOMS,
    **ORDER,
    **RECORDING,
}
"""Whether there is anything to do an act of a part on; one that is not here is possible wherever it may be tried."""

_OF_THE_CLOCK: frozenset[type[Act]] = frozenset({Tick, HearTalk})
_OF_SEVERAL: frozenset[type[Act]] = frozenset({acts.StateLink, acts.TablePackage})

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


def usable_marks(
    state: Session | None, actor: Actor, kind: type[Act], frame: Frame, proposal: str | None = None
) -> tuple[str, ...]:
    """Give the ids of the brackets, reservations or links on which this actor may do an act of this kind.

    `kind` is LiftBracket, TakeAlternative, Reserve (which settles a bracket), LiftReservation or DropLink; with
    `proposal` only those on it. Time is left out of account, as in `may` without a time.
    """
    if state is None or standing(state, actor, kind) is not None:
        return ()
    moments = [Context(moment, actor, frame) for moment in _EVER]
    return tuple(
        name
        for name, of in _marks(state, kind)
        if proposal in {None, of} and any(_usable(state, kind, name, context) for context in moments)
    )


def _marks(state: Session, kind: type[Act]) -> tuple[tuple[str, str], ...]:
    return tuple((mark.id, mark.proposal) for mark in _held(state, kind))


def _held(state: Session, kind: type[Act]) -> Iterable[Bracket | Reservation | Link]:
    if kind is acts.LiftReservation:
        return state.reservations.values()
    return state.links.values() if kind is acts.DropLink else state.brackets.values()


def _usable(state: Session, kind: type[Act], name: str, context: Context) -> bool:
    if kind is acts.LiftReservation:
        return not isinstance(on_reservation(state, context, name), Refusal)
    if kind is acts.DropLink:
        return not isinstance(on_link(state, context, name), Refusal)
    return not isinstance(on_bracket(state, context, kind, name), Refusal)


def _may(state: Session | None, kind: type[Act], proposal: str | None, context: Context) -> bool:
    if state is not None and proposal is not None and kind in BY_PROPOSAL:
        return standing(state, context.actor, kind) is None and proposal in usable(state, context, kind)
    if state is None or proposal is None or kind not in ON_PROPOSALS:
        return _possible(state, kind, context)
    return standing(state, context.actor, kind) is None and _on(state, kind, proposal, context)


def _possible(state: Session | None, kind: type[Act], context: Context) -> bool:
    if state is None or kind is acts.OpenSession:
        return state is None and kind is acts.OpenSession and context.actor.moderator
    if kind in _OF_THE_CLOCK or standing(state, context.actor, kind) is not None:
        return False
    if kind in POSSIBLE:
        return POSSIBLE[kind](state, context)
    if kind in ON_MARKS:
        return any(_usable(state, kind, name, context) for name, _ in _marks(state, kind))
    if kind not in ON_PROPOSALS and kind is not acts.TablePackage:
        return True
    fit = sum(_on(state, kind, proposal.id, context) for proposal in state.live_proposals())
    return fit >= (FEWEST if kind in _OF_SEVERAL else 1)


def _on(state: Session, kind: type[Act], proposal_id: str, context: Context) -> bool:
    proposal = on_proposal(state, context, kind, proposal_id)
    if isinstance(proposal, Refusal):
        return False
    if kind is acts.TakeAlternative:
        brackets = open_brackets(state, proposal)
        return any(_usable(state, kind, bracket.id, context) for bracket in brackets)
    if kind is acts.StateLink:
        return len(state.live_proposals()) >= FEWEST
    party = state.seats[context.actor.member].party
    return kind is not acts.Waive or (party is not None and bool(waivable(proposal, state, context.frame, party)))
