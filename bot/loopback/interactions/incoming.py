"""From the body of a person's `POST /interactions` to an interaction, with everything checked."""

from bot.loopback.errors import JSON, ApiError, invalid_form, missing_access, missing_permissions, unknown
from bot.loopback.interactions.modal_values import read_modal_values
from bot.loopback.interactions.options import OptionReader, command_for, find_component, read_select
from bot.loopback.interactions.payload import metadata
from bot.loopback.interactions.resolved import Resolved
from bot.loopback.validation.message import Upload, make_attachment
from bot.loopback.validation.problems import Problems
from bot.loopback.world.message_views import attachment_view
from bot.loopback.world.model import Command, Interaction, InteractionType, User
from bot.loopback.world.permissions import P
from bot.loopback.world.store import Store

_CHAT_INPUT, _USER_MENU = 1, 2


class Arrival:
    """One body under way: the person, the place, the files, and what has been resolved so far."""

    def __init__(self, store: Store, actor: User, form: JSON, files: dict[int, Upload]) -> None:
        self.store = store
        self.actor = actor
        self.form = form
        self.files = files
        self.application_id = _snowflake(form, "application_id")
        self.app = store.state.applications.get(self.application_id)
        if self.app is None:
            raise unknown("application")
        self.channel, self.bits = store.visible_channel(actor, _snowflake(form, "channel_id"))
        guild = store.guild_of(actor, self.channel.guild_id)
        if self.app.user_id not in guild.members:
            raise missing_access()
        self.resolved = Resolved(store, guild.id)
        data = form.get("data")
        if not isinstance(data, dict):
            raise invalid_form({"data": {"_errors": [{"code": "BASE_TYPE_REQUIRED", "message": "Required"}]}})
        self.data: JSON = data

    def attach(self, number: int) -> JSON:
        """Keep an uploaded file and return its view; 50035 for a file that was not sent."""
        upload = self.files.get(number)
        if upload is None:
            error = {"code": "ATTACHMENT_NOT_FOUND", "message": f"File {number} was not uploaded."}
            raise invalid_form({"data": {"attachments": {"_errors": [error]}}})
        entries = {str(one.get("id")): one for one in Problems().forms(self.data, "attachments", ("data",))}
        attachment = make_attachment(self.store, upload, entries.get(str(number), {}))
        attachment.ephemeral = True
        self.store.keep_file(attachment.id, upload.content)
        return attachment_view(self.store, self.channel.id, attachment)


def _snowflake(form: JSON, key: str) -> int:
    text = str(form.get(key) or "")
    if not text.isdecimal():
        error = {"code": "NUMBER_TYPE_COERCE", "message": f'Value "{text}" is not snowflake.'}
        raise invalid_form({key: {"_errors": [error]}})
    return int(text)


def read_interaction(store: Store, actor: User, form: JSON, files: dict[int, Upload]) -> Interaction:
    """Check a person's body and make the interaction that the bot will get."""
    arrival = Arrival(store, actor, form, files)
    kind = form.get("type")
    source_id: int | None = None
    parent: JSON | None = None
    match kind:
        case 2 | 4:
            data = _command(arrival, autocomplete=kind == InteractionType.AUTOCOMPLETE)
        case 3:
            source_id, data = _component(arrival)
        case 5:
            opener, data = _modal(arrival)
            source_id, parent = opener.source_id, metadata(store, opener)
        case _:
            error = {"code": "BASE_TYPE_CHOICES", "message": "Value must be one of (2, 3, 4, 5)."}
            raise invalid_form({"type": {"_errors": [error]}})
    if arrival.resolved.data:
        data["resolved"] = arrival.resolved.data
    nonce = form.get("nonce")
    return Interaction(
        id=store.new_id(),
        token=store.new_token(),
        type=InteractionType(kind),
        application_id=arrival.application_id,
        user_id=actor.id,
        guild_id=arrival.channel.guild_id,
        channel_id=arrival.channel.id,
        created_at=store.clock(),
        data=data,
        nonce=None if nonce is None else str(nonce),
        source_id=source_id,
        parent=parent,
    )


