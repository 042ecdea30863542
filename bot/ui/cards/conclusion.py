"""What runs for one proposal or agreed text: silence, contesting, taking over, signing; and the buttons for it."""

from collections.abc import Iterable

from discord import ButtonStyle

from bot.negotiation.concluding.following import open_editorials
from bot.negotiation.concluding.model import Consent
from bot.negotiation.concluding.takeover import acceptors, takeable_until, taken_over
from bot.negotiation.model import Agreement, Phase, Proposal, ProposalStatus, Session
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Part, button
from bot.ui.scene import Scene

MOST_SAID = 3
"""Statements that a card names; the record has all."""


def proposal_state(scene: Scene, proposal: Proposal) -> str:
    """Give what runs for a proposal, for its card: silence, an editorial change, taking over, words of the parties."""
    say, session = scene.say, scene.session
    silence = session.conclusion.silence
    blocks: list[str] = []
    if proposal.live and silence is not None and silence.proposal == proposal.id:
        blocks.append(say("cards/conclusion#under_silence", silence=silence))
    blocks += [say("cards/conclusion#editorial", editorial=one) for one in open_editorials(session, proposal.id)]
    carried = [one for one in proposal.stances if (held := proposal.stance(one)) and held.said_of]
    if carried and proposal.live:
        blocks.append(say("cards/conclusion#carried", stances=[proposal.stances[one] for one in carried]))
    if proposal.takes_over:
        blocks.append(say("cards/conclusion#takes_over", proposal=proposal))
    if may_be_taken_over(session, proposal):
        until = takeable_until(session, proposal)
        blocks.append(say("cards/conclusion#takeable", parties=acceptors(proposal), until=until))
    said = [one for one in session.conclusion.statements.values() if one.proposal == proposal.id and not one.undone]
    if len(said) > MOST_SAID:
        blocks.append(say("cards/conclusion#earlier"))
    blocks += [say("cards/conclusion#said", one=one) for one in said[-MOST_SAID:]]
    return "\n".join(blocks)


def may_be_taken_over(session: Session, proposal: Proposal) -> bool:
    """Say whether a withdrawn proposal may still find a party that takes it over, time left out of account."""
    return (
        session.phase is Phase.NEGOTIATING
        and proposal.status is ProposalStatus.WITHDRAWN
        and session.procedure.takeover_minutes > 0
        and bool(acceptors(proposal))
        and taken_over(session, proposal) is None
    )


def proposal_buttons(scene: Scene, proposal: Proposal) -> Iterable[Part]:
    """Give the buttons that a proposal's card has for a time: to break its silence, to contest, to take it over."""
    session, say = scene.session, scene.say
    ids = (session.id, proposal.id, proposal.current.number)
    silence = session.conclusion.silence
    if proposal.live and silence is not None and silence.proposal == proposal.id:
        yield button(Address("silencebreak", *ids), say("buttons#silencebreak"), ButtonStyle.danger)
    for one in open_editorials(session, proposal.id):
        yield contest_button(scene, proposal.id, one.id)
    if may_be_taken_over(session, proposal):
        yield button(Address("takeover", *ids), say("buttons#takeover"), ButtonStyle.primary)


def contest_button(scene: Scene, proposal: str, editorial: str) -> Part:
    """Give the button that contests an editorial change."""
    address = Address("contest", scene.session.id, proposal, extra=editorial)
    return button(address, scene.say("buttons#contest", editorial=editorial), ButtonStyle.danger)


def signing_buttons(scene: Scene, agreement: Agreement) -> list[Part]:
    """Give the buttons below an agreed text: initial, sign (for good or not yet), ratify, decline."""
    session, say = scene.session, scene.say
    if session.agreement is None or session.procedure.authentication == "none":
        return []
    ids = (session.id, agreement.proposal, agreement.version)
    later = Consent.RATIFICATION.value
    return [
        button(Address("initial", *ids), say("buttons#initial")),
        button(Address("sign", *ids), say("buttons#sign"), ButtonStyle.success),
        button(Address("sign", *ids, later), say("buttons#sign_later")),
        button(Address("ratify", *ids), say("buttons#ratify"), ButtonStyle.success),
        button(Address("decline", *ids), say("buttons#decline"), ButtonStyle.danger),
    ]
