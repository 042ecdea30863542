"""The one kind of interactive item: it finds what it stands for in its id, and hands itself to the desk."""

import re
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui

from bot.ui.kit.ids import TEMPLATE, Address, from_match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.ui.desk import HasDesk


class Touch(ui.DynamicItem[ui.Item[Any]], template=TEMPLATE):
    """A button or a select of a card. There is one template for all, so no two can answer the same click.

    discord.py only logs what goes wrong in a dynamic item, so nothing may: the desk answers every error.
    """

    def __init__(self, item: ui.Item[Any], address: Address) -> None:
        super().__init__(item)
        self.address = address

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Make the item that was touched from its id; reads nothing that could fail."""
        del interaction
        return cls(item, from_match(match))

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Let everybody through: what a member may do is decided, and explained, where acts are decided."""
        del interaction
        return True

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the click to the desk, which answers it in any case."""
        data: Mapping[str, Any] = dict(interaction.data or {})
        values = tuple(data.get("values", ()))
        await cast("HasDesk", interaction.client).desk.touched(interaction, self.address, values)
