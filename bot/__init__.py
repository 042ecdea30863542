"""Parley: a Discord bot that runs moderated mock negotiations."""

__version__ = "0.1.0"
