"""The buttons of brackets and packages: each does what its command does."""

from collections.abc import Sequence

from bot.negotiation.acts import LiftBracket, TablePackage, TakeAlternative
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.marks import show_brackets
from bot.ui.answering.reading import version_named
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.cards.links import parts_in
from bot.ui.kit.ids import Address
from bot.ui.transformers import ProposalRef

Values = Sequence[str]


async def brackets(answer: Answer, address: Address, _: Values) -> None:
    """Show the open brackets of the proposal; the same as /bracket list."""
    await show_brackets(await visit_by_id(answer, address.session), ProposalRef(address.proposal or ""))


async def lift(answer: Answer, address: Address, _: Values) -> None:
    """Lift a bracket, or agree to it; the same as /bracket lift."""
    await (await visit_by_id(answer, address.session)).act(LiftBracket(address.extra))


async def take(answer: Answer, address: Address, _: Values) -> None:
    """Put a bracket's alternative into the version that the button stands for; the same as /bracket take."""
    visit = await visit_by_id(answer, address.session)
    ref = ProposalRef(address.proposal or "", address.version)
    await visit.act(TakeAlternative(ref.proposal, visit.hash_of(ref), address.extra))


async def take_named(here: Visit, name: str) -> None:
    """Put a bracket's alternative into the newest version of the proposal that it stands on; raises Refused."""
    bracket = here.session.brackets.get(name)
    proposal = bracket.proposal if bracket else ""
    await here.act(TakeAlternative(proposal, here.hash_of(ProposalRef(proposal)), name))


async def package(answer: Answer, address: Address, _: Values) -> None:
    """Table the versions of the button as one package; what has changed meanwhile is named instead."""
    visit = await visit_by_id(answer, address.session)
    parts = parts_in(address.extra)
    if not parts:
        raise Noted("old_button")
    found = [version_named(visit, ProposalRef(part.proposal, part.version)) for part in parts]
    named = tuple((proposal.id, version.text_hash) for proposal, version in found)
    await visit.act(TablePackage(named))


async def package_named(here: Visit, names: Sequence[str]) -> None:
    """Table proposals as they stand now as one package; raises Refused."""
    await here.act(TablePackage(tuple((name, here.hash_of(ProposalRef(name))) for name in names)))
