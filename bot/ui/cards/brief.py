"""The confidential brief: for the party's own members, and for the chair."""

from bot.scenarios.schema import Brief
from bot.ui.cards.opening import PUBLIC_ROOM
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene


def brief_cards(scene: Scene, brief: Brief) -> list[Card]:
    """Show a party its brief, interests, red lines, points, and what no deal is worth."""
    say = scene.say
    # Where the opening card shows the whole public brief, it would only push one's own out of sight.
    whole = len(brief.public) > PUBLIC_ROOM
    blocks = [say("cards/brief#head", party=brief.party, whole=whole)]
    if whole:
        blocks.append(say("cards/brief#public", brief=brief))
    blocks.append(say("cards/brief#own", brief=brief))
    if brief.interests:
        blocks.append(say("cards/brief#interests", brief=brief))
    if brief.red_lines:
        blocks.append(
            say("cards/brief#red_lines", lines=[_line(scene, one.issue, one.option) for one in brief.red_lines])
        )
    blocks.append(say("cards/brief#batna", brief=brief))
    blocks += _sheet(scene, brief)
    return paged(blocks)


def public_cards(scene: Scene) -> list[Card]:
    """Show what everybody may read, to a member who has no brief."""
    return paged([scene.say("cards/brief#none", public=scene.frame.pack.public_brief)])


def _line(scene: Scene, issue: str, option: str) -> dict[str, str]:
    found = scene.frame.pack.option(issue, option)
    return {"title": scene.issue_title(issue), "text": found.text if found else option, "option": option}


def _sheet(scene: Scene, brief: Brief) -> list[str]:
    blocks: list[str] = []
    for issue in scene.frame.pack.issues:
        points = brief.scores.get(issue.id, {})
        rows = [
            {"id": option.id, "text": option.text, "points": points[option.id]}
            for option in issue.options
            if option.id in points
        ]
        name = "cards/brief#issue" if blocks else "cards/brief#sheet"
        blocks.append(scene.say(name, issue=issue, rows=rows))
    return blocks
