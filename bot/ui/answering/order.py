"""What the chair's hand shows before it does anything, and how news and strikes come in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import discord

from bot.negotiation.acts import Act
from bot.negotiation.events import Recorded
from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.negotiation.order.acts import Redo, Rewind, Strike, TellNews, Undo
from bot.negotiation.order.deciding import redo_of, rewind_of, undo_of, without_chair
from bot.negotiation.order.facts import ActsUndone
from bot.negotiation.refusals import Refusal
from bot.negotiation.undoing import Group, Plan, act_of, acts_of, is_opening, is_order
from bot.service.ports import StoredFile
from bot.ui.answering.answers import AnyInteraction, Noted, Refused
from bot.ui.answering.visits import Visit, visit
from bot.ui.cards.order import MOST_ACTS, acts_card, file_name, redo_card, rewind_card, undo_card
from bot.ui.kit.forms import why_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card

MOST_BYTES = 8 * 1024 * 1024
"""What every server takes of a file."""


def for_chair(here: Visit, kind: type[Act]) -> None:
    """Raise Refused for whoever may not do an act of this kind: before anything of it is shown."""
    if refusal := standing(here.session, here.actor, kind):
        raise Refused(refusal)


async def history_of(here: Visit) -> tuple[Recorded, ...]:
    """Give the record up to the state that is looked at."""
    return (await here.answer.desk.service.entries(here.session.id))[: here.session.version]


def mark_of(found: Plan) -> str:
    """Give the mark of exactly what would fall, for the button that confirms it."""
    return sha256(",".join(map(str, found.falling)).encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Undoing:
    """One of the two ways back, which shows what would go before it is confirmed."""

    act: type[Undo | Rewind]
    plan_of: Callable[[Session, Sequence[Recorded], int], Plan | Refusal]
    card: Callable[..., Card]
    form: str
    title: str


UNDO = Undoing(Undo, undo_of, undo_card, "undoform", "forms#undo_title")
REWIND = Undoing(Rewind, rewind_of, rewind_card, "rewindform", "forms#rewind_title")


async def plan_here(here: Visit, way: Undoing, seq: int) -> Plan:
    """Give what going back in this way would do; raises Refused."""
    for_chair(here, way.act)
    found = way.plan_of(here.session, await history_of(here), seq)
    if isinstance(found, Refusal):
        raise Refused(found)
    if refusal := without_chair(found):
        raise Refused(refusal)
    return found


async def show_undo(here: Visit, seq: int) -> None:
    """Show what undoing an act would do, with the button that confirms it; raises Refused."""
    await _show(here, UNDO, seq)


async def show_rewind(here: Visit, seq: int) -> None:
    """Show what rewinding would do, with the button that confirms it; raises Refused."""
    await _show(here, REWIND, seq)


async def _show(here: Visit, way: Undoing, seq: int) -> None:
    found = await plan_here(here, way, seq)
    await here.answer.show(way.card(here.scene, found, mark_of(found), datetime.now(UTC)))


async def show_undo_last(here: Visit) -> None:
    """Show what undoing the last act that counts would do; raises Refused."""
    for_chair(here, Undo)
    undone = here.session.order.undone
    for group in reversed(acts_of(await history_of(here))):
        if not is_order(group) and not is_opening(group) and any(one.seq not in undone for one in group):
            await show_undo(here, group[0].seq)
            return
    raise Noted("nothing_to_undo")


async def show_redo(here: Visit, seq: int | None) -> None:
    """Show what taking an undoing back would bring (None: the last that can be); raises Refused."""
    for_chair(here, Redo)
    history = await history_of(here)
    chosen = seq if seq is not None else last_undoing(history, here.session.order.undone)
    if chosen is None:
        raise Noted("nothing_to_redo")
    back = redo_of(here.session, history, chosen)
    if isinstance(back, Refusal):
        raise Refused(back)
    undoing, taken = next(
        (one, one.event.entries) for one in act_of(history, chosen) if isinstance(one.event, ActsUndone)
    )
    lost = sum(one in here.session.order.undone for one in taken) - len(back.entries)
    groups = acts_of([history[one - 1] for one in back.entries])
    await here.answer.show(redo_card(here.scene, undoing, groups, lost))


def last_undoing(history: Sequence[Recorded], undone: Sequence[int]) -> int | None:
    """Give the newest entry that undid something which is still undone."""
    away = frozenset(undone)
    return next(
        (one.seq for one in reversed(history) if isinstance(one.event, ActsUndone) and away & set(one.event.entries)),
        None,
    )


async def show_acts(here: Visit) -> None:
    """Show the last acts with their numbers; raises Refused."""
    for_chair(here, Undo)
    history = await history_of(here)
    acts: list[Group] = [group for group in reversed(acts_of(history)) if not is_opening(group)]
    redo = last_undoing(history, here.session.order.undone) is not None
    await here.answer.show(acts_card(here.scene, acts[:MOST_ACTS], redo=redo))


async def strike_message(interaction: AnyInteraction, message: discord.Message) -> None:
    """Ask why the entry of a line in the thread Record is struck; raises Refused, or Noted for another message."""
    here = await visit(interaction)
    for_chair(here, Strike)
    known = await here.answer.desk.messages.all(here.session.id)
    key = next((key for key, ref in known.items() if ref.message == str(message.id)), "")
    kind, _, seq = key.partition(":")
    if kind != "line" or not seq.isdecimal():
        raise Noted("strike_no_line")
    say = here.scene.say
    address = Address("strikeform", here.session.id, extra=seq)
    await here.answer.form(why_form(say, address, say("forms#strike_title", entry=seq), required=True))


async def tell_news(here: Visit, act: TellNews, file: discord.Attachment | None) -> None:
    """Tell news, with a file that is kept first; raises Refused, or Noted for a file that is too large."""
    for_chair(here, TellNews)
    if file is not None:
        act = await _with_file(here, act, file)
    await here.act(act)


async def _with_file(here: Visit, act: TellNews, file: discord.Attachment) -> TellNews:
    if file.size > MOST_BYTES:
        raise Noted("news_file_too_big", size=file.size, limit=MOST_BYTES)
    content = await file.read()
    digest, name = sha256(content).hexdigest(), file_name(file.filename)
    await here.answer.desk.service.keep_file(digest, StoredFile(name, content))
    return TellNews(act.title, act.words, act.parties, act.inject, name, digest)
