"""What commands and buttons show without changing anything; comparing is in `comparing`."""

from bot.negotiation.acts import Accept
from bot.negotiation.guards import known_proposal, unknown_party
from bot.negotiation.model import Proposal, Role, Version
from bot.negotiation.outstanding import ranked
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code, Refusal
from bot.ui.answering.answers import Answer, AnyInteraction, Refused
from bot.ui.answering.visits import Visit, visit
from bot.ui.cards.brief import brief_cards, public_cards
from bot.ui.cards.details import details_cards
from bot.ui.cards.fullboard import full_board
from bot.ui.cards.menus import session_menu, with_menu
from bot.ui.cards.overview import help_cards, help_outside, seats_cards, status_cards
from bot.ui.kit.layout import BAD, Card, text
from bot.ui.transformers import ProposalRef


def proposal_named(here: Visit, ref: ProposalRef) -> Proposal:
    """Give the proposal; raises Refused for an unknown one."""
    proposal = known_proposal(here.session, ref.proposal)
    if isinstance(proposal, Refusal):
        raise Refused(proposal)
    return proposal


def version_named(here: Visit, ref: ProposalRef) -> tuple[Proposal, Version]:
    """Give the version that is meant, the newest where none is named; raises Refused for an unknown one."""
    proposal = proposal_named(here, ref)
    if ref.version is None:
        return proposal, proposal.current
    if not 1 <= ref.version <= len(proposal.versions):
        current = proposal.current
        params = {
            "proposal": proposal.id,
            "yours": ref.version,
            "current": current.number,
            "text_hash": current.text_hash,
        }
        raise Refused(Refusal(Code.STALE_VERSION, params))
    return proposal, proposal.versions[ref.version - 1]


async def show_board(here: Visit) -> None:
    """Show the board in full, with what is still open and what this member may do now."""
    context = await here.answer.desk.service.context(here.session.id, here.actor)
    acts = possible(here.session, context)
    acceptable = [one for one in ranked(here.session) if here.may(Accept, ProposalRef(one.id))]
    await here.answer.show(*full_board(here.scene, here.actor, await _links(here), acts, acceptable))


async def show_status(here: Visit) -> None:
    """Show phase, seats and proposals."""
    await here.answer.show(*status_cards(here.scene, await _links(here)))


async def show_seats(here: Visit) -> None:
    """Show who sits where."""
    await here.answer.show(*seats_cards(here.scene.say, here.session))


async def _links(here: Visit) -> dict[str, str]:
    return await here.answer.desk.card_links(_guild(here), here.session)


def _guild(here: Visit) -> str:
    return str(here.answer.interaction.guild_id)


async def show_help(here: Visit) -> None:
    """Say what this member may do now."""
    context = await here.answer.desk.service.context(here.session.id, here.actor)
    acts = possible(here.session, context)
    chair = here.seat is not None and here.seat.role is Role.CHAIR
    panel = await here.answer.desk.link(_guild(here), here.session.id, "panel") if chair else None
    cards = help_cards(here.scene.say, here.session, here.actor, acts, panel)
    await here.answer.show(*with_menu(cards, session_menu(here.scene, here.actor)))


async def show_help_here(interaction: AnyInteraction) -> None:
    """Say what this member may do now in this channel, session or not."""
    answer = Answer.of(interaction)
    if await answer.desk.service.at(str(interaction.guild_id), str(interaction.channel_id)) is None:
        await answer.show(*help_outside(answer.say, moderator=(await answer.opener()).moderator))
        return
    await show_help(await visit(interaction))


async def show_brief(here: Visit, party: str | None) -> None:
    """Show a confidential brief: to a member their own party's, to a chair any; raises Refused."""
    seat, say, pack = here.seat, here.scene.say, here.scene.frame.pack
    if seat is None:
        raise Refused(Refusal(Code.NO_SEAT))
    if party is not None and (unknown := unknown_party(here.session, party)):
        raise Refused(unknown)
    chair = seat.role is Role.CHAIR
    if not chair and party not in {None, seat.party}:
        await _say(here, say("cards/brief#confidential", party=party, own=seat.party))
        return
    wanted = party or seat.party
    if wanted is None and chair:
        await _say(here, say("cards/brief#choose", parties=[one.id for one in here.session.parties]))
        return
    brief = pack.brief_for(wanted) if wanted else None
    await here.answer.show(*(brief_cards(here.scene, brief) if brief else public_cards(here.scene)))


async def _say(here: Visit, words: str) -> None:
    await here.answer.show(Card(text(words), accent=BAD))


async def show_details(here: Visit, ref: ProposalRef) -> None:
    """Show a version in full, with all findings and the reader's own points; raises Refused."""
    proposal, version = version_named(here, ref)
    await here.answer.show(*details_cards(here.scene, proposal, version, here.party, here.actor))
