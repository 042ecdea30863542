"""The things that an interaction's data names, in full, beside it (`resolved`)."""

from bot.loopback.errors import JSON, unknown
from bot.loopback.world.message_views import message_view
from bot.loopback.world.model import Channel, Message
from bot.loopback.world.permissions import guild_permissions
from bot.loopback.world.store import Store
from bot.loopback.world.views import channel_view, member_view, role_view, user_view


class Resolved:
    """Collects the users, channels, roles, messages and attachments that an interaction's data names."""

    def __init__(self, store: Store, interaction_guild: int) -> None:
        self._store = store
        self._guild = store.guild(interaction_guild)
        self.data: dict[str, JSON] = {}

    def _put(self, kind: str, thing_id: int, view: JSON) -> None:
        self.data.setdefault(kind, {})[str(thing_id)] = view

    def user(self, user_id: int) -> None:
        """A user, with the member where there is one; 10013 for nobody."""
        user = self._store.user(user_id)
        member = self._guild.members.get(user_id)
        if member is not None:
            view = member_view(self._store, member)
            view.pop("user")
            for absent in ("mute", "deaf"):
                view.pop(absent)
            rights = guild_permissions(self._guild, member)
            self._put("members", user_id, view | {"permissions": str(rights)})
            self._put("users", user_id, member_view(self._store, member)["user"])
        else:
            self._put("users", user_id, user_view(user))

    def role(self, role_id: int) -> None:
        """A role of the guild; 10011 for none."""
        role = self._guild.roles.get(role_id)
        if role is None:
            raise unknown("role")
        self._put("roles", role_id, role_view(role))

    def channel(self, channel: Channel, viewer_id: int) -> None:
        """A channel as one person sees it."""
        view = channel_view(channel) | {"permissions": str(self._store.bits(viewer_id, channel))}
        self._put("channels", channel.id, view)

    def message(self, message: Message) -> None:
        """A message that a context menu was opened on."""
        self._put("messages", message.id, message_view(self._store, message))

    def attachment(self, view: JSON) -> None:
        """A file that came with the interaction."""
        self._put("attachments", int(view["id"]), view)
