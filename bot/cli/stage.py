"""Where scripted people act: each through a connection of their own, and every act is printed with what is seen."""

import contextlib
import re
import textwrap
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.cli.rehearsal import Rehearsal
from bot.loopback.people import Message, Person, PersonError, Reply
from bot.text.words import Words

WIDTH = 104
FIRST, LAST = 4, 5
"""What is seen is told by its first and last lines; the whole of it stands in the exports."""

_MOMENT = re.compile(r"<t:(\d+)(?::\w)?>")
_LINK = re.compile(r"\[([^\]]+)\]\(https?://[^)]+\)")
_MARKS = re.compile(r"(?m)^(?:#{1,3}|-#) |\*\*|`|\\(?=[^\w\s])")


class Differs(Exception):  # noqa: N818  # named for what it says
    """Something did not go as the script has it."""


class Stage:
    """The people on the channel, and the paper on which their acts are told."""

    def __init__(self, people: Mapping[str, Person], channel: int, words: Words, tell: Callable[[str], None]) -> None:
        self._people, self.channel, self._words, self._tell = people, channel, words, tell
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """The time since the first act."""
        return time.monotonic() - self._began

    def person(self, who: str) -> Person:
        """Give a person by key."""
        return self._people[who]

    def told(self, who: str, what: str, **params: Any) -> None:  # noqa: ANN401  # what a template takes
        """Print who does what."""
        act = self._words(f"demo/acts#{what}", **params)
        name = self._words(f"demo/people#{who}")
        self._tell(self._words("demo/acts#act", seconds=self.seconds, who=name, what=act))

    def say(self, name: str, **params: Any) -> None:  # noqa: ANN401  # what a template takes
        """Print a sentence of the narrator."""
        self._tell(self._words(f"demo/acts#{name}", **params))

    def aside(self, name: str, **params: Any) -> None:  # noqa: ANN401  # what a template takes
        """Print a remark on the act before it."""
        self._tell(f"         {self._words(f'demo/acts#{name}', **params)}")

    def shows(self, text: str, *, everybody: bool = False) -> None:
        """Print what is seen after an act."""
        eyes = self._words("demo/acts#seen_all" if everybody else "demo/acts#seen_own")
        lines = [part for line in plain(text).splitlines() for part in textwrap.wrap(line, WIDTH)]
        if len(lines) > FIRST + LAST:
            lines = [*lines[:FIRST], "…", *lines[-LAST:]]
        self._tell("\n".join([f"         {eyes}:", *(f"         │ {line}" for line in lines)]))

    async def command(self, who: str, path: str, **options: Any) -> Reply:  # noqa: ANN401  # what a command takes
        """Send a slash command in the plenary and give the answer."""
        return _answered(f"/{path}", await self.person(who).command(path, self.channel, **options))

    async def press(self, who: str, message: Message, verb: str, extra: str = "") -> Reply:
        """Press the button of a verb (and of what it is about) on a message."""
        custom_id = button_of(message, verb, extra)
        if custom_id is None:
            raise Differs(f"there is no button {verb!r} on: {message.text()[:200]}")
        return _answered(verb, await self.person(who).click(message, custom_id))

    async def choose(self, who: str, message: Message, number: int, option: str) -> Reply:
        """Choose an option in the drafting table's select of an issue, by the issue's number."""
        found = [one["custom_id"] for one in message.selects() if _is_pick(one["custom_id"], number)]
        if not found:
            raise Differs(f"there is no select of issue {number} on: {message.text()[:200]}")
        return _answered("pick", await self.person(who).select(message, found[0], [option]))

    async def sees(self, who: str, what: Callable[[Message], bool], described: str) -> Message:
        """Wait for a message that a person sees in any channel."""
        try:
            return await self.person(who).wait_for(what)
        except TimeoutError as error:
            raise Differs(f"{who} does not see {described}: {error}") from error

    async def card(self, who: str, proposal: str, version: int, verb: str = "accept") -> Message:
        """Wait for the card of a proposal's version in the plenary."""

        def shown(message: Message) -> bool:
            return (
                message.channel_id == self.channel
                and not message.ephemeral
                and any(
                    _Id.of(custom_id) == _Id(verb, proposal, str(version), "") for _, custom_id, _ in message.buttons()
                )
            )

        return await self.sees(who, shown, f"the card of {proposal} v{version}")


def _answered(what: str, reply: Reply) -> Reply:
    if reply.error is not None:
        raise Differs(f"{what}: {reply.error}")
    return reply


def plain(text: str) -> str:
    """Give a message as a terminal shows it: without the marks of Discord, moments in UTC."""
    told = _MOMENT.sub(lambda found: f"{datetime.fromtimestamp(int(found[1]), UTC):%Y-%m-%d %H:%M} UTC", text)
    return _MARKS.sub("", _LINK.sub(r"\1", told))


@dataclass(frozen=True, slots=True)
class _Id:
    """The parts of a custom id: `n:<verb>:<session>:<proposal>:<version>[:<extra>]`."""

    verb: str
    proposal: str
    version: str
    extra: str

    @classmethod
    def of(cls, custom_id: str) -> "_Id":
        parts = [*custom_id.split(":", 5), "", "", "", "", "", ""]
        return cls(parts[1], parts[3], parts[4], parts[5])


def _is_pick(custom_id: str, number: int) -> bool:
    there = _Id.of(custom_id)
    return (there.verb, there.extra) == ("pick", str(number))


def button_of(message: Message, verb: str, extra: str = "") -> str | None:
    """Give the id of the first button of a verb that can be pressed, or None."""
    for _, custom_id, disabled in message.buttons():
        there = _Id.of(custom_id)
        if not disabled and there.verb == verb and extra in ("", there.extra):
            return custom_id
    return None


def shown(reply: Reply, what: str) -> Message:
    """Give the message that an answer brought."""
    if reply.message is None:
        raise Differs(f"{what}: no message came, but: {reply.text() or 'nothing'}")
    return reply.message


def done(reply: Reply, what: str) -> Message:
    """Give the message of an act that was done; a refusal does not go as scripted."""
    message = shown(reply, what)
    if not message.text().startswith("✔"):
        raise Differs(f"{what}: was to be done, but: {message.text()[:300]}")
    return message


def refused(reply: Reply, what: str, *, cure: bool = False) -> Message:
    """Give the message of an act that was refused, with the button of a cure if there should be one."""
    message = shown(reply, what)
    if message.text().startswith("✔") or (button_of(message, "cure") is not None) is not cure:
        raise Differs(f"{what}: was to be refused{' with a cure' if cure else ''}, but: {message.text()[:300]}")
    return message


@contextlib.asynccontextmanager
async def staged(rehearsal: Rehearsal, words: Words, tell: Callable[[str], None]) -> AsyncGenerator[Stage]:
    """Connect everybody, and disconnect them at the end."""
    async with contextlib.AsyncExitStack() as stack:
        people: dict[str, Person] = {}
        for key, user in rehearsal.people.items():
            try:
                people[key] = await stack.enter_async_context(await Person.connect(rehearsal.server.url, user.token))
            except (PersonError, TimeoutError) as error:
                raise Differs(f"{key} cannot connect: {error}") from error
        yield Stage(people, rehearsal.seed.channel.id, words, tell)
