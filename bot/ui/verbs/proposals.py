"""The buttons of a proposal's card and of a refusal."""

from collections.abc import Sequence

from discord import ButtonStyle

from bot.negotiation.acts import Accept, AcceptAdReferendum, Reject
from bot.negotiation.refusals import Code
from bot.ui.answering.answers import Answer, Refused
from bot.ui.answering.comparing import asked, show_comparison
from bot.ui.answering.reading import proposal_named, show_details
from bot.ui.answering.refusing import own_proposal
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.drafts.drafting import Purpose
from bot.ui.drafts.verbs import open_draft
from bot.ui.kit.forms import reject_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, Card, button, rows, text
from bot.ui.transformers import ProposalRef

Values = Sequence[str]


def ref_of(address: Address) -> ProposalRef:
    """Give the version that a button stands for."""
    return ProposalRef(address.proposal or "", address.version)


async def accept(answer: Answer, address: Address, _: Values) -> None:
    """Accept the version on the card; the same as /accept. A delegate is offered what a delegate may do."""
    visit = await visit_by_id(answer, address.session)
    ref = ref_of(address)
    try:
        await visit.act(Accept(ref.proposal, visit.hash_of(ref)))
    except Refused as refused:
        if refused.refusal.code is not Code.ROLE_MAY_NOT or not visit.may(AcceptAdReferendum, ref):
            raise
        offered = Address("adref", address.session, address.proposal, address.version)
        told = text(visit.scene.say("cards/refusal#head_only", proposal=ref.proposal, version=ref.version))
        provisional = button(offered, visit.scene.say("buttons#adref"), ButtonStyle.success)
        await answer.show(Card(told, *rows(provisional), accent=BAD))


async def accept_ad_referendum(answer: Answer, address: Address, _: Values) -> None:
    """Accept the version on the card until the head confirms; the same as /accept ad_referendum:True."""
    visit = await visit_by_id(answer, address.session)
    ref = ref_of(address)
    await visit.act(AcceptAdReferendum(ref.proposal, visit.hash_of(ref)))


async def counter(answer: Answer, address: Address, _: Values) -> None:
    """Open the drafting table with the proposal's text: to counter it, or to change one's own."""
    await begin_answer(await visit_by_id(answer, address.session), ref_of(address))


async def begin_answer(visit: Visit, ref: ProposalRef, kind: str | None = None) -> None:
    """Open the drafting table for an answer to a proposal; `kind` is counter or change, or follows from whose it is."""
    if kind is not None and ref.proposal not in visit.session.proposals:
        # Refused in the order of all acts: for seat, phase and role before the proposal that is not there.
        await open_draft(visit, Purpose(kind, ref.proposal))
        return
    proposal = proposal_named(visit, ref)
    own = own_proposal(visit.answer, visit.scene, proposal)
    chosen = kind or ("change" if own else "counter")
    await open_draft(visit, Purpose(chosen, proposal.id, visit.hash_of(ref)), proposal)


async def reject(answer: Answer, address: Address, _: Values) -> None:
    """Ask for a reason, then reject; who may not reject is told before typing one."""
    visit = await visit_by_id(answer, address.session)
    ref = ref_of(address)
    act = Reject(ref.proposal, visit.hash_of(ref))
    if not visit.may(Reject, ref):
        await visit.act(act)
        return
    form = Address("rejectform", address.session, address.proposal, address.version)
    await answer.form(reject_form(visit.scene.say, form))


async def compare(answer: Answer, address: Address, _: Values) -> None:
    """Compare with the version before, or with what it counters, or as the button asks; the same as /compare."""
    await show_comparison(await visit_by_id(answer, address.session), ref_of(address), asked(address.extra))


async def details(answer: Answer, address: Address, _: Values) -> None:
    """Show the newest version in full; the same as /check."""
    await show_details(await visit_by_id(answer, address.session), ProposalRef(address.proposal or ""))


async def cure(answer: Answer, address: Address, _: Values) -> None:
    """Open the drafting table with the cured package."""
    visit = await visit_by_id(answer, address.session)
    proposal = proposal_named(visit, ref_of(address))
    own = own_proposal(answer, visit.scene, proposal)
    purpose = Purpose("change" if own else "counter", proposal.id, visit.hash_of(ref_of(address)))
    await open_draft(visit, purpose, proposal, int(address.extra or "0"))
