"""Which acts of a chair are shown before they are done, and which of them need a reason.

Not here is what one obvious click takes back: a chair with thirty people must not tap twice for the next speaker.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.negotiation import acts
from bot.negotiation.acts import Act, AssignSeat
from bot.negotiation.clockwork import acts as clock
from bot.negotiation.clockwork.facts import PhaseEntered, RollClosed
from bot.negotiation.clockwork.phases import later_phases
from bot.negotiation.clockwork.timing import is_over
from bot.negotiation.concluding import acts as concluding
from bot.negotiation.events import ProposalWithdrawn, SeatTaken
from bot.negotiation.floor import acts as floor
from bot.negotiation.model import Role
from bot.negotiation.order import acts as order
from bot.negotiation.recording import acts as recording
from bot.negotiation.rooms import acts as rooms
from bot.negotiation.voting import acts as voting
from bot.service.negotiations import Foreseen

Judged = Callable[[Any, Foreseen], bool]
"""Says something of an act (of the kind that it stands beside) by what it would do."""


def _always(_act: Act, _seen: Foreseen) -> bool:
    return True


def _never(_act: Act, _seen: Foreseen) -> bool:
    return False


def _moves(_act: AssignSeat, seen: Foreseen) -> bool:
    """Say whether somebody who sits somewhere gets another seat."""
    given = (one.event for one in seen.entries)
    return any(isinstance(one, SeatTaken) and seen.before.seat_of(one.member) is not None for one in given)


def _moves_or_makes_chair(act: AssignSeat, seen: Foreseen) -> bool:
    return act.role is Role.CHAIR or _moves(act, seen)


def _drops_acceptances(_act: acts.Withdraw, seen: Foreseen) -> bool:
    return any(isinstance(one.event, ProposalWithdrawn) and one.event.accepted_by for one in seen.entries)


def _before_its_time(_act: clock.EnterPhase, seen: Foreseen) -> bool:
    """Say whether it is not just the next phase, once the time of the present one is up."""
    entered, before = seen.entries[0], seen.before
    following = [one.id for one in later_phases(before)[:1]]
    planned = isinstance(entered.event, PhaseEntered) and [entered.event.phase] == following and not entered.event.unmet
    return not planned or not is_over(before.timetable.clock, entered.at)


def _makes_absent(_act: clock.CloseRoll, seen: Foreseen) -> bool:
    return any(isinstance(one.event, RollClosed) and one.event.absent for one in seen.entries)


def _of_somebody_else(act: recording.EraseWords, seen: Foreseen) -> bool:
    return act.member != seen.entries[0].member


@dataclass(frozen=True, slots=True)
class Asked:
    """When an act is shown first, and when it touches others' acts, so that a reason is asked for if none was given."""

    when: Judged = _always
    why: Judged = _never


ASKED: Mapping[type[Act], Asked] = {
    acts.AssignSeat: Asked(_moves_or_makes_chair, why=_moves),
    acts.Withdraw: Asked(_drops_acceptances, why=_always),
    acts.Adopt: Asked(),
    acts.Close: Asked(why=_always),
    clock.EnterPhase: Asked(_before_its_time),
    clock.CloseRoll: Asked(_makes_absent),
    clock.ExcuseParty: Asked(why=_always),
    floor.RulePoint: Asked(why=_always),
    floor.CallToOrder: Asked(why=_always),
    voting.RuleMotion: Asked(why=_always),
    voting.CloseVote: Asked(),
    concluding.PutUnderSilence: Asked(),
    concluding.CertifyEditorial: Asked(why=_always),
    concluding.AskWaiver: Asked(),
    rooms.CloseRoom: Asked(why=_always),
    rooms.CloseBlind: Asked(),
    order.Strike: Asked(why=_always),
    order.HandOver: Asked(),
    order.MessageParty: Asked(),
    order.TellNews: Asked(),
    recording.UnsealRooms: Asked(),
    recording.EraseWords: Asked(_of_somebody_else),
}
"""Undo, redo and rewind have previews of their own, since they show what falls."""
