"""A story in which secret ballots are kept apart, as the store does, and each event must fit where it happens."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.negotiation.acts import Act
from bot.negotiation.clockwork.model import Clock, Pause, PauseKind, Presence
from bot.negotiation.context import Context
from bot.negotiation.events import Event
from bot.negotiation.evolve import apply
from bot.negotiation.model import Session
from bot.negotiation.refusals import Refusal
from bot.negotiation.sealing import sealed_by
from bot.negotiation.voting import facts
from bot.negotiation.voting.acts import CastVote, Move, OpenVote
from bot.negotiation.voting.after import fits
from bot.negotiation.voting.facts import VoteEvent
from bot.negotiation.voting.model import Choice, Method, Motion, MotionKind
from bot.scenarios.frame import Frame, frame_of
from tests.support.builders import SEATS, Story, tiny_under

YES, NO, ABSTAIN = Choice
WORDS = "Lunch is served."


class Hall(Story):
    """Gives each act the ballots that are sealed, keeps those that it seals, and asks of each event if it fits."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self.sealed: dict[str, dict[str, str]] = defaultdict(dict)

    def context(self, member: str, *, moderator: bool = False) -> Context:
        return replace(super().context(member, moderator=moderator), sealed=self.sealed)

    def _recorded(self, act: Act, context: Context) -> Refusal | tuple[Event, ...]:
        before = self._state
        outcome = super()._recorded(act, replace(context, sealed=self.sealed))
        if not isinstance(outcome, Refusal):
            self._check_fits(before, outcome, context.actor.member)
            for one in sealed_by(act, outcome):
                self.sealed[one.key][one.party] = one.words
        return outcome

    def _check_fits(self, state: Session | None, outcome: tuple[Event, ...], member: str) -> None:
        for event in outcome:
            assert state is None or not isinstance(event, VoteEvent) or fits(state, event), event
            state = apply(state, event, member, self.now)

    def move(self, member: str, kind: MotionKind = MotionKind.OTHER, words: str = WORDS, **rest: Any) -> Motion:  # noqa: ANN401  # fields of the act
        """Let a member make a motion; gives it."""
        self.does(member, Move(kind, words, **rest), facts.MotionMade)
        return tuple(self.state.voting.motions.values())[-1]

    def opened(self, motion: str = "M1", method: Method = Method.OPEN, **rest: Any) -> None:  # noqa: ANN401  # fields of the act
        """Let the chair put a motion to the vote."""
        self.does("chair", OpenVote(motion, method, **rest), facts.VoteOpened)

    def votes(self, motion: str = "M1", **said: Choice) -> None:
        """Let heads vote, by the names of the members."""
        for member, choice in said.items():
            self.does(member, CastVote(motion, choice))

    def motion(self, name: str = "M1") -> Motion:
        """A motion as it is now."""
        return self.state.voting.motions[name]

    def there(self, **presence: Presence) -> None:
        """Let parties be there or not, as a roll call finds them."""
        table = self.state.timetable
        self.goes_on_from(replace(self.state, timetable=replace(table, presence={**table.presence, **presence})))

    def running(self, minutes: int = 60) -> None:
        """Let a clock run."""
        clock = Clock(ends=self.now + timedelta(minutes=minutes))
        self.goes_on_from(replace(self.state, timetable=replace(self.state.timetable, clock=clock)))

    def pausing(self, kind: PauseKind = PauseKind.SUSPENDED) -> None:
        """Let the talks rest."""
        pause = Pause(kind, self.now, "tea")
        self.goes_on_from(replace(self.state, timetable=replace(self.state.timetable, pause=pause)))


def hall(**procedure: Any) -> Hall:  # noqa: ANN401  # fields of the procedure
    """A story in which everybody sits and the talks have begun."""
    story = Hall(frame_of(tiny_under(**procedure), None))
    story.open()
    story.seat(*SEATS)
    story.begin()
    return story
