"""Points that members raise, the chair's rulings on them, appeals, and calls to order."""

from bot.negotiation.context import Context, Outcome
from bot.negotiation.floor import acts, facts
from bot.negotiation.floor.model import Point, PointKind
from bot.negotiation.guards import party_of, standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement
from bot.negotiation.voting.facts import MotionMade
from bot.negotiation.voting.model import MotionKind


def raise_point(state: Session, act: acts.RaisePoint, context: Context) -> Outcome:
    """Raise a point; it interrupts, so it needs no place on the list."""
    refusal = standing(state, context.actor, acts.RaisePoint) or check_statement(act.words)
    if refusal:
        return refusal
    name = f"O{len(state.floor.points) + 1}"
    return (facts.PointRaised(name, act.kind, party_of(state, context), act.words),)


def rule_point(state: Session, act: acts.RulePoint, context: Context) -> Outcome:
    """Rule on a point; what one chair has ruled, another does not rule again."""
    if refusal := standing(state, context.actor, acts.RulePoint):
        return refusal
    point = _point(state, act.point, open_points(state))
    if isinstance(point, Refusal):
        return point
    if point.ruling:
        params = {"point": point.id, "ruling": point.ruling, "member": point.ruled_by, "reason": point.reason}
        return Refusal(Code.POINT_RULED_ALREADY, params)
    return check_statement(act.reason) or (facts.PointRuled(point.id, act.sustained, act.reason),)


def appeal_ruling(state: Session, act: acts.AppealRuling, context: Context) -> Outcome:
    """Put the ruling on a point of order to the vote, as a motion that the chair opens the vote on."""
    refusal = standing(state, context.actor, acts.AppealRuling) or appealing(state, context)
    if refusal:
        return refusal
    point = _point(state, act.point, appealable(state))
    if isinstance(point, Refusal):
        return point
    if refusal := unappealable(point):
        return refusal
    party, motion = party_of(state, context), f"M{len(state.voting.motions) + 1}"
    made = MotionMade(motion, MotionKind.APPEAL, party, point.words, point=point.id)
    return facts.RulingAppealed(point.id, motion, party), made


def appealing(state: Session, context: Context) -> Refusal | None:
    """Refuse appeals of a party whose word does not count, and while a vote is open; else None."""
    party = party_of(state, context)
    if party not in state.required:
        return Refusal(Code.STAYS_OUT, {"party": party, "required": list(state.required)})
    vote = state.voting.on_vote()
    return Refusal(Code.APPEAL_IN_VOTE, {"motion": vote.id}) if vote else None


def unappealable(point: Point) -> Refusal | None:
    """Refuse the appeal on a point that is no point of order, is not ruled on, or was appealed before; else None."""
    if point.kind is not PointKind.ORDER:
        return Refusal(Code.NOT_APPEALABLE, {"point": point.id, "kind": point.kind.value})
    if not point.ruling:
        return Refusal(Code.POINT_NOT_RULED, {"point": point.id})
    if point.appeal is not None:
        return Refusal(Code.APPEALED_ALREADY, {"point": point.id, "motion": point.appeal})
    return None


def open_points(state: Session) -> tuple[str, ...]:
    """Give the points that wait for a ruling, by id, oldest first."""
    return tuple(one.id for one in state.floor.points.values() if not one.ruling and not one.undone)


def appealable(state: Session) -> tuple[str, ...]:
    """Give the points whose ruling may be put to the vote, by id, oldest first."""
    points = state.floor.points.values()
    return tuple(one.id for one in points if not one.undone and unappealable(one) is None)


def call_to_order(state: Session, act: acts.CallToOrder, context: Context) -> Outcome:
    """Call a member to order, with the reason."""
    refusal = standing(state, context.actor, acts.CallToOrder) or check_statement(act.reason)
    if refusal:
        return refusal
    seat = state.seat_of(act.member)
    if seat is None:
        return Refusal(Code.NOT_SEATED, {"member": act.member})
    return (facts.CalledToOrder(seat.member, seat.party, act.reason),)


def _point(state: Session, name: str, usable: tuple[str, ...]) -> Point | Refusal:
    point = state.floor.points.get(name)
    if point is None or point.undone:
        return Refusal(Code.UNKNOWN_POINT, {"point": name, "points": list(usable)})
    return point
