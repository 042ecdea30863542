"""Messages, their files and reactions in the shapes that Discord's API answers with."""

import hashlib
from urllib.parse import quote

from bot.loopback.errors import JSON
from bot.loopback.world.model import Attachment, Message, MessageType
from bot.loopback.world.store import Store
from bot.loopback.world.views import channel_view, user_view, when

ATTACHMENT_LIMIT = 10 * 1024 * 1024
"""Bytes that one file may have in a server without boosts."""


def attachment_view(store: Store, channel_id: int, attachment: Attachment) -> JSON:
    """`MessageAttachmentResponse`."""
    url = f"{store.base_url}/cdn/attachments/{channel_id}/{attachment.id}/{quote(attachment.filename)}"
    view: JSON = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": attachment.size,
        "url": url,
        "proxy_url": url,
        "content_type": attachment.content_type,
    }
    if attachment.description is not None:
        view["description"] = attachment.description
    if attachment.ephemeral:
        view["ephemeral"] = True
    if attachment.width is not None and attachment.height is not None:
        view |= {"width": attachment.width, "height": attachment.height}
    return view


def _media(media: JSON, files: dict[str, JSON]) -> JSON:
    name = str(media["url"]).removeprefix("attachment://")
    file = files.get(name)
    if file is None:
        digest = str(int.from_bytes(hashlib.sha256(name.encode()).digest()[:7]))
        return {"id": digest, "url": media["url"], "proxy_url": media["url"]}
    return {
        "id": file["id"],
        "url": file["url"],
        "proxy_url": file["proxy_url"],
        "content_type": file["content_type"],
        "attachment_id": file["id"],
        "width": file.get("width"),
        "height": file.get("height"),
    }


def _component(component: JSON, files: dict[str, JSON]) -> JSON:
    view = dict(component)
    if "file" in view:
        attached = files.get(str(view["file"]["url"]).removeprefix("attachment://"), {})
        view |= {"file": _media(view["file"], files), "name": attached.get("filename"), "size": attached.get("size")}
    if "media" in view:
        view["media"] = _media(view["media"], files)
    if "items" in view:
        view["items"] = [_component(item, files) for item in view["items"]]
    if "components" in view:
        view["components"] = [_component(child, files) for child in view["components"]]
    if "accessory" in view:
        view["accessory"] = _component(view["accessory"], files)
    return view


def _embed(embed: JSON, files: dict[str, JSON]) -> JSON:
    view = dict(embed)
    for part in ("image", "thumbnail"):
        name = str(view.get(part, {}).get("url", "")).removeprefix("attachment://")
        if name in files:
            view[part] = {"url": files[name]["url"], "proxy_url": files[name]["proxy_url"]}
    return view


_LAYOUT_MEDIA = {9, 11, 12, 13, 17}


def message_view(store: Store, message: Message, viewer_id: int | None = None, *, deep: bool = True) -> JSON:
    """`MessageResponse`; with `deep` also the message it refers to. Reactions only where a viewer is named."""
    files = [attachment_view(store, message.channel_id, attachment) for attachment in message.attachments]
    by_name = {file["filename"]: file for file in files}
    components = message.components
    if any(component["type"] in _LAYOUT_MEDIA for component in components):
        components = [_component(component, by_name) for component in components]
    view: JSON = {
        "type": int(message.type),
        "content": message.content,
        "mentions": [user_view(store.user(user_id)) for user_id in message.mentions],
        "mention_roles": [str(role_id) for role_id in message.mention_roles],
        "attachments": files,
        "embeds": [_embed(embed, by_name) for embed in message.embeds],
        "timestamp": when(message.timestamp),
        "edited_timestamp": when(message.edited_at) if message.edited_at else None,
        "flags": message.flags,
        "components": components,
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "author": user_view(store.user(message.author_id)),
        "pinned": message.pinned_at is not None,
        "mention_everyone": message.mention_everyone,
        "tts": False,
    }
    if message.nonce is not None:
        view["nonce"] = message.nonce
    if message.application_id is not None:
        view["application_id"] = str(message.application_id)
    if message.webhook:
        view["webhook_id"] = str(message.application_id)
    if message.interaction is not None:
        view |= _interaction_view(store, message.interaction)
    if message.reference is not None:
        view["message_reference"] = message.reference
        if deep and message.type in {MessageType.REPLY, MessageType.THREAD_STARTER}:
            view["referenced_message"] = _referenced(store, message)
    thread = store.state.channels.get(message.id)
    if thread is not None and viewer_id is not None:
        view["thread"] = channel_view(thread)
    if viewer_id is not None and message.reactions:
        view["reactions"] = [reaction_view(emoji, users, viewer_id) for emoji, users in message.reactions.items()]
    return view


def _referenced(store: Store, message: Message) -> JSON | None:
    target = store.state.messages.get(int((message.reference or {}).get("message_id", 0)))
    # A public follow-up refers to an ephemeral answer: what that one says is still for one person only.
    if target is None or (target.ephemeral and target.seen_by != message.seen_by):
        return None
    return message_view(store, target, deep=False)


def _interaction_view(store: Store, interaction: JSON) -> JSON:
    user = user_view(store.user(int(interaction["user_id"])))
    metadata: JSON = {key: value for key, value in interaction.items() if key not in {"user_id", "name"}}
    metadata["user"] = user
    if "target_user_id" in metadata:
        metadata["target_user"] = user_view(store.user(int(metadata.pop("target_user_id"))))
    if "triggering_interaction_metadata" in metadata:
        parent = metadata["triggering_interaction_metadata"]
        metadata["triggering_interaction_metadata"] = _interaction_view(store, parent)["interaction_metadata"]
    view: JSON = {"interaction_metadata": metadata}
    if "name" in interaction:
        view["interaction"] = {
            "id": interaction["id"],
            "type": interaction["type"],
            "name": interaction["name"],
            "user": user,
        }
    return view


def emoji_view(emoji: str) -> JSON:
    """An emoji key as an object: plain characters, or `name:id`."""
    name, _, emoji_id = emoji.partition(":")
    return {"id": emoji_id or None, "name": name}


def reaction_view(emoji: str, users: list[int], viewer_id: int) -> JSON:
    """`MessageReactionResponse` as one user sees it."""
    return {
        "emoji": emoji_view(emoji),
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in users,
    }
