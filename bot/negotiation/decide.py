"""The one door: an act comes in, a refusal or events come out; the same input gives the same output."""

from collections.abc import Mapping
from dataclasses import replace

from bot.negotiation import acts
from bot.negotiation.acts import CLOCK, Act
from bot.negotiation.brackets import lift_bracket, place_bracket, take_alternative
from bot.negotiation.chair import adopt, close
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.clockwork.deciding import DECIDERS as CLOCKWORK
from bot.negotiation.concluding.deciding import DECIDERS as CONCLUDING
from bot.negotiation.context import Context, Decider, Outcome
from bot.negotiation.deadlines import tick
from bot.negotiation.floor.deciding import DECIDERS as FLOOR
from bot.negotiation.linking import drop_link, state_link
from bot.negotiation.model import Session
from bot.negotiation.order.deciding import DECIDERS as ORDER
from bot.negotiation.packages import table_package
from bot.negotiation.possible import possible
from bot.negotiation.recording.deciding import DECIDERS as RECORDING
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.reservations import lift_reservation, reserve
from bot.negotiation.rooms.deciding import DECIDERS as ROOMS
from bot.negotiation.seats import assign_seat, begin, leave_seat, open_session, take_seat
from bot.negotiation.stances import accept, accept_ad_referendum, reject, take_back, waive
from bot.negotiation.tabling import change, counter, table, withdraw
from bot.negotiation.voting.deciding import DECIDERS as VOTING

DECIDERS: Mapping[type[Act], Decider] = {
    acts.TakeSeat: take_seat,
    acts.LeaveSeat: leave_seat,
    acts.AssignSeat: assign_seat,
    acts.Begin: begin,
    acts.Table: table,
    acts.Counter: counter,
    acts.Change: change,
    acts.Reject: reject,
    acts.Withdraw: withdraw,
    acts.Accept: accept,
    acts.Confirm: accept,
    acts.AcceptAdReferendum: accept_ad_referendum,
    acts.TakeBack: take_back,
    acts.Waive: waive,
    acts.PlaceBracket: place_bracket,
    acts.LiftBracket: lift_bracket,
    acts.TakeAlternative: take_alternative,
    acts.Reserve: reserve,
    acts.LiftReservation: lift_reservation,
    acts.StateLink: state_link,
    acts.DropLink: drop_link,
    acts.TablePackage: table_package,
    acts.Adopt: adopt,
    acts.Close: close,
    **CLOCKWORK,
    **FLOOR,
    **VOTING,
    **CONCLUDING,
    **ROOMS,
    **ORDER,
    **RECORDING,
}
"""Who decides what: a table, since it is the same for every act."""

SAYS_POSSIBLE = frozenset({Code.WRONG_PHASE, Code.OUT_OF_PHASE, Code.TALKS_REST})
"""Refusals that come with what this actor may do now."""


def decide(state: Session | None, act: Act, context: Context) -> Outcome:
    """Decide an act: events (never none) or a refusal, which leaves no trace.

    `state` is None before the session is opened; `context.frame` is the pack that the session was opened with.
    """
    if state is None:
        return open_session(act, context) if isinstance(act, acts.OpenSession) else Refusal(Code.NO_SESSION_HERE)
    if isinstance(act, acts.OpenSession):
        return Refusal(Code.SESSION_HERE_ALREADY, {"session": state.id})
    if isinstance(act, Tick):
        return tick(state, act, context) if context.actor == CLOCK else Refusal(Code.NOT_DUE, {"key": act.key})
    outcome = DECIDERS[type(act)](state, act, context)
    if isinstance(outcome, Refusal) and outcome.code in SAYS_POSSIBLE:
        now_possible = [kind.__name__ for kind in possible(state, context)]
        return replace(outcome, params={**outcome.params, "possible": now_possible})
    return outcome
