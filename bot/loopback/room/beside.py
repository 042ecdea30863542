"""What stands beside the talk: the board of the plenary, and the panel for those who are in the chairs' thread.

A button there belongs to a channel that is perhaps not the one shown: what the bot answers there, for the person only,
is shown here too, or pressing would seem to do nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from markupsafe import Markup

from bot.loopback.people import Channel, Message
from bot.loopback.room.markup import el
from bot.loopback.room.messages import article
from bot.loopback.room.scene import Scene

BOARD = "n:boardfull:"
"""What the id of a button begins with that only boards and panels have."""


def is_board(message: Message) -> bool:
    """Say whether a message is a board or a panel."""
    ids = (custom_id for _, custom_id, _ in message.buttons())
    return message.author.bot and not message.ephemeral and any(one.startswith(BOARD) for one in ids)


def board_in(messages: Sequence[Message]) -> Message | None:
    """Give the board or panel of a channel: the newest, since one that was lost is posted anew."""
    return next((one for one in reversed(messages) if is_board(one)), None)


def places(channels: Mapping[int, Channel], shown: int) -> tuple[int, ...]:
    """Give where boards may be for the channel that is shown: the chairs' private thread first, then the plenary."""
    here = channels.get(shown)
    if here is None:
        return ()
    plenary = (here.parent_id or here.id) if here.is_thread else here.id
    private = [one.id for one in channels.values() if one.is_thread and one.private and one.parent_id == plenary]
    return *sorted(private), plenary


def boards(
    channels: Mapping[int, Channel], shown: int, messages: Callable[[int], Sequence[Message]]
) -> tuple[Message, ...]:
    """Give what stands beside the talk in the channel that is shown."""
    found = (board_in(messages(place)) for place in places(channels, shown))
    return tuple(one for one in found if one is not None)


def answers(
    channels: Mapping[int, Channel],
    shown: int,
    messages: Callable[[int], Sequence[Message]],
    seen: Mapping[int, int],
    dismissed: Collection[int],
) -> tuple[Message, ...]:
    """Give the newest answer in each other channel that has a board, unless it was seen there, or dismissed."""
    found = []
    for place in places(channels, shown):
        own = (one for one in reversed(messages(place)) if one.ephemeral)
        newest = next(own, None) if place != shown else None
        if newest is not None and newest.id > seen.get(place, 0) and newest.id not in dismissed:
            found.append(newest)
    return tuple(found)


def beside(messages: Sequence[Message], told: Sequence[Message], scene: Scene) -> Markup:
    """Draw the boards, below what the bot `told`; the buttons work as they do in the talk."""
    shown = [article(one, scene, follows=True) for one in told]
    return el(
        "div",
        el("div", *shown, class_="answers", role="status") if shown else None,
        *[article(one, scene, follows=True) for one in messages],
        class_="boards",
    )
