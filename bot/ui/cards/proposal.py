"""The card of a proposal in the plenary: clauses, stances, verdict, and what can be done with it."""

from typing import Any

from discord import ButtonStyle

from bot.negotiation.model import Proposal, ProposalStatus, Version
from bot.scenarios.judge import Judgement
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, DONE, GOOD, Card, Part, button, line, rows, text
from bot.ui.scene import Scene, failing, stances, tone

CLAUSES_ROOM = 2_200
"""Characters for all clauses of a card; what is longer is shortened, and *Details* shows it."""
SHORTEST = 30


def proposal_card(scene: Scene, proposal: Proposal) -> Card:
    """Draw a proposal as it stands now; a proposal that is over keeps only Compare and Details."""
    say, judgement = scene.say, scene.judge(proposal)
    status = proposal.status.value
    parts: list[Part] = [
        text(say("cards/proposal#head", proposal=proposal, version=proposal.current, status=status)),
        text(clauses_text(scene, proposal.current)),
        line(),
        text(verdict_text(scene, judgement)),
    ]
    if proposal.live or proposal.status is ProposalStatus.ADOPTED:
        parts.append(text(say("cards/proposal#stances", stances=stances(scene.session, proposal))))
    else:
        parts.append(text(say("cards/proposal#fate", proposal=proposal, status=status, reason=proposal.status_reason)))
    if proposal.barred and proposal.live:
        parts.append(text(say("cards/proposal#barred", event={"bar": proposal.barred})))
    return Card(*parts, *rows(*_buttons(scene, proposal)), accent=_accent(proposal, judgement))


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
    return [*acting, *reading]


def clauses_text(scene: Scene, version: Version, room: int = CLAUSES_ROOM) -> str:
    """Give the numbered clauses in at most about `room` characters, each shortened to its share where need be."""
    shown = [{"title": scene.issue_title(one.issue) if one.issue else "", "text": one.text} for one in version.clauses]
    titles = sum(min(len(one["title"]), 60) + 12 for one in shown)
    longest = max((len(one["text"]) for one in shown), default=0)
    most = max(SHORTEST, (room - titles) // max(1, len(shown)))
    if sum(len(one["text"]) for one in shown) + titles <= room:
        most = max(longest, SHORTEST)
    return scene.say("cards/proposal#clauses", clauses=shown, most=most, shortened=longest > most)


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
    )
