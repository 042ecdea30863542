"""What is kept apart from the record, which is for everybody: secret ballots, blind answers, private words.

It is written in the same transaction as the act's events, which hold nothing of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.negotiation.acts import Act
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.events import Event
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.negotiation.order.facts import NewsTold, PartyMessaged
from bot.negotiation.rooms.acts import AnswerBlind, CloseBlind, OpenRoom
from bot.negotiation.rooms.facts import BlindAnswered, BlindClosed, RoomOpened
from bot.negotiation.voting.acts import CastVote, CloseVote
from bot.negotiation.voting.facts import BallotCast, VoteClosed

TITLE_END = "\n"
"""Stands between the title and the words of sealed news."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Words under a key (a motion, a question, a room, news, or `X` and a message's number) for or by one party."""

    key: str
    party: str
    words: str


def sealed_by(act: Act, events: Sequence[Event]) -> tuple[Sealed, ...]:
    """Give what an act that was done leaves to be kept apart; none of it is in its events."""
    found: list[Sealed] = []
    for event in events:
        match act, event:
            case CastVote(choice=choice), BallotCast(choice=None):
                found.append(Sealed(event.motion, event.party, choice.value))
            case AnswerBlind(yes=yes), BlindAnswered():
                found.append(Sealed(event.probe, event.party, "yes" if yes else "no"))
            case OpenRoom(topic=topic), RoomOpened() if topic.strip():
                found += [Sealed(event.room, party, topic.strip()) for party in event.parties]
            case MessageParty(words=words), PartyMessaged():
                found.append(Sealed(f"X{event.number}", event.party, words))
            case TellNews(title=title, words=words), NewsTold(parties=parties, inject=None) if parties:
                found += [Sealed(event.news, party, f"{title}{TITLE_END}{words}") for party in parties]
            case _:
                pass
    return tuple(found)


def sealed_key(act: Act) -> str | None:
    """Give under which key an act is decided with what is sealed, since it may be counted after it; None: it is not."""
    match act:
        case CastVote(motion=key) | CloseVote(motion=key) | AnswerBlind(probe=key) | CloseBlind(probe=key):
            return key
        case Tick(key=key) if key.startswith(("vote:", "blind:")):
            return key.partition(":")[2]
        case _:
            return None


def sealed_in(event: Event) -> str | None:
    """Give the motion or question of an answer that is sealed; None: the event is no such answer."""
    match event:
        case BallotCast(motion=key, choice=None) | BlindAnswered(probe=key):
            return key
        case _:
            return None


def counted_in(event: Event) -> str | None:
    """Give the motion or question whose answers were counted; None: the event counts none."""
    match event:
        case VoteClosed(motion=key) | BlindClosed(probe=key):
            return key
        case _:
            return None
