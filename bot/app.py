"""The composition root: from settings to a bot that runs, and the order in which it stops."""

import asyncio
import logging
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.config import Settings
from bot.reaching import StartFailed, channels_url, patch_endpoints, plainly
from bot.service.courier import Courier
from bot.service.faults import StorageBroken
from bot.service.listening import Listener
from bot.service.negotiations import Negotiations, new_salt
from bot.service.pacing import Pacing
from bot.service.retention import Sweeper
from bot.service.ticker import Ticker
from bot.storage import Store, open_store
from bot.storage.shelf import PackShelf
from bot.text.words import Words
from bot.ui.answering.answers import Answer, fail
from bot.ui.describing import describe
from bot.ui.desk import Desk
from bot.ui.hearing import Ears
from bot.ui.kit.forms import long_options
from bot.ui.kit.items import Touch
from bot.ui.permissions import advised_names
from bot.ui.publishing import DiscordPublisher
from bot.ui.shown import Remembered
from bot.ui.verbs import VERBS

_log = logging.getLogger(__name__)

# There is no voice here, so nobody has to wonder about its libraries.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

BREATH = 0.1
"""Seconds between an act and its showing."""
COGS = (
    "cogs.sessions",
    "cogs.seats",
    "cogs.proposals",
    "cogs.floor",
    "cogs.order",
    "cogs.drafting",
    "cogs.voting",
    "cogs.clauses",
    "cogs.caucus",
    "cogs.blind",
    "cogs.reading",
    "cogs.clock",
    "cogs.attendance",
    "cogs.chair",
    "cogs.records",
    "cogs.talk",
    "cogs.concluding",
    "cogs.settings",
    "cogs.help",
)


class SystemClock:
    """The time of this machine, in UTC."""

    def now(self) -> datetime:
        """Give the present time."""
        return datetime.now(UTC)