def _command(arrival: Arrival, *, autocomplete: bool) -> JSON:
    store, form_data = arrival.store, arrival.data
    if not arrival.bits & P.USE_COMMANDS:
        raise missing_permissions()
    command = command_for(store, form_data, arrival.channel.guild_id, arrival.application_id)
    if not may_use(command, arrival.bits):
        raise missing_permissions()
    definition = command.data
    if str(form_data.get("version", command.version)) != str(command.version):
        raise ApiError(400, 50035, "This command is outdated, please try again in a few minutes")
    data: JSON = {"id": str(command.id), "name": definition["name"], "type": definition["type"]}
    if command.guild_id is not None:
        data["guild_id"] = str(command.guild_id)
    if definition["type"] != _CHAT_INPUT:
        return data | {"target_id": _target(arrival, definition["type"])}
    reader = OptionReader(store, arrival.actor, arrival.resolved, arrival.attach, autocomplete=autocomplete)
    given = reader.problems.forms(form_data, "options", ("data",))
    options = reader.read(definition.get("options") or [], given)
    if autocomplete and reader.focused != 1:
        reader.problems.add(("data", "options"), "FOCUSED_OPTION_REQUIRED", "Exactly one option must be focused")
    reader.problems.refuse()
    return data | ({"options": options} if options else {})


def may_use(command: Command, bits: int) -> bool:
    """Whether someone with these bits may use a command at all (`default_member_permissions`)."""
    needed = command.data.get("default_member_permissions")
    if needed is None:
        return True
    # "0" means: nobody but administrators, who hold every bit.
    return bool(bits & P.ADMINISTRATOR) if int(needed) == 0 else bits & int(needed) == int(needed)


def _target(arrival: Arrival, kind: int) -> str:
    target = _snowflake(arrival.data, "target_id")
    if kind == _USER_MENU:
        arrival.resolved.user(target)
    else:
        message = arrival.store.message(arrival.channel, target)
        arrival.resolved.message(message)
    return str(target)


def _component(arrival: Arrival) -> tuple[int, JSON]:
    store, form_data = arrival.store, arrival.data
    message = store.state.messages.get(_snowflake(arrival.form, "message_id"))
    hidden = message is not None and message.seen_by not in {None, arrival.actor.id}
    if message is None or hidden or message.channel_id != arrival.channel.id:
        raise unknown("message")
    if message.application_id not in {None, arrival.application_id} or message.author_id != _bot_user(arrival):
        raise unknown("message")
    custom_id = str(form_data.get("custom_id", ""))
    component = find_component(message.components, custom_id)
    problems = Problems()
    if component is None or component["type"] != form_data.get("component_type"):
        problems.add(("data", "custom_id"), "COMPONENT_NOT_FOUND", "Component could not be found.")
        problems.refuse()
        raise unknown("message")
    if component.get("disabled"):
        problems.add(("data", "custom_id"), "COMPONENT_DISABLED", "This component is disabled.")
    data: JSON = {"component_type": component["type"], "custom_id": custom_id, "id": component["id"]}
    if component["type"] != 2:  # noqa: PLR2004 -- the wire's number of a button; all others are selects
        values = form_data.get("values")
        path = ("data", "values")
        data["values"] = read_select(store, arrival.actor, arrival.resolved, component, values, path, problems)
    problems.refuse()
    return message.id, data


def _bot_user(arrival: Arrival) -> int:
    return arrival.app.user_id if arrival.app is not None else 0


def _modal(arrival: Arrival) -> tuple[Interaction, JSON]:
    """Find the form that is being sent by the interaction that opened it, and read its values."""
    store, form_data = arrival.store, arrival.data
    opener = store.state.interactions.get(_snowflake(form_data, "id"))
    if opener is None or opener.user_id != arrival.actor.id or opener.modal is None:
        raise unknown("interaction")
    modal = opener.modal
    if modal["custom_id"] != form_data.get("custom_id"):
        raise unknown("interaction")
    problems = Problems()
    components = read_modal_values(arrival.store, arrival.actor, arrival, modal, problems)
    problems.refuse()
    # A form can be sent once; a second click of its button finds it closed.
    opener.modal = None
    return opener, {"custom_id": modal["custom_id"], "components": components}
