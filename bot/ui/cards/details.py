"""A version in full for one reader: clauses, every finding, what each step counts for, and the reader's own points."""

from collections.abc import Mapping

from bot.drafting.clauses import choices_of
from bot.negotiation.acts import Actor
from bot.negotiation.model import Proposal, Version
from bot.rules import Severity, Verdict
from bot.scenarios.judge import Judgement
from bot.ui.cards.credits import balances, credit_blocks
from bot.ui.cards.marks import marks_text
from bot.ui.cards.menus import text_menu, with_menu
from bot.ui.cards.reading import reading_lines
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene, stances, tone


def details_cards(
    scene: Scene, proposal: Proposal, version: Version, party: str | None, reader: Actor | None = None
) -> list[Card]:
    """Show a version of a proposal; `party` is the reader's own, whose points they may see, or None.

    Below the newest version stands what the reader may do with it.
    """
    say, judgement = scene.say, scene.judge(proposal, version)
    blocks = [say("cards/details#head", proposal=proposal, version=version, tone=tone(judgement))]
    blocks += [
        "\n".join([block, *(f"-# {line}" for line in lines)])
        for block, lines in zip(
            clause_blocks(scene, version, "cards/details#clause"), readings(scene, version, judgement), strict=True
        )
    ]
    blocks.append(findings_block(scene, judgement))
    blocks += ["\n".join(lines) for lines in [balances(scene, judgement)] if lines]
    blocks += credit_blocks(scene, version.clauses, judgement)
    if judgement.consents:
        blocks.append(say("cards/details#consents", consents=tuple(judgement.consents)))
    waivers = [one for one in proposal.waivers if one.text_hash == version.text_hash]
    if waivers:
        blocks.append(say("cards/details#waivers", waivers=waivers))
    if version is proposal.current and (marks := marks_text(scene, proposal)):
        blocks.append(marks)
    if version is proposal.current and scene.session.required:
        blocks.append(say("cards/details#stances", stances=stances(scene.session, proposal)))
    if party:
        blocks += points_blocks(scene, party, choices_of(version.clauses))
    menu = text_menu(scene, reader, proposal) if reader and version is proposal.current else []
    return with_menu(paged(blocks), menu)


def clause_blocks(scene: Scene, version: Version, template: str) -> list[str]:
    """Give each clause in full."""
    return [
        scene.say(
            template,
            number=number,
            title=scene.issue_title(one.issue) if one.issue else "",
            option=one.option or "",
            text=one.text,
        )
        for number, one in enumerate(version.clauses, 1)
    ]


def readings(scene: Scene, version: Version, judgement: Judgement) -> list[list[str]]:
    """Give for each clause what was understood of it; nothing for options, and for texts older than sentences."""
    composed = scene.frame.compose(version.clauses)
    if composed.clauses != version.clauses:
        return [[] for _ in version.clauses]
    return [reading_lines(scene, composed, place, judgement) for place in range(len(version.clauses))]


def findings_block(scene: Scene, judgement: Judgement) -> str:
    """Give the verdict of every rule; gates that found nothing are only counted."""
    results = judgement.assessment.results.values()
    quiet = [one for one in results if one.severity is Severity.GATE and one.verdict in {Verdict.PASS, Verdict.NA}]
    return scene.say(
        "cards/details#findings",
        tone=tone(judgement),
        reading=scene.session.reading,
        findings=scene.told(one for one in results if one not in quiet),
        quiet=len(quiet),
        constraints=judgement.broken,
    )


def points_blocks(scene: Scene, party: str, choices: dict[str, str]) -> list[str]:
    """Give what a package is worth to the reader's own party; nothing for a party without a sheet."""
    brief, points = scene.frame.pack.brief_for(party), scene.frame.pack.points(party, choices)
    if brief is None or points is None:
        return []
    return [
        scene.say(
            "cards/details#points",
            party=party,
            points=points,
            batna=brief.batna.points,
            crossed=crossed_lines(scene, party, choices),
        )
    ]


def crossed_lines(scene: Scene, party: str, choices: Mapping[str, str]) -> list[str]:
    """Give the titles of the issues in which the choices cross a red line of the party."""
    brief = scene.frame.pack.brief_for(party)
    lines = brief.red_lines if brief else ()
    return [scene.issue_title(one.issue) for one in lines if choices.get(one.issue) == one.option]
