"""The composer of one window: hands keys to the state machine, asks the bot for completions, and sends."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.loopback.people import File, Message, PersonError, Reply
from bot.loopback.room import composer
from bot.loopback.room.commands import Choice, OptionType
from bot.loopback.room.draft import Draft, Offer, Raw
from bot.loopback.room.presence import Presence
from bot.loopback.room.refusals import refused
from bot.loopback.room.uploads import Uploads

THINKING = 15 * 60.0
"""Seconds that a bot may take after it said that it is thinking: the life of an interaction's token."""
_PATIENCE = 1.5
"""Seconds that Enter waits for completions that are under way."""

Payload = dict[str, Any]


class Typed(NamedTuple):
    """An input text that the page must show instead of the one it knows; `answer`: to a key, so the next may come."""

    text: str
    known: str
    answer: bool


@dataclass(eq=False)
class Composing:
    """What is being written in one window. `redraw` shows it, `answered` gets what came of a command.

    `epoch` counts how often the text was replaced from here. Input that the page sent before it knew is dropped, since
    the page sends what was typed meanwhile once more; a key is asked for `again`.
    """

    presence: Presence
    uploads: Uploads
    redraw: Callable[[Typed | None], None]
    again: Callable[[], None]
    answered: Callable[[Reply], None]
    failed: Callable[[str], None]
    channel: int = 0
    draft: Draft = field(default_factory=Draft)
    epoch: int = 0
    files: list[tuple[str, str]] = field(default_factory=list)
    replying: Message | None = None
    completions: tuple[Choice, ...] = ()
    _asked: tuple[str, str] | None = None
    _asking: asyncio.Task[None] | None = None

    @property
    def pending(self) -> bool:
        """Whether completions are under way."""
        return self._asking is not None and not self._asking.done()

    def offer(self) -> Offer:
        """What can be completed now."""
        return self.presence.offer(self.completions)

    async def handle(self, act: str, payload: Payload) -> None:
        """Take one event of the composer; they come one after the other."""
        if act == "typed":
            if payload.get("epoch") == self.epoch:
                text = str(payload.get("text", ""))
                self._become(composer.typed(self.draft, text, self.offer()), text)
            return
        known = str(payload.get("text", self.draft.text))
        if payload.get("epoch") != self.epoch:
            self.again()
            return
        if known != self.draft.text:
            self.draft = composer.typed(self.draft, known, self.offer())
        send = False
        match act:
            case "key":
                after, send = await self._key(str(payload.get("key")))
            case "send":
                after, send = await self._key("Enter")
            case _:
                after = self._other(act, payload)
        self._become(after, known, answer=True)
        if send:
            await self._send()

    async def _key(self, key: str) -> composer.Entered:
        if key in {"Enter", "Tab"}:
            await self._settled()
        draft, offer = self.draft, self.offer()
        match key:
            case "Enter":
                return composer.enter(draft, offer)
            case "Tab":
                return composer.Entered(composer.tab(draft, offer), send=False)
            case "ArrowDown" | "ArrowUp":
                return composer.Entered(composer.move(draft, 1 if key == "ArrowDown" else -1, offer), send=False)
            case "Escape":
                return composer.Entered(composer.back(draft), send=False)
            case "Backspace":
                return composer.Entered(composer.erase(draft), send=False)
            case _:
                return composer.Entered(draft, send=False)

    def _other(self, act: str, payload: Payload) -> Draft:
        draft, offer = self.draft, self.offer()
        match act:
            case "pick":
                lines = composer.candidates(draft, offer)
                number = int(payload.get("index", -1))
                return composer.pick(draft, lines[number], offer) if 0 <= number < len(lines) else draft
            case "chip":
                name = str(payload.get("name") or "")
                held = composer.commit(draft, offer) if draft.focused and draft.text.strip() else draft
                return composer.focus(held, name) if name else composer.further(held)
            case "compose":
                return composer.typed(Draft(), f"/{payload.get('path')} ", offer)
            case "upload":
                return self._uploaded(str(payload.get("handle")), str(payload.get("name")))
            case "unfile":
                self.files = [one for one in self.files if one[0] != payload.get("handle")]
            case "unreply":
                self.replying = None
            case _:
                pass
        return draft

    def _uploaded(self, handle: str, name: str) -> Draft:
        option = self.draft.option
        if option is not None and option.type is OptionType.ATTACHMENT:
            return composer.attach(self.draft, handle, name)
        self.files.append((handle, name))
        return self.draft

    def _become(self, draft: Draft, known: str, *, answer: bool = False) -> None:
        self.draft = draft
        self._ask()
        if draft.text != known or answer:
            self.epoch += draft.text != known
            self.redraw(Typed(draft.text, known, answer))
        else:
            self.redraw(None)

    def reply_to(self, message: Message) -> None:
        """Make the next message an answer to another."""
        self.replying = message
        self.redraw(None)

    def _ask(self) -> None:
        """Ask the bot for completions where the option in focus wants them; a newer question replaces an older one."""
        option, draft = self.draft.option, self.draft
        question = (option.name, draft.text) if option is not None and option.autocomplete else None
        if question == self._asked:
            return
        if self._asked is None or question is None or question[0] != self._asked[0]:
            self.completions = ()
        self._asked = question
        if self._asking is not None:
            self._asking.cancel()
        self._asking = None
        if question is not None and draft.command is not None:
            others = {name: value.raw for name, value in draft.values.items()}
            asking = self._complete(draft.command.path, *question, others)
            self._asking = asyncio.create_task(asking, name="completions")

    async def _complete(self, path: str, name: str, text: str, others: dict[str, Raw]) -> None:
        person = self.presence.person
        try:
            found = await person.autocomplete(path, self.channel, name, text, **self._without_files(others))
        except (PersonError, LookupError, TimeoutError, OSError):
            # No completions are no error to a person: the typed text can still be sent.
            found = []
        self.completions = tuple(Choice(one.name, one.value) for one in found)
        asyncio.get_running_loop().call_soon(self.redraw, None)

    def _without_files(self, values: dict[str, Raw]) -> dict[str, object]:
        command = self.draft.command
        kinds = {one.name: one.type for one in command.options} if command else {}
        return {key: value for key, value in values.items() if kinds.get(key) is not OptionType.ATTACHMENT}

    async def _settled(self) -> None:
        if self._asking is not None and not self._asking.done():
            await asyncio.wait({self._asking}, timeout=_PATIENCE)

    async def _send(self) -> None:
        draft, files, replying = self.draft, self.files, self.replying
        self.files, self.replying = [], None
        self._become(Draft(), draft.text)
        sending: Awaitable[str | None]
        sending = self._say(draft, files, replying) if draft.command is None else self._command(draft)
        task = asyncio.create_task(self._deliver(sending, draft, files, replying), name="sending")
        _TASKS.add(task)
        task.add_done_callback(_TASKS.discard)

    async def _deliver(
        self, sending: Awaitable[str | None], draft: Draft, files: list[tuple[str, str]], replying: Message | None
    ) -> None:
        label = self.presence.label
        try:
            error = await sending
        except PersonError as refusal:
            error = refused(refusal, label)
        except LookupError:
            error = label("command_gone")
        except TimeoutError:
            error = label("still_thinking")
        except OSError:
            error = label("no_server")
        if error is None:
            return
        self.failed(error)
        if self.draft == Draft() and not self.files:
            # Nothing typed is lost: what could not be sent is back in the composer.
            self.files, self.replying = files, replying
            self._become(draft, "")

    async def _say(self, draft: Draft, files: list[tuple[str, str]], replying: Message | None) -> str | None:
        text = draft.text.strip()
        for one in sorted(self.offer().users, key=lambda one: -len(one.name)):
            text = text.replace(f"@{one.name}", f"<@{one.value}>")
        held, lost = self._held([handle for handle, _ in files])
        if lost:
            return self.presence.label("file_lost")
        # Mentions are longer as they are sent than as they are typed.
        if fault := composer.chat_fault(text):
            return self.presence.label(fault.code, **fault.params)
        person = self.presence.person
        await person.say(self.channel, text, held, reply_to=replying)
        return None

    def _held(self, handles: list[str]) -> tuple[list[File], bool]:
        found = [self.uploads.get(handle) for handle in handles]
        kept = [one for one in found if one is not None]
        return kept, len(kept) < len(found)

    async def _command(self, draft: Draft) -> str | None:
        if draft.command is None:
            return None
        values: dict[str, object] = {}
        for name, value in draft.values.items():
            option = draft.command.option(name)
            if option is not None and option.type is OptionType.ATTACHMENT:
                file = self.uploads.get(str(value.raw))
                if file is None:
                    return self.presence.label("file_lost")
                values[name] = file
            else:
                values[name] = value.raw
        reply = await self.presence.person.command(draft.command.path, self.channel, timeout=THINKING, **values)
        if reply.error is not None:
            return self.presence.label("no_response")
        self.answered(reply)
        return None


_TASKS: set[asyncio.Task[None]] = set()
"""Strong references to what is being sent, so that a closed window does not cancel it."""
