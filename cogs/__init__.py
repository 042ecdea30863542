"""Slash commands: parse, one service call, render."""
