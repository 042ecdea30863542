"""Shows the board in the plenary and the control panel in the chairs' thread; deleted by hand, they are posted anew."""

from collections.abc import Awaitable, Callable

from bot.negotiation.model import Session
from bot.service.ports import Messages, Place
from bot.ui.cards.board import board_card
from bot.ui.cards.panel import panel_card
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import CHAIRS, Rooms
from bot.ui.scene import Scene

BOARD, PANEL = "board", "panel"


class Boards:
    """The two messages of a session that show it as a whole."""

    def __init__(
        self,
        poster: Poster,
        rooms: Rooms,
        messages: Messages,
        scene: Callable[[Session, Place], Awaitable[Scene]],
        channels_url: str,
    ) -> None:
        self._poster, self._rooms, self._messages = poster, rooms, messages
        self._scene, self._channels_url = scene, channels_url

    async def board(self, session: Session, place: Place, mark: Mark) -> None:
        """Post the board, or bring it up to date. Raises PublishFailed."""
        card = board_card(await self._scene(session, place), await self._links(session, place))
        await self._poster.current((session.id, BOARD), place.channel, card, mark)

    async def panel(self, session: Session, place: Place, mark: Mark) -> None:
        """Post the panel, or bring it up to date; only chairs are in its thread. Raises PublishFailed."""
        room = await self._rooms.room(session, place, CHAIRS, mark)
        card = panel_card(await self._scene(session, place))
        await self._poster.current((session.id, PANEL), room, card, mark)

    async def _links(self, session: Session, place: Place) -> dict[str, str]:
        found = {one.id: await self._messages.get(session.id, f"card:{one.id}") for one in session.live_proposals()}
        base = f"{self._channels_url}/{place.guild}"
        return {name: f"{base}/{ref.channel}/{ref.message}" for name, ref in found.items() if ref}
