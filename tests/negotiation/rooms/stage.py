"""A story whose answers are kept apart, as the store does, with a clock that can be made to run."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.negotiation.acts import Act
from bot.negotiation.clockwork.model import Clock, Pause, PauseKind
from bot.negotiation.context import Context
from bot.negotiation.events import Event
from bot.negotiation.model import Role
from bot.negotiation.parts import PartEvent, part_fits
from bot.negotiation.refusals import Refusal
from bot.negotiation.rooms.acts import OpenRoom
from bot.negotiation.rooms.model import Probe, Room, RoomKind
from bot.negotiation.sealing import sealed_by
from tests.support.builders import SEATS, Story, tiny_frame

CAUCUS, CONFESSIONAL = RoomKind.CAUCUS, RoomKind.CONFESSIONAL


class PrivateStory(Story):
    """Gives each act the answers that are sealed, keeps those that it seals, and asks of each event if it fits."""

    def __init__(self, **procedure: Any) -> None:  # noqa: ANN401  # fields of the procedure
        super().__init__(tiny_frame(**procedure))
        self.sealed: dict[str, dict[str, str]] = defaultdict(dict)

    def _recorded(self, act: Act, context: Context) -> Refusal | tuple[Event, ...]:
        before = self._state
        outcome = super()._recorded(act, replace(context, sealed=self.sealed))
        if not isinstance(outcome, Refusal):
            for one in sealed_by(act, outcome):
                self.sealed[one.key][one.party] = one.words
            first = outcome[0]
            assert before is None or not isinstance(first, PartEvent) or part_fits(before, first)
        return outcome

    def running(self, minutes: int = 60, **clock: Any) -> None:  # noqa: ANN401  # fields of the clock
        """Let a clock run."""
        ends = self.now + timedelta(minutes=minutes)
        timetable = replace(self.state.timetable, clock=Clock(ends=ends, **clock))
        self._state = replace(self.state, timetable=timetable)

    def standing(self, remaining: int) -> None:
        """Let the clock stand, as it does after it was stopped."""
        timetable = replace(self.state.timetable, clock=Clock(remaining=remaining, stopped_at=self.now))
        self._state = replace(self.state, timetable=timetable)

    def pausing(self, kind: PauseKind = PauseKind.SUSPENDED) -> None:
        """Let the talks rest."""
        timetable = replace(self.state.timetable, pause=Pause(kind, self.now, ""))
        self._state = replace(self.state, timetable=timetable)

    def room(self, name: str = "C1") -> Room:
        """A room."""
        return self.state.private.rooms[name]

    def probe(self, name: str = "Q1") -> Probe:
        """A blind question."""
        return self.state.private.probes[name]

    def caucus(self, member: str, *parties: str, **rest: Any) -> Room:  # noqa: ANN401  # fields of the act
        """Let a member open a caucus; gives it."""
        self.does(member, OpenRoom(CAUCUS, parties, **rest))
        return tuple(self.state.private.rooms.values())[-1]


def private_story(**procedure: Any) -> PrivateStory:  # noqa: ANN401  # fields of the procedure
    """A story in which everybody sits and the talks have begun."""
    story = PrivateStory(**procedure)
    story.open()
    story.seat(*SEATS)
    story.begin()
    assert story.state.seats["chair"].role is Role.CHAIR
    return story
