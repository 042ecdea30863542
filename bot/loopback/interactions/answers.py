"""What a bot's answers do: messages, edits of the clicked message, forms, completions, follow-ups."""

from bot.loopback.errors import JSON, invalid_form, unknown
from bot.loopback.interactions.desk import Desk
from bot.loopback.interactions.payload import metadata
from bot.loopback.validation.commands import check_choices
from bot.loopback.validation.message import Upload, read_draft
from bot.loopback.validation.modals import check_modal
from bot.loopback.world import messages
from bot.loopback.world.messages import Draft
from bot.loopback.world.model import Interaction, InteractionType, Message, MessageFlag, MessageType
from bot.loopback.world.store import Store

PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9


def answer(desk: Desk, interaction_id: int, token: str, form: JSON, files: dict[int, Upload]) -> Interaction:
    """Carry out the first answer of a bot; refuses it with the codes of `Desk.open_for_answer` or of the form."""
    kind = form.get("type")
    if kind not in {PONG, MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL}:
        error = {"code": "BASE_TYPE_CHOICES", "message": "Value must be one of (1, 4, 5, 6, 7, 8, 9)."}
        raise invalid_form({"type": {"_errors": [error]}})
    interaction = desk.open_for_answer(interaction_id, token, kind)
    data = form.get("data") or {}
    if not isinstance(data, dict):
        error = {"code": "MODEL_TYPE_CONVERT", "message": "Only dictionaries may be used in a ModelType"}
        raise invalid_form({"data": {"_errors": [error]}})
    match kind:
        case 4:
            _say(desk, interaction, read_draft(desk.store, data, files), MESSAGE)
        case 5:
            _say(desk, interaction, Draft(flags=int(data.get("flags") or 0) | MessageFlag.LOADING), DEFERRED)
        case 7:
            source = _source(desk.store, interaction)
            draft = read_draft(desk.store, data, files, edited=source)
            desk.acknowledge(interaction, UPDATE)
            messages.edit(desk.store, source, draft, personal=_own(interaction))
        case 8:
            choices = check_choices(data)
            desk.acknowledge(interaction, CHOICES)
            desk.complete(interaction, choices)
            return interaction
        case 9:
            modal = check_modal(data)
            desk.acknowledge(interaction, MODAL)
            desk.show_modal(interaction, modal)
            return interaction
        case _:
            desk.acknowledge(interaction, kind)
    desk.succeed(interaction)
    return interaction


def _own(interaction: Interaction) -> tuple[int, JSON]:
    """What only the person's own client is told with a message: the nonce of its own request."""
    return (interaction.user_id, {"nonce": interaction.nonce})


def _source(store: Store, interaction: Interaction) -> Message:
    message = store.state.messages.get(interaction.source_id or 0)
    if message is None:
        raise unknown("message")
    return message


def _say(desk: Desk, interaction: Interaction, draft: Draft, kind: int) -> None:
    desk.acknowledge(interaction, kind)
    message = _post(desk.store, interaction, draft)
    interaction.message_id = message.id


def _post(store: Store, interaction: Interaction, draft: Draft) -> Message:
    channel = store.channel(interaction.channel_id)
    author = store.user(store.state.applications[interaction.application_id].user_id)
    followup = interaction.message_id is not None or interaction.acknowledged in {DEFERRED_UPDATE, UPDATE, MODAL}
    template = messages.interaction_message(store, channel, author, _message_type(interaction, followup), draft.flags)
    template.interaction = metadata(store, interaction)
    if followup and (interaction.message_id or interaction.source_id):
        template.interaction["original_response_message_id"] = str(interaction.message_id or interaction.source_id)
    template.application_id = interaction.application_id
    template.webhook = True
    if draft.flags & MessageFlag.EPHEMERAL:
        template.seen_by = interaction.user_id
    referred = interaction.message_id if followup else interaction.source_id
    if template.type is MessageType.REPLY and referred is not None:
        draft.reference = {
            "type": 0,
            "message_id": str(referred),
            "channel_id": str(channel.id),
            "guild_id": str(channel.guild_id),
        }
    return messages.post(store, channel, author, draft, template, _own(interaction))


def _message_type(interaction: Interaction, followup: bool) -> MessageType:  # noqa: FBT001 -- two cases of one table
    if followup or interaction.source_id is not None:
        return MessageType.REPLY
    if interaction.type is InteractionType.COMMAND and "target_id" in interaction.data:
        return MessageType.CONTEXT_MENU
    return MessageType.CHAT_INPUT


def original(store: Store, interaction: Interaction) -> Message:
    """The message of the first answer, or the clicked one where the answer was an update; 10008 for neither."""
    thing = interaction.message_id
    if thing is None and interaction.acknowledged in {DEFERRED_UPDATE, UPDATE}:
        thing = interaction.source_id
    message = store.state.messages.get(thing or 0)
    if message is None:
        raise unknown("message")
    return message


def own_message(store: Store, interaction: Interaction, message_id: int) -> Message:
    """A message that an answer or a follow-up of this interaction made; 10008 for any other."""
    message = store.state.messages.get(message_id)
    if message is None:
        raise unknown("message")
    mine = (message.interaction or {}).get("id") == str(interaction.id)
    if not mine and message.id != interaction.source_id:
        raise unknown("message")
    return message


def follow_up(desk: Desk, interaction: Interaction, form: JSON, files: dict[int, Upload]) -> Message:
    """A further message. The first after a deferral takes the deferred message's place, and its privacy with it."""
    store = desk.store
    waiting = store.state.messages.get(interaction.message_id or 0)
    draft = read_draft(store, form, files)
    if waiting is not None and waiting.flags & MessageFlag.LOADING:
        return messages.edit(store, waiting, draft, personal=_own(interaction))
    return _post(store, interaction, draft)


def amend(store: Store, interaction: Interaction, message: Message, form: JSON, files: dict[int, Upload]) -> Message:
    """Edit a message of this interaction."""
    draft = read_draft(store, form, files, edited=message)
    return messages.edit(store, message, draft, personal=_own(interaction))


def loading(store: Store, interaction: Interaction) -> tuple[bool, bool]:
    """Whether the answer's message is still awaited, and whether it is ephemeral."""
    message = store.state.messages.get(interaction.message_id or 0)
    if message is None:
        return False, False
    return bool(message.flags & MessageFlag.LOADING), message.ephemeral
