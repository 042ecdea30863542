"""The buttons of the opening card."""

from collections.abc import Sequence

from bot.negotiation.acts import AssignSeat, Begin, LeaveSeat, TakeSeat
from bot.negotiation.model import Role
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.exporting import export_record
from bot.ui.answering.reading import show_board, show_brief, show_help
from bot.ui.answering.visits import role_for, visit_by_id
from bot.ui.kit.ids import Address

Values = Sequence[str]


async def seat(answer: Answer, address: Address, _: Values) -> None:
    """Sit for the party of the button: as its head, or as delegate once it has one."""
    visit = await visit_by_id(answer, address.session)
    await visit.act(TakeSeat(role_for(visit.session, address.extra), address.extra))


async def seat_chosen(answer: Answer, address: Address, values: Values) -> None:
    """Sit for the party that was chosen in the select."""
    visit = await visit_by_id(answer, address.session)
    await visit.act(TakeSeat(role_for(visit.session, values[0]), values[0]))


async def observe(answer: Answer, address: Address, _: Values) -> None:
    """Sit as observer."""
    await (await visit_by_id(answer, address.session)).act(TakeSeat(Role.OBSERVER))


async def leave(answer: Answer, address: Address, _: Values) -> None:
    """Give up one's seat."""
    await (await visit_by_id(answer, address.session)).act(LeaveSeat())


async def succeed(answer: Answer, address: Address, _: Values) -> None:
    """Let a delegate follow a head who has left; the same as /seat assign."""
    visit = await visit_by_id(answer, address.session)
    seat = visit.session.seat_of(address.extra)
    if seat is None:
        raise Noted("follower_gone")
    await visit.act(AssignSeat(seat.member, seat.name, Role.HEAD, seat.party))


async def begin(answer: Answer, address: Address, _: Values) -> None:
    """Begin the negotiation."""
    await (await visit_by_id(answer, address.session)).act(Begin())


async def brief(answer: Answer, address: Address, _: Values) -> None:
    """Show one's own brief."""
    await show_brief(await visit_by_id(answer, address.session), None)


async def board(answer: Answer, address: Address, _: Values) -> None:
    """Show the board."""
    await show_board(await visit_by_id(answer, address.session))


async def export(answer: Answer, address: Address, _: Values) -> None:
    """Give the record as files; works after the session is closed, too."""
    await export_record(await visit_by_id(answer, address.session), None)


async def help_now(answer: Answer, address: Address, _: Values) -> None:
    """Say what this member may do now."""
    await show_help(await visit_by_id(answer, address.session))
