"""A version in full for one reader: clauses, every finding, what each step counts for, and the reader's own points."""

from bot.drafting.clauses import choices_of
from bot.negotiation.model import Proposal, Version
from bot.rules import Severity, Verdict, reason_of
from bot.scenarios.judge import Judgement
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene, stances, tone


def details_cards(scene: Scene, proposal: Proposal, version: Version, party: str | None) -> list[Card]:
    """Show a version of a proposal; `party` is the reader's own, whose points they may see, or None."""
    say, judgement = scene.say, scene.judge(proposal, version)
    blocks = [say("cards/details#head", proposal=proposal, version=version)]
    blocks += clause_blocks(scene, version, "cards/details#clause")
    blocks.append(findings_block(scene, judgement))
    blocks += credit_blocks(scene, judgement)
    if judgement.consents:
        blocks.append(say("cards/details#consents", consents=tuple(judgement.consents)))
    waivers = [one for one in proposal.waivers if one.text_hash == version.text_hash]
    if waivers:
        blocks.append(say("cards/details#waivers", waivers=waivers))
    if version is proposal.current and scene.session.required:
        blocks.append(say("cards/details#stances", stances=stances(scene.session, proposal)))
    if party:
        blocks += points_blocks(scene, party, choices_of(version.clauses))
    return paged(blocks)


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


def credit_blocks(scene: Scene, judgement: Judgement) -> list[str]:
    """Give what each step counts for, and why not more."""
    credits = judgement.assessment.credits  # noqa: A001  # the word of the rules
    rows = [
        {
            "step": step,
            "name": scene.frame.names.steps.get(step),
            "party": _giver(scene, step),
            "credit": None if credit.credit is None else _number(credit.credit),
            "delta": None if credit.delta is None else _number(credit.delta),
            "why": " ".join(reason_of(note) for note in credit.notes),
        }
        for step, credit in credits.items()
    ]
    return [scene.say("cards/details#credits", rows=rows)] if rows else []


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


def crossed_lines(scene: Scene, party: str, choices: dict[str, str]) -> list[str]:
    """Give the titles of the issues in which the choices cross a red line of the party."""
    brief = scene.frame.pack.brief_for(party)
    lines = brief.red_lines if brief else ()
    return [scene.issue_title(one.issue) for one in lines if choices.get(one.issue) == one.option]


def _giver(scene: Scene, step: str) -> str | None:
    for issue in scene.frame.pack.issues:
        for option in issue.options:
            for commitment in option.commitments:
                if commitment.get("id") == step:
                    return str(commitment.get("party"))
    return None


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else _fraction(str(value))


def _fraction(value: str) -> str:
    return f"{int(value):,}" if value.lstrip("-").isdecimal() else value
