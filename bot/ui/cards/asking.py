"""What an act of the chair would do, shown to that chair alone before it is done."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from discord import ButtonStyle

from bot.negotiation.acts import Act
from bot.negotiation.codec import event_to_json
from bot.negotiation.concluding.acts import CertifyEditorial
from bot.negotiation.events import Event, Recorded, SeatTaken
from bot.negotiation.model import Role
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.negotiation.order.facts import NewsTold, PartyMessaged
from bot.negotiation.rooms.facts import BlindClosed, RoomClosed
from bot.negotiation.voting.facts import VoteClosed
from bot.scenarios.frame import Frame
from bot.service.hearing import concerns_everybody
from bot.service.negotiations import Foreseen
from bot.text.limits import clip
from bot.ui.cards.changes import changes_text
from bot.ui.cards.order import MOST_LINES, line_of, said
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, DONE, Card, button, rows, text
from bot.ui.scene import Scene, Speech

LINE = 1_200
"""Characters of a line of the record in a preview."""
_RUNS = frozenset({"at", "until", "ends", "closes", "expires", "seconds", "remaining"})
"""What time alone changes in an event: it makes no other act of it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown: its blocks of text, and the mark of exactly this."""

    blocks: tuple[str, ...]
    mark: str


def preview(scene: Scene, act: Act, seen: Foreseen, about: Recorded | None = None) -> Preview:
    """Say in plain words what an act would do: its lines of the record, its words, what changes, who is told, why.

    `about` is the entry of the record that the act is about, if it is about one. What is hidden until the end, of a
    vote or a blind question, stays hidden.
    """
    say = Scene.of(scene.say.words, scene.say.locale, seen.after, scene.frame).say
    hidden = [one for one in seen.entries if _veiled(seen, one)]
    entries = hidden or list(seen.entries)
    lines = _lines(say, seen, entries)
    changes = "" if hidden else changes_text(say, seen.before, seen.after)
    words = words_of(act, scene.frame)
    events: list[Any] = [] if hidden else [_lasting(one) for one in entries]
    blocks = [
        *([say("cards/asking#about", line=line_of(say, about))] if about else []),
        say("cards/asking#record", lines=lines),
        *([say("cards/asking#words", words=words)] if words else []),
        *([say("cards/asking#file", name=act.file)] if isinstance(act, TellNews) and act.file else []),
        *([changes] if changes else []),
        _audience(say, seen, entries),
        *([say("cards/asking#reason", reason=act.reason)] if hasattr(act, "reason") else []),
    ]
    content = json.dumps([events, lines if hidden else "", changes, words])
    return Preview(tuple(blocks), sha256(content.encode()).hexdigest())


def asking_card(scene: Scene, shown: Preview, pending: str, *, changed: bool = False) -> Card:
    """Ask whether what is shown shall be done; `changed`: it is not what was shown before."""
    say, session = scene.say, scene.session.id
    blocks = [*([say("cards/asking#changed")] if changed else []), say("cards/asking#head"), *shown.blocks]
    do_it = button(Address("doit", session, extra=pending), say("buttons#doit"), ButtonStyle.danger)
    leave_it = button(Address("letbe", session, extra=pending), say("buttons#letbe"))
    return Card(*(text(one) for one in blocks), *rows(do_it, leave_it), accent=BAD)


def left_card(scene: Scene, act: Act) -> Card:
    """Say that nothing was done, and give back the words that were typed for it."""
    return Card(text(scene.say("cards/asking#left", words=typed_for(act))), accent=DONE)


def typed_for(act: Act) -> str:
    """Give all the words that were typed for an act."""
    typed = (getattr(act, name, "") for name in ("title", "words", "statement", "reason"))
    return "\n\n".join(one for one in typed if one.strip())


def words_of(act: Act, frame: Frame) -> str:
    """Give the words of an act that its lines of the record do not hold, or not in full; "" if there are none."""
    match act:
        case MessageParty(words=words) | CertifyEditorial(words=words):
            return words
        case TellNews(inject=str(name)):
            found = next((one for one in frame.pack.injects if one.id == name), None)
            return f"{found.title}\n{found.words}" if found else ""
        case TellNews(title=title, words=words):
            return f"{title}\n{words}"
        case _:
            return ""


def _veiled(seen: Foreseen, entry: Recorded) -> bool:
    """Say whether an entry would tell what even the chair may not know before it is told to all."""
    match entry.event:
        case VoteClosed(motion=motion):
            ballot = seen.before.voting.motions[motion].ballot
            return ballot is not None and ballot.sealed
        case BlindClosed():
            return True
        case _:
            return False


def _lines(say: Speech, seen: Foreseen, entries: list[Recorded]) -> str:
    shown = [f"- {clip(_line(say, seen, one), LINE)}" for one in entries[:MOST_LINES]]
    left = len(entries) - MOST_LINES
    return "\n".join([*shown, *([say("cards/asking#more", more=left)] if left > 0 else [])])


def _line(say: Speech, seen: Foreseen, entry: Recorded) -> str:
    if not _veiled(seen, entry):
        return said(say, entry)
    match entry.event:
        case VoteClosed(motion=motion):
            ballot = seen.before.voting.motions[motion].ballot
            cast, voters = (len(ballot.cast), len(ballot.voters)) if ballot else (0, 0)
            return say("cards/asking#vote_hidden", motion=motion, cast=cast, voters=voters)
        case BlindClosed(probe=probe):
            asked = seen.before.private.probes[probe]
            return say("cards/asking#blind_hidden", probe=probe, said=len(asked.answered), asked=len(asked.parties))
    return ""


def _audience(say: Speech, seen: Foreseen, entries: list[Recorded]) -> str:
    told = [one for entry in entries if (one := _told(say, seen, entry.event))]
    return "\n".join([say("cards/asking#told"), *(dict.fromkeys(told) or [say("cards/asking#told_record")])])


def _told(say: Speech, seen: Foreseen, event: Event) -> str:
    """Say who is told of an event beside those who look; "" if nobody is."""
    if parties := _alone(seen, event):
        return say("cards/asking#told_parties", parties=parties)
    if isinstance(event, SeatTaken):
        return say("cards/asking#told_seat", name=event.name) if _changes_rooms(seen, event) else ""
    if isinstance(event, RoomClosed):
        parties = seen.before.private.rooms[event.room].parties
        return say("cards/asking#told_room", room=event.room, parties=parties)
    everybody = isinstance(event, NewsTold) or concerns_everybody(event, seen.after)
    return say("cards/asking#told_all") if everybody else ""


def _changes_rooms(seen: Foreseen, event: SeatTaken) -> bool:
    was = seen.before.seat_of(event.member)
    old = (was.party, was.role is Role.CHAIR) if was else (None, False)
    return old != (event.party, event.role is Role.CHAIR)


def _alone(seen: Foreseen, event: Event) -> tuple[str, ...]:
    """Give the parties that alone are told, beside the chairs; none: it is not for some alone."""
    match event:
        case PartyMessaged(party=party):
            return (party,)
        case NewsTold(parties=parties):
            return parties
        case BlindClosed(probe=probe):
            return seen.before.private.probes[probe].parties
        case _:
            return ()


def _lasting(entry: Recorded) -> dict[str, Any]:
    return {key: value for key, value in event_to_json(entry.event).items() if key not in _RUNS}
