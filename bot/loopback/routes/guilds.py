"""Guilds with their channels, members and roles."""

from bot.loopback.errors import JSON, missing_access, missing_permissions, unknown
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.validation.problems import Problems
from bot.loopback.world.model import Guild, Member
from bot.loopback.world.permissions import P
from bot.loopback.world.views import channel_view, guild_view, member_view, role_view, user_view


def _guild(call: Call) -> Guild:
    return call.world.guild_of(call.actor, call.id("guild_id"))


def get_guild(call: Call) -> Answer:
    """A guild that the actor is in."""
    guild = _guild(call)
    view = guild_view(guild)
    if call.flag("with_counts"):
        view |= {"approximate_member_count": len(guild.members), "approximate_presence_count": len(guild.members)}
    return Answer(200, view)


def list_channels(call: Call) -> Answer:
    """The guild's channels, without threads."""
    guild = _guild(call)
    channels = call.world.state.channels.values()
    return Answer(200, [channel_view(one) for one in channels if one.guild_id == guild.id and one.thread is None])


def _views(call: Call, members: list[Member]) -> list[JSON]:
    return [member_view(call.world, one) for one in members]


def list_members(call: Call) -> Answer:
    """Members by id; a bot needs the members intent for it."""
    guild = _guild(call)
    app = call.world.application_of(call.actor)
    if app is not None and not app.members_intent:
        raise missing_access()
    limit, after = call.number("limit", 1, 1, 1000), call.number("after", 0, 0, 2**63)
    chosen = sorted((one for one in guild.members.values() if one.user_id > after), key=lambda one: one.user_id)
    return Answer(200, _views(call, chosen[:limit]))


def search_members(call: Call) -> Answer:
    """Members whose name or nick begins with `query`."""
    guild = _guild(call)
    query, limit = call.query.get("query", "").lower(), call.number("limit", 1, 1, 1000)
    found = []
    for member in guild.members.values():
        user = call.world.user(member.user_id)
        names = (member.nick, user.global_name, user.username)
        if query and any(name and name.lower().startswith(query) for name in names):
            found.append(member)
    return Answer(200, _views(call, found[:limit]))


def get_member(call: Call) -> Answer:
    """One member, or 10007."""
    return Answer(200, member_view(call.world, call.world.member(_guild(call), call.id("user_id"))))


def edit_member(call: Call) -> Answer:
    """Change a nick: the own one, or with the right to manage nicks someone else's."""
    guild = _guild(call)
    own = "user_id" not in call.params
    member = call.world.member(guild, call.actor.id if own else call.id("user_id"))
    if not call.world.guild_bits(call.actor, guild) & (P.CHANGE_NICKNAME if own else P.MANAGE_NICKNAMES):
        raise missing_permissions()
    problems = Problems()
    nick = problems.text(call.form, "nick", (), (0, 32))
    problems.refuse()
    if "nick" in call.form:
        member.nick = nick or None
    call.world.update_member(guild, member)
    return Answer(200, member_view(call.world, member))


def _change_role(call: Call, *, held: bool) -> Answer:
    guild = _guild(call)
    member, role_id = call.world.member(guild, call.id("user_id")), call.id("role_id")
    if not call.world.guild_bits(call.actor, guild) & P.MANAGE_ROLES:
        raise missing_permissions()
    if role_id not in guild.roles or role_id == guild.id:
        raise unknown("role")
    member.roles = [one for one in member.roles if one != role_id] + ([role_id] if held else [])
    call.world.update_member(guild, member)
    return EMPTY


def give_role(call: Call) -> Answer:
    """Give a member a role."""
    return _change_role(call, held=True)


def take_role(call: Call) -> Answer:
    """Take a role from a member."""
    return _change_role(call, held=False)


def list_roles(call: Call) -> Answer:
    """The guild's roles."""
    return Answer(200, [role_view(one) for one in _guild(call).roles.values()])


def get_role(call: Call) -> Answer:
    """One role, or 10011."""
    role = _guild(call).roles.get(call.id("role_id"))
    if role is None:
        raise unknown("role")
    return Answer(200, role_view(role))


def get_user(call: Call) -> Answer:
    """Any user, or 10013."""
    _ = call.actor
    return Answer(200, user_view(call.world.user(call.id("user_id"))))


_GUILD = "/guilds/{guild_id}"
_MEMBERS = f"{_GUILD}/members"

ROUTES = (
    Route("GET", _GUILD, get_guild),
    Route("GET", f"{_GUILD}/channels", list_channels),
    Route("GET", _MEMBERS, list_members),
    Route("GET", f"{_MEMBERS}/search", search_members),
    Route("PATCH", f"{_MEMBERS}/@me", edit_member),
    Route("GET", f"{_MEMBERS}/{{user_id}}", get_member),
    Route("PATCH", f"{_MEMBERS}/{{user_id}}", edit_member),
    Route("PUT", f"{_MEMBERS}/{{user_id}}/roles/{{role_id}}", give_role),
    Route("DELETE", f"{_MEMBERS}/{{user_id}}/roles/{{role_id}}", take_role),
    Route("GET", f"{_GUILD}/roles", list_roles),
    Route("GET", f"{_GUILD}/roles/{{role_id}}", get_role),
    Route("GET", "/users/{user_id}", get_user),
)
