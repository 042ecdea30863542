"""How brackets, reservations and links are told in the Markdown exports."""

from typing import Any

from bot.negotiation import marked
from bot.records.escape import line
from bot.records.naming import Namer


def told_of_mark(event: marked.MarkEvent, namer: Namer) -> dict[str, Any]:
    """Give the fields of an event as its template needs them: words escaped, names instead of ids."""
    params: dict[str, Any] = {"proposal": line(event.proposal)}
    if not isinstance(event, marked.BracketMoved):
        params["party"] = namer.party(event.party)
    match event:
        case marked.ReservationMade() | marked.ReservationLifted():
            return params | {"reservation": line(event.reservation)} | _told_of_reservation(event)
        case marked.LinkStated(others=others):
            return params | {"link": line(event.link), "others": [line(other) for other in others]}
        case marked.LinkDropped():
            return params | {"link": line(event.link)}
        case _:
            return params | {"bracket": line(event.bracket)} | _told_of_bracket(event)


def _told_of_bracket(
    event: marked.BracketPlaced | marked.BracketMoved | marked.BracketLiftAgreed | marked.BracketLifted,
) -> dict[str, Any]:
    match event:
        case marked.BracketPlaced():
            told = {"version": event.version, "clause": event.clause}
            return told | {"words": line(event.words), "alternative": line(event.alternative)}
        case marked.BracketMoved(clause=clause):
            return {"clause": clause}
        case marked.BracketLifted(how=how):
            return {"how": how, "shown": line(how)}
        case marked.BracketLiftAgreed():
            return {}


def _told_of_reservation(event: marked.ReservationMade | marked.ReservationLifted) -> dict[str, Any]:
    if isinstance(event, marked.ReservationLifted):
        return {}
    told = {"version": event.version, "clause": event.clause, "kind": event.kind.value}
    return told | {"statement": line(event.statement), "bracket": line(event.bracket or "")}
