"""The one door: an act comes in, a refusal or events come out; the same input gives the same output."""

from dataclasses import replace

from bot.negotiation import acts
from bot.negotiation.acts import Act
from bot.negotiation.brackets import lift_bracket, place_bracket, take_alternative
from bot.negotiation.chair import adopt, close
from bot.negotiation.context import Context, Outcome
from bot.negotiation.linking import drop_link, state_link
from bot.negotiation.model import Session
from bot.negotiation.packages import table_package
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.reservations import lift_reservation, reserve
from bot.negotiation.seats import assign_seat, begin, leave_seat, open_session, take_seat
from bot.negotiation.stances import accept, accept_ad_referendum, reject, take_back, waive
from bot.negotiation.tabling import change, counter, table, withdraw


def decide(state: Session | None, act: Act, context: Context) -> Outcome:
    """Decide an act: events (never none) or a refusal, which leaves no trace.

    `state` is None before the session is opened; `context.frame` is the pack that the session was opened with.
    """
    if state is None:
        return open_session(act, context) if isinstance(act, acts.OpenSession) else Refusal(Code.NO_SESSION_HERE)
    outcome = _decided(state, act, context)
    if isinstance(outcome, Refusal) and outcome.code is Code.WRONG_PHASE:
        now_possible = [kind.__name__ for kind in possible(state, context)]
        return replace(outcome, params={**outcome.params, "possible": now_possible})
    return outcome


def _decided(  # noqa: C901, PLR0911, PLR0912  # one line for each act is the clearest table there is
    state: Session, act: Act, context: Context
) -> Outcome:
    match act:
        case acts.OpenSession():
            return Refusal(Code.SESSION_HERE_ALREADY, {"session": state.id})
        case acts.TakeSeat():
            return take_seat(state, act, context)
        case acts.LeaveSeat():
            return leave_seat(state, act, context)
        case acts.AssignSeat():
            return assign_seat(state, act, context)
        case acts.Begin():
            return begin(state, act, context)
        case acts.Table():
            return table(state, act, context)
        case acts.Counter():
            return counter(state, act, context)
        case acts.Change():
            return change(state, act, context)
        case acts.Reject():
            return reject(state, act, context)
        case acts.Withdraw():
            return withdraw(state, act, context)
        case acts.Accept() | acts.Confirm():
            return accept(state, act, context)
        case acts.AcceptAdReferendum():
            return accept_ad_referendum(state, act, context)
        case acts.TakeBack():
            return take_back(state, act, context)
        case acts.Waive():
            return waive(state, act, context)
        case acts.PlaceBracket():
            return place_bracket(state, act, context)
        case acts.LiftBracket():
            return lift_bracket(state, act, context)
        case acts.TakeAlternative():
            return take_alternative(state, act, context)
        case acts.Reserve():
            return reserve(state, act, context)
        case acts.LiftReservation():
            return lift_reservation(state, act, context)
        case acts.StateLink():
            return state_link(state, act, context)
        case acts.DropLink():
            return drop_link(state, act, context)
        case acts.TablePackage():
            return table_package(state, act, context)
        case acts.Adopt():
            return adopt(state, act, context)
        case acts.Close():
            return close(state, act, context)
