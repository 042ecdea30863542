"""A whole guild as the gateway sends it to one viewer, and what is said of an application."""

from bot.loopback.errors import JSON
from bot.loopback.world.model import Application, Guild
from bot.loopback.world.store import Store
from bot.loopback.world.views import channel_view, guild_view, member_view, thread_view, user_view, when

MESSAGE_CONTENT_FLAG = 1 << 18
MEMBERS_FLAG = 1 << 14
PRESENCES_FLAG = 1 << 12


def guild_create(store: Store, guild: Guild, viewer_id: int) -> JSON:
    """The guild of `GUILD_CREATE`: with members, the channels, and the open threads that the viewer may see."""
    channels = [one for one in store.state.channels.values() if one.guild_id == guild.id]
    visible = [one for one in channels if store.may_see(viewer_id, one)]
    # Bots are told of channels they cannot read (discord.py wants parents of categories); people are not.
    told = channels if store.user(viewer_id).bot else visible
    return guild_view(guild) | {
        "joined_at": when(guild.members[viewer_id].joined_at),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_view(store, member) for member in guild.members.values()],
        "channels": [channel_view(one) for one in told if one.thread is None],
        "threads": [thread_view(one, viewer_id) for one in visible if one.thread and not one.thread.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application_flags(app: Application) -> int:
    """The flags that say which privileged intents are switched on."""
    return (
        (MESSAGE_CONTENT_FLAG if app.content_intent else 0)
        | (MEMBERS_FLAG if app.members_intent else 0)
        | (PRESENCES_FLAG if app.presences_intent else 0)
    )


def application_view(store: Store, app: Application) -> JSON:
    """`PrivateApplicationResponse`."""
    flags = application_flags(app)
    return {
        "id": str(app.id),
        "name": app.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_view(store.user(app.user_id)),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": flags,
        "flags_new": str(flags),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user_view(store.user(app.owner_id)),
        "approximate_guild_count": sum(app.user_id in guild.members for guild in store.state.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}},
    }
