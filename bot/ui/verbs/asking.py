"""The buttons below a preview, and the form of its reason: what was shown is done once, or left."""

from asyncio import Lock
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.negotiation.refusals import Code, Refusal
from bot.service.pending import Pending
from bot.ui.answering.answers import Answer, Noted, Refused
from bot.ui.answering.asking import foreseen, pending_card, preview_here, with_reason
from bot.ui.answering.visits import Visit, done_card, visit_by_id
from bot.ui.cards.asking import left_card, typed_for
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card
from bot.ui.verbs.marking import giving_back

Values = Sequence[str]
Sent = Mapping[str, str]

TRIES = 3
"""How often what is done is compared anew with what was shown, if others act in the same moment."""


async def do_it(answer: Answer, address: Address, _: Values) -> None:
    """Do what was shown; if it would do something else by now, show that instead."""
    here = await visit_by_id(answer, address.session)
    async with _lock(here):
        pending = await _waiting(here, address)
        with giving_back(here, typed_for(pending.act)):
            card = await _done(here, pending)
    await answer.replace(card)


async def leave_it(answer: Answer, address: Address, _: Values) -> None:
    """Leave what was shown undone; its words go back to the author."""
    here = await visit_by_id(answer, address.session)
    async with _lock(here):
        pending = await _waiting(here, address)
        await answer.desk.pending.drop(here.session.id, pending.id)
    await answer.replace(left_card(here.scene, pending.act))


async def why_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Show what the act would do with the reason of the form."""
    here = await visit_by_id(answer, address.session)
    pending, reason = await _waiting(here, address), values.get("text", "").strip()
    if not reason:
        raise Refused(Refusal(Code.STATEMENT_NEEDED))
    act = with_reason(pending.act, reason)
    with giving_back(here, typed_for(act)):
        seen = await foreseen(here, act)
    await answer.show(await pending_card(here, replace(pending, act=act), seen))


def _lock(here: Visit) -> Lock:
    # Of two presses on one card, only the first must find it waiting.
    return here.answer.desk.lock(here.session.id, here.actor.member)


async def _waiting(here: Visit, address: Address) -> Pending:
    """Give what waits under the id of a button or form; raises Noted: done already, left, or another member's."""
    desk, session = here.answer.desk, here.session.id
    if await desk.service.caused(session, address.extra) is not None:
        await desk.pending.drop(session, address.extra)
        raise Noted("pending_done")
    found = await desk.pending.get(session, address.extra)
    if found is None:
        raise Noted("pending_gone")
    if found.member != here.actor.member:
        raise Noted("pending_other")
    return found


async def _done(here: Visit, pending: Pending) -> Card:
    """Do what waits if it would do exactly what was shown; else give the card that shows it anew. Raises Refused."""
    desk = here.answer.desk
    for _ in range(TRIES):
        seen = await foreseen(here, pending.act)
        if (await preview_here(here, pending.act, seen)).mark != pending.mark:
            return await pending_card(here, pending, seen, changed=True)
        done = await desk.service.perform(
            seen.before.id, pending.act, here.actor, pending.id, version=seen.before.version
        )
        if not isinstance(done, Refusal):
            await desk.pending.drop(seen.before.id, pending.id)
            here.answer.session = done.session
            return done_card(here.answer, done)
        if done.code is not Code.CONTENTION:
            raise Refused(done)
    raise Refused(Refusal(Code.CONTENTION))
