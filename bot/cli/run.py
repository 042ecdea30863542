"""`python bot.py run`: the bot on Discord, or on the server that the settings name."""

import asyncio

from bot.cli.settings import with_settings
from bot.config import Settings


def run_bot() -> int:
    """Run until stopped: 0 stopped, 1 the server or the database failed, 2 a setting is missing or wrong."""
    return with_settings(_run, need_token=True)


def _run(settings: Settings) -> int:
    from bot.cli.failures import told  # noqa: PLC0415  # a wrong setting is named before discord.py is loaded
    from bot.cli.memory import one_heap  # noqa: PLC0415
    from bot.logs import setup_logs  # noqa: PLC0415

    one_heap()
    setup_logs(settings.log_level, as_json=settings.log_json)
    return told(lambda: asyncio.run(_serve(settings)))


async def _serve(settings: Settings) -> int:
    from bot.app import build  # noqa: PLC0415
    from bot.cli.running import running, stop_signals, until  # noqa: PLC0415
    from bot.storage import open_store  # noqa: PLC0415

    # Looked at before anybody is called: a bot that cannot keep anything must not appear on the server.
    await (await open_store(settings.database_url)).close()
    with stop_signals() as asked:
        bot = build(settings)
        async with running(bot, settings.token.get_secret_value(), asked) as life:
            if not asked.is_set():
                print(f"Ready as {bot.user} in {len(bot.guilds)} servers. Stop with Ctrl-C.", flush=True)
            await until(asked, life)
    print("Stopped.")
    return 0
