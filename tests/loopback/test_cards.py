"""Cards as the product sends them: layouts with persistent buttons, edited, ephemeral, clicked after a restart."""

import io
import re
from typing import Any

import discord
import pytest

from bot.loopback.people import Message
from tests.loopback.stage import stage
from tests.support.loopback import BareBot, running_bot


class Accept(discord.ui.DynamicItem[discord.ui.Button[Any]], template=r"n:accept:(?P<proposal>\d+):(?P<version>\d+)"):
    def __init__(self, proposal: int, version: int) -> None:
        custom_id = f"n:accept:{proposal}:{version}"
        super().__init__(discord.ui.Button(label="Accept", style=discord.ButtonStyle.success, custom_id=custom_id))
        self.proposal, self.version = proposal, version

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Accept":
        return cls(int(match["proposal"]), int(match["version"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        if interaction.message is not None and self.version == 1:
            await interaction.response.edit_message(view=card(self.proposal, 2))
        else:
            await interaction.response.send_message(view=card(self.proposal, 9), ephemeral=True)


class Pick(discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"n:pick:(?P<proposal>\d+)"):
    def __init__(self, proposal: int) -> None:
        options = [discord.SelectOption(label=one, value=one, description="An option") for one in ("a", "b")]
        super().__init__(discord.ui.Select(custom_id=f"n:pick:{proposal}", placeholder="Issue", options=options))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Pick":
        return cls(int(match["proposal"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        assert interaction.data is not None
        await interaction.response.send_message(interaction.data["values"][0], ephemeral=True)  # type: ignore[typeddict-item]  # a select's data has values


def card(proposal: int, version: int, picture: str = "https://example.org/seal.png") -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[Any] = discord.ui.Container(accent_colour=discord.Colour.blue())
    box.add_item(discord.ui.Section(f"## P{proposal} v{version}", accessory=discord.ui.Thumbnail(picture)))
    box.add_item(discord.ui.Separator(spacing=discord.SeparatorSpacing.large))
    box.add_item(discord.ui.Section("Clause 1", "Clause 2", accessory=Accept(proposal, version)))
    box.add_item(discord.ui.ActionRow(Pick(proposal)))
    view.add_item(box)
    view.add_item(discord.ui.ActionRow(discord.ui.Button(label="Rules", url="https://example.org/rules")))
    return view


def dynamic(bot: BareBot) -> None:
    bot.add_dynamic_items(Accept, Pick)

    @bot.tree.command(description="Tables")
    async def table(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(view=card(3, 1))


def accept_id(message: Message) -> str:
    return next(custom_id for name, custom_id, _ in message.buttons() if name == "Accept")


@pytest.mark.asyncio
async def test_a_card_is_shown_clicked_edited_and_answered_in_private() -> None:
    async with stage(dynamic) as on:
        shown = (await on.anna.command("table", on.plenary)).message
        assert shown is not None
        assert shown.text() == "## P3 v1\nClause 1\nClause 2"
        assert [one[0] for one in shown.buttons()] == ["Accept", "Rules"]
        changed = await on.anna.click(shown, accept_id(shown))
        assert changed.edited
        assert "v2" in changed.text()
        seen = await on.boris.wait_for(lambda one: "v2" in one.text())
        reply = await on.boris.click(seen, accept_id(seen))
        assert reply.message is not None
        assert reply.message.ephemeral
        assert not reply.edited
        assert (await on.boris.select(seen, "n:pick:3", ["b"])).text() == "b"
        inside = await on.boris.select(reply.message, "n:pick:3", ["a"])
        assert inside.text() == "a"


@pytest.mark.asyncio
async def test_buttons_work_after_the_bot_has_restarted() -> None:
    async with stage(dynamic) as on:
        sent = await on.text_channel().send(view=card(4, 1))
        seen = await on.anna.wait_for(lambda one: one.id == sent.id)
        await on.bot.close()
        async with running_bot(on.server, dynamic, sync=False):
            assert "v2" in (await on.anna.click(seen, accept_id(seen))).text()


@pytest.mark.asyncio
async def test_a_card_with_a_picture_of_its_own() -> None:
    async with stage(dynamic) as on:
        png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4)
        view = card(5, 1, "attachment://seal.png")
        sent = await on.text_channel().send(view=view, file=discord.File(io.BytesIO(png), "seal.png"))
        media = sent.components[0].to_dict()["components"][0]["accessory"]["media"]  # type: ignore[typeddict-item]  # a container's
        assert media["url"] == sent.attachments[0].url
        await sent.edit(view=card(5, 2, "attachment://seal.png"))
        seen = await on.anna.wait_for(lambda one: "v2" in one.text())
        assert [one["filename"] for one in seen.attachments] == ["seal.png"]
        with pytest.raises(discord.HTTPException, match="was not found"):
            await sent.edit(view=card(5, 3, "attachment://other.png"))


@pytest.mark.asyncio
async def test_a_card_beyond_the_limit_is_refused_by_the_server() -> None:
    async with stage(dynamic) as on:
        view = discord.ui.LayoutView()
        for _ in range(4):
            view.add_item(discord.ui.TextDisplay("x" * 1001))
        with pytest.raises(discord.HTTPException, match="exceeds the maximum of 4000") as refused:
            await on.text_channel().send(view=view)
        assert refused.value.code == 50035
