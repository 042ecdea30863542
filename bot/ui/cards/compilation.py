"""What stands in the base, in each delegation's text and in what is agreed: a row of the table after the other."""

from bot.records.compilation import Compilation, Line, State
from bot.records.compilation_words import Told, printed
from bot.text.limits import LAYOUT
from bot.text.markdown import escape
from bot.ui.cards.compare import marked
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, paged, rows, text
from bot.ui.scene import Scene

_ROOM = 3_000
"""Characters up to which a row is kept on one page."""
_SPARE = 400
"""Characters that stay free for the head of a page."""


def compilation_card(scene: Scene, found: Compilation, page: int) -> Card:
    """Show a page (from 0) of the table, with buttons to those before and after; beyond the last, the last."""
    told = Told(scene.say, scene.say.party, lambda issue: escape(scene.issue_title(issue)))
    pages = paged([block for line in found.lines for block in _line(scene, told, found, line)], most=LAYOUT - _SPARE)
    page = max(0, min(page, len(pages) - 1))
    numbers = {"page": page + 1, "pages": len(pages)}
    head = scene.say("cards/records#compilation_head", session=scene.session, **numbers)
    return Card(text(head), text(pages[page].texts()), *rows(*_buttons(scene, page, len(pages))))


def _line(scene: Scene, told: Told, found: Compilation, line: Line) -> list[str]:
    blocks = [scene.say("cards/records#compilation_line", line=told.line(line))]
    for column, cell in zip(found.columns, line.cells, strict=True):
        if cell.state is not State.NOTHING:
            params = {"head": told.head(column), "note": told.note(column, cell)}
            blocks += marked(scene, "cards/records#compilation_cell", printed(column, cell), **params)
    whole = "\n".join(blocks)
    return [whole] if len(whole) <= _ROOM else blocks


def _buttons(scene: Scene, page: int, pages: int) -> list[Part]:
    turns = {"back": page - 1, "next": page + 1}
    return [
        button(Address("compilation", scene.session.id, extra=str(to)), scene.say(f"buttons#compilation_{name}"))
        for name, to in turns.items()
        if 0 <= to < pages
    ]
