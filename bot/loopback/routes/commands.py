"""Application commands: registered by a bot, globally or for a guild; listed for people."""

from bot.loopback.errors import JSON, ApiError, missing_access, unknown
from bot.loopback.interactions.incoming import may_use
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.validation.commands import check_command, check_commands, check_counts
from bot.loopback.world.model import Application, Command
from bot.loopback.world.permissions import P, guild_permissions
from bot.loopback.world.store import Event
from bot.loopback.world.views import command_view, user_view


def _scope(call: Call) -> tuple[Application, int | None]:
    app = call.application()
    if "guild_id" not in call.params:
        return app, None
    guild = call.world.guild(call.id("guild_id"))
    if app.user_id not in guild.members:
        raise missing_access()
    return app, guild.id


def _registered(call: Call, app: Application, guild_id: int | None) -> list[Command]:
    commands = call.world.state.commands.values()
    return [one for one in commands if one.application_id == app.id and one.guild_id == guild_id]


def list_commands(call: Call) -> Answer:
    """All commands of the scope."""
    app, guild_id = _scope(call)
    return Answer(200, [command_view(one) for one in _registered(call, app, guild_id)])


def _changed(call: Call, app: Application, guild_id: int | None) -> None:
    """Tell people's clients that the list of commands is not what it was."""
    world = call.world
    for guild in world.state.guilds.values():
        if app.user_id in guild.members and guild_id in {None, guild.id}:
            people = frozenset(one for one in guild.members if not world.user(one).bot)
            data = {"guild_id": str(guild.id), "version": str(world.new_id())}
            world.emit(Event("GUILD_APPLICATION_COMMAND_INDEX_UPDATE", data, guild.id, only=people))
    world.touch()


def _put(call: Call, app: Application, guild_id: int | None, data: JSON) -> tuple[Command, bool]:
    """Register one command; the same name and type in the same scope is replaced under its id."""
    world = call.world
    earlier = next(
        (
            one
            for one in _registered(call, app, guild_id)
            if one.data["name"] == data["name"] and one.data["type"] == data["type"]
        ),
        None,
    )
    if earlier is not None and earlier.data == data:
        return earlier, False
    command_id = earlier.id if earlier is not None else world.new_id()
    command = Command(id=command_id, application_id=app.id, guild_id=guild_id, version=world.new_id(), data=data)
    world.state.commands[command.id] = command
    return command, earlier is None


def overwrite_commands(call: Call) -> Answer:
    """Replace all commands of the scope; nothing changes if one of them is refused."""
    app, guild_id = _scope(call)
    checked = check_commands(call.body)
    wanted = {(data["name"], data["type"]) for data in checked}
    for old in _registered(call, app, guild_id):
        if (old.data["name"], old.data["type"]) not in wanted:
            del call.world.state.commands[old.id]
    commands = [_put(call, app, guild_id, data)[0] for data in checked]
    _changed(call, app, guild_id)
    return Answer(200, [command_view(one) for one in commands])


def create_command(call: Call) -> Answer:
    """Register one command."""
    app, guild_id = _scope(call)
    data = check_command(call.form)
    others = [one.data for one in _registered(call, app, guild_id) if one.data["name"] != data["name"]]
    check_counts([*others, data])
    command, fresh = _put(call, app, guild_id, data)
    _changed(call, app, guild_id)
    return Answer(201 if fresh else 200, command_view(command))


def _one(call: Call) -> Command:
    """The command that the path names in its scope, or 10063."""
    app, guild_id = _scope(call)
    command = call.world.state.commands.get(call.id("command_id"))
    if command is None or command.application_id != app.id or command.guild_id != guild_id:
        raise unknown("application command")
    return command


def get_command(call: Call) -> Answer:
    """One command."""
    return Answer(200, command_view(_one(call)))


def edit_command(call: Call) -> Answer:
    """Change some fields of a command."""
    command = _one(call)
    command.data = check_command(command.data | call.form)
    command.version = call.world.new_id()
    _changed(call, *_scope(call))
    return Answer(200, command_view(command))


def delete_command(call: Call) -> Answer:
    """Take a command back."""
    del call.world.state.commands[_one(call).id]
    _changed(call, *_scope(call))
    return EMPTY


def command_index(call: Call) -> Answer:
    """What a person's client lists: the commands of all applications in a guild that this person may use."""
    world, user = call.world, call.actor
    if user.bot:
        raise ApiError(403, 20001, "Bots cannot use this endpoint")
    guild = world.guild_of(user, call.id("guild_id"))
    bits = guild_permissions(guild, guild.members[user.id])
    apps = [app for app in world.state.applications.values() if app.user_id in guild.members]
    present = {app.id for app in apps}
    usable = [
        one
        for one in world.state.commands.values()
        if one.application_id in present
        and one.guild_id in {None, guild.id}
        and bits & P.USE_COMMANDS
        and may_use(one, bits)
        and (one.data.get("contexts") is None or 0 in one.data["contexts"])
    ]
    body = {
        "applications": [
            {"id": str(app.id), "name": app.name, "icon": None, "bot": user_view(world.user(app.user_id))}
            for app in apps
        ],
        "application_commands": [command_view(one) for one in usable],
        "version": str(guild.id),
    }
    return Answer(200, body)


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES = (
    *(
        Route(method, base + rest, handler)
        for base in (_GLOBAL, _GUILD)
        for method, rest, handler in (
            ("GET", "", list_commands),
            ("PUT", "", overwrite_commands),
            ("POST", "", create_command),
            ("GET", "/{command_id}", get_command),
            ("PATCH", "/{command_id}", edit_command),
            ("DELETE", "/{command_id}", delete_command),
        )
    ),
    Route("GET", "/guilds/{guild_id}/application-command-index", command_index),
)
