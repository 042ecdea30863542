"""Forms: opened by a bot, filled in by a person, checked on the way back."""

from typing import Any

import discord
import pytest

from bot.loopback.people import File, PersonError
from tests.loopback.stage import stage
from tests.support.loopback import BareBot


class Form(discord.ui.Modal, title="Clause"):
    text: discord.ui.Label["Form"] = discord.ui.Label(
        text="Text", component=discord.ui.TextInput(custom_id="text", style=discord.TextStyle.paragraph, max_length=40)
    )
    note: discord.ui.Label["Form"] = discord.ui.Label(
        text="Note", component=discord.ui.TextInput(custom_id="note", required=False, default="as is")
    )
    kind: discord.ui.Label["Form"] = discord.ui.Label(
        text="Kind",
        description="What it is",
        component=discord.ui.Select(
            custom_id="kind", options=[discord.SelectOption(label=one, value=one) for one in ("cut", "ceiling")]
        ),
    )
    paper: discord.ui.Label["Form"] = discord.ui.Label(
        text="Paper", component=discord.ui.FileUpload(custom_id="paper", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        values = [self.text.component.value, self.note.component.value, self.kind.component.values]  # type: ignore[attr-defined]  # a label's component is any item
        papers = [(await one.read()).decode() for one in self.paper.component.values]  # type: ignore[attr-defined]  # as above
        await interaction.response.send_message(repr([*values, papers]), ephemeral=True)


class Choosing(discord.ui.Modal, title="Choosing"):
    hint: discord.ui.TextDisplay[Any] = discord.ui.TextDisplay("Choose well")
    side: discord.ui.Label["Choosing"] = discord.ui.Label(
        text="Side",
        component=discord.ui.RadioGroup(
            custom_id="side", options=[discord.RadioGroupOption(label=one, value=one) for one in ("left", "right")]
        ),
    )
    rules: discord.ui.Label["Choosing"] = discord.ui.Label(
        text="Rules",
        component=discord.ui.CheckboxGroup(
            custom_id="rules", options=[discord.CheckboxGroupOption(label=one, value=one) for one in ("x", "y")]
        ),
    )
    sure: discord.ui.Label["Choosing"] = discord.ui.Label(text="Sure", component=discord.ui.Checkbox(custom_id="sure"))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        side, rules, sure = self.side.component, self.rules.component, self.sure.component
        await interaction.response.send_message(repr([side.value, rules.values, sure.value]))  # type: ignore[attr-defined]  # a label's component is any item


def forms(bot: BareBot) -> None:
    @bot.tree.command(description="Opens a form")
    async def clause(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Form())

    @bot.tree.command(description="Opens another form")
    async def choose(interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(Choosing())


@pytest.mark.asyncio
async def test_a_form_comes_back_with_its_values() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("clause", on.plenary)).modal
        assert modal is not None
        assert [one["custom_id"] for one in modal.fields()] == ["text", "note", "kind", "paper"]
        assert "What it is" in modal.text()
        values = {"text": "Cut by 10 %", "kind": ["cut"], "paper": [File("a.txt", b"annex")]}
        reply = await on.anna.submit(modal, values)
        assert reply.text() == "['Cut by 10 %', 'as is', ['cut'], ['annex']]"


@pytest.mark.asyncio
async def test_a_form_of_choices() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("choose", on.plenary)).modal
        assert modal is not None
        reply = await on.anna.submit(modal, {"side": "right", "rules": ["y", "x"], "sure": True})
        assert reply.text() == "['right', ['y', 'x'], True]"


@pytest.mark.asyncio
async def test_a_form_is_checked_and_can_be_sent_once_by_its_person() -> None:
    async with stage(forms) as on:
        modal = (await on.anna.command("clause", on.plenary)).modal
        assert modal is not None
        with pytest.raises(PersonError, match="BASE_TYPE_REQUIRED"):
            await on.anna.submit(modal, {"kind": ["cut"]})
        with pytest.raises(PersonError, match="BASE_TYPE_MAX_LENGTH"):
            await on.anna.submit(modal, {"text": "x" * 41, "kind": ["cut"]})
        with pytest.raises(PersonError, match="Unknown interaction"):
            await on.boris.submit(modal, {"text": "x", "kind": ["cut"]})
        with pytest.raises(LookupError, match="no field"):
            await on.anna.submit(modal, {"texts": "x"})
        await on.anna.submit(modal, {"text": "x", "kind": ["cut"]})
        with pytest.raises(PersonError, match="Unknown interaction"):
            await on.anna.submit(modal, {"text": "x", "kind": ["cut"]})
