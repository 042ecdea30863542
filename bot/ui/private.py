"""Options that name private rooms, blind questions, or parties and blocs, and how they complete themselves."""

import re
from collections.abc import Iterator, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.model import Session
from bot.negotiation.rooms.acts import (
    AnswerBlind,
    CloseBlind,
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    InviteToRoom,
    LeaveRoom,
    ReopenRoom,
)
from bot.negotiation.rooms.finding import party_seated, usable_probes, usable_rooms
from bot.scenarios.frame import Frame
from bot.text.limits import CHOICES, OPTION, clip
from bot.ui.permissions import actor_of
from bot.ui.transformers import AnyInteraction, Choice, Completing, matching, read_number, session_here

USES: Mapping[str, type[Act]] = {
    "caucus invite": InviteToRoom,
    "caucus leave": LeaveRoom,
    "caucus enter": EnterRoom,
    "caucus extend": ExtendRoom,
    "caucus close": CloseRoom,
    "caucus reopen": ReopenRoom,
    "blind answer": AnswerBlind,
    "blind close": CloseBlind,
}
"""What a command does with the room or the question that its option names."""

_APART = re.compile(r"[\s,;]+")


class RoomOption(Completing):
    """A private room by its id; completes with those on which this command would be allowed to this member."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Read `C1`, `c1` or `1`; what is none of these is kept as it is, and will be unknown."""
        del interaction
        return read_number("C", value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the rooms with their parties, oldest first."""
        found = await _using(interaction)
        if found is None:
            return []
        session, context, kind = found
        rooms = [session.private.rooms[name] for name in usable_rooms(session, context, kind)]
        told = {room.id: f"{room.id} · {', '.join(_names(session, room.parties))}" for room in rooms}
        return matching(value, [Choice(name=clip(words, OPTION), value=name) for name, words in told.items()])


class ProbeOption(Completing):
    """A blind question by its id; completes with those that this member may answer or close."""

    async def transform(self, interaction: AnyInteraction, value: str) -> str:
        """Read `Q1`, `q1` or `1`; what is none of these is kept as it is, and will be unknown."""
        del interaction
        return read_number("Q", value)

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Give the questions with their words, oldest first."""
        found = await _using(interaction)
        if found is None:
            return []
        session, context, kind = found
        probes = [session.private.probes[name] for name in usable_probes(session, context, kind)]
        told = {
            one.id: " · ".join(
                part for part in (one.id, f"{one.proposal} v{one.version}" if one.proposal else "", one.words) if part
            )
            for one in probes
        }
        return matching(value, [Choice(name=clip(words, OPTION), value=name) for name, words in told.items()])


class CircleOption(Completing):
    """Parties by id or name with spaces or commas between them; a bloc means all its parties for which anybody sits."""

    async def transform(self, interaction: AnyInteraction, value: str) -> tuple[str, ...]:
        """Give the ids in the order in which they were typed, blocs as their parties."""
        session = await session_here(interaction)
        typed = value.strip()
        if session is None:
            return ()
        frame: Frame = await interaction.client.desk.service.frame(session.id)
        whole = list(expanded(session, frame, typed))
        words = [one for one in _APART.split(typed) if one]
        # A name of several words is one party; anything else is a list.
        found = whole or [party for one in words for party in (list(expanded(session, frame, one)) or [one[:40]])]
        return tuple(dict.fromkeys(found))

    async def choices_for(self, interaction: AnyInteraction, value: str) -> list[Choice]:
        """Complete the last word with the parties and blocs that are not named yet."""
        session = await session_here(interaction)
        if session is None:
            return []
        frame: Frame = await interaction.client.desk.service.frame(session.id)
        *before, last = _APART.split(value) if value else [""]
        named = {one.casefold() for one in before}
        offered = [(one.id, one.name) for one in session.parties if party_seated(session, one.id)]
        # A bloc of one is that party.
        offered += [one for one in _blocs(session, frame).items() if len(list(_in_bloc(session, one[0]))) > 1]
        choices = [
            Choice(name=clip(" ".join([*before, name]), OPTION), value=clip(" ".join([*before, one]), OPTION))
            for one, name in offered
            if one.casefold() not in named and (last.casefold() in one.casefold() or last.casefold() in name.casefold())
        ]
        return choices[:CHOICES]


def expanded(session: Session, frame: Frame, typed: str) -> Iterator[str]:
    """Give the party that is meant, or the parties of the bloc that is meant; nothing if neither is known."""
    wanted = typed.casefold()
    for party in session.parties:
        if wanted in {party.id.casefold(), party.name.casefold()}:
            yield party.id
            return
    for bloc, name in _blocs(session, frame).items():
        if wanted in {bloc.casefold(), name.casefold()}:
            yield from _in_bloc(session, bloc)
            return


def _blocs(session: Session, frame: Frame) -> dict[str, str]:
    names = {bloc.id: bloc.names[0] for bloc in frame.vocabulary.blocs}
    return {one.bloc: names.get(one.bloc, one.bloc) for one in session.parties if one.bloc}


def _in_bloc(session: Session, bloc: str) -> Iterator[str]:
    return (one.id for one in session.parties if one.bloc == bloc and party_seated(session, one.id))


def _names(session: Session, parties: tuple[str, ...]) -> list[str]:
    found = (session.party(one) for one in parties)
    return [one.name for one in found if one]


async def _using(interaction: AnyInteraction) -> tuple[Session, Context, type[Act]] | None:
    session = await session_here(interaction)
    kind = USES.get(interaction.command.qualified_name if interaction.command else "")
    if session is None or kind is None:
        return None
    context: Context = await interaction.client.desk.service.context(session.id, actor_of(interaction))
    return session, context, kind
