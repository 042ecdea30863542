"""`python bot.py sync`: register the slash commands, globally or in one server."""

import asyncio
import sys

from bot.cli.settings import with_settings
from bot.config import Settings


def sync_commands(guild: str | None) -> int:
    """Register the commands and say how many there are: 0 done, 1 not reachable or refused, 2 bad settings or id."""
    if guild is not None and not (guild.isascii() and guild.isdigit() and len(guild) <= len(str(2**64))):
        print(
            f"--guild: {guild!r} is no server id. "
            "In Discord switch on Developer Mode, right-click the server, Copy Server ID.",
            file=sys.stderr,
        )
        return 2
    return with_settings(lambda settings: _sync(settings, guild), need_token=True)


def _sync(settings: Settings, guild: str | None) -> int:
    from bot.app import sync  # noqa: PLC0415  # a wrong setting is named before discord.py is loaded
    from bot.cli.failures import told  # noqa: PLC0415
    from bot.logs import setup_logs  # noqa: PLC0415

    setup_logs(settings.log_level, as_json=settings.log_json)

    def work() -> int:
        count = asyncio.run(sync(settings, guild))
        where = f"in the server {guild}" if guild else "everywhere; Discord may take an hour to show them"
        print(f"{count} commands registered {where}.")
        return 0

    return told(work)
