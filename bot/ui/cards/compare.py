"""What differs between two texts, for one reader."""

from collections.abc import Sequence

from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Kind, Mark, Segment
from bot.text.markdown import escape
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene

_BLANK = "\u200b"
_WRAP = {Mark.REMOVED: "~~", Mark.ADDED: "**", Mark.KEPT: ""}


def compare_cards(
    scene: Scene,
    names: tuple[str, str],
    texts: tuple[Sequence[Clause], Sequence[Clause]],
    changes: Sequence[ClauseChange],
) -> list[Card]:
    """Show each clause that is not the same; `names` and `texts` are those of the older and the newer version."""
    say = scene.say
    kept = sum(change.kind is Kind.KEPT for change in changes)
    blocks = [say("cards/compare#head", old=names[0], new=names[1])]
    blocks += [_block(scene, texts, change) for change in changes if change.kind is not Kind.KEPT]
    if kept == len(changes):
        blocks.append(say("cards/compare#same"))
    elif kept:
        blocks.append(say("cards/compare#kept", number=kept))
    return paged(blocks)


def _block(scene: Scene, texts: tuple[Sequence[Clause], Sequence[Clause]], change: ClauseChange) -> str:
    old = texts[0][change.before - 1] if change.before else None
    new = texts[1][change.after - 1] if change.after else None
    clause = new or old
    title = scene.issue_title(clause.issue) if clause and clause.issue else ""
    return scene.say(
        f"cards/compare#{change.kind.value}",
        title=title,
        text=clause.text if clause else "",
        redline=redline_text(change.segments),
        before=old.option if old else None,
        after=new.option if new else None,
    )


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
    marked = "\n".join(f"{mark}{escape(line.strip())}{mark}" if line.strip() else "" for line in words.split("\n"))
    return f"{start}{marked}{end or _BLANK}"
