"""An interaction in the shape in which the gateway hands it to a bot (`INTERACTION_CREATE`)."""

from bot.loopback.errors import JSON
from bot.loopback.world.message_views import ATTACHMENT_LIMIT, message_view
from bot.loopback.world.model import Interaction, InteractionType
from bot.loopback.world.permissions import channel_permissions
from bot.loopback.world.store import Store
from bot.loopback.world.views import member_view, thread_view


def interaction_payload(store: Store, interaction: Interaction) -> JSON:
    """The event's data: who, where, with which rights, and what."""
    guild = store.guild(interaction.guild_id)
    channel = store.channel(interaction.channel_id)
    member = guild.members[interaction.user_id]
    parent = store.parent(channel)
    bits = channel_permissions(guild, member, channel, parent)
    app_user = store.state.applications[interaction.application_id].user_id
    payload: JSON = {
        "version": 1,
        "id": str(interaction.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "application_id": str(interaction.application_id),
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "channel_id": str(channel.id),
        "channel": thread_view(channel, app_user) | {"permissions": str(bits)},
        "member": member_view(store, member) | {"permissions": str(bits)},
        "app_permissions": str(store.bits(app_user, channel)),
        "locale": store.user(interaction.user_id).locale,
        "guild_locale": guild.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": {"0": str(guild.id)},
        "context": 0,
        "attachment_size_limit": ATTACHMENT_LIMIT,
        "data": interaction.data,
    }
    source = store.state.messages.get(interaction.source_id or 0)
    if source is not None:
        payload["message"] = message_view(store, source)
    return payload


def metadata(store: Store, interaction: Interaction) -> JSON:
    """What a message keeps of the interaction that it answers; `user_id` stands for the user until it is viewed."""
    told: JSON = {
        "id": str(interaction.id),
        "type": int(interaction.type),
        "user_id": str(interaction.user_id),
        "authorizing_integration_owners": {"0": str(interaction.guild_id)},
    }
    match interaction.type:
        case InteractionType.COMMAND:
            told["name"] = command_path(interaction.data)
            target = interaction.data.get("target_id")
            if target is not None:
                key = "target_message_id" if int(target) in store.state.messages else "target_user_id"
                told[key] = str(target)
        case InteractionType.COMPONENT:
            told["interacted_message_id"] = str(interaction.source_id)
        case InteractionType.MODAL if interaction.parent is not None:
            told["triggering_interaction_metadata"] = interaction.parent
        case _:
            pass
    return told


def command_path(data: JSON) -> str:
    """The full name of a command with its group and subcommand."""
    path = str(data["name"])
    options = data.get("options") or []
    while options and options[0]["type"] in {1, 2}:
        path += f" {options[0]['name']}"
        options = options[0].get("options") or []
    return path
