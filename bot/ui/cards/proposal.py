"""The card of a proposal in the plenary: clauses, stances, verdict, and what can be done with it."""

from typing import Any

from discord import ButtonStyle

from bot.negotiation.lineage import before
from bot.negotiation.model import Proposal, ProposalStatus
from bot.scenarios.judge import Judgement
from bot.text.limits import LAYOUT
from bot.ui.cards.clauses import CLAUSES_ROOM, clauses_text, full_text
from bot.ui.cards.conclusion import proposal_buttons, proposal_state
from bot.ui.cards.credits import balances
from bot.ui.cards.marks import marks_text
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, DONE, GOOD, Card, Part, button, line, rows, text
from bot.ui.scene import Scene, failing, stances, tone

LEAST_ROOM = 600
"""Characters that the clauses have on a card on which everything else is long, too."""
NOTICE = 200
"""Characters kept free for the notice that a text is shortened, and for what removed clauses add."""


def proposal_card(scene: Scene, proposal: Proposal, *, attach: bool = True) -> Card:
    """Draw a proposal as it stands now; a proposal that is over keeps only Compare and Details.

    A text that is too long for the card is shortened there, and attached in full: not without `attach`, which is
    for a channel where the bot may not post files.
    """
    say, judgement = scene.say, scene.judge(proposal)
    head = say("cards/proposal#head", proposal=proposal, version=proposal.current, status=proposal.status.value)
    below = _below(scene, proposal, judgement)
    room = max(LEAST_ROOM, min(CLAUSES_ROOM, LAYOUT - NOTICE - len(head) - sum(map(len, below))))
    parent = before(scene.session, proposal, proposal.current)
    clauses, shortened = clauses_text(scene, proposal, judgement, parent[1] if parent else None, room)
    files = [full_text(scene, proposal, proposal.current)] if shortened and attach else []
    parts: list[Part] = [
        text(head),
        text(clauses),
        *([text(say("cards/proposal#shortened", attached=bool(files)))] if shortened else []),
        *(one.part() for one in files),
        line(),
        *(text(one) for one in below),
    ]
    return Card(*parts, *rows(*_buttons(scene, proposal)), accent=_accent(proposal, judgement), files=files)


def _below(scene: Scene, proposal: Proposal, judgement: Judgement) -> list[str]:
    """Give what stands below the clauses: verdict, stances or fate, marks, and why it is barred."""
    say, blocks = scene.say, [verdict_text(scene, judgement)]
    if proposal.live or proposal.status is ProposalStatus.ADOPTED:
        blocks.append(say("cards/proposal#stances", stances=stances(scene.session, proposal)))
    else:
        status = proposal.status.value
        blocks.append(say("cards/proposal#fate", proposal=proposal, status=status, reason=proposal.status_reason))
    if marks := marks_text(scene, proposal):
        blocks.append(marks)
    if state := proposal_state(scene, proposal):
        blocks.append(state)
    if proposal.barred and proposal.live:
        blocks.append(say("cards/proposal#barred", event={"bar": proposal.barred}))
    return blocks


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
    for_a_time = list(proposal_buttons(scene, proposal))
    if not proposal.live:
        return [*for_a_time, *reading]
    acting = [
        make("accept", ButtonStyle.success),
        make("counter", ButtonStyle.primary),
        make("reject", ButtonStyle.danger),
    ]
    return [*acting, *reading, make("brackets"), make("reserve"), make("link"), *for_a_time]


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
