"""The gateway's address, the own user, the own application."""

from bot.loopback.errors import ApiError
from bot.loopback.routes.call import Answer, Call, Route
from bot.loopback.validation.problems import Problems
from bot.loopback.world.guild_views import application_view
from bot.loopback.world.permissions import guild_permissions
from bot.loopback.world.views import member_view, self_view


def gateway(call: Call) -> Answer:
    """Where the gateway is."""
    return Answer(200, {"url": call.house.gateway_url})


def gateway_bot(call: Call) -> Answer:
    """Where the gateway is, and how many sessions may start."""
    limit = {"total": 1000, "remaining": 1000, "reset_after": 86400000, "max_concurrency": 16}
    _ = call.actor
    return Answer(200, {"url": call.house.gateway_url, "shards": 1, "session_start_limit": limit})


def me(call: Call) -> Answer:
    """The own user."""
    return Answer(200, self_view(call.actor))


def rename_me(call: Call) -> Answer:
    """Change the own name."""
    problems = Problems()
    name = problems.text(call.form, "username", (), (2, 32))
    problems.refuse()
    if name is not None:
        call.actor.username = name
        call.world.touch()
    return Answer(200, self_view(call.actor))


def my_guilds(call: Call) -> Answer:
    """The guilds that the own user is in."""
    user = call.actor
    return Answer(
        200,
        [
            {
                "id": str(guild.id),
                "name": guild.name,
                "icon": None,
                "banner": None,
                "owner": guild.owner_id == user.id,
                "permissions": str(guild_permissions(guild, guild.members[user.id])),
                "features": [],
            }
            for guild in call.world.state.guilds.values()
            if user.id in guild.members
        ],
    )


def my_member(call: Call) -> Answer:
    """The own membership in a guild."""
    guild = call.world.guild_of(call.actor, call.id("guild_id"))
    return Answer(200, member_view(call.world, guild.members[call.actor.id]))


def application(call: Call) -> Answer:
    """The own application; only bots have one."""
    app = call.world.application_of(call.actor)
    if app is None:
        raise ApiError(403, 20002, "Only bots can use this endpoint")
    return Answer(200, application_view(call.world, app))


ROUTES = (
    Route("GET", "/gateway", gateway, public=True),
    Route("GET", "/gateway/bot", gateway_bot),
    Route("GET", "/users/@me", me),
    Route("PATCH", "/users/@me", rename_me),
    Route("GET", "/users/@me/guilds", my_guilds),
    Route("GET", "/users/@me/guilds/{guild_id}/member", my_member),
    Route("GET", "/applications/@me", application),
    Route("GET", "/oauth2/applications/@me", application),
)
