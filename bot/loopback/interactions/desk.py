"""Where interactions come in from people and go out to bots, and where bots' answers come back.

A bot has `response_window` seconds for its first answer; the token then lives 15 minutes. Source: Discord's
documentation, "Receiving and Responding to Interactions".
"""

import asyncio
from datetime import timedelta

from bot.loopback.errors import JSON, ApiError, unauthorized, unknown
from bot.loopback.faults import Faults
from bot.loopback.interactions.incoming import read_interaction
from bot.loopback.interactions.payload import interaction_payload
from bot.loopback.validation.message import Upload
from bot.loopback.world.model import Interaction, InteractionType, User
from bot.loopback.world.store import Event, Store

TOKEN_LIFE = timedelta(minutes=15)
_PRUNE_AT = 500


class Desk:
    """Keeps the interactions under way and the timers of their first answers."""

    def __init__(self, store: Store, faults: Faults, response_window: float = 3.0) -> None:
        self.store = store
        self.faults = faults
        self.response_window = response_window
        self._timers: dict[int, asyncio.TimerHandle] = {}
        self._by_token: dict[str, int] = {one.token: one.id for one in store.state.interactions.values()}

    def submit(self, actor: User, form: JSON, files: dict[int, Upload]) -> Interaction:
        """Take what a person did, in the shape that Discord's own client sends, and hand it to the bot.

        Refuses what Discord's client could not have sent: an unknown command, message, component or option.
        """
        if actor.bot:
            raise unauthorized()
        interaction = read_interaction(self.store, actor, form, files)
        state = self.store.state
        if len(state.interactions) > _PRUNE_AT:
            self._prune()
        state.interactions[interaction.id] = interaction
        self._by_token[interaction.token] = interaction.id
        if interaction.type is not InteractionType.AUTOCOMPLETE:
            self._tell(interaction, "INTERACTION_CREATE")
        event = Event(
            "INTERACTION_CREATE",
            interaction_payload(self.store, interaction),
            interaction.guild_id,
            only=frozenset({state.applications[interaction.application_id].user_id}),
        )
        self.store.emit(event)
        if self.faults.take_twice():
            self.store.emit(event)
        loop = asyncio.get_running_loop()
        self._timers[interaction.id] = loop.call_later(self.response_window, self._expire, interaction)
        return interaction

    def _tell(self, interaction: Interaction, name: str, **extra: object) -> None:
        """Tell the person's client how the interaction fares."""
        data: JSON = {"id": str(interaction.id), "nonce": interaction.nonce} | extra
        self.store.emit(Event(name, data, only=frozenset({interaction.user_id})))

    def _expire(self, interaction: Interaction) -> None:
        self._timers.pop(interaction.id, None)
        if interaction.acknowledged is None:
            interaction.failed = True
            self._tell(interaction, "INTERACTION_FAILURE", reason_code=3)

    def _prune(self) -> None:
        state, oldest = self.store.state, self.store.clock() - TOKEN_LIFE
        for one in [one for one in state.interactions.values() if one.created_at < oldest]:
            del state.interactions[one.id]
            self._by_token.pop(one.token, None)

    def open_for_answer(self, interaction_id: int, token: str, kind: int) -> Interaction:
        """The interaction, if it may get its first answer now.

        10062 for one that is unknown or too old, 40060 for one that has its answer.
        """
        interaction = self.store.state.interactions.get(interaction_id)
        if interaction is None or interaction.token != token or interaction.failed:
            raise unknown("interaction")
        if interaction.acknowledged is not None:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        if interaction.id not in self._timers and self.store.clock() - interaction.created_at > timedelta(
            seconds=self.response_window
        ):
            raise unknown("interaction")
        self._fits(interaction, kind)
        return interaction

    @staticmethod
    def _fits(interaction: Interaction, kind: int) -> None:
        completes = interaction.type is InteractionType.AUTOCOMPLETE
        wrong = (
            completes != (kind == 8)  # noqa: PLR2004 -- 8 is the list of completions
            or (kind == 9 and interaction.type is InteractionType.MODAL)  # noqa: PLR2004 -- 9 opens a form
            or (kind in {6, 7} and interaction.source_id is None)
        )
        if wrong:
            raise ApiError(400, 50035, "Invalid Form Body", _bad_type())

    def acknowledge(self, interaction: Interaction, kind: int) -> None:
        """Note the first answer and stop its clock."""
        interaction.acknowledged = kind
        timer = self._timers.pop(interaction.id, None)
        if timer is not None:
            timer.cancel()

    def succeed(self, interaction: Interaction) -> None:
        """Tell the person that the bot has answered."""
        self._tell(interaction, "INTERACTION_SUCCESS")

    def show_modal(self, interaction: Interaction, modal: JSON) -> None:
        """Open a form at the person."""
        interaction.modal = modal
        app = self.store.state.applications[interaction.application_id]
        self._tell(
            interaction,
            "INTERACTION_MODAL_CREATE",
            channel_id=str(interaction.channel_id),
            guild_id=str(interaction.guild_id),
            application={"id": str(app.id), "name": app.name, "icon": None, "description": ""},
            **modal,
        )
        self.succeed(interaction)

    def complete(self, interaction: Interaction, choices: list[JSON]) -> None:
        """Show completions at the person."""
        data: JSON = {"nonce": interaction.nonce, "choices": choices}
        only = frozenset({interaction.user_id})
        self.store.emit(Event("APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", data, only=only))

    def by_token(self, application_id: int, token: str) -> Interaction:
        """The interaction whose token a follow-up uses.

        10015 for an unknown one or one that has no first answer yet, 50027 for one that is older than 15 minutes.
        """
        interaction = self.store.state.interactions.get(self._by_token.get(token, 0))
        if interaction is None or interaction.application_id != application_id:
            raise unknown("webhook")
        if self.store.clock() - interaction.created_at > TOKEN_LIFE:
            raise ApiError(401, 50027, "Invalid Webhook Token")
        if interaction.acknowledged is None:
            raise unknown("webhook")
        return interaction

    def close(self) -> None:
        """Stop all clocks."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()


def _bad_type() -> JSON:
    error = {"code": "BASE_TYPE_CHOICES", "message": "This interaction cannot be answered with that type."}
    return {"type": {"_errors": [error]}}
