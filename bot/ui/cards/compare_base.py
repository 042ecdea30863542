"""What two texts each changed in the base that both come from, and where they changed the same."""

from bot.drafting.merging import Clash, Collision, Merge, Row
from bot.drafting.redline import ClauseChange, Kind
from bot.ui.cards.compare import Named, clause_at, counts, marked, options, quoted, steps_only, title_of
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene

Pair = tuple[Named, Named]


def compare_base_cards(scene: Scene, base: Named, texts: Pair, merged: Merge) -> list[Card]:
    """Show each clause that either text changed: its words in the base, what each did, and collisions.

    `merged` is the merge of both texts over the base, in this order.
    """
    one, other = texts
    untouched = sum(_untouched(row) for row in merged.rows)
    head = scene.say(
        "cards/compare#base_head",
        one=one.name,
        other=other.name,
        base=base.name,
        counts_one=counts(scene, [row.ours for row in merged.rows if row.ours]),
        counts_other=counts(scene, [row.theirs for row in merged.rows if row.theirs]),
        collisions=len(merged.collisions),
        ordered=any(collision.kind is Clash.ORDER for collision in merged.collisions),
    )
    blocks = [head]
    for row in merged.rows:
        if not _untouched(row):
            blocks += _row(scene, base, texts, row)
    if untouched:
        blocks.append(scene.say("cards/compare#base_untouched", number=untouched))
    return paged(blocks)


def _untouched(row: Row) -> bool:
    return all(change is not None and change.kind is Kind.KEPT for change in (row.ours, row.theirs))


def _row(scene: Scene, base: Named, texts: Pair, row: Row) -> list[str]:
    sides = list(zip(texts, (row.ours, row.theirs), strict=True))
    before = clause_at(base, row.clause)
    title = title_of(scene, before, *(clause_at(text, change.after) for text, change in sides if change))
    if before:
        blocks = quoted(scene, "cards/compare#base_clause", before.text, number=row.clause, title=title)
    else:
        blocks = [scene.say("cards/compare#base_new", title=title)]
    for text, change in sides:
        blocks += _did(scene, base, text, change)
    return [*blocks, *(_clash(scene, texts, collision) for collision in row.collisions)]


def _did(scene: Scene, base: Named, text: Named, change: ClauseChange | None) -> list[str]:
    """Say what one text did to a clause."""
    if change is None:
        return [scene.say("cards/compare#by_none", name=text.name)]
    before, after = clause_at(base, change.before), clause_at(text, change.after)
    if steps_only(before, after):
        return [scene.say("cards/compare#by_steps", name=text.name, **options(before, after))]
    template = f"cards/compare#by_{change.kind.value}"
    if change.kind in {Kind.CHANGED, Kind.ADDED}:
        moved = {"moved": change.moved, "after": change.after}
        return marked(scene, template, change.segments, name=text.name, **moved)
    return [scene.say(template, name=text.name, after=change.after)]


def _clash(scene: Scene, texts: Pair, collision: Collision) -> str:
    passages = collision.ours, collision.theirs
    sides = [(text.name, passage.text if passage else "") for text, passage in zip(texts, passages, strict=True)]
    base = collision.base.text if collision.base else None
    return scene.say(f"cards/compare#clash_{collision.kind.value}", base=base, sides=sides)
