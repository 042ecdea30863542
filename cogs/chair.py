"""/chair: the chair's power to put things right, and to reach the parties."""

from discord.ext import commands


class Chair(commands.GroupCog, group_name="chair"):
    """Each shows what it will do before it does it, and is an entry in the record."""


async def setup(bot: commands.Bot) -> None:
    """Add the commands."""
    await bot.add_cog(Chair())
