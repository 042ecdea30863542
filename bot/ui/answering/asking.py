"""Where an act of a chair is shown before it is done: kept until its author says so, wherever it came from."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.negotiation.acts import Act
from bot.negotiation.model import Role
from bot.negotiation.order.acts import Strike
from bot.negotiation.refusals import Refusal
from bot.negotiation.texts import shown_name
from bot.service.negotiations import Foreseen
from bot.service.pending import Pending
from bot.ui.answering.answers import Refused
from bot.ui.asked import ASKED
from bot.ui.cards.asking import Preview, asking_card, preview
from bot.ui.kit.forms import why_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card

if TYPE_CHECKING:
    from bot.ui.answering.visits import Visit


async def ask_first(here: "Visit", act: Act) -> bool:
    """Show what an act would do, or ask for the reason that it lacks; False: it is none that is asked first.

    Raises Refused at once for an act that would be refused.
    """
    asked = ASKED.get(type(act))
    if asked is None or here.seat is None or here.seat.role is not Role.CHAIR:
        return False
    seen = await foreseen(here, act)
    if not asked.when(act, seen):
        return False
    pending = Pending(here.answer.cause, here.actor.member, _kept(act), "", seen.entries[0].at)
    if asked.why(act, seen) and not getattr(act, "reason", "").strip():
        await here.answer.desk.pending.put(here.session.id, pending)
        say, address = here.scene.say, Address("whyform", here.session.id, extra=pending.id)
        await here.answer.form(why_form(say, address, say("forms#why_title"), required=True))
    else:
        await here.answer.show(await pending_card(here, pending, seen))
    return True


async def foreseen(here: "Visit", act: Act) -> Foreseen:
    """Give what an act would do now; raises Refused."""
    found = await here.answer.desk.service.foresee(here.session.id, act, here.actor)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found


async def pending_card(here: "Visit", pending: Pending, seen: Foreseen, *, changed: bool = False) -> Card:
    """Keep what waits with the mark of what its card shows, and give the card."""
    shown = await preview_here(here, pending.act, seen)
    await here.answer.desk.pending.put(here.session.id, replace(pending, mark=shown.mark))
    return asking_card(here.scene, shown, pending.id, changed=changed)


async def preview_here(here: "Visit", act: Act, seen: Foreseen) -> Preview:
    """Give what is shown of an act to this member."""
    desk = here.answer.desk
    about = await desk.service.entry(here.session.id, act.seq) if isinstance(act, Strike) else None
    return preview(await desk.scene(seen.before, here.answer.say.locale), act, seen, about)


def with_reason(act: Any, reason: str) -> Act:  # noqa: ANN401  # any act that has a reason
    """Give an act with its reason."""
    given: Act = replace(act, reason=reason)
    return given


def _kept(act: Any) -> Act:  # noqa: ANN401  # any act; some have a member's name
    """Give an act as it can be kept: a member's name may be anything, and the record shows it so, too."""
    kept: Act = replace(act, name=shown_name(act.name)) if hasattr(act, "name") else act
    return kept
