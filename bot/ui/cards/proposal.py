"""The card of a proposal in the plenary: clauses, stances, verdict, and what can be done with it."""

from typing import Any

from discord import ButtonStyle

from bot.negotiation.lineage import before
from bot.negotiation.model import Proposal, ProposalStatus
from bot.scenarios.judge import Judgement
from bot.ui.cards.clauses import clauses_text, full_text
from bot.ui.cards.credits import balances
from bot.ui.cards.marks import marks_text
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, DONE, GOOD, Card, Part, button, line, rows, text
from bot.ui.scene import Scene, failing, stances, tone


def proposal_card(scene: Scene, proposal: Proposal) -> Card:
    """Draw a proposal as it stands now; a proposal that is over keeps only Compare and Details.

    A text that is too long for the card is shortened there, and attached in full.
    """
    say, judgement = scene.say, scene.judge(proposal)
    status = proposal.status.value
    parent = before(scene.session, proposal, proposal.current)
    clauses, shortened = clauses_text(scene, proposal, judgement, parent[1] if parent else None)
    files = [full_text(scene, proposal, proposal.current)] if shortened else []
    parts: list[Part] = [
        text(say("cards/proposal#head", proposal=proposal, version=proposal.current, status=status)),
        text(clauses),
        *(one.part() for one in files),
        line(),
        text(verdict_text(scene, judgement)),
    ]
    if proposal.live or proposal.status is ProposalStatus.ADOPTED:
        parts.append(text(say("cards/proposal#stances", stances=stances(scene.session, proposal))))
    else:
        parts.append(text(say("cards/proposal#fate", proposal=proposal, status=status, reason=proposal.status_reason)))
    if marks := marks_text(scene, proposal):
        parts.append(text(marks))
    if proposal.barred and proposal.live:
        parts.append(text(say("cards/proposal#barred", event={"bar": proposal.barred})))
    return Card(*parts, *rows(*_buttons(scene, proposal)), accent=_accent(proposal, judgement), files=files)


def _accent(proposal: Proposal, judgement: Judgement) -> Any:  # noqa: ANN401  # discord.Colour
    if proposal.status is ProposalStatus.ADOPTED:
        return GOOD
    if not proposal.live:
        return DONE
    return BAD if judgement.barred else CALM


def _buttons(scene: Scene, proposal: Proposal) -> list[Part]:
    def make(verb: str, style: ButtonStyle = ButtonStyle.secondary) -> Part:
        address = Address(verb, scene.session.id, proposal.id, proposal.current.number)
        return button(address, scene.say(f"buttons#{verb}"), style)

    reading = [make("compare"), make("details")]
    if not proposal.live:
        return reading
    acting = [
        make("accept", ButtonStyle.success),
        make("counter", ButtonStyle.primary),
        make("reject", ButtonStyle.danger),
    ]
    return [*acting, *reading, make("brackets"), make("reserve"), make("link")]


def verdict_text(scene: Scene, judgement: Judgement) -> str:
    """Give the verdict with its reading, the findings that bar the text, and whose consent it needs."""
    return scene.say(
        "cards/proposal#verdict",
        tone=tone(judgement),
        reading=scene.session.reading,
        findings=scene.told(failing(judgement)),
        constraints=judgement.broken,
        consents=tuple(judgement.consents),
        waived=judgement.waived,
        balances=balances(scene, judgement),
    )
