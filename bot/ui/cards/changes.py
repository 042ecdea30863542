"""What an act changes, said by the states before and after it."""

from collections.abc import Iterator, Sequence

from bot.negotiation.model import Phase, Proposal, Seat, Session
from bot.ui.scene import Speech

MOST_CHANGES = 12


def changes_text(say: Speech, now: Session, then: Session, *, back: bool = False, besides: Sequence[str] = ()) -> str:
    """Say what changes, a line each: phase, agreement, proposals, acceptances, votes, rooms, seats.

    `back`: it goes back to how it was once; `besides`: lines on what it brings about next.
    """
    found = [*_of_session(say, now, then, back=back), *besides, *_of_others(say, now, then)]
    shown = found[:MOST_CHANGES] or [say("cards/changes#nothing")]
    more = [say("cards/changes#more", more=len(found) - MOST_CHANGES)] if len(found) > MOST_CHANGES else []
    return "\n".join([say("cards/changes#head"), *shown, *more])


def _of_session(say: Speech, now: Session, then: Session, *, back: bool) -> Iterator[str]:
    if then.phase is not now.phase:
        phase = say(f"cards/changes#phase_{then.phase.value}")
        yield say("cards/changes#phase", phase=phase, back=back)
    if now.agreement is not None and then.agreement is None:
        yield say("cards/changes#agreement", proposal=now.agreement.proposal, version=now.agreement.version)
    for proposal in now.proposals.values():
        yield from _of_proposal(say, proposal, then.proposals[proposal.id])


def _of_others(say: Speech, now: Session, then: Session) -> Iterator[str]:
    over = then.phase is Phase.CLOSED and now.phase is not Phase.CLOSED
    if over:
        motions = [one.id for one in then.voting.motions.values() if one.open]
        rooms = [one.id for one in then.private.rooms.values() if one.open]
        if motions:
            yield say("cards/changes#motions", motions=motions)
        if rooms:
            yield say("cards/changes#rooms", rooms=rooms)
    for member in dict.fromkeys([*now.seats, *then.seats]):
        yield from _of_seat(say, now, then, member)
    for party in now.parties:
        if now.head_of(party.id) and not then.head_of(party.id):
            yield say("cards/changes#headless", party=party.id)


def _of_proposal(say: Speech, now: Proposal, then: Proposal) -> Iterator[str]:
    if (now.status, now.current.number) != (then.status, then.current.number):
        yield say("cards/changes#proposal", proposal=now.id, was=_stands(say, now), now=_stands(say, then))
    elif lost := [party for party in now.accepting() if party not in then.accepting()]:
        yield say("cards/changes#acceptances", proposal=now.id, parties=lost)


def _stands(say: Speech, proposal: Proposal) -> str:
    status = say(f"cards/changes#status_{proposal.status.value}")
    return say("cards/changes#version_of", status=status, version=proposal.current.number)


def _of_seat(say: Speech, now: Session, then: Session, member: str) -> Iterator[str]:
    was, will = now.seat_of(member), then.seat_of(member)
    if was == will:
        return
    seat = was or will
    places = [_place(say, one) for one in (was, will)]
    yield say("cards/changes#seat", name=seat.name if seat else member, was=places[0], now=places[1])


def _place(say: Speech, seat: Seat | None) -> str:
    if seat is None:
        return say("cards/changes#no_seat")
    return f"{seat.role.value}, {seat.party}" if seat.party else seat.role.value
