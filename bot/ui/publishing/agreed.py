"""Posts the agreed text in the plenary and in the record, and keeps it up to date with what is said of it."""

from collections.abc import Awaitable, Callable

from bot.negotiation.events import TextAdopted
from bot.negotiation.model import Agreement, Session
from bot.service.ports import Messages, Place
from bot.ui.cards.agreed import agreed_cards
from bot.ui.publishing.posting import Mark, Poster
from bot.ui.scene import Scene

PLENARY, RECORD = "plenary", "record"


class AgreedTexts:
    """The cards of agreed texts: as many as each needs, in both places."""

    def __init__(self, poster: Poster, messages: Messages, scene: Callable[[Session, Place], Awaitable[Scene]]) -> None:
        self._poster, self._messages, self._scene = poster, messages, scene

    async def post(
        self, session: Session, place: Place, channel: str, where: str, event: TextAdopted, mark: Mark
    ) -> None:
        """Post the text that was adopted; nothing if that was undone meanwhile. Raises PublishFailed."""
        agreement = _agreement_on(session, event.proposal)
        if agreement is None:
            return
        # The record has the same text, and nobody is called twice.
        calls = session.seats if where == PLENARY else ()
        for number, card in enumerate(agreed_cards(await self._scene(session, place), agreement)):
            shown = (session.id, f"{_key(session, agreement, where)}:{number}")
            await self._poster.once(shown, channel, card, mark.plus(f"a{number}"), calls)

    async def follow(self, session: Session, place: Place, proposal: str, mark: Mark) -> None:
        """Bring the cards that were posted up to date: parties speak and sign after the adoption, too.

        Raises PublishFailed.
        """
        agreement = _agreement_on(session, proposal)
        if agreement is None:
            return
        cards = agreed_cards(await self._scene(session, place), agreement)
        for where in (PLENARY, RECORD):
            key = _key(session, agreement, where)
            posted = await self._messages.get(session.id, f"{key}:0")
            if posted is None:
                continue
            for number, card in enumerate(cards):
                more = mark.plus(f"{where[0]}{number}")
                await self._poster.current((session.id, f"{key}:{number}"), posted.channel, card, more)


def _agreement_on(session: Session, proposal: str) -> Agreement | None:
    texts = (session.agreement,) if session.agreement else session.harvest
    return next((one for one in texts if one.proposal == proposal), None)


def _key(session: Session, agreement: Agreement, where: str) -> str:
    return f"agreed:{where}:{agreement.proposal}" if agreement in session.harvest else f"agreed:{where}"