class Tree(app_commands.CommandTree["ParleyBot"]):
    """The slash commands: each answer has its clock, each error the one path."""

    async def interaction_check(self, interaction: discord.Interaction["ParleyBot"], /) -> bool:
        """Start the clock of a command's answer; one that is delivered a second time has its answer already."""
        if interaction.type is discord.InteractionType.application_command:
            if not self.client.desk.first_time(interaction):
                return False
            Answer.begin(interaction, self.client.desk).typed = long_options(interaction.data)
        return True

    async def on_error(
        self, interaction: discord.Interaction["ParleyBot"], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer whatever went wrong in a command."""
        if interaction.type is discord.InteractionType.application_command:
            await fail(Answer.of(interaction), error)


class ParleyBot(commands.AutoShardedBot):
    """The bot. It keeps nothing that another process would have to know: the store is the truth."""

    desk: Desk
    courier: Courier
    ticker: Ticker
    listener: Listener
    sweeper: Sweeper
    ears: Ears
    publisher: DiscordPublisher

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,  # never heard: there are no prefix commands and no message intent
            help_command=None,
            tree_cls=Tree,
            # What is said in sessions whose talk is recorded; to read the words takes a leave of its own from Discord.
            intents=discord.Intents(
                guilds=True,
                guild_messages=True,
                guild_reactions=True,
                message_content=settings.message_content,
                members=settings.members_intent,
            ),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            guild_ready_timeout=settings.ready_timeout,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.settings = settings
        self.words = Words(settings.prompts)
        self._store: Store | None = None
        self._begun, self._opens_store = False, True
        self._waking: asyncio.TimerHandle | None = None
        self._courier_task: asyncio.Task[None] | None = None
        self._ticker_task: asyncio.Task[None] | None = None
        self._listener_task: asyncio.Task[None] | None = None
        self._sweeper_task: asyncio.Task[None] | None = None

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        """Log in and run until closed; raises StartFailed."""
        patch_endpoints(str(self.settings.api_url), str(self.settings.gateway_url))
        self._begun = True
        with plainly(self.settings):
            await super().start(token, reconnect=reconnect)

    async def log_in_only(self) -> None:
        """Log in without a gateway, commands loaded but nothing opened: enough to register them. Raises StartFailed."""
        patch_endpoints(str(self.settings.api_url), str(self.settings.gateway_url))
        self._begun, self._opens_store = True, False
        with plainly(self.settings):
            await self.login(self.settings.token.get_secret_value())

    async def setup_hook(self) -> None:
        """Open the store, build the desk, load the commands; any failure stops the start."""
        if self._opens_store:
            await self._open_all()
        await self.load_commands()

    async def _open_all(self) -> None:
        store = self._store = await _open(self.settings)
        packs = PackShelf(self.settings.packs_dir)
        service = Negotiations(
            events=store.events, packs=packs, clock=SystemClock(), new_id=new_id, on_append=self._appended
        )
        messages = Remembered(store.messages)
        channels = channels_url(str(self.settings.api_url))
        self.listener = Listener(talk=store.talk, service=service, new_salt=new_salt)
        self.desk = Desk(
            service,
            messages,
            store.drafts,
            store.pending,
            packs,
            self.words,
            VERBS,
            store.settings,
            store.talk,
            self.listener,
            channels,
            self.settings.message_content,
        )
        self.ears = Ears(self.settings.message_content, service.keep_file, self.settings.largest_file * 1024 * 1024)
        self.publisher = DiscordPublisher(self, service, messages, self.words, channels)
        self.courier = Courier(
            outbox=store.outbox,
            service=service,
            publisher=self.publisher,
            clock=SystemClock(),
            pacing=Pacing(self.settings.edits_per_second),
        )
        self.ticker = Ticker(alarms=store.alarms, service=service, clock=SystemClock())
        self.add_dynamic_items(Touch)
        self._courier_task = asyncio.create_task(self._deliver(), name="courier")
        self._courier_task.add_done_callback(_report)
        self._ticker_task = asyncio.create_task(self.ticker.run(), name="ticker")
        self._ticker_task.add_done_callback(_report)
        self.sweeper = Sweeper(settings=store.settings, archive=store.archive, clock=SystemClock())
        self._sweeper_task = asyncio.create_task(self.sweeper.run(), name="sweeper")
        self._sweeper_task.add_done_callback(_report)
        self._listener_task = asyncio.create_task(self.listener.run(), name="listener")
        self._listener_task.add_done_callback(_report)

    async def load_commands(self) -> None:
        """Load every cog and give its commands their words; a cog that fails stops the start."""
        for cog in COGS:
            await self.load_extension(cog)
        describe(self.tree, self.words)

    async def register(self, guild: str | None = None) -> int:
        """Register the commands, everywhere or in one server; gives their number. Raises StartFailed."""
        where = discord.Object(int(guild)) if guild else None
        if where is not None:
            self.tree.copy_global_to(guild=where)
        try:
            return len(await self.tree.sync(guild=where))
        except discord.Forbidden as error:
            raise StartFailed(
                "Discord does not let the bot register commands there. Invite it with the scope applications.commands."
            ) from error
        except discord.HTTPException as error:
            raise StartFailed(f"Discord refused the commands: {error}") from error
        finally:
            # The copies served this request only; kept, they would be registered twice by the next.
            if where is not None:
                self.tree.clear_commands(guild=where)

    def _appended(self) -> None:
        self.ticker.wake()
        self._wake_courier()

    def _wake_courier(self) -> None:
        # The member is answered first: what everybody sees may be a moment later, and several acts share a round.
        if self._waking is None:
            self._waking = self.loop.call_later(BREATH, self._wake_now)

    def _wake_now(self) -> None:
        self._waking = None
        self.courier.wake()

    async def _deliver(self) -> None:
        # Threads and channels are known only once the servers have been received.
        await self.wait_until_ready()
        await self.courier.run()

    async def on_ready(self) -> None:
        """Say that it runs."""
        _log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Say which permissions are missing in a server, once it is known."""
        _warn_of_missing(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say it in a new server, too."""
        _warn_of_missing(guild)

    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Tell the chairs of the sessions in which a member sits who has left; comes with the members intent alone."""
        await self.publisher.left(str(payload.guild_id), str(payload.user.id))

    async def on_interaction(self, interaction: discord.Interaction["ParleyBot"]) -> None:
        """Answer forms, and old buttons that nothing else answers."""
        await self.desk.arrived(interaction)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as discord.py has it
        """Log an error of an event; members are answered elsewhere."""
        del args, kwargs
        _log.exception("unexpected error in the event %s", event_method)

    async def close(self) -> None:
        """Stop: first what acts by itself, then what posts, then the connection, then the store."""
        if self._ticker_task is not None:
            ticking, self._ticker_task = self._ticker_task, None
            self.ticker.stop()
            await ticking
        if self._sweeper_task is not None:
            sweeping, self._sweeper_task = self._sweeper_task, None
            self.sweeper.stop()
            await sweeping
        if self._listener_task is not None:
            listening, self._listener_task = self._listener_task, None
            self.listener.stop()
            await listening
        if self._courier_task is not None:
            task, self._courier_task = self._courier_task, None
            await self.courier.stop()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        if self._begun:
            await super().close()
        if self._store is not None:
            store, self._store = self._store, None
            await store.close()


def new_id() -> str:
    """Give an id for a session: short enough for the id of a button, and not to be guessed."""
    return secrets.token_hex(6)


def _warn_of_missing(guild: discord.Guild) -> None:
    # discord.py says that there is always a `me`; a server that is not wholly received yet has none.
    me: discord.Member | None = guild.me
    lacking = advised_names(me.guild_permissions) if me is not None else []
    if lacking:
        _log.warning("in the server %s (%s) the bot lacks: %s", guild.name, guild.id, ", ".join(lacking))


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.critical("the %s stopped: cards or deadlines stand still", task.get_name(), exc_info=error)


async def _open(settings: Settings) -> Store:
    try:
        return await open_store(settings.database_url)
    except (StorageBroken, ValueError) as error:
        raise StartFailed(f"The database cannot be used: {error} (PARLEY_DATABASE_URL)") from error


def build(settings: Settings) -> ParleyBot:
    """Build the bot; nothing is opened before it starts."""
    return ParleyBot(settings)


async def sync(settings: Settings, guild: str | None = None) -> int:
    """Register the commands, everywhere or in one server; gives their number. Raises StartFailed."""
    bot = ParleyBot(settings)
    async with bot:
        await bot.log_in_only()
        return await bot.register(guild)
