"""The buttons and forms of the chair's hand: each confirms exactly what was shown, or shows it anew."""

from collections.abc import Mapping, Sequence

from bot.negotiation.order.acts import Redo, Rewind, Strike, Undo
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.order import (
    for_chair,
    mark_of,
    rewind_plan,
    show_redo,
    show_undo_last,
    undo_plan,
)
from bot.ui.answering.visits import visit_by_id
from bot.ui.cards.order import rewind_card, undo_card
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
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    found = await undo_plan(here, seq)
    if mark_of(found) != shown:
        await answer.show(undo_card(here.scene, found, mark_of(found), changed=True))
        return
    say = here.scene.say
    form = Address("undoform", address.session, extra=address.extra)
    await answer.form(why_form(say, form, say("forms#undo_title", entry=seq), required=True))


async def undo_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Undo what was shown, for the reason of the form."""
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    reason = values.get("text", "").strip()
    found = await undo_plan(here, seq)
    if mark_of(found) != shown:
        await answer.show(undo_card(here.scene, found, mark_of(found), changed=True, typed=reason))
        return
    await act_of_form(here, Undo(seq, reason, found.falling), reason)


async def rewind_confirm(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the reason of a rewinding; if other acts would go than were shown, show them instead."""
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    found = await rewind_plan(here, seq)
    if mark_of(found) != shown:
        await answer.show(rewind_card(here.scene, found, mark_of(found), changed=True))
        return
    say = here.scene.say
    form = Address("rewindform", address.session, extra=address.extra)
    await answer.form(why_form(say, form, say("forms#rewind_title", entry=seq), required=True))


async def rewind_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Rewind as it was shown, for the reason of the form."""
    here, (seq, shown) = await visit_by_id(answer, address.session), _told(address)
    reason = values.get("text", "").strip()
    found = await rewind_plan(here, seq)
    if mark_of(found) != shown:
        await answer.show(rewind_card(here.scene, found, mark_of(found), changed=True, typed=reason))
        return
    await act_of_form(here, Rewind(seq, reason, found.falling), reason)


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
