"""Options of commands: every kind arrives, wrong ones are refused, completions come."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.loopback.people import File, PersonError
from tests.loopback.stage import stage
from tests.support.loopback import BareBot


def options_of_all_kinds(bot: BareBot) -> None:
    group = app_commands.Group(name="session", description="Sessions")
    inner = app_commands.Group(name="clock", description="Clock", parent=group)

    @group.command(name="open", description="Opens")
    @app_commands.choices(
        kind=[app_commands.Choice(name="Short", value="s"), app_commands.Choice(name="Long", value="l")]
    )
    async def open_(
        interaction: discord.Interaction,
        pack: str,
        rounds: app_commands.Range[int, 1, 9],
        kind: app_commands.Choice[str] | None = None,
        public: bool = False,  # noqa: FBT001, FBT002 -- an option of the command
        share: float = 0.5,
        guest: discord.Member | None = None,
        place: discord.TextChannel | None = None,
        role: discord.Role | None = None,
        whom: discord.Member | discord.Role | None = None,
        paper: discord.Attachment | None = None,
    ) -> None:
        read = (await paper.read()).decode() if paper else None
        shown = [pack, rounds, kind and kind.value, public, share, guest and guest.display_name]
        shown += [place and place.name, role and role.name, whom and whom.name, paper and paper.filename, read]
        await interaction.response.send_message(repr(shown))

    @inner.command(name="set", description="Sets")
    async def set_(interaction: discord.Interaction, minutes: int) -> None:
        await interaction.response.send_message(f"{minutes} minutes")

    @open_.autocomplete("pack")
    async def packs(_: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        names = ["ee-deescalation-2022", "trade", "fisheries"]
        return [app_commands.Choice(name=one.title(), value=one) for one in names if current in one]

    bot.tree.add_command(group)


@pytest.mark.asyncio
async def test_options_of_all_kinds_arrive() -> None:
    async with stage(options_of_all_kinds) as on:
        reply = await on.anna.command("session open", on.plenary, pack="trade", rounds=3)
        assert reply.text() == "['trade', 3, None, False, 0.5, None, None, None, None, None, None]"
        role = next(iter(on.seed.guild.roles.values()))
        reply = await on.anna.command(
            "session open",
            on.plenary,
            pack="x",
            rounds="9",
            kind="l",
            public=True,
            share=0.25,
            guest=on.boris,
            place=on.seed.channel,
            role=role.id,
            whom=on.boris.id,
            paper=File("brief.txt", b"our aims"),
        )
        assert reply.text() == (
            "['x', 9, 'l', True, 0.25, 'Boris', 'plenary', '@everyone', 'boris', 'brief.txt', 'our aims']"
        )
        assert (await on.anna.command("session clock set", on.plenary, minutes=5)).text() == "5 minutes"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"pack": "x"}, "BASE_TYPE_REQUIRED"),
        ({"pack": "x", "rounds": 10}, "NUMBER_TYPE_MAX"),
        ({"pack": "x", "rounds": 0}, "NUMBER_TYPE_MIN"),
        ({"pack": "x", "rounds": "many"}, "NUMBER_TYPE_COERCE"),
        ({"pack": "x" * 6001, "rounds": 1}, "BASE_TYPE_MAX_LENGTH"),
        ({"pack": "x", "rounds": 1, "kind": "z"}, "BASE_TYPE_CHOICES"),
        ({"pack": "x", "rounds": 1, "public": "yes"}, "BASE_TYPE_CHOICES"),
        ({"pack": "x", "rounds": 1, "guest": "nobody"}, "NUMBER_TYPE_COERCE"),
    ],
)
async def test_options_are_checked_before_the_bot_sees_them(options: dict[str, Any], code: str) -> None:
    async with stage(options_of_all_kinds) as on:
        with pytest.raises(PersonError) as refused:
            await on.anna.command("session open", on.plenary, **options)
        assert refused.value.status == 400
        assert code in str(refused.value.body)


@pytest.mark.asyncio
async def test_unknown_commands_and_options_are_named() -> None:
    async with stage(options_of_all_kinds) as on:
        with pytest.raises(LookupError, match="session"):
            await on.anna.command("nothing", on.plenary)
        with pytest.raises(LookupError, match="clock"):
            await on.anna.command("session", on.plenary)
        with pytest.raises(LookupError, match="no option 'packs'"):
            await on.anna.command("session open", on.plenary, packs="x")


@pytest.mark.asyncio
async def test_completions_come_while_typing() -> None:
    async with stage(options_of_all_kinds) as on:
        choices = await on.anna.autocomplete("session open", on.plenary, "pack", "e-de")
        assert [(one.name, one.value) for one in choices] == [("Ee-Deescalation-2022", "ee-deescalation-2022")]
        assert len(await on.anna.autocomplete("session open", on.plenary, "pack", "", rounds=2)) == 3
