import discord
import pytest

from tests.support.loopback import BareBot, person, running_bot, running_server


def greet(bot: BareBot) -> None:
    @bot.tree.command(description="Greets")
    async def greet(interaction: discord.Interaction, name: str) -> None:
        await interaction.response.send_message(f"Hello {name}", ephemeral=True)


@pytest.mark.asyncio
async def test_a_command_is_answered() -> None:
    async with (
        running_server() as (server, seed),
        running_bot(server, greet),
        person(server, seed, "Anna") as anna,
        person(server, seed, "Boris") as boris,
    ):
        reply = await anna.command("greet", seed.channel.id, name="Anna")
        assert reply.message is not None
        assert reply.message.content == "Hello Anna"
        assert reply.message.ephemeral
        assert boris.messages(seed.channel.id) == []
