"""How a refusal reaches the member: drawn with the session, its cure and the way to what is newer."""

from collections.abc import Sequence

from bot.drafting.clauses import Clause
from bot.negotiation.acts import Change, Counter
from bot.negotiation.model import Proposal
from bot.negotiation.possible import may
from bot.negotiation.refusals import Code, Refusal
from bot.scenarios.frame import PackageCure
from bot.ui.answering.answers import Answer
from bot.ui.cards.refusal import MOST_CURES, cure_buttons, cure_lines, refusal_card
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Part, button
from bot.ui.scene import Scene

GONE = frozenset({Code.WALKED_OUT, Code.WALKED_OUT_ALREADY})
NEWER = frozenset({Code.STALE_VERSION, Code.NOT_LIVE, Code.PACKAGE_THERE})


async def refuse(answer: Answer, refusal: Refusal) -> None:
    """Show a refusal to the member alone."""
    session = answer.session
    if session is None:
        await answer.show(refusal_card(answer.say, refusal, None, (), "", None))
        return
    scene = await answer.desk.scene(await answer.desk.service.state(session.id), answer.say.locale)
    buttons, lines = _ways_out(answer, scene, refusal)
    url = await _newer(answer, scene, refusal) if refusal.code in NEWER else None
    await answer.show(refusal_card(scene.say, refusal, scene, buttons, lines, url))


async def _newer(answer: Answer, scene: Scene, refusal: Refusal) -> str | None:
    proposal = refusal.params.get("newest") or refusal.params.get("proposal")
    guild = str(answer.interaction.guild_id)
    return await answer.desk.card_link(guild, scene.session.id, str(proposal))


def _ways_out(answer: Answer, scene: Scene, refusal: Refusal) -> tuple[Sequence[Part], str]:
    proposal = scene.session.proposals.get(str(refusal.params.get("proposal")))
    if refusal.code is Code.BRACKETS_OPEN and proposal is not None:
        address = Address("brackets", scene.session.id, proposal.id, proposal.current.number)
        return [button(address, scene.say("buttons#brackets"))], ""
    if refusal.code in GONE:
        return [button(Address("comeback", scene.session.id), scene.say("buttons#comeback"))], ""
    if refusal.code is not Code.NOT_RECIPROCAL or proposal is None:
        return (), ""
    cures = scene.frame.all_cures(proposal.current.clauses)[:MOST_CURES]
    if not cures:
        return (), ""
    own = own_proposal(answer, scene, proposal)
    seat = scene.session.seat_of(answer.actor.member)
    lines = cure_lines(scene, cures, seat.party if seat else None)
    act = Change if own else Counter
    if not may(scene.session, answer.actor, act, proposal.id, scene.frame):
        return (), lines
    return cure_buttons(scene.say, scene.session, proposal.id, proposal.current.number, own, len(cures)), lines


def own_proposal(answer: Answer, scene: Scene, proposal: Proposal) -> bool:
    """Say whether a proposal is the member's own party's."""
    seat = scene.session.seat_of(answer.actor.member)
    return bool(seat and seat.party and seat.party == proposal.party)


def cure_of(scene: Scene, clauses: Sequence[Clause], number: int) -> PackageCure | None:
    """Give a cure by its number (from 0), or None if the text has no such cure any more."""
    cures = scene.frame.all_cures(clauses)
    return cures[number] if 0 <= number < len(cures) else None
