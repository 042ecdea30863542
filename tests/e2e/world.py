"""A whole world for one test: the server, the real bot on it, and people in their seats."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any, Self

from bot.app import ParleyBot, build
from bot.config import Settings
from bot.loopback.people import Message, Person, Reply
from bot.loopback.server import LoopbackServer, Seed
from bot.negotiation.model import Session
from bot.text.words import PROMPTS
from tests.support.contract import DESCRIPTION, Contract
from tests.support.loopback import newcomer, pointed_at, running, running_server

EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
MANAGE_MESSAGES = 1 << 13
PACK = "ee-deescalation-2022"
PARTIES = ("US", "RU", "PL", "UA")
BALANCED = {"EX": "EX1", "US_FWD": "T2", "RU_WEST": "R2", "MV": "N1", "UB": "U1"}
LOPSIDED = BALANCED | {"RU_WEST": "R0"}


class World:
    """The server, the bot and the people; `chair`, `us`, `ru`, `pl`, `ua`, `olga` are connected on first use."""

    def __init__(self, server: LoopbackServer, seed: Seed, database: Path, prompts: Path = PROMPTS) -> None:
        self.server, self.seed, self.database, self.prompts = server, seed, database, prompts
        self.plenary = seed.channel.id
        self.people: dict[str, Person] = {}
        self.packs: Path | None = None
        self.message_content = True
        self.contract: Contract | None = None
        self.members_intent = False
        self.edits_per_second = 100.0
        """So that no test waits for edits; one of them sets the pace that is usual."""
        self._tokens: dict[str, str] = {}
        self._bot: ParleyBot | None = None
        self._stack = contextlib.AsyncExitStack()

    @property
    def bot(self) -> ParleyBot:
        """The bot that runs now."""
        assert self._bot is not None
        return self._bot

    def settings(self) -> Settings:
        """The settings of the bot."""
        return Settings(
            _env_file=None,
            token=self.seed.bot.token,
            database_url=f"sqlite+aiosqlite:///{self.database}",
            api_url=self.server.api_url,
            gateway_url=self.server.gateway_url,
            ready_timeout=0,
            prompts=self.prompts,
            packs_dir=self.packs,
            edits_per_second=self.edits_per_second,
            message_content=self.message_content,
            members_intent=self.members_intent,
        )

    async def start(self, *, sync: bool = False) -> None:
        """Start the bot."""
        bot = build(self.settings())
        await self._stack.enter_async_context(running(bot, self.seed.bot.token))
        if sync:
            await bot.register()
        self._bot = bot

    async def stop(self) -> None:
        """Stop the bot."""
        await self._stack.aclose()
        self._stack = contextlib.AsyncExitStack()
        self._bot = None

    async def restart(self) -> None:
        """Stop the bot and start a new one on the same database."""
        await self.stop()
        await self.start()

    async def person(self, name: str, *, permissions: int = 0, locale: str = "en-US") -> Person:
        """A person by name, connected; the chair may manage messages."""
        if name not in self.people:
            rights = MANAGE_MESSAGES if name == "chair" else permissions
            user = newcomer(self.server, self.seed, name.title(), permissions=rights, locale=locale)
            self._tokens[name] = user.token
            self.people[name] = await Person.connect(self.server.url, user.token)
        return self.people[name]

    async def do(self, name: str, command: str, channel: int | None = None, /, **options: Any) -> Reply:  # noqa: ANN401  # option values
        """Let a person use a command in the plenary."""
        person = await self.person(name)
        return await person.command(command, channel or self.plenary, **options)

    async def sure(self, name: str, command: str, channel: int | None = None, /, **options: Any) -> Reply:  # noqa: ANN401  # option values
        """Let a chair use a command that is asked first, and do what it shows."""
        return await self.agreed(name, await self.do(name, command, channel, **options))

    async def agreed(self, name: str, reply: Reply, reason: str = "It is better so.") -> Reply:
        """Do what a preview shows; where a reason is asked for first, give one. What is no preview stays as it is."""
        person = await self.person(name)
        if reply.modal is not None:
            reply = await person.submit(reply.modal, {"text": reason})
        if reply.message is None or not any(one.startswith("n:doit:") for _, one, _ in reply.message.buttons()):
            return reply
        done = await person.click(*pressed(reply.message, "doit"))
        assert done.error is None, done.error
        # On a busy machine the change may come after the acknowledgement.
        return done if done.message else Reply(await self._changed(person, reply.message), edited=True)

    async def settle(self) -> None:
        """Wait until everything that is due has been shown."""
        await self.bot.courier.drain()
        # The gateway delivers on its own tasks: let what was sent arrive.
        await asyncio.sleep(0.02)

    async def session(self) -> Session:
        """The session of the plenary."""
        found = await self.bot.desk.service.at(str(self.seed.guild.id), str(self.plenary))
        assert found is not None
        return found

    async def begun(self, *parties: str) -> Self:
        """Open the session, seat a head for each party (all by default), and begin."""
        seated = parties or PARTIES
        await self.do("chair", "session open", pack=PACK)
        for party in seated:
            await self.do(party.lower(), "seat take", party=party)
        without = " ".join(party for party in PARTIES if party not in seated)
        reply = await self.do("chair", "session begin", without=without or None)
        assert "has begun" in reply.text(), reply.text()
        await self.settle()
        return self

    async def card(self, name: str, proposal: str) -> Message:
        """The card of a proposal in the plenary, as a person sees it now."""
        person = await self.person(name)
        await person.load_history(self.plenary)
        found = [one for one in person.messages(self.plenary) if _is_card(one, proposal) and not one.ephemeral]
        assert found, f"no card of {proposal}"
        return found[-1]

    async def opening(self, name: str) -> Message:
        """The opening card as a person sees it now."""
        person = await self.person(name)
        await person.load_history(self.plenary)
        found = [one for one in person.messages(self.plenary) if one.text().startswith("# ") and not one.ephemeral]
        assert found, "no opening card"
        return found[-1]

    async def draft(self, name: str, choices: dict[str, str], reply: Reply | None = None) -> Message:
        """Open a person's drafting table (or take the one of a reply) and choose options on it."""
        person = await self.person(name)
        shown = (reply or await self.do(name, "table")).message
        assert shown is not None
        issues = [issue.id for issue in (await self.bot.desk.service.frame((await self.session()).id)).pack.issues]
        for issue, option in choices.items():
            custom_id = next(
                one["custom_id"] for one in shown.selects() if one["custom_id"].endswith(f":{issues.index(issue)}")
            )
            picked = await person.select(shown, custom_id, [option])
            assert picked.error is None, picked.error
            shown = picked.message or await self._changed(person, shown)
        return shown

    async def _changed(self, person: Person, shown: Message) -> Message:
        """What a message has become: on a busy machine the change may come after the acknowledgement."""
        for _ in range(100):
            now = next(one for one in person.messages(shown.channel_id) if one.id == shown.id)
            if now.raw != shown.raw:
                return now
            await asyncio.sleep(0.05)
        raise AssertionError("the message did not change")

    async def table(self, name: str, choices: dict[str, str]) -> Message:
        """Let a person table a package; gives its card."""
        person = await self.person(name)
        reply = await person.click(*pressed(await self.draft(name, choices), "submit"))
        assert "on the table" in reply.text(), reply.text()
        await self.settle()
        return await self.card(name, list((await self.session()).proposals)[-1])

    async def close(self) -> None:
        """Stop the bot and let everybody go."""
        await self.stop()
        for person in self.people.values():
            await person.close()


