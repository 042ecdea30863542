"""The one way in which a member is answered: at once or deferred, refused, or told that something went wrong."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import InteractionResponseType, InteractionType, ui

from bot.negotiation.acts import Actor
from bot.negotiation.refusals import Code, Refusal
from bot.service.faults import StorageBroken, StorageFull
from bot.service.moderators import moderators_of
from bot.ui.kit.layout import BAD, Card, paged
from bot.ui.permissions import actor_of
from bot.ui.scene import Speech

if TYPE_CHECKING:
    from bot.negotiation.model import Session
    from bot.ui.desk import Desk

_log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds after which an answer that is not there yet is promised (Discord waits 3)."""
GONE = frozenset({10062, 40060})
"""Unknown interaction, already acknowledged: nobody waits for this answer any more, or it was delivered twice."""

AnyInteraction = discord.Interaction[Any]


class Refused(Exception):  # noqa: N818  # named for what happened
    """An act that cannot be tried at all, from wherever that is found out; the one error path shows the refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code.value)
        self.refusal = refusal


class Noted(Exception):  # noqa: N818  # named for what happened
    """Nothing was done, for a reason of the surface and not of the negotiation: a word of `cards/notes`."""

    def __init__(self, note: str, **params: Any) -> None:  # noqa: ANN401  # whatever the word needs
        super().__init__(note)
        self.note, self.params = note, params


class Answer:
    """The answer to one interaction. Everything it shows is for that member alone.

    It is promised by itself when it takes longer than `PATIENCE`; `in_place` means that it changes the message
    whose button was pressed.
    """

    def __init__(self, interaction: AnyInteraction, desk: "Desk", *, in_place: bool = False) -> None:
        self.interaction, self.desk, self._in_place = interaction, desk, in_place
        self.say = Speech(desk.words, str(interaction.locale))
        self.session: Session | None = None
        self.typed = ""
        """What was typed into a form or a long option: if nothing comes of it, its author gets it back."""
        self._promise: asyncio.Task[None] | None = None
        self._shown = False
        self._timer = asyncio.get_running_loop().call_later(PATIENCE, self._make_promise)

    @staticmethod
    def of(interaction: AnyInteraction) -> "Answer":
        """Give the answer that was begun when the interaction came in."""
        return cast("Answer", interaction.extras["answer"])

    @staticmethod
    def begin(interaction: AnyInteraction, desk: "Desk", *, in_place: bool = False) -> "Answer":
        """Start the clock of an interaction."""
        answer = Answer(interaction, desk, in_place=in_place)
        interaction.extras["answer"] = answer
        return answer

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return actor_of(self.interaction)

    async def opener(self) -> Actor:
        """Give who acts, a moderator if this server lets them open sessions."""
        found = await moderators_of(self.desk.settings, str(self.interaction.guild_id))
        return actor_of(self.interaction, found)

    @property
    def cause(self) -> str:
        """The interaction's id: delivered twice, it has one effect."""
        return str(self.interaction.id)

    async def show(self, *cards: Card, files: Sequence[discord.File] = ()) -> None:
        """Show cards to the member alone, the files with the last."""
        await self._settle()
        for number, card in enumerate(cards, 1):
            await self._send(card, files if number == len(cards) else ())

    async def replace(self, card: Card) -> None:
        """Change the message whose button was pressed; where there is none, show a new one."""
        await self._settle()
        response = self.interaction.response
        if self.interaction.message is None or not self._in_place:
            await self._send(card, ())
        elif not response.is_done():
            await response.edit_message(view=card)
        else:
            await self.interaction.edit_original_response(view=card)

    async def form(self, modal: ui.Modal) -> None:
        """Open a form; it must be the first answer, so after a promise the member is asked to press again."""
        await self._settle()
        if self.interaction.response.is_done():
            raise Noted("late")
        await self.interaction.response.send_modal(modal)

    async def note(self, name: str, **params: Any) -> None:  # noqa: ANN401  # whatever the word needs
        """Say a word of `cards/notes`."""
        await self.show(*paged([self.say(f"cards/notes#{name}", **params)], accent=BAD))

    def close(self) -> None:
        """Stop the clock."""
        self._timer.cancel()

    async def _send(self, card: Card, files: Sequence[discord.File]) -> None:
        response = self.interaction.response
        if not response.is_done():
            if files:
                await response.send_message(view=card, ephemeral=True, files=list(files))
            else:
                await response.send_message(view=card, ephemeral=True)
        elif response.type is InteractionResponseType.deferred_channel_message and not self._shown:
            await self.interaction.edit_original_response(view=card, attachments=list(files))
        else:
            await self.interaction.followup.send(view=card, ephemeral=True, files=list(files))
        self._shown = True

    async def _settle(self) -> None:
        self._timer.cancel()
        if self._promise is not None:
            await self._promise

    def _make_promise(self) -> None:
        if not self.interaction.response.is_done():
            self._promise = asyncio.get_running_loop().create_task(self._defer(), name="promise of an answer")

    async def _defer(self) -> None:
        # Changing a message in place is promised silently; anything else shows "thinking" to the member alone.
        quiet = self._in_place and self.interaction.type is InteractionType.component
        try:
            if quiet:
                await self.interaction.response.defer()
            else:
                await self.interaction.response.defer(ephemeral=True, thinking=True)
        except discord.HTTPException as error:
            if error.code not in GONE:
                _log.warning("an answer could not be promised: %s", error)


@asynccontextmanager
async def answering(interaction: AnyInteraction, desk: "Desk", *, in_place: bool = False) -> AsyncIterator[Answer]:
    """Give an answer to work with; whatever is raised meanwhile is answered too."""
    answer = Answer.begin(interaction, desk, in_place=in_place)
    try:
        yield answer
    except Exception as error:  # noqa: BLE001  # the one place in which every error ends
        await fail(answer, error)
    finally:
        answer.close()


async def fail(answer: Answer, error: BaseException) -> None:
    """Answer an error: a refusal by its reason, anything unexpected by a reference that is in the log."""
    cause = error
    while isinstance(cause, discord.app_commands.CommandInvokeError):
        cause = cause.original
    if isinstance(cause, discord.HTTPException) and cause.code in GONE:
        return
    try:
        await _explain(answer, cause)
        if answer.typed.strip() and not (isinstance(cause, Noted) and "typed" in cause.params):
            await answer.note("typed", typed=answer.typed)
    except discord.HTTPException as second:
        if second.code not in GONE:
            _log.warning("an error could not be answered: %s", second)


async def _explain(answer: Answer, error: BaseException) -> None:
    # A refusal is drawn with its session and buttons, which know answers: the one circle, broken here.
    from bot.ui.answering.refusing import refuse  # noqa: PLC0415

    match error:
        case Refused():
            await refuse(answer, error.refusal)
        case StorageFull():
            _log.error("the store is full", exc_info=error)
            await refuse(answer, Refusal(Code.STORAGE_FULL))
        case StorageBroken():
            reference = secrets.token_hex(4)
            _log.error("the store failed, reference %s", reference, exc_info=error, extra={"reference": reference})
            await refuse(answer, Refusal(Code.STORAGE_BROKEN, {"reference": reference}))
        case Noted():
            await answer.note(error.note, **error.params)
        case discord.app_commands.CommandSignatureMismatch() | discord.app_commands.CommandNotFound():
            await answer.note("outdated")
        case discord.app_commands.NoPrivateMessage():
            await answer.note("guild_only")
        case _:
            reference = secrets.token_hex(4)
            _log.error("unexpected error %s", reference, exc_info=error, extra={"reference": reference})
            await answer.note("unexpected", reference=reference)
