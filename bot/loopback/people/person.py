"""One human's client: does what a person can do in Discord's own client."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from bot.loopback.errors import JSON
from bot.loopback.people import calls
from bot.loopback.people.client import Client
from bot.loopback.people.things import Choice, File, Message, Modal, PersonError, Reply

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


class Person(Client):
    """A connected person. Made by `Person.connect`; to be closed with `close`, or used with `async with`."""

    async def load_history(self, channel_id: int, limit: int = 50, before: int | None = None) -> list[Message]:
        """Load earlier messages into the cache; returns them, oldest first."""
        query = {"limit": str(limit)} | ({"before": str(before)} if before is not None else {})
        answer = await self._wire.rest("GET", f"/channels/{int(channel_id)}/messages", query=query)
        guild_id = str(self.channels[int(channel_id)].guild_id)
        loaded = [Message.read({"guild_id": guild_id} | raw) for raw in reversed(answer["items"])]
        for message in loaded:
            self._cache.keep(message)
        return loaded

    def _commands_at(self, channel_id: int) -> list[JSON]:
        return self.commands(self._channel(channel_id).guild_id)

    async def _with_commands(
        self, channel_id: int, build: Callable[[list[JSON]], tuple[str, calls.Sending]]
    ) -> tuple[str, calls.Sending]:
        """Build a call; a command that is not known may be new, so load the list once more before giving up."""
        try:
            return build(self._commands_at(channel_id))
        except LookupError:
            await self.refresh_commands()
            return build(self._commands_at(channel_id))

    async def command(self, path: str, channel_id: int, /, *, timeout: float = 5, **options: object) -> Reply:  # noqa: ASYNC109 -- the deadline of the bot's answer
        """Use a slash command (`session open`) with its options by name; waits until the bot has answered.

        A deferred answer is waited for. Users, channels, `File`s may be option values. PersonError for a refusal of the
        server, LookupError for a command or option that is not there, TimeoutError for a bot that keeps thinking.
        """

        def build(commands: list[JSON]) -> tuple[str, calls.Sending]:
            return calls.command_call(commands, path, options)

        application_id, sending = await self._with_commands(channel_id, build)
        try:
            return await self._interact(COMMAND, channel_id, application_id, sending, timeout)
        except PersonError as error:
            if "outdated" not in str(error):
                raise
            await self.refresh_commands()
            application_id, sending = build(self._commands_at(channel_id))
            return await self._interact(COMMAND, channel_id, application_id, sending, timeout)

    async def autocomplete(
        self, path: str, channel_id: int, focused: str, value: str, /, **options: object
    ) -> list[Choice]:
        """The bot's completions for an option that is being typed; TimeoutError if none come within 3 s."""

        def build(commands: list[JSON]) -> tuple[str, calls.Sending]:
            return calls.command_call(commands, path, options, (focused, value))

        application_id, sending = await self._with_commands(channel_id, build)
        nonce = self._nonce()
        self._choices[nonce] = asyncio.get_running_loop().create_future()
        try:
            await self._post(AUTOCOMPLETE, channel_id, application_id, sending, nonce, {})
            return await asyncio.wait_for(self._choices[nonce], 3)
        finally:
            del self._choices[nonce]

    async def click(self, message: Message, custom_id: str, timeout: float = 5) -> Reply:  # noqa: ASYNC109 -- as above
        """Press a button."""
        return await self._touch(message, calls.click_call(message, custom_id), timeout)

    async def select(
        self,
        message: Message,
        custom_id: str,
        values: Iterable[object],
        timeout: float = 5,  # noqa: ASYNC109 -- as above
    ) -> Reply:
        """Choose in a select; values are those of the options, or users, roles and channels."""
        return await self._touch(message, calls.click_call(message, custom_id, list(values)), timeout)

    async def _touch(self, message: Message, data: JSON, timeout: float) -> Reply:  # noqa: ASYNC109 -- as above
        extra = {"message_id": str(message.id), "message_flags": str(message.flags)}
        app = message.application_id or message.author.id
        return await self._interact(COMPONENT, message.channel_id, app, calls.Sending(data), timeout, **extra)

    async def submit(self, modal: Modal, values: Mapping[str, object], timeout: float = 5) -> Reply:  # noqa: ASYNC109 -- as above
        """Send a form; values by custom id: text, a list for selects, `File`s for uploads. Others as prefilled."""
        sending = calls.modal_call(modal, values)
        return await self._interact(MODAL, modal.channel_id, modal.application_id, sending, timeout)

    async def context_menu(
        self,
        name: str,
        target: object,
        channel_id: int | None = None,
        timeout: float = 5,  # noqa: ASYNC109 -- as above
    ) -> Reply:
        """Use a context menu entry on a message or on a user (then in `channel_id`, or the first channel)."""
        if channel_id is None:
            channel_id = target.channel_id if isinstance(target, Message) else next(iter(self.channels))

        def build(commands: list[JSON]) -> tuple[str, calls.Sending]:
            return calls.menu_call(commands, name, target)

        application_id, sending = await self._with_commands(channel_id, build)
        return await self._interact(COMMAND, channel_id, application_id, sending, timeout)

    async def say(
        self, channel_id: int, text: str, files: Iterable[File] = (), *, reply_to: Message | None = None
    ) -> Message:
        """Write a message."""
        body: JSON = {"content": text, "nonce": self._nonce(), "tts": False}
        if reply_to is not None:
            body["message_reference"] = {"message_id": str(reply_to.id), "channel_id": str(channel_id)}
        sent = list(files)
        if sent:
            body["attachments"] = [{"id": str(index), "filename": file.name} for index, file in enumerate(sent)]
        raw = await self._wire.rest("POST", f"/channels/{int(channel_id)}/messages", body, files=sent)
        message = Message.read({"guild_id": str(self.channels[int(channel_id)].guild_id)} | raw)
        self._cache.keep(message)
        return message

    async def delete(self, message: Message) -> None:
        """Delete a message."""
        await self._wire.rest("DELETE", f"/channels/{message.channel_id}/messages/{message.id}")

    async def react(self, message: Message, emoji: str, *, take_back: bool = False) -> None:
        """Add a reaction, or take it back."""
        path = f"/channels/{message.channel_id}/messages/{message.id}/reactions/{quote(emoji)}/@me"
        await self._wire.rest("DELETE" if take_back else "PUT", path)

    async def fetch(self, attachment: JSON) -> bytes:
        """The bytes of an attachment."""
        return await self._wire.fetch(attachment["url"])

    async def rest(self, method: str, path: str, body: JSON | None = None) -> JSON:
        """Ask the API as this person; lists come under `items`."""
        return await self._wire.rest(method, path, body)
