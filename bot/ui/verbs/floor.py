"""The buttons and forms of the floor: each does what its command does."""

from collections.abc import Mapping, Sequence

from bot.negotiation.floor.acts import (
    AppealRuling,
    AskReply,
    CloseList,
    EndTurn,
    JoinList,
    LeaveList,
    OpenList,
    RaisePoint,
    Recognise,
    RulePoint,
    YieldFloor,
)
from bot.negotiation.floor.model import ListOrder, PointKind, Side
from bot.negotiation.floor.points import open_points
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.floor import show_floor
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.kit.forms import STATEMENT_MOST, point_form, words_form
from bot.ui.kit.ids import Address
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]

_RULINGS = {"yes": True, "no": False}


async def list_open(answer: Answer, address: Address, _: Values) -> None:
    """Open the list, in the order of coming."""
    await (await visit_by_id(answer, address.session)).act(OpenList())


async def list_close(answer: Answer, address: Address, _: Values) -> None:
    """Close the list."""
    await (await visit_by_id(answer, address.session)).act(CloseList())


async def list_join(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the floor; where sides are called in turn and the button has none, ask for which."""
    here = await visit_by_id(answer, address.session)
    if address.extra not in {"", *Side}:
        raise Noted("old_button")
    by_sides = here.session.floor.order is ListOrder.SIDES
    if by_sides and not address.extra and here.may(JoinList):
        await show_floor(here)
        return
    await here.act(JoinList(Side(address.extra or Side.NEUTRAL)))


async def list_leave(answer: Answer, address: Address, _: Values) -> None:
    """Take one's name off the list."""
    await (await visit_by_id(answer, address.session)).act(LeaveList())


async def floor_next(answer: Answer, address: Address, _: Values) -> None:
    """Call the next speaker."""
    await (await visit_by_id(answer, address.session)).act(Recognise())


async def floor_call(answer: Answer, address: Address, values: Values) -> None:
    """Give the floor to the member who was chosen."""
    await (await visit_by_id(answer, address.session)).act(Recognise(values[0]))


async def floor_end(answer: Answer, address: Address, _: Values) -> None:
    """End the turn that the button stands for."""
    await (await _at_turn(answer, address)).act(EndTurn())


async def floor_questions(answer: Answer, address: Address, _: Values) -> None:
    """Open the rest of the turn that the button stands for to questions."""
    await (await _at_turn(answer, address)).act(YieldFloor("questions"))


async def _at_turn(answer: Answer, address: Address) -> Visit:
    """Find the session; raises Noted if a later turn than that of the button is on, which nobody meant to end."""
    here = await visit_by_id(answer, address.session)
    turn = here.session.floor.turn
    if turn is not None and address.extra not in {"", turn.speaker.id}:
        raise Noted("turn_over")
    return here


async def floor_reply(answer: Answer, address: Address, _: Values) -> None:
    """Ask for a right of reply."""
    await (await visit_by_id(answer, address.session)).act(AskReply())


async def point(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the point."""
    await raise_point(await visit_by_id(answer, address.session), PointKind.ORDER, None)


async def raise_point(here: Visit, kind: PointKind, words: str | None) -> None:
    """Raise a point, or ask for its words where there are none: the same for the command and the button."""
    if words is not None or not here.may(RaisePoint):
        await here.act(RaisePoint(kind, words or ""))
        return
    await here.answer.form(point_form(here.scene.say, Address("pointform", here.session.id), kind.value))


async def point_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Raise the point of the form."""
    here = await visit_by_id(answer, address.session)
    kind, words = values.get("kind", ""), values.get("text", "")
    await act_of_form(here, RaisePoint(PointKind(kind) if kind in set(PointKind) else PointKind.ORDER, words), words)


async def rule(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the reason of a ruling; who may not rule, or comes second, is told before typing one."""
    here = await visit_by_id(answer, address.session)
    name, sustained = _ruling(address)
    if not here.may(RulePoint) or name not in open_points(here.session):
        await here.act(RulePoint(name, sustained, ""))
        return
    form = Address("ruleform", address.session, extra=address.extra)
    kind = "rule_yes" if sustained else "rule_no"
    await answer.form(words_form(here.scene.say, form, kind, {"point": name}, most=STATEMENT_MOST))


async def rule_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Rule with the reason of the form."""
    here = await visit_by_id(answer, address.session)
    name, sustained = _ruling(address)
    reason = values.get("text", "")
    await act_of_form(here, RulePoint(name, sustained, reason), reason)


async def appeal(answer: Answer, address: Address, _: Values) -> None:
    """Put a ruling to the vote."""
    await (await visit_by_id(answer, address.session)).act(AppealRuling(address.extra))


def _ruling(address: Address) -> tuple[str, bool]:
    name, _, way = address.extra.partition(":")
    if way not in _RULINGS:
        raise Noted("old_button")
    return name, _RULINGS[way]
