"""What must be shown after an act: rows of the outbox, written in the act's own transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.negotiation import events, marked
from bot.negotiation.clockwork import facts as clockwork
from bot.negotiation.events import Recorded
from bot.negotiation.marks import packages_with
from bot.negotiation.model import Phase, Session
from bot.negotiation.order.facts import ActsRedone, ActsUndone, NewsTold, PartyMessaged
from bot.negotiation.overlays import Bracket, Link, Reservation
from bot.negotiation.recording.facts import TalkHeard
from bot.negotiation.rooms import facts as rooms
from bot.negotiation.voting import facts as voting
from bot.service.hearing import concerns_everybody, has_line


class NoticeKind(StrEnum):
    """What kind of showing is due; the key says of what."""

    ROOMS = "rooms"  # key "": threads, opening card (seats, phase) exist and are up to date
    MEMBERSHIP = "membership"  # key member id: that member's private threads follow the seat
    CARD = "card"  # key proposal id: its card exists and shows the present state
    LINE = "line"  # key seq: one line about the entry in the public Record thread
    ANNOUNCE = "announce"  # key seq: a post in the plenary (begun, barred, adopted, closed, accepted words in question)
    BOARD = "board"  # key "": the board in the plenary shows the present state
    PANEL = "panel"  # key "": the control panel in the chairs' thread shows the present state
    VOTE = "vote"  # key motion id: the motion's card in the plenary exists and shows the present state
    ROLL = "roll"  # key number: the card of a roll call exists and shows the present state
    ROOM = "room"  # key room id: the private thread exists, its parties are in it, and it is open or closed
    PROBE = "probe"  # key probe id: each asked party's thread has the question, the chairs' thread the result
    LETTER = "letter"  # key number: the chair's words to one party are posted in that party's thread
    NEWS = "news"  # key news id: the news is posted, in the plenary or in the threads of its parties


SHOWS_PRESENT = frozenset(
    {
        NoticeKind.ROOMS,
        NoticeKind.MEMBERSHIP,
        NoticeKind.CARD,
        NoticeKind.BOARD,
        NoticeKind.PANEL,
        NoticeKind.VOTE,
        NoticeKind.ROLL,
        NoticeKind.ROOM,
        NoticeKind.PROBE,
    }
)
"""Kinds that show the state as it is: one showing serves every entry up to it."""

PACED = frozenset(
    {NoticeKind.BOARD, NoticeKind.PANEL, NoticeKind.CARD, NoticeKind.VOTE, NoticeKind.ROLL, NoticeKind.PROBE}
)
"""Kinds whose edits may wait their turn: Discord takes only so many, and nobody reads ten states a second."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One showing that is due because of the entry `seq` of a session."""

    kind: NoticeKind
    key: str
    seq: int


def notices_for(entry: Recorded, session: Session) -> tuple[Notice, ...]:
    """Give what is due because of one entry, in the order of showing; `session` is the state after the act."""
    return tuple(Notice(kind, key, entry.seq) for kind, key in _due_for(entry, session))


def due(entries: Sequence[Recorded], session: Session, before: Session | None = None) -> tuple[Notice, ...]:
    """Give what is due because of all entries of one act: each thing once, for its last entry.

    `before` is the state before the act (None: it opened the session), for acts that change what others did.
    """
    found: dict[tuple[NoticeKind, str], Notice] = {}
    last = 0
    for entry in entries:
        last = entry.seq
        for notice in notices_for(entry, session):
            # The first place stays: rooms must be there before what is posted in them.
            found[notice.kind, notice.key] = notice
        if before is not None and isinstance(entry.event, ActsUndone | ActsRedone):
            for kind, key in changed(before, session):
                found[kind, key] = Notice(kind, key, entry.seq)
    quiet = all(isinstance(entry.event, TalkHeard) for entry in entries)
    if session.phase is not Phase.CONVENED and not quiet:
        for kind in (NoticeKind.BOARD, NoticeKind.PANEL):
            found[kind, ""] = Notice(kind, "", last)
    return tuple(found.values())


def everything(session: Session) -> tuple[Notice, ...]:
    """Give all that shows the present state of a session, to be shown anew."""
    shown = [
        (NoticeKind.ROOMS, ""),
        *((NoticeKind.MEMBERSHIP, one) for one in session.seats),
        *((NoticeKind.CARD, one.id) for one in session.live_proposals()),
        *((NoticeKind.CARD, one.proposal) for one in (session.agreement, *session.harvest) if one),
        *((NoticeKind.VOTE, one.id) for one in session.voting.motions.values() if one.open),
        *((NoticeKind.ROOM, one.id) for one in session.private.rooms.values() if one.open),
        *((NoticeKind.PROBE, one.id) for one in session.private.probes.values() if one.open),
    ]
    if session.phase is not Phase.CONVENED:
        shown += [(NoticeKind.BOARD, ""), (NoticeKind.PANEL, "")]
    return tuple(Notice(kind, key, session.version) for kind, key in shown)


def changed(before: Session, after: Session) -> Iterator[tuple[NoticeKind, str]]:
    """Give what shows otherwise now than before: for undoing, which may touch anything."""
    if (before.seats, before.phase) != (after.seats, after.phase):
        yield NoticeKind.ROOMS, ""
    if Phase.CLOSED in {before.phase, after.phase} and before.phase is not after.phase:
        yield from _open_in_private(after)
    yield from ((NoticeKind.MEMBERSHIP, one) for one in _differing(before.seats, after.seats))
    yield from ((NoticeKind.CARD, one) for one in _cards_between(before, after))
    yield from ((NoticeKind.VOTE, one) for one in _differing(before.voting.motions, after.voting.motions))
    yield from ((NoticeKind.ROOM, one) for one in _differing(before.private.rooms, after.private.rooms))
    yield from ((NoticeKind.PROBE, one) for one in _differing(before.private.probes, after.private.probes))
    rolls = (before.timetable.roll, after.timetable.roll)
    yield from ((NoticeKind.ROLL, str(one.number)) for one in rolls if one and rolls[0] != rolls[1])


