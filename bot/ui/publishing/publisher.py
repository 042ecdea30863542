"""Shows a notice on Discord; the same notice may come twice and has one effect."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

import discord

from bot.negotiation.events import Recorded, TextAdopted
from bot.negotiation.model import Session
from bot.service.negotiations import Negotiations
from bot.service.notices import NoticeKind
from bot.service.ports import Messages, OutboxRow, Place, PublishFailed, StorageBroken, StorageFull
from bot.text.words import Words
from bot.ui.cards.agreed import agreed_cards
from bot.ui.cards.clock import roll_card
from bot.ui.cards.opening import opening_card
from bot.ui.cards.proposal import proposal_card
from bot.ui.kit.layout import CALM, Card, text
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import CHAIRS, RECORD, Rooms
from bot.ui.scene import Scene, Speech

_log = logging.getLogger(__name__)

FRESH = timedelta(minutes=1)
"""So long after an act nothing needs to be looked for: Discord still knows the nonce of what was posted."""


_KEYS: Mapping[NoticeKind, str] = {
    NoticeKind.CARD: "card:{}",
    NoticeKind.BOARD: "board",
    NoticeKind.PANEL: "panel",
    NoticeKind.VOTE: "vote:{}",
    NoticeKind.ROLL: "roll:{}",
    NoticeKind.PROBE: "probe:{}",
}
"""Under which key the message of a kind is kept, by the notice's own."""


class DiscordPublisher:
    """Implements the port `Publisher`. Public cards speak the server's language."""

    def __init__(self, client: discord.Client, service: Negotiations, messages: Messages, words: Words) -> None:
        self._service, self._words, self._messages = service, words, messages
        self._poster = Poster(client, messages)
        self._rooms = Rooms(client, messages, self._poster, words)

    async def publish(self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None) -> None:
        """Show one notice; raises PublishFailed."""
        notice = row.notice
        late = entry is not None and discord.utils.utcnow() - entry.at > FRESH
        mark = Mark(row.nonce, late)
        match notice.kind:
            case NoticeKind.ROOMS:
                await self._opening(session, place, mark)
            case NoticeKind.MEMBERSHIP:
                await self._rooms.seat(session, place, notice.key, mark)
            case NoticeKind.CARD:
                await self._card(session, place, notice.key, mark)
            case NoticeKind.ROLL:
                await self._roll(session, place, notice.key, mark)
            case NoticeKind.LINE if entry is not None:
                await self._line(session, place, entry, mark)
            case NoticeKind.ANNOUNCE if entry is not None:
                await self._announce(session, place, entry, mark)
            case _:
                pass  # a line without its entry: there is nothing to say

    async def is_edit(self, row: OutboxRow) -> bool:
        """Say whether what a notice shows is posted already, so that showing it only edits a message."""
        key = _KEYS.get(row.notice.kind)
        return key is not None and await self._messages.get(row.session, key.format(row.notice.key)) is not None

    async def failed(self, session: Session, place: Place, why: PublishFailed) -> None:
        """Tell the chairs which permission the bot lacks, once for each channel; never raises."""
        permission, channel = why.details.get("permission"), str(why.details.get("channel"))
        if permission is None:
            return
        key = f"lacks:{permission}:{channel}"
        mark = Mark(sha256(f"{session.id}:{key}".encode()).hexdigest()[:20])
        told = Speech(self._words, place.locale, session)("rooms#lacks", permission=permission, channel=channel)
        try:
            room = await self._rooms.room(session, place, CHAIRS, mark)
            await self._poster.once((session.id, key), room, told, mark)
        except (PublishFailed, StorageFull, StorageBroken, discord.DiscordException):
            _log.warning("the chairs of session %s cannot be told that %r is lacking", session.id, permission)

    async def _scene(self, session: Session, place: Place) -> Scene:
        frame = await self._service.frame(session.id)
        return Scene.of(self._words, place.locale, session, frame)

    async def _opening(self, session: Session, place: Place, mark: Mark) -> None:
        record = await self._rooms.all_due(session, place, mark)
        card = opening_card(await self._scene(session, place), record)
        await self._poster.current((session.id, "opening"), place.channel, card, mark)

    async def _card(self, session: Session, place: Place, proposal: str, mark: Mark) -> None:
        if proposal in session.proposals:
            scene, key = await self._scene(session, place), (session.id, f"card:{proposal}")
            card = proposal_card(scene, session.proposals[proposal])
            try:
                await self._poster.current(key, place.channel, card, mark)
            except PublishFailed as failed:
                if not (failed.forever and card.files):
                    raise
                # Where only the file may not be posted, the card must not be lost with it.
                bare = proposal_card(scene, session.proposals[proposal], attach=False)
                await self._poster.current(key, place.channel, bare, mark)
                _log.warning(
                    "%s of session %s is shown without its file: the bot lacks 'Attach Files' in channel %s",
                    proposal,
                    session.id,
                    place.channel,
                )

    async def _roll(self, session: Session, place: Place, number: str, mark: Mark) -> None:
        roll = session.timetable.roll
        if roll is not None and str(roll.number) == number:
            card = roll_card(await self._scene(session, place), roll)
            await self._poster.current((session.id, f"roll:{number}"), place.channel, card, mark)

    async def _line(self, session: Session, place: Place, entry: Recorded, mark: Mark) -> None:
        room = await self._rooms.room(session, place, RECORD, mark)
        say = Speech(self._words, place.locale, session)
        line = say(
            f"lines/{entry.event.type}",
            seq=entry.seq,
            at=entry.at,
            who=say.member(entry.member),
            event=entry.event,
        )
        await self._poster.once((session.id, f"line:{entry.seq}"), room, line, mark)
        if isinstance(entry.event, TextAdopted):
            await self._agreed(session, place, room, "agreed:record", mark)

    async def _announce(self, session: Session, place: Place, entry: Recorded, mark: Mark) -> None:
        if isinstance(entry.event, TextAdopted):
            # The text itself says that it is agreed, and by whom.
            await self._agreed(session, place, place.channel, "agreed:plenary", mark)
            return
        say = Speech(self._words, place.locale, session)
        record = await self._rooms.room(session, place, RECORD, mark)
        changed = session.proposals.get(str(getattr(entry.event, "proposal", "")))
        fallen = changed.fallen_acceptances() if changed else ()
        accepted = changed.accepting() if changed else ()
        told = {"event": entry.event, "record": record, "fallen": fallen, "accepted": accepted}
        said = say(f"announcements/{entry.event.type}", **told)
        card = Card(text(said), accent=CALM)
        await self._poster.once((session.id, f"announce:{entry.seq}"), place.channel, card, mark)

    async def _agreed(self, session: Session, place: Place, channel: str, key: str, mark: Mark) -> None:
        if session.agreement is None:
            return
        for number, card in enumerate(agreed_cards(await self._scene(session, place), session.agreement)):
            await self._poster.once((session.id, f"{key}:{number}"), channel, card, mark.plus(f"a{number}"))
