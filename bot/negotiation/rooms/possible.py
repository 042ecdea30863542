"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Role, Session
from bot.negotiation.rooms import acts
from bot.negotiation.rooms.caucuses import LEAST_MINUTES, most_more
from bot.negotiation.rooms.finding import (
    FEWEST_ASKED,
    SMALLEST_CAUCUS,
    invitable,
    seated_parties,
    usable_probes,
    usable_rooms,
)

Possible = Callable[[Session, Context], bool]


def _open(state: Session, context: Context) -> bool:
    """Say whether some set of parties has no open room yet: there are more sets than open rooms of them."""
    seat, seated = state.seats[context.actor.member], seated_parties(state)
    taken = _open_sets(state)
    if seat.role is Role.CHAIR:
        # Confessionals are the sets of one party, caucuses all larger ones.
        return (1 << len(seated)) - 1 > sum(1 for one in taken if one <= seated)
    own = frozenset({seat.party or ""})
    with_own = sum(1 for one in taken if own <= one <= seated and len(one) >= SMALLEST_CAUCUS)
    return (1 << len(seated - own)) - 1 > with_own


def _invite(state: Session, context: Context) -> bool:
    taken = _open_sets(state)
    for name in usable_rooms(state, context, acts.InviteToRoom):
        there = frozenset(state.private.rooms[name].parties)
        others = invitable(state, state.private.rooms[name])
        if (1 << len(others)) - 1 > sum(1 for one in taken if there < one <= there | others):
            return True
    return False


def _extend(state: Session, context: Context) -> bool:
    found = usable_rooms(state, context, acts.ExtendRoom)
    return any(most_more(state.private.rooms[name], context.now) >= LEAST_MINUTES for name in found)


def _open_sets(state: Session) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(one.parties) for one in state.private.rooms.values() if one.open)


def _on_room(kind: type[Act]) -> Possible:
    return lambda state, context: bool(usable_rooms(state, context, kind))


def _on_probe(kind: type[Act]) -> Possible:
    return lambda state, context: bool(usable_probes(state, context, kind))


POSSIBLE: Mapping[type[Act], Possible] = {
    acts.OpenRoom: _open,
    acts.InviteToRoom: _invite,
    acts.LeaveRoom: _on_room(acts.LeaveRoom),
    acts.EnterRoom: _on_room(acts.EnterRoom),
    acts.ExtendRoom: _extend,
    acts.CloseRoom: _on_room(acts.CloseRoom),
    acts.ReopenRoom: _on_room(acts.ReopenRoom),
    acts.AskBlind: lambda state, _: len(state.required) >= FEWEST_ASKED,
    acts.AnswerBlind: _on_probe(acts.AnswerBlind),
    acts.CloseBlind: _on_probe(acts.CloseBlind),
}
