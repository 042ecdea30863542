"""Blind questions: a card for each party that is asked, one for the chairs, and word to everybody if all say yes."""

from bot.service.ports import Place
from bot.ui.cards.probes import all_yes_card, asked_card, counted_card
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.publishing.rooms import CHAIRS, PARTY, Rooms
from bot.ui.scene import Scene


class Probes:
    """Shows blind questions; no card tells who has answered to anybody but that party itself."""

    def __init__(self, poster: Poster, rooms: Rooms) -> None:
        self._poster, self._rooms = poster, rooms

    async def show(self, scene: Scene, place: Place, name: str, mark: Mark) -> None:
        """Bring all cards of a question up to date. Raises PublishFailed."""
        session, probe = scene.session, scene.session.private.probes.get(name)
        if probe is None:
            return
        for number, party in enumerate(probe.parties):
            own = mark.plus(f"q{number}")
            thread = await self._rooms.room(session, place, f"{PARTY}{party}", own)
            await self._poster.current(
                (session.id, f"probe:{name}:{party}"), thread, asked_card(scene, probe, party), own, session.seats
            )
        own = mark.plus("q")
        thread = await self._rooms.room(session, place, CHAIRS, own)
        await self._poster.current((session.id, f"probe:{name}"), thread, counted_card(scene, probe), own)
        if probe.all_yes:
            plenary = (session.id, f"probe:{name}:all")
            await self._poster.once(plenary, place.channel, all_yes_card(scene, probe), mark.plus("qa"))
