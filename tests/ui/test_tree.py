"""The commands as Discord gets them, and that each of them and each verb is documented and tried."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands

from bot.app import ParleyBot, build
from bot.config import Settings
from bot.ui.describing import describe, walk
from bot.ui.marks import USES
from bot.ui.transformers import ACTS
from bot.ui.verbs import VERBS

ROOT = Path(__file__).resolve().parents[2]


@pytest_asyncio.fixture
async def bot() -> AsyncIterator[ParleyBot]:
    made = build(Settings(_env_file=None, token="x"))
    await made.load_commands()
    yield made
    await made.close()


def row(command: app_commands.Command[Any, ..., Any]) -> str:
    """The line of the table of commands."""
    options = [
        f"`{one.display_name}`{'' if one.required else ' (may be left out)'}: {one.description}"
        for one in command.parameters
    ]
    return f"| `/{command.qualified_name}` | {command.description} | {'<br>'.join(options)} |".replace("|  |", "| |")


def leaves(bot: ParleyBot) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for command in walk(bot.tree):
        if isinstance(command, app_commands.Command):
            yield command


@pytest.mark.asyncio
async def test_commands_keep_within_discords_limits(bot: ParleyBot) -> None:
    roots = bot.tree.get_commands()
    assert 10 < len(roots) <= 100
    assert len({one.name for one in roots}) == len(roots)
    for root in roots:
        shape = root.to_dict(bot.tree)
        assert len(json.dumps(shape, ensure_ascii=False)) <= 8000
        assert len(shape.get("options", [])) <= 25
    for command in walk(bot.tree):
        assert re.fullmatch(r"[a-z_-]{1,32}", command.name)
        assert 1 <= len(command.description) <= 100
        assert command.description != "…"
    for command in leaves(bot):
        needed = [parameter.required for parameter in command.parameters]
        assert needed == sorted(needed, reverse=True), f"{command.qualified_name}: what must be given comes first"
        for parameter in command.parameters:
            assert 1 <= len(str(parameter.description)) <= 100
            assert str(parameter.description) != "…"


@pytest.mark.asyncio
async def test_commands_are_for_servers_only(bot: ParleyBot) -> None:
    for root in bot.tree.get_commands():
        shape = root.to_dict(bot.tree)
        assert shape["contexts"] == [0]
        assert shape["integration_types"] == [0]


@pytest.mark.asyncio
async def test_every_command_is_documented(bot: ParleyBot) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `/")]
    assert rows == [row(one) for one in sorted(leaves(bot), key=lambda one: one.qualified_name)]


@pytest.mark.asyncio
async def test_every_command_and_every_verb_is_tried_end_to_end(bot: ParleyBot) -> None:
    tried = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "e2e").glob("*.py"))
    assert [one.qualified_name for one in leaves(bot) if f'"{one.qualified_name}"' not in tried] == []
    named = [verb for verb in VERBS.touches if f'"{verb}"' not in tried]
    # These are found by their select or page; the wide packs have pages, and many parties a select.
    assert set(named) <= {"seats", "page", "pick"}
    assert set(ACTS) | set(USES) <= {one.qualified_name for one in leaves(bot)}


@pytest.mark.asyncio
async def test_an_option_without_words_stops_the_start(bot: ParleyBot) -> None:
    @app_commands.command(name="board")
    async def board(interaction: discord.Interaction, colour: str) -> None:
        del interaction, colour

    bot.tree.remove_command("board")
    bot.tree.add_command(board)
    with pytest.raises(ValueError, match=r"/board: no words for the options \['colour'\]"):
        describe(bot.tree, bot.words)


@pytest.mark.asyncio
async def test_the_bot_asks_for_no_privileged_intent_and_mentions_nobody(bot: ParleyBot) -> None:
    assert bot.intents == discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)
    assert bot.allowed_mentions is not None
    assert not any((bot.allowed_mentions.everyone, bot.allowed_mentions.users, bot.allowed_mentions.roles))
