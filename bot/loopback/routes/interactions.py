"""Interactions and the webhooks of their tokens."""

from typing import TYPE_CHECKING

from bot.loopback.interactions import answers
from bot.loopback.routes.call import EMPTY, Answer, Call, Route
from bot.loopback.world import messages
from bot.loopback.world.message_views import message_view
from bot.loopback.world.model import Interaction, Message

if TYPE_CHECKING:
    from bot.loopback.errors import JSON


def submit(call: Call) -> Answer:
    """What a person's client sends: a command, a click, a form."""
    call.house.desk.submit(call.actor, call.form, call.files)
    return EMPTY


def callback(call: Call) -> Answer:
    """A bot's first answer; with `with_response` what became of it."""
    desk = call.house.desk
    interaction = answers.answer(
        desk, call.id("interaction_id"), call.params["interaction_token"], call.form, call.files
    )
    if not call.flag("with_response"):
        return EMPTY
    waiting, ephemeral = answers.loading(call.world, interaction)
    view: JSON = {"id": str(interaction.id), "type": int(interaction.type)}
    if interaction.message_id is not None:
        view |= {
            "response_message_id": str(interaction.message_id),
            "response_message_loading": waiting,
            "response_message_ephemeral": ephemeral,
            "channel_id": str(interaction.channel_id),
            "guild_id": str(interaction.guild_id),
        }
    body: JSON = {"interaction": view}
    if interaction.acknowledged in {answers.MESSAGE, answers.DEFERRED, answers.UPDATE}:
        kind = answers.UPDATE if interaction.acknowledged == answers.UPDATE else answers.MESSAGE
        message = answers.original(call.world, interaction)
        body["resource"] = {"type": kind, "message": message_view(call.world, message)}
    return Answer(200, body)


def _of(call: Call) -> Interaction:
    return call.house.desk.by_token(call.id("webhook_id"), call.params["webhook_token"])


def _named(call: Call, interaction: Interaction) -> Message:
    if "message_id" not in call.params:
        return answers.original(call.world, interaction)
    return answers.own_message(call.world, interaction, call.id("message_id"))


def follow_up(call: Call) -> Answer:
    """A further message."""
    interaction = _of(call)
    message = answers.follow_up(call.house.desk, interaction, call.form, call.files)
    return Answer(200, message_view(call.world, message))


def get_answer(call: Call) -> Answer:
    """A message of this interaction."""
    return Answer(200, message_view(call.world, _named(call, _of(call))))


def edit_answer(call: Call) -> Answer:
    """Edit a message of this interaction."""
    interaction = _of(call)
    message = answers.amend(call.world, interaction, _named(call, interaction), call.form, call.files)
    return Answer(200, message_view(call.world, message))


def delete_answer(call: Call) -> Answer:
    """Delete a message of this interaction."""
    messages.remove(call.world, _named(call, _of(call)))
    return EMPTY


def webhook(call: Call) -> Answer:
    """The webhook that a token stands for."""
    interaction = _of(call)
    app = call.world.state.applications[interaction.application_id]
    body = {
        "application_id": str(app.id),
        "avatar": None,
        "channel_id": None,
        "guild_id": None,
        "id": str(app.id),
        "name": app.name,
        "type": 3,
    }
    return Answer(200, body)


_HOOK = "/webhooks/{webhook_id}/{webhook_token}"

ROUTES = (
    Route("POST", "/interactions", submit),
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback, public=True),
    Route("GET", _HOOK, webhook, public=True),
    Route("POST", _HOOK, follow_up, public=True),
    *(
        Route(method, f"{_HOOK}/messages/{which}", handler, public=True)
        for which in ("@original", "{message_id}")
        for method, handler in (("GET", get_answer), ("PATCH", edit_answer), ("DELETE", delete_answer))
    ),
)
