"""How brackets, reservations and links are told in the exports."""

from typing import Any

from bot.negotiation import marked
from bot.records.naming import Namer
from bot.records.pens import Pen


def told_of_mark(event: marked.MarkEvent, namer: Namer) -> dict[str, Any]:
    """Give the fields of an event as its template needs them: words escaped, names instead of ids."""
    params: dict[str, Any] = {"proposal": namer.pen.line(event.proposal)}
    if not isinstance(event, marked.BracketMoved):
        params["party"] = namer.party(event.party)
    match event:
        case marked.ReservationMade() | marked.ReservationLifted():
            return params | {"reservation": namer.pen.line(event.reservation)} | _told_of_reservation(event, namer.pen)
        case marked.LinkStated(others=others):
            return params | {"link": namer.pen.line(event.link), "others": [namer.pen.line(other) for other in others]}
        case marked.LinkDropped():
            return params | {"link": namer.pen.line(event.link)}
        case _:
            return params | {"bracket": namer.pen.line(event.bracket)} | _told_of_bracket(event, namer.pen)


def _told_of_bracket(
    event: marked.BracketPlaced | marked.BracketMoved | marked.BracketLiftAgreed | marked.BracketLifted,
    pen: Pen,
) -> dict[str, Any]:
    match event:
        case marked.BracketPlaced():
            told = {"version": event.version, "clause": event.clause}
            return told | {"words": pen.line(event.words), "alternative": pen.line(event.alternative)}
        case marked.BracketMoved(clause=clause):
            return {"clause": clause}
        case marked.BracketLifted(how=how):
            return {"how": how, "shown": pen.line(how)}
        case marked.BracketLiftAgreed():
            return {}


def _told_of_reservation(event: marked.ReservationMade | marked.ReservationLifted, pen: Pen) -> dict[str, Any]:
    if isinstance(event, marked.ReservationLifted):
        return {}
    told = {"version": event.version, "clause": event.clause, "kind": event.kind.value}
    return told | {"statement": pen.line(event.statement), "bracket": pen.line(event.bracket or "")}
