"""What a way to an act is, and how what was typed into its form is read."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from discord import SelectOption

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.text.limits import OPTION, clip
from bot.ui.answering.answers import Noted
from bot.ui.answering.visits import Visit
from bot.ui.kit.fields import Field, Typed
from bot.ui.kit.forms import REASON_MOST
from bot.ui.kit.layout import option
from bot.ui.timing import minutes_in
from bot.ui.transformers import ProposalRef

Sent = Mapping[str, str]
T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Asked:
    """A member at a way: the proposal it is about, if any, and the motion, room or turn."""

    here: Visit
    ref: ProposalRef | None = None
    about: str = ""

    @property
    def named(self) -> tuple[str, str]:
        """The proposal and the hash of the version that is meant."""
        return (self.ref.proposal, self.here.hash_of(self.ref)) if self.ref else ("", "")

    async def context(self) -> Context:
        """Give what guards are asked with."""
        return await self.here.answer.desk.service.context(self.here.session.id, self.here.actor)


async def _nothing(_: Asked) -> Sequence[Field]:
    return ()


async def why(_: Asked) -> Sequence[Field]:
    """Ask for a reason, which may stay empty."""
    return (Typed("note", REASON_MOST, required=False),)


@dataclass(frozen=True, slots=True)
class Way:
    """An act, the fields of its form (none: it is done at once), and how it is made of them.

    `make` gets nothing where nobody is asked, because the act is refused in any case. `instead` does something else
    than an act, such as to show what would happen.
    """

    act: type[Act]
    make: Callable[[Asked, Sent], Act]
    fields: Callable[[Asked], Awaitable[Sequence[Field]]] = _nothing
    instead: Callable[[Asked, Sent], Awaitable[None]] | None = None


def typed(sent: Sent, name: str) -> str:
    """Give what was typed into a field."""
    return sent.get(name, "").strip()


def minutes(sent: Sent, name: str) -> int | None:
    """Give the minutes of a field, None if it stayed empty; raises Noted for what is no duration."""
    return minutes_in(sent[name]) if typed(sent, name) else None


def chosen(kind: type[T], sent: Sent, name: str) -> T:
    """Give the choice, the first where nobody was asked; raises Noted for one that was never offered."""
    value = sent.get(name) or next(iter(kind)).value
    if value not in set(kind):
        raise Noted("old_button")
    return kind(value)


def party_options(here: Visit, parties: Collection[str]) -> list[SelectOption]:
    """Give parties as options, in the order of the session."""
    return [option(one.name, one.id) for one in here.session.parties if one.id in parties]


def worded(here: Visit, name: str, values: Sequence[str]) -> list[SelectOption]:
    """Give options whose words stand under `<name>_<value>`."""
    return [option(here.scene.say(f"menu#{name}_{one}"), one) for one in values]


def texts(here: Visit, proposals: Sequence[str]) -> list[SelectOption]:
    """Give proposals as options, the newest first."""
    held = here.session.proposals
    return [
        option(clip(f"{one} v{held[one].current.number} · {held[one].current.clauses[0].text}", OPTION), one)
        for one in reversed(proposals)
    ]


def member_of(asked: Asked, sent: Sent, name: str) -> tuple[str, str]:
    """Give id and shown name of the member who was chosen, ("", "") if nobody; raises Noted for a bot."""
    member = sent.get(name, "")
    data: Mapping[str, Any] = dict(asked.here.answer.interaction.data or {})
    held = data.get("resolved") or {}
    user = (held.get("users") or {}).get(member) or {}
    if user.get("bot"):
        raise Noted("no_member")
    nick = ((held.get("members") or {}).get(member) or {}).get("nick")
    return member, str(nick or user.get("global_name") or user.get("username") or member)
