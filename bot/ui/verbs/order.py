"""The buttons and forms of the chair's hand: each confirms exactly what was shown, or shows it anew."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.negotiation.order.acts import Redo, Strike
from bot.negotiation.undoing import Plan
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.order import (
    REWIND,
    UNDO,
    Undoing,
    for_chair,
    mark_of,
    plan_here,
    show_redo,
    show_undo_last,
)
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.kit.forms import why_form
from bot.ui.kit.ids import Address
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]


async def undo_last(answer: Answer, address: Address, _: Values) -> None:
    """Show what undoing the last act would do; the same as /chair undo with its number."""
    await show_undo_last(await visit_by_id(answer, address.session))


async def redo_last(answer: Answer, address: Address, _: Values) -> None:
    """Show what taking the last undoing back would bring; the same as /chair redo."""
    await show_redo(await visit_by_id(answer, address.session), None)


async def undo_confirm(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the reason of an undoing; if other acts would fall than were shown, show them instead."""
    await _confirm(answer, address, UNDO)


async def rewind_confirm(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the reason of a rewinding; if other acts would go than were shown, show them instead."""
    await _confirm(answer, address, REWIND)


async def _confirm(answer: Answer, address: Address, way: Undoing) -> None:
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    if await _as_shown(here, way, seq, shown) is None:
        return
    say, form = here.scene.say, Address(way.form, address.session, extra=address.extra)
    await answer.form(why_form(say, form, say(way.title, entry=seq), required=True))


async def undo_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Undo what was shown, for the reason of the form."""
    await _sent(answer, address, values, UNDO)


async def rewind_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Rewind as it was shown, for the reason of the form."""
    await _sent(answer, address, values, REWIND)


async def _sent(answer: Answer, address: Address, values: Sent, way: Undoing) -> None:
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    reason = values.get("text", "").strip()
    found = await _as_shown(here, way, seq, shown, reason)
    if found is not None:
        await act_of_form(here, way.act(seq, reason, found.falling), reason)


async def _as_shown(here: Visit, way: Undoing, seq: int, shown: str, typed: str = "") -> Plan | None:
    """Give what would go if it is still what was shown; else show it anew, with what was typed, and give None."""
    found = await plan_here(here, way, seq)
    if mark_of(found) == shown:
        return found
    await here.answer.show(way.card(here.scene, found, mark_of(found), datetime.now(UTC), changed=True, typed=typed))
    return None


async def redo_confirm(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the reason of a redoing, which may stay empty."""
    here, (seq, _shown) = await visit_by_id(answer, address.session), _told(address)
    for_chair(here, Redo)
    say = here.scene.say
    form = Address("redoform", address.session, extra=address.extra)
    await answer.form(why_form(say, form, say("forms#redo_title", entry=seq), required=False))


async def redo_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Redo what was undone."""
    here, (seq, _shown) = await visit_by_id(answer, address.session), _told(address)
    reason = values.get("text", "").strip()
    await act_of_form(here, Redo(seq, reason), reason)


async def strike_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Strike an entry for the reason of the form."""
    here, (seq, _shown) = await visit_by_id(answer, address.session), _told(address)
    reason = values.get("text", "").strip()
    await act_of_form(here, Strike(seq, reason), reason)


def _told(address: Address) -> tuple[int, str]:
    """Read `12:ab34cd56`; raises Noted for what no button of this version carries."""
    seq, _, shown = address.extra.partition(":")
    if not seq.isdecimal():
        raise Noted("old_button")
    return int(seq), shown
