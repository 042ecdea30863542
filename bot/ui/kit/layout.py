"""What every card is made of: text, rows of buttons, selects; and that it fits what Discord takes."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.text.limits import LABEL, LAYOUT, OPTION, PLACEHOLDER, clip, split
from bot.text.markdown import continued
from bot.ui.kit.ids import Address
from bot.ui.kit.items import Touch

ROW = 5
"""Buttons in a row."""

Colour = discord.Colour
CALM, GOOD, BAD, DONE = Colour(0x5865F2), Colour(0x2D7D46), Colour(0xC03537), Colour(0x80848E)
"""Accents: an open matter, a good end, a refusal, a matter that is over. Words always say the same."""

Part = ui.Item[Any]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is posted with a card: its name, its bytes, and of a picture what it shows in words."""

    name: str
    content: bytes
    description: str | None = None

    def part(self) -> Part:
        """Give the place of the card where the file is shown."""
        return ui.File(f"attachment://{self.name}")

    def upload(self) -> discord.File:
        """Give the file for one request; each request needs one of its own."""
        return discord.File(io.BytesIO(self.content), self.name, description=self.description)


class Card(ui.LayoutView):
    """A layout in one container. All its items are found by their ids, so nothing of it is kept in memory.

    Texts that together exceed what a layout may hold are shortened, the longest first. `files` go with it.
    """

    def __init__(self, *parts: Part, accent: Colour | None = CALM, files: Sequence[Attachment] = ()) -> None:
        super().__init__(timeout=None)
        self.files = tuple(files)
        _shorten([part for part in _walk(parts) if isinstance(part, ui.TextDisplay)])
        self.add_item(ui.Container(*parts, accent_colour=accent))

    def is_finished(self) -> bool:
        """Say yes always: discord.py then stores no view, so none can take a template away when it times out."""
        return True

    def texts(self) -> str:
        """All that it says, for logs and tests."""
        return "\n".join(item.content for item in self.walk_children() if isinstance(item, ui.TextDisplay))


def _walk(parts: Iterable[Part]) -> Iterable[Part]:
    for part in parts:
        yield part
        if isinstance(part, ui.Section):
            yield from part.children


def _shorten(texts: Sequence[ui.TextDisplay[Any]]) -> None:
    while (over := sum(len(text.content) for text in texts) - LAYOUT) > 0:
        longest = max(texts, key=lambda text: len(text.content))
        longest.content = clip(longest.content, max(1, len(longest.content) - over))


def text(content: str) -> ui.TextDisplay[Any]:
    """A piece of Markdown."""
    return ui.TextDisplay(content or "\u200b")


def line() -> ui.Separator[Any]:
    """A thin line between two parts."""
    return ui.Separator()


def button(
    address: Address, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary, *, disabled: bool = False
) -> Touch:
    """A button that works after a restart and on old messages."""
    return Touch(
        ui.Button(label=clip(label, LABEL), custom_id=address.custom_id, style=style, disabled=disabled), address
    )


def link(label: str, url: str) -> Part:
    """A button that leads to an address."""
    return ui.Button(label=clip(label, LABEL), url=url)


def rows(*buttons: Part) -> list[ui.ActionRow[Any]]:
    """Buttons in rows of five."""
    return [ui.ActionRow(*buttons[at : at + ROW]) for at in range(0, len(buttons), ROW)]


def select(address: Address, placeholder: str, options: Sequence[discord.SelectOption]) -> ui.ActionRow[Any]:
    """A select in a row of its own; takes at most 25 options."""
    inner: ui.Select[Any] = ui.Select(
        custom_id=address.custom_id, placeholder=clip(placeholder, PLACEHOLDER), options=list(options)
    )
    return ui.ActionRow(Touch(inner, address))


def option(label: str, value: str, description: str = "", *, chosen: bool = False) -> discord.SelectOption:
    """An option of a select; what is too long is shortened."""
    return discord.SelectOption(
        label=clip(label, OPTION), value=value, description=clip(description, OPTION) or None, default=chosen
    )


def titled(section: str, accessory: Part) -> ui.Section[Any]:
    """A text with a button beside it."""
    return ui.Section(section, accessory=accessory)


def paged(blocks: Sequence[str], *, most: int = LAYOUT - 200, accent: Colour | None = CALM) -> list[Card]:
    """As many cards as the blocks need, in order; a block that is too long for one card goes on in the next."""
    pages: list[list[str]] = [[]]
    for piece in (piece for block in blocks for piece in _pieces(block, most)):
        if pages[-1] and sum(len(one) + 2 for one in pages[-1]) + len(piece) > most:
            pages.append([])
        pages[-1].append(piece)
    return [Card(text("\n\n".join(page)), accent=accent) for page in pages if page]


def _pieces(block: str, most: int) -> Iterable[str]:
    before = "\n"
    # One character stays free for what guards the beginning of a piece.
    for piece in split(block, most - 1):
        yield piece if before.endswith("\n") else continued(piece)
        before = piece
