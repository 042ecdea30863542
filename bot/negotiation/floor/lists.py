"""The speakers list, and the turns of those on it."""

from datetime import timedelta

from bot.negotiation.context import Context, Outcome
from bot.negotiation.floor import acts, facts
from bot.negotiation.floor.calling import LONGEST_TURN, SHORTEST_TURN, next_speaker, place_of, spoken_until
from bot.negotiation.floor.model import Floor, Side, Speaker, Turn
from bot.negotiation.guards import standing
from bot.negotiation.model import Role, Session
from bot.negotiation.refusals import Code, Refusal


def open_list(state: Session, act: acts.OpenList, context: Context) -> Outcome:
    """Open the speakers list, in an order and with the length of a turn."""
    seconds = state.floor.seconds if act.seconds is None else act.seconds
    refusal = standing(state, context.actor, acts.OpenList) or opening(state) or _length(seconds)
    return refusal or (facts.ListOpened(act.order, seconds),)


def opening(state: Session) -> Refusal | None:
    """Refuse to open a list that is open; else None."""
    floor = state.floor
    if not floor.open:
        return None
    return Refusal(Code.LIST_OPEN_ALREADY, {"order": floor.order.value, "seconds": floor.seconds})


def close_list(state: Session, _act: acts.CloseList, context: Context) -> Outcome:
    """Close the list; who is on it still speaks."""
    return standing(state, context.actor, acts.CloseList) or closing(state) or (facts.ListClosed(),)


def closing(state: Session) -> Refusal | None:
    """Refuse to close a list that is closed; else None."""
    return None if state.floor.open else Refusal(Code.LIST_CLOSED_ALREADY)


def join_list(state: Session, act: acts.JoinList, context: Context) -> Outcome:
    """Ask for the floor; a member waits once."""
    refusal = standing(state, context.actor, acts.JoinList) or joining(state, context)
    return refusal or (_added(state, context, act.side, reply=False),)


def joining(state: Session, context: Context) -> Refusal | None:
    """Refuse a place on the list to a chair, on a closed list, or to who waits already; else None."""
    member = context.actor.member
    if state.seats[member].role is Role.CHAIR:
        return Refusal(Code.CHAIR_NEEDS_NO_LIST)
    if not state.floor.open:
        return Refusal(Code.LIST_CLOSED)
    return _waiting_already(state, member) if place_of(state.floor, member) else None


def leave_list(state: Session, _act: acts.LeaveList, context: Context) -> Outcome:
    """Take one's name off the list."""
    if refusal := standing(state, context.actor, acts.LeaveList):
        return refusal
    place = place_of(state.floor, context.actor.member)
    return (facts.SpeakerRemoved(place.id),) if place else Refusal(Code.NOT_WAITING, {"open": state.floor.open})


def ask_reply(state: Session, _act: acts.AskReply, context: Context) -> Outcome:
    """Ask for a right of reply, also on a closed list; an ordinary place on the list is given up for it."""
    refusal = standing(state, context.actor, acts.AskReply) or replying(state, context)
    if refusal:
        return refusal
    place = place_of(state.floor, context.actor.member)
    gone = (facts.SpeakerRemoved(place.id),) if place else ()
    return *gone, _added(state, context, place.side if place else Side.NEUTRAL, reply=True)


def replying(state: Session, context: Context) -> Refusal | None:
    """Refuse a right of reply to who has the floor or waits for a reply already; else None."""
    member, turn = context.actor.member, state.floor.turn
    if turn is not None and turn.speaker.member == member:
        return _has_floor(turn)
    place = place_of(state.floor, member)
    return _waiting_already(state, member) if place and place.reply else None


def recognise(state: Session, act: acts.Recognise, context: Context) -> Outcome:
    """Give the floor to the next on the list, or to a member by name; a turn that runs ends."""
    refusal = standing(state, context.actor, acts.Recognise) or resting(state)
    if refusal:
        return refusal
    speaker = _called(state, act)
    if isinstance(speaker, Refusal):
        return speaker
    until = context.now + timedelta(seconds=state.floor.seconds)
    given = facts.FloorGiven(speaker.id, speaker.member, speaker.party, speaker.side, speaker.reply, until)
    return *_ended(state, context, "next"), given


def resting(state: Session) -> Refusal | None:
    """Refuse that anybody is given the floor while the talks rest, the chair included; else None."""
    pause = state.timetable.pause
    return Refusal(Code.FLOOR_RESTS, {"kind": pause.kind.value}) if pause else None


