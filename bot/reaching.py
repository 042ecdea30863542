"""Where Discord, or a server like it, is reached, and what to say when it cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.config import DISCORD_API, Settings


class StartFailed(Exception):  # noqa: N818  # named for what happened
    """The bot cannot start or go on; the message says why and what to do, in one or two plain sentences."""


@contextmanager
def plainly(settings: Settings) -> Iterator[None]:
    """Say in plain words why Discord cannot be talked to; raises StartFailed."""
    try:
        yield
    except discord.LoginFailure as error:
        raise StartFailed(
            "Discord does not know this token. Copy it again from https://discord.com/developers/applications "
            "and set PARLEY_TOKEN."
        ) from error
    except (aiohttp.ClientConnectionError, TimeoutError) as error:
        raise StartFailed(
            f"The server {settings.api_url} cannot be reached. Check the network, or PARLEY_API_URL."
        ) from error
    except discord.PrivilegedIntentsRequired as error:
        raise StartFailed(_intents_off(settings)) from error


def _intents_off(settings: Settings) -> str:
    """Say which privileged intents are asked for, one of which is not switched on, and how to do without."""
    asked = {
        "Message Content": ("PARLEY_MESSAGE_CONTENT", settings.message_content),
        "Server Members": ("PARLEY_MEMBERS_INTENT", settings.members_intent),
    }
    wanted = [(name, variable) for name, (variable, on) in asked.items() if on]
    names = " and ".join(name for name, _ in wanted)
    variables = " and ".join(variable for _, variable in wanted)
    return (
        f"Discord does not give this bot an intent that it asks for: {names}. Switch it on at "
        f"https://discord.com/developers/applications (Bot), or leave {variables} out."
    )


def patch_endpoints(api_url: str, gateway_url: str) -> None:
    """Point discord.py at a server; for the whole process, since discord.py keeps both in its classes."""
    Route.BASE = api_url.rstrip("/")
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    own = yarl.URL(api_url)
    discord.Asset.BASE = "https://cdn.discordapp.com" if Route.BASE == DISCORD_API else str(own.origin() / "cdn")


def channels_url(api_url: str) -> str:
    """Give what the address of a message begins with on a server."""
    if api_url.rstrip("/") == DISCORD_API:
        return "https://discord.com/channels"
    return str(yarl.URL(api_url).origin() / "channels")
