"""What differs between two texts, for one reader: word by word in one text, or both texts clause by clause."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Kind, Mark, Segment
from bot.text.limits import split
from bot.text.markdown import escape
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene

_BLANK = "\u200b"
_WRAP = {Mark.REMOVED: "~~", Mark.ADDED: "**", Mark.KEPT: ""}
# A block that may be too long for a card is cut before its marks are set: cut later, a mark would lose its other half.
_ROOM, _PIECE = 3_400, 1_500


@dataclass(frozen=True, slots=True)
class Named:
    """A text and how readers call it: `P1 v2`."""

    name: str
    clauses: Sequence[Clause]


def compare_cards(scene: Scene, old: Named, new: Named, changes: Sequence[ClauseChange], view: str) -> list[Card]:
    """Show two texts: `inline` each clause that is not the same with its words marked, `side` all of both."""
    say = scene.say
    blocks = [say("cards/compare#head", old=old.name, new=new.name, view=view, counts=counts(scene, changes))]
    for change in changes:
        blocks += _side(scene, old, new, change) if view == "side" else _inline(scene, old, new, change)
    if all(change.kind is Kind.KEPT for change in changes):
        blocks.append(say("cards/compare#same"))
    return paged(blocks)


def counts(scene: Scene, changes: Sequence[ClauseChange]) -> str:
    """Say how many clauses are the same, changed, moved, new and removed."""
    found = Counter(change.kind for change in changes)
    numbers = {kind.value: found[kind] for kind in Kind}
    changed_moved = sum(change.kind is Kind.CHANGED and change.moved for change in changes)
    return scene.say("cards/compare#counts", **numbers, changed_moved=changed_moved)


def title_of(scene: Scene, *clauses: Clause | None) -> str:
    """Give the title of the issue that a clause decides, from the first of its texts that there is."""
    return next((scene.issue_title(one.issue) for one in clauses if one and one.issue), "")


def clause_at(text: Named, number: int | None) -> Clause | None:
    """Give a clause by its number, from 1."""
    return text.clauses[number - 1] if number else None


def _label(scene: Scene, old: Clause | None, new: Clause | None, change: ClauseChange) -> str:
    was = change.before if change.moved or change.after is None else None
    return scene.say("cards/compare#label", after=change.after, was=was, title=title_of(scene, new, old))


def _inline(scene: Scene, old: Named, new: Named, change: ClauseChange) -> list[str]:
    if change.kind is Kind.KEPT:
        return []
    before, after = clause_at(old, change.before), clause_at(new, change.after)
    label = _label(scene, before, after, change)
    if steps_only(before, after):
        return [scene.say("cards/compare#steps", label=label, **options(before, after))]
    if change.kind is Kind.MOVED:
        return [scene.say("cards/compare#moved", label=label, text=after.text if after else "")]
    return marked(scene, f"cards/compare#{change.kind.value}", change.segments, label=label)


def _side(scene: Scene, old: Named, new: Named, change: ClauseChange) -> list[str]:
    before, after = clause_at(old, change.before), clause_at(new, change.after)
    label, first = _label(scene, before, after, change), before or after
    names = {"old": old.name, "new": new.name, "label": label}
    if steps_only(before, after):
        steps = scene.say("cards/compare#steps", label=label, **options(before, after))
        return [steps, *quoted(scene, "cards/compare#piece", before.text if before else "")]
    blocks = quoted(scene, f"cards/compare#side_{change.kind.value}", first.text if first else "", **names)
    if change.kind is Kind.CHANGED and after:
        blocks += quoted(scene, "cards/compare#side_new", after.text, **names)
    if change.kind is Kind.REMOVED:
        blocks.append(scene.say("cards/compare#side_gone", **names))
    return blocks


def steps_only(before: Clause | None, after: Clause | None) -> bool:
    """Say whether two clauses have the same words and still differ, in what they carry."""
    return before is not None and after is not None and before != after and before.text == after.text


def options(before: Clause | None, after: Clause | None) -> dict[str, str | None]:
    """Give the options that a clause comes from, before and after."""
    return {"option_before": before.option if before else None, "option_after": after.option if after else None}


def quoted(scene: Scene, template: str, words: str, **params: Any) -> list[str]:  # noqa: ANN401  # of the template
    """Give a clause's words as a quotation: a block, or several for a text that one card could not hold."""
    pieces = [words] if len(escape(words)) < _ROOM else split(words, _PIECE)
    quotes = ["\n".join(f"> {line}" for line in escape(piece.rstrip("\n")).split("\n")) for piece in pieces]
    first = scene.say(template, quote=quotes[0], **params)
    return [first, *(scene.say("cards/compare#piece", quote=quote) for quote in quotes[1:])]


def marked(scene: Scene, template: str, segments: Sequence[Segment], **params: Any) -> list[str]:  # noqa: ANN401  # of the template
    """Give a redline: a block, or several for one that one card could not hold."""
    whole = redline_text(segments)
    pieces = [whole] if len(whole) < _ROOM else [redline_text(piece) for piece in _pieces(segments)]
    first = scene.say(template, redline=pieces[0], **params)
    return [first, *(scene.say("cards/compare#more", redline=piece) for piece in pieces[1:])]


def _pieces(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    held: list[Segment] = []
    for segment in segments:
        for part in split(segment.text, _PIECE):
            if held and sum(len(one.text) for one in held) + len(part) > _PIECE:
                yield held
                held = []
            held.append(Segment(segment.mark, part))
    yield held


def redline_text(segments: Sequence[Segment]) -> str:
    """Give a redline as Discord's Markdown: marks hug the words, since a space inside would undo them."""
    return "".join(_marked(segment) for segment in segments)


def _marked(segment: Segment) -> str:
    mark, words = _WRAP[segment.mark], segment.text.strip()
    if not words or not mark:
        return escape(segment.text)
    start = segment.text[: len(segment.text) - len(segment.text.lstrip())]
    end = segment.text[len(segment.text.rstrip()) :]
    # A mark cannot go on over a line break, so each line has its own; two marks that touch need a blank between them.
    marked_lines = "\n".join(
        f"{mark}{escape(line.strip())}{mark}" if line.strip() else "" for line in words.split("\n")
    )
    return f"{start}{marked_lines}{end or _BLANK}"
