"""All routes of the server."""

from bot.loopback.routes import basics, commands, interactions
from bot.loopback.routes.call import Route

ROUTES: tuple[Route, ...] = (*basics.ROUTES, *commands.ROUTES, *interactions.ROUTES)
