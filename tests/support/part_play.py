"""Random acts beside the proposals: each field of an act is filled by what its name says, from what is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import timedelta
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.negotiation.acts import Act
from bot.negotiation.model import Session
from bot.negotiation.order.acts import Redo
from bot.negotiation.order.facts import ActsUndone
from bot.negotiation.rooms.acts import AskBlind
from tests.support.builders import SEATS, Story

_MINUTES = (1, 5, 30, 60, 0, -1, 100_000)
_PARTIES = ("NORD", "SUD", "EST", "GUEST", "WEST")


def part_act(
    kind: type[Act], pick: int, other: int, text: str, target: tuple[str, str], state: Session | None, story: Story
) -> Act:
    """Give an act of a kind; the numbers choose among what is there, `target` is a proposal and a hash."""
    hints = get_type_hints(kind)
    chosen = _Choice(kind, pick, other, text, target, state, story)
    return kind(**{one.name: chosen.value(one.name, hints[one.name]) for one in fields(kind)})


class _Choice:
    def __init__(
        self,
        kind: type[Act],
        pick: int,
        other: int,
        text: str,
        target: tuple[str, str],
        state: Session | None,
        story: Story,
    ) -> None:
        self.kind = kind
        self.pick, self.other, self.text, self.target = pick, other, text, target
        self.state, self.story = state, story

    def value(self, name: str, hint: Any) -> Any:  # noqa: ANN401  # of any field
        kinds = [one for one in get_args(hint) if one is not type(None)] if _optional(hint) else [hint]
        # A field that may be left out is, every third time.
        if _optional(hint) and type(None) in get_args(hint) and (self.pick + self.other) % 3 == 0:
            return None
        maker = _BY_NAME.get(name)
        if maker is not None:
            return maker(self)
        return self._by_type(kinds[0])

    def _by_type(self, hint: Any) -> Any:  # noqa: ANN401  # of any field
        if get_origin(hint) is tuple:
            return ()
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            found = list(hint)
            return found[self.pick % len(found)]
        return {str: self.text, int: self.other, bool: self.pick % 2 == 0}[hint]

    def named(self, names: Sequence[str], letter: str) -> str:
        """The newest ones are picked more often, so that acts meet; now and then one that is not there."""
        return names[-1 - min(self.pick % 3, len(names) - 1)] if names and self.pick != 9 else f"{letter}99"

    def held(self, of: Callable[[Session], Mapping[str, object]], letter: str) -> str:
        return self.named(list(of(self.state)) if self.state else [], letter)


def _optional(hint: Any) -> bool:  # noqa: ANN401  # a hint
    return get_origin(hint) in (Union, UnionType)


def _parties(choice: _Choice) -> tuple[str, ...]:
    if choice.kind is AskBlind and choice.pick % 2:
        return ()  # all of them
    return _PARTIES[choice.other % 3 :][: 1 + choice.pick % 3]


def _motion(choice: _Choice) -> str:
    """The motion that is voted on, or else one that is open, or else any."""
    voting = choice.state.voting if choice.state else None
    open_ones = [one.id for one in voting.motions.values() if one.open] if voting else []
    running = voting.on_vote() if voting else None
    if running is not None and choice.pick % 4:
        return running.id
    if open_ones and choice.pick % 5:
        return open_ones[choice.other % len(open_ones)]
    return choice.held(lambda state: state.voting.motions, "M")


def _seq(choice: _Choice) -> int:
    undone = [one.seq for one in choice.story.entries if isinstance(one.event, ActsUndone)]
    if choice.kind is Redo and undone and choice.pick % 4:
        return undone[-1]
    return max(0, len(choice.story.entries) - (choice.pick * 3 + choice.other) + 1)


def _phase(choice: _Choice) -> str:
    plan = choice.state.timetable.plan if choice.state else ()
    return plan[choice.pick % len(plan)].id if plan else "none"


def _yielded(choice: _Choice) -> str:
    return ("chair", "questions", "member")[choice.pick % 3]


_BY_NAME: Mapping[str, Callable[[_Choice], Any]] = {
    "proposal": lambda one: one.target[0],
    "text_hash": lambda one: _agreed_or(one),  # noqa: PLW0108  # it stands below
    "motion": _motion,
    "room": lambda one: one.held(lambda state: state.private.rooms, "C"),
    "probe": lambda one: one.held(lambda state: state.private.probes, "Q"),
    "point": lambda one: one.held(lambda state: state.floor.points, "O"),
    "editorial": lambda one: one.held(lambda state: state.conclusion.editorials, "E"),
    "party": lambda one: _PARTIES[one.other % len(_PARTIES)],
    "parties": _parties,
    "member": lambda one: list(SEATS)[one.other % len(SEATS)],
    "name": lambda one: list(SEATS)[one.other % len(SEATS)].title(),
    "minutes": lambda one: _MINUTES[one.pick % len(_MINUTES)] if one.other == 9 else _MINUTES[one.pick % 4],
    "seconds": lambda one: 30 + one.pick,
    "until": lambda one: one.story.now + timedelta(minutes=one.other - 1),
    "seq": _seq,
    "clause": lambda one: one.pick % 3,
    "phase": _phase,
    "to": _yielded,
    "falls": lambda _: (),
    "inject": lambda _: None,
    "file": lambda _: None,
    "digest": lambda _: None,
    "rule": lambda one: ("cuts", "same_duty", "no such rule")[one.other % 3],
}


def _agreed_or(choice: _Choice) -> str:
    agreement = choice.state.agreement if choice.state else None
    return agreement.text_hash if agreement and choice.pick % 4 else choice.target[1]
