"""The buttons of private rooms and blind questions: each does what its command does."""

from collections.abc import Sequence

from bot.negotiation.rooms.acts import (
    AnswerBlind,
    CloseBlind,
    CloseRoom,
    EnterRoom,
    ExtendRoom,
    LeaveRoom,
    ReopenRoom,
)
from bot.ui.answering.answers import Answer
from bot.ui.answering.visits import visit_by_id
from bot.ui.cards.caucuses import MORE_MINUTES
from bot.ui.kit.ids import Address

Values = Sequence[str]


async def close_room(answer: Answer, address: Address, _: Values) -> None:
    """Close the room; the same as /caucus close."""
    await (await visit_by_id(answer, address.session)).act(CloseRoom(address.extra))


async def extend_room(answer: Answer, address: Address, _: Values) -> None:
    """Give the room some minutes more; the same as /caucus extend."""
    await (await visit_by_id(answer, address.session)).act(ExtendRoom(address.extra, MORE_MINUTES))


async def leave_room(answer: Answer, address: Address, _: Values) -> None:
    """Take one's party out of the room; the same as /caucus leave."""
    await (await visit_by_id(answer, address.session)).act(LeaveRoom(address.extra))


async def enter_room(answer: Answer, address: Address, _: Values) -> None:
    """Look into the room; the same as /caucus enter."""
    await (await visit_by_id(answer, address.session)).act(EnterRoom(address.extra))


async def reopen_room(answer: Answer, address: Address, _: Values) -> None:
    """Open the room again, without an end; the same as /caucus reopen."""
    await (await visit_by_id(answer, address.session)).act(ReopenRoom(address.extra))


async def say_yes(answer: Answer, address: Address, _: Values) -> None:
    """Say yes to the blind question; the same as /blind answer yes:True."""
    await (await visit_by_id(answer, address.session)).act(AnswerBlind(address.extra, yes=True))


async def say_no(answer: Answer, address: Address, _: Values) -> None:
    """Say no to the blind question; the same as /blind answer yes:False."""
    await (await visit_by_id(answer, address.session)).act(AnswerBlind(address.extra, yes=False))


async def close_blind(answer: Answer, address: Address, _: Values) -> None:
    """Close the blind question; the same as /blind close."""
    await (await visit_by_id(answer, address.session)).act(CloseBlind(address.extra))
