"""All routes of the server."""

from bot.loopback.routes import basics, channels, commands, guilds, interactions, messages, threads
from bot.loopback.routes.call import Route

ROUTES: tuple[Route, ...] = (
    *basics.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *messages.ROUTES,
    *threads.ROUTES,
    *commands.ROUTES,
    *interactions.ROUTES,
)
