"""Gives commands and their options the descriptions that lie in `prompts/<language>/commands/`."""

from collections.abc import Iterator
from typing import Any

from discord import app_commands

from bot.text.words import Words

AnyCommand = app_commands.Command[Any, ..., Any]


def walk(tree: app_commands.CommandTree[Any]) -> Iterator[AnyCommand | app_commands.Group]:
    """Give every slash command and group."""
    for command in tree.walk_commands():
        if isinstance(command, app_commands.Command | app_commands.Group):
            yield command


def describe(tree: app_commands.CommandTree[Any], words: Words) -> None:
    """Put the words on: a template per command, its first line for the command, then `option: words` lines.

    Raises WordsMissing for a command without a template, ValueError for an option without words.
    """
    for command in walk(tree):
        first, *rest = words(f"commands/{command.qualified_name.replace(' ', '-')}").splitlines()
        command.description = first
        if isinstance(command, app_commands.Command):
            said = dict(line.split(": ", 1) for line in rest if line)
            absent = [one.display_name for one in command.parameters if one.display_name not in said]
            if absent:
                raise ValueError(f"/{command.qualified_name}: no words for the options {absent}")
            described = {one.name: said[str(one.display_name)] for one in command.parameters}
            app_commands.describe(**described)(command)