def yield_floor(state: Session, act: acts.YieldFloor, context: Context) -> Outcome:
    """Give the rest of one's turn to the chair, to questions, or to another member; it is given away once."""
    turn = _own_turn(state, context, acts.YieldFloor)
    if isinstance(turn, Refusal):
        return turn
    if act.to == "chair":
        return _ended(state, context, "speaker")
    if turn.yielded:
        return Refusal(Code.YIELDED_ALREADY)
    return _yielded(state, act, turn)


def end_turn(state: Session, _act: acts.EndTurn, context: Context) -> Outcome:
    """End the turn, as its speaker or as the chair."""
    turn = _own_turn(state, context, acts.EndTurn)
    if isinstance(turn, Refusal):
        return turn
    return _ended(state, context, "speaker" if turn.speaker.member == context.actor.member else "chair")


def ending(state: Session, context: Context, kind: type[acts.EndTurn | acts.YieldFloor]) -> Refusal | None:
    """Refuse to end or to yield where nobody speaks, and a turn that is somebody else's; else None."""
    turn, seat = state.floor.turn, state.seats[context.actor.member]
    if turn is None:
        return Refusal(Code.NOBODY_SPEAKS, {"waiting": len(state.floor.waiting)})
    if turn.speaker.member == seat.member or (kind is acts.EndTurn and seat.role is Role.CHAIR):
        return None
    return Refusal(Code.NOT_SPEAKING, {"member": turn.speaker.member, "until": turn.until.isoformat()})


def set_turn(state: Session, act: acts.SetTurn, context: Context) -> Outcome:
    """Set how long the turns after this one are."""
    refusal = standing(state, context.actor, acts.SetTurn) or _length(act.seconds)
    return refusal or (facts.TurnSet(act.seconds),)


def _own_turn(state: Session, context: Context, kind: type[acts.EndTurn | acts.YieldFloor]) -> Turn | Refusal:
    refusal = standing(state, context.actor, kind) or ending(state, context, kind)
    if refusal or state.floor.turn is None:
        return refusal or Refusal(Code.NOBODY_SPEAKS, {"waiting": 0})
    return state.floor.turn


def _added(state: Session, context: Context, side: Side, *, reply: bool) -> facts.SpeakerAdded:
    member = context.actor.member
    return facts.SpeakerAdded(_new_place(state.floor), member, state.seats[member].party, side, reply)


def _new_place(floor: Floor) -> str:
    return f"F{floor.counted + 1}"


def _called(state: Session, act: acts.Recognise) -> Speaker | Refusal:
    floor = state.floor
    if act.member is None:
        return next_speaker(floor) or Refusal(Code.LIST_EMPTY, {"open": floor.open})
    seat = state.seat_of(act.member)
    if seat is None:
        return Refusal(Code.NOT_SEATED, {"member": act.member})
    if floor.turn is not None and floor.turn.speaker.member == act.member:
        return _has_floor(floor.turn)
    place = place_of(floor, act.member)
    if place is None:
        return Speaker(_new_place(floor), seat.member, seat.party, Side.NEUTRAL, act.reply)
    return Speaker(place.id, place.member, place.party, place.side, place.reply or act.reply)


def _ended(state: Session, context: Context, how: str) -> tuple[facts.FloorEnded, ...]:
    turn = state.floor.turn
    if turn is None:
        return ()
    return (facts.FloorEnded(turn.speaker.id, turn.speaker.party, spoken_until(state, context.now), how),)


def _yielded(state: Session, act: acts.YieldFloor, turn: Turn) -> Outcome:
    if act.to == "questions":
        return (facts.FloorYielded("questions", None, None),)
    if act.to != "member" or act.member is None:
        return Refusal(Code.YIELD_TO_WHOM)
    seat = state.seat_of(act.member)
    if seat is None:
        return Refusal(Code.NOT_SEATED, {"member": act.member})
    if act.member == turn.speaker.member:
        return _has_floor(turn)
    return (facts.FloorYielded("member", seat.member, seat.party),)


def _has_floor(turn: Turn) -> Refusal:
    return Refusal(Code.HAS_FLOOR, {"member": turn.speaker.member, "until": turn.until.isoformat()})


def _waiting_already(state: Session, member: str) -> Refusal:
    place = place_of(state.floor, member)
    return Refusal(Code.WAITING_ALREADY, {"reply": bool(place and place.reply), "count": len(state.floor.waiting)})


def _length(seconds: int) -> Refusal | None:
    if SHORTEST_TURN <= seconds <= LONGEST_TURN:
        return None
    return Refusal(Code.TURN_LENGTH, {"seconds": seconds, "least": SHORTEST_TURN, "most": LONGEST_TURN})
