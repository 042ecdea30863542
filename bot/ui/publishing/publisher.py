"""Shows a notice on Discord; the same notice may come twice and has one effect."""

import logging
from collections.abc import Collection, Mapping
from datetime import timedelta
from hashlib import sha256

import discord

from bot.negotiation.concluding.facts import AdReferendumLapsed
from bot.negotiation.events import ProposalAcceptedAdReferendum, Recorded, TextAdopted
from bot.negotiation.model import Session
from bot.negotiation.recording.facts import RecordingBegun
from bot.negotiation.summons import summons_for
from bot.negotiation.voting.facts import VoteOpened
from bot.service.faults import PublishFailed, StorageBroken, StorageFull
from bot.service.negotiations import Negotiations
from bot.service.notices import NoticeKind
from bot.service.ports import Messages, OutboxRow, Place
from bot.text.words import Words
from bot.ui.cards.announced import buttons_for
from bot.ui.cards.called import calls_of
from bot.ui.cards.clock import roll_card
from bot.ui.cards.motions import motion_card
from bot.ui.cards.opening import opening_card
from bot.ui.cards.order import record_line
from bot.ui.cards.proposal import proposal_card
from bot.ui.kit.layout import CALM, Card, Part, link, rows, text
from bot.ui.publishing import agreed
from bot.ui.publishing.agreed import AgreedTexts
from bot.ui.publishing.boards import Boards
from bot.ui.publishing.caucuses import Caucuses
from bot.ui.publishing.leavers import Leavers
from bot.ui.publishing.order import OrderPosts
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.probes import Probes
from bot.ui.publishing.rooms import CHAIRS, RECORD, Rooms
from bot.ui.scene import Scene, Speech

_log = logging.getLogger(__name__)

FRESH = timedelta(minutes=1)
"""So long after an act nothing needs to be looked for: Discord still knows the nonce of what was posted."""


_CALLING_LINES = ProposalAcceptedAdReferendum | AdReferendumLapsed
"""What is told in the record alone, although somebody must act because of it."""

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

    def __init__(
        self,
        client: discord.Client,
        service: Negotiations,
        messages: Messages,
        words: Words,
        channels_url: str = "https://discord.com/channels",
    ) -> None:
        self._service, self._words, self._messages = service, words, messages
        self._channels_url = channels_url
        self._poster = Poster(client, messages)
        self._rooms = Rooms(client, messages, self._poster, words)
        self._caucuses = Caucuses(service, messages, self._poster, self._rooms)
        self._probes = Probes(self._poster, self._rooms)
        self._order = OrderPosts(service, self._poster, self._rooms, words)
        self._leavers = Leavers(client, self._poster, self._rooms, words)
        self._agreed = AgreedTexts(self._poster, messages, self._scene)
        self._boards = Boards(self._poster, self._rooms, messages, self._scene, channels_url)

    async def publish(  # noqa: C901, PLR0912  # one case for each kind is the clearest table there is
        self, session: Session, place: Place, row: OutboxRow, entry: Recorded | None
    ) -> None:
        """Show one notice; raises PublishFailed."""
        notice = row.notice
        late = entry is not None and discord.utils.utcnow() - entry.at > FRESH
        mark = Mark(row.nonce, late)
        match notice.kind:
            case NoticeKind.ROOMS:
                await self._opening(session, place, mark)
            case NoticeKind.MEMBERSHIP:
                if not await self._rooms.seat(session, place, notice.key, mark):
                    await self._leavers.tell(session, place, notice.key)
                await self._caucuses.follow(session, notice.key)
            case NoticeKind.CARD:
                await self._card(session, place, notice.key, mark)
                await self._agreed.follow(session, place, notice.key, mark)
            case NoticeKind.ROLL:
                await self._roll(session, place, notice.key, mark)
            case NoticeKind.ROOM:
                await self._caucuses.show(await self._scene(session, place), place, notice.key, mark)
            case NoticeKind.PROBE:
                await self._probes.show(await self._scene(session, place), place, notice.key, mark)
            case NoticeKind.BOARD:
                await self._boards.board(session, place, mark)
            case NoticeKind.PANEL:
                await self._boards.panel(session, place, mark)
                await self._leavers.look(session, place)
            case NoticeKind.VOTE if notice.key in session.voting.motions:
                card = motion_card(await self._scene(session, place), session.voting.motions[notice.key])
                await self._poster.current((session.id, f"vote:{notice.key}"), place.channel, card, mark)
            case NoticeKind.LINE if entry is not None:
                await self._line(session, place, entry, mark)
            case NoticeKind.ANNOUNCE if entry is not None:
                await self._announce(session, place, entry, mark)
            case NoticeKind.LETTER:
                await self._order.letter(session, place, notice.key, mark)
            case NoticeKind.NEWS:
                await self._order.news(session, place, notice.key, mark)
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

    async def left(self, guild: str, member: str) -> None:
        """Tell the chairs of every session in which a member sits that this member has left the server."""
        for session in await self._service.seated(guild, member):
            await self._leavers.tell(session, await self._service.place(session.id), member)

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
            await self._poster.current((session.id, f"roll:{number}"), place.channel, card, mark, session.seats)

    async def _line(self, session: Session, place: Place, entry: Recorded, mark: Mark) -> None:
        room = await self._rooms.room(session, place, RECORD, mark)
        say = Speech(self._words, place.locale, session)
        line = record_line(say, session, entry)
        calls: Collection[str] = ()
        if isinstance(entry.event, _CALLING_LINES):
            calls = session.seats
            frame = await self._service.frame(session.id)
            line = f"{line} {say.calls(summons_for(entry.event, session, frame))}".rstrip()
        await self._poster.once((session.id, f"line:{entry.seq}"), room, line, mark, calls)
        await self._order.remark(session, place, entry)
        if isinstance(entry.event, TextAdopted):
            await self._agreed.post(session, place, room, agreed.RECORD, entry.event, mark)

    async def _announce(self, session: Session, place: Place, entry: Recorded, mark: Mark) -> None:
        if isinstance(entry.event, TextAdopted):
            # The text itself says that it is agreed, and by whom.
            await self._agreed.post(session, place, place.channel, agreed.PLENARY, entry.event, mark)
            return
        scene = await self._scene(session, place)
        record = await self._rooms.room(session, place, RECORD, mark)
        changed = session.proposals.get(str(getattr(entry.event, "proposal", "")))
        fallen = changed.fallen_acceptances() if changed else ()
        accepted = changed.accepting() if changed else ()
        told = {"event": entry.event, "record": record, "fallen": fallen, "accepted": accepted}
        said = scene.say(f"announcements/{entry.event.type}", **told)
        buttons = [*buttons_for(scene, entry), *await self._to_vote(scene, place, entry)]
        called = calls_of(scene, summons_for(entry.event, session, scene.frame))
        card = Card(text(said), *called, *rows(*buttons), accent=CALM)
        key = (session.id, f"announce:{entry.seq}")
        await self._poster.once(key, place.channel, card, mark, session.seats)
        if isinstance(entry.event, RecordingBegun):
            await self._poster.pin(key)

    async def _to_vote(self, scene: Scene, place: Place, entry: Recorded) -> list[Part]:
        """Give the way to the card on which is voted; it may stand far up."""
        if not isinstance(entry.event, VoteOpened):
            return []
        motion = entry.event.motion
        ref = await self._messages.get(scene.session.id, f"vote:{motion}")
        url = f"{self._channels_url}/{place.guild}/{ref.channel}/{ref.message}" if ref else ""
        return [link(scene.say("buttons#to_vote", motion=motion), url)] if ref else []
