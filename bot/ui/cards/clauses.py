"""The clauses of a version on its card: what changed, what steps each carries, and the full text of a long one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.drafting.clauses import Clause
from bot.drafting.redline import Kind, compare
from bot.negotiation.marks import open_brackets
from bot.negotiation.model import Proposal, Version
from bot.negotiation.overlays import Bracket
from bot.scenarios.judge import Judgement
from bot.text.limits import clip
from bot.text.markdown import escape
from bot.ui.cards.credits import credit_row, unit_of
from bot.ui.cards.details import clause_blocks
from bot.ui.cards.marks import marked_text
from bot.ui.cards.reading import understood, unread_in_short
from bot.ui.kit.layout import Attachment
from bot.ui.scene import Scene

CLAUSES_ROOM = 2_200
"""Characters for all clauses of a card, as they are drawn; what is longer is shortened, the full text attached."""
SHORTEST = 30
TITLE = 60
ALTERNATIVE = 160
"""Characters of the other words that a bracket's owner would have."""
STEPS = 120
"""Characters of a line that says what steps a clause carries."""


def clauses_text(
    scene: Scene, proposal: Proposal, judgement: Judgement, parent: Version | None = None, room: int = CLAUSES_ROOM
) -> tuple[str, bool]:
    """Give the newest version's clauses in at most about `room` characters, and whether they were shortened for it.

    Each says what changed in it since `parent`, which of its words are in brackets, and what its steps count for.
    """
    version = proposal.current
    marks, removed = _changes(version, parent)
    brackets = open_brackets(scene.session, proposal)
    whole = scene.frame.compose(version.clauses)
    # Texts older than sentences were never read.
    read = whole.readings if whole.clauses == version.clauses else [None] * len(version.clauses)
    rows: list[dict[str, Any]] = [
        {
            "title": clip(scene.issue_title(one.issue), TITLE) if one.issue else "",
            "text": one.text,
            "drawn": marked_text(one.text, _on(number, brackets)),
            "mark": marks.get(number, ""),
            "steps": clip(steps_text(scene, one, judgement), STEPS),
            "unread": unread_in_short(scene, reading) if (reading := read[number - 1]) else "",
        }
        for number, one in enumerate(version.clauses, 1)
    ]
    around = sum(len(row["title"]) + len(row["steps"]) + len(row["unread"]) + len(row["mark"]) + 16 for row in rows)
    if around > room // 2:
        # With very many clauses the words go before what they count for: *Details* has both.
        rows = [{**row, "steps": "", "unread": ""} for row in rows]
        around = sum(len(row["title"]) + 12 for row in rows)
    # What counts is the length as it is drawn: each sign of Markdown takes a backslash, each bracket its owner.
    longest = max((len(row["drawn"]) for row in rows), default=0)
    most = max(SHORTEST, (room - around) // max(1, len(rows)))
    if sum(len(row["drawn"]) for row in rows) + around <= room:
        most = max(longest, SHORTEST)
    shown = [{**row, "shown": _shown(row["text"], row["drawn"], most)} for row in rows]
    return scene.say("cards/proposal#clauses", clauses=shown, removed=removed), longest > most


def _on(number: int, brackets: Iterable[Bracket]) -> list[Bracket]:
    """Give the brackets on a clause as a card has room for them: the list behind *Brackets* has all their words."""
    held = [one for one in brackets if one.clause == number]
    return [replace(one, alternative=clip(one.alternative, ALTERNATIVE)) if one.alternative else one for one in held]


def _shown(words: str, drawn: str, most: int) -> str:
    """Give the words of a clause with the brackets that lie over them; of words that are cut, nobody sees brackets."""
    return drawn if len(drawn) <= most else clip(escape(words), most)


def steps_text(scene: Scene, clause: Clause, judgement: Judgement) -> str:
    """Say in a line what the steps of a clause count for and whom its duties bind; nothing for political text."""
    credits = judgement.assessment.credits  # noqa: A001  # the word of the rules
    rows: Sequence[Mapping[str, Any]] = [
        credit_row(str(step["party"]), credits.get(str(step["id"])), unit_of(scene, step.get("category")))
        for step in clause.commitments
    ]
    binding = dict.fromkeys(party for duty in clause.duties for party in duty["binds"])
    return scene.say("cards/proposal#steps", rows=rows, binds=tuple(binding), always=False) if rows or binding else ""


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