def _open_in_private(session: Session) -> Iterator[tuple[NoticeKind, str]]:
    """Give the private rooms and questions that end, or go on, with the session itself."""
    yield from ((NoticeKind.ROOM, one.id) for one in session.private.rooms.values() if one.open)
    yield from ((NoticeKind.PROBE, one.id) for one in session.private.probes.values() if one.open)


def _cards_between(before: Session, after: Session) -> list[str]:
    shown = dict.fromkeys(_differing(before.proposals, after.proposals))
    for old, new in (
        (before.brackets, after.brackets),
        (before.reservations, after.reservations),
        (before.links, after.links),
    ):
        shown |= dict.fromkeys(_proposal_of(old.get(one) or new[one]) for one in _differing(old, new))
    said, told = before.conclusion.statements, after.conclusion.statements
    shown |= dict.fromkeys(about for one in _differing(said, told) if (about := (said.get(one) or told[one]).proposal))
    return list(shown)


def _proposal_of(mark: Bracket | Reservation | Link) -> str:
    return mark.proposal


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _due_for(entry: Recorded, session: Session) -> Iterator[tuple[NoticeKind, str]]:
    event = entry.event
    if isinstance(event, _TOUCH_ROOMS):
        yield NoticeKind.ROOMS, ""
    if isinstance(event, events.SeatTaken | events.SeatLeft):
        yield NoticeKind.MEMBERSHIP, event.member
    if isinstance(event, events.SessionClosed):
        yield from _open_in_private(session)
    for proposal in _proposals_of(entry, session):
        yield NoticeKind.CARD, proposal
    yield from _of_parts(event, session)
    yield from _of_votes(event, session)
    if concerns_everybody(event, session):
        yield NoticeKind.ANNOUNCE, str(entry.seq)
    if has_line(event, session):
        yield NoticeKind.LINE, str(entry.seq)


_TOUCH_ROOMS = (
    events.SessionOpened
    | events.SeatTaken
    | events.SeatLeft
    | events.SessionBegun
    | events.AdoptionBarred
    | events.TextAdopted
    | events.SessionClosed
)
_OF_MOTION = (
    voting.MotionMade
    | voting.MotionSeconded
    | voting.MotionWithdrawn
    | voting.MotionRuledOut
    | voting.VoteOpened
    | voting.BallotCast
    | voting.VoteClosed
)
_OF_ROOM = (
    rooms.RoomOpened
    | rooms.RoomInvited
    | rooms.RoomLeft
    | rooms.RoomEntered
    | rooms.RoomExtended
    | rooms.RoomClosed
    | rooms.RoomReopened
)


_WHO_IS_THERE = clockwork.RollAnswered | clockwork.RollClosed | clockwork.PartyWalkedOut | clockwork.PartyReturned


def _of_votes(event: events.Event, session: Session) -> Iterator[tuple[NoticeKind, str]]:
    """Give the cards of motions that change with who is there, and at the end of the session."""
    if isinstance(event, events.SessionClosed):
        yield from ((NoticeKind.VOTE, one.id) for one in session.voting.motions.values() if one.open)
    elif isinstance(event, _WHO_IS_THERE) and (motion := session.voting.on_vote()):
        yield NoticeKind.VOTE, motion.id  # a roll call goes on with the next one


def _of_parts(event: events.Event, session: Session) -> Iterator[tuple[NoticeKind, str]]:
    """Give the cards and rooms that belong to an event beside the proposals."""
    if isinstance(event, _OF_MOTION):
        yield NoticeKind.VOTE, event.motion
    elif isinstance(event, _OF_ROOM):
        yield NoticeKind.ROOM, event.room
    elif isinstance(event, rooms.BlindAsked | rooms.BlindAnswered | rooms.BlindClosed):
        yield NoticeKind.PROBE, event.probe
    elif isinstance(event, clockwork.RollCalled | clockwork.RollClosed):
        yield NoticeKind.ROLL, str(event.number)
    elif isinstance(event, clockwork.RollAnswered) and session.timetable.roll is not None:
        yield NoticeKind.ROLL, str(session.timetable.roll.number)
    elif isinstance(event, PartyMessaged):
        yield NoticeKind.LETTER, str(event.number)
    elif isinstance(event, NewsTold):
        yield NoticeKind.NEWS, event.news


def _proposals_of(entry: Recorded, session: Session) -> tuple[str, ...]:
    match entry.event:
        case events.SessionClosed():
            return (session.agreement.proposal,) if session.agreement else ()
        case events.ProposalTabled(proposal=proposal, counters=str(parent)):
            return proposal, parent
        case events.ProposalTabled(proposal=proposal, takes_over=str(parent)):
            return proposal, parent
        case (
            marked.ReservationMade(proposal=part)
            | marked.ReservationLifted(proposal=part)
            | marked.LinkStated(proposal=part)
            | marked.LinkDropped(proposal=part)
        ):
            # What is said of a part stands on the cards of its packages, too.
            return part, *(package.id for package in packages_with(session, part))
        case rooms.BlindAsked() | voting.MotionMade():
            return ()  # it changes nothing about the proposal
        case event:
            about: str | None = getattr(event, "proposal", None)
            return (about,) if about else ()