def _is_card(message: Message, proposal: str) -> bool:
    # Announcements may have buttons for a proposal, too; its card alone shows it in full.
    ids = [custom_id for _, custom_id, _ in message.buttons()]
    return any(one.startswith("n:details:") and f":{proposal}:" in one for one in ids)


def button(message: Message, verb: str) -> str:
    """The id of the button with a verb."""
    found = [custom_id for _, custom_id, _ in message.buttons() if custom_id.startswith(f"n:{verb}:")]
    assert found, f"no button {verb}: {message.buttons()}"
    return found[0]


def pressed(message: Message, verb: str) -> tuple[Message, str]:
    """A message and the id of its button, as `Person.click` takes them."""
    return message, button(message, verb)


@contextlib.asynccontextmanager
async def running_world(folder: Path, prompts: Path = PROMPTS) -> AsyncGenerator[World, None]:
    """A world with a bot that runs and has its commands registered.

    Whatever the bot sends is checked against Discord's own description, where that is at hand.
    """
    contract = Contract() if DESCRIPTION.exists() else None
    # Everything runs in one loop here: a busy machine must not look like a bot that does not answer.
    async with running_server(observer=contract, response_window=15.0) as (server, seed):
        world = World(server, seed, folder / "parley.db", prompts)
        world.contract = contract
        with pointed_at(server):
            try:
                await world.start(sync=True)
                yield world
            finally:
                await world.close()
    if contract is not None:
        assert contract.broken == [], "\n".join(contract.broken)
