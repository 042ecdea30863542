"""The clauses of a version on its card: what changed, what steps each carries, and the full text of a long one."""

from typing import TYPE_CHECKING, Any

from bot.drafting.clauses import Clause
from bot.drafting.redline import Kind, compare
from bot.negotiation.model import Proposal, Version
from bot.scenarios.judge import Judgement
from bot.text.limits import clip
from bot.ui.cards.credits import credit_row
from bot.ui.cards.details import clause_blocks
from bot.ui.cards.reading import understood
from bot.ui.kit.layout import Attachment
from bot.ui.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLAUSES_ROOM = 2_200
"""Characters for all clauses of a card; what is longer is shortened, and the full text is attached."""
SHORTEST = 30
TITLE = 60
STEPS = 120
"""Characters of a line that says what steps a clause carries."""


def clauses_text(
    scene: Scene, version: Version, judgement: Judgement, parent: Version | None = None, room: int = CLAUSES_ROOM
) -> tuple[str, bool]:
    """Give the numbered clauses in at most about `room` characters, and whether they were shortened for it.

    Each says what changed in it since `parent`, and what the steps that it carries count for.
    """
    marks, removed = _changes(version, parent)
    rows: list[dict[str, Any]] = [
        {
            "title": clip(scene.issue_title(one.issue), TITLE) if one.issue else "",
            "text": one.text,
            "mark": marks.get(number, ""),
            "steps": clip(steps_text(scene, one, judgement), STEPS),
        }
        for number, one in enumerate(version.clauses, 1)
    ]
    around = sum(len(row["title"]) + len(row["steps"]) + len(row["mark"]) + 16 for row in rows)
    if around > room // 2:
        # With very many clauses the words go before what they count for: *Details* has both.
        rows = [{**row, "steps": ""} for row in rows]
        around = sum(len(row["title"]) + 12 for row in rows)
    longest = max((len(row["text"]) for row in rows), default=0)
    most = max(SHORTEST, (room - around) // max(1, len(rows)))
    if sum(len(row["text"]) for row in rows) + around <= room:
        most = max(longest, SHORTEST)
    shortened = longest > most
    return scene.say("cards/proposal#clauses", clauses=rows, most=most, removed=removed, shortened=shortened), shortened


def steps_text(scene: Scene, clause: Clause, judgement: Judgement) -> str:
    """Say in a line what the steps of a clause count for and whom its duties bind; nothing for political text."""
    credits = judgement.assessment.credits  # noqa: A001  # the word of the rules
    rows: Sequence[Mapping[str, Any]] = [
        credit_row(str(step["party"]), credits.get(str(step["id"]))) for step in clause.commitments
    ]
    binding = dict.fromkeys(party for duty in clause.duties for party in duty["binds"])
    return scene.say("cards/proposal#steps", rows=rows, binds=tuple(binding)) if rows or binding else ""


def full_text(scene: Scene, proposal: Proposal, version: Version) -> Attachment:
    """Give a version as a file of plain text, with what was understood of each clause."""
    blocks = clause_blocks(scene, version, "cards/proposal#plain_clause")
    told = [
        "\n".join([block, *(f"   = {one.canonical}" for one in said)])
        for block, said in zip(blocks, understood(scene, version), strict=True)
    ]
    head = scene.say("cards/proposal#plain_head", proposal=proposal, version=version)
    content = "\n\n".join([head, *told]) + "\n"
    return Attachment(f"{proposal.id}-v{version.number}.txt", content.encode("utf-8", "backslashreplace"))


def _changes(version: Version, parent: Version | None) -> tuple[dict[int, str], int]:
    """Give the word for what happened to each clause (by number) since its parent, and how many are gone."""
    if parent is None:
        return {}, 0
    found = compare(parent.clauses, version.clauses)
    marks = {one.after: one.kind.value for one in found if one.after is not None and one.kind is not Kind.KEPT}
    return marks, sum(one.kind is Kind.REMOVED for one in found)
