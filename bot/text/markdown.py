"""Foreign text inside Discord's Markdown: shown as it was typed, never obeyed."""

import re

_SPECIAL = re.compile(r"([\\*_~`|<>\[\]])")
_LINE_START = re.compile(r"^([ \t]*)([#+-]|\d+(?=[.)]))", re.MULTILINE)
_BROADCAST = re.compile(r"@(?=everyone\b|here\b)")
_BLANK = "\u200b"


def escape(text: str) -> str:
    """Escape Markdown, mentions, timestamps and emoji codes of a text that a person wrote.

    A heading, list or quote mark counts only where a line begins, so it is escaped only there; `@everyone` and
    `@here` get a zero-width space. Idempotent it is not: escape once, where the text goes into a template.
    """
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _LINE_START.sub(_escaped_start, escaped)
    return _BROADCAST.sub(f"@{_BLANK}", escaped)


def continued(text: str) -> str:
    """Escape what an escaped text begins with if it was cut within a line: there it was no mark of a line yet."""
    found = _LINE_START.match(text)
    return f"{_escaped_start(found)}{text[found.end() :]}" if found else text


def _escaped_start(match: re.Match[str]) -> str:
    indent, mark = match.group(1), match.group(2)
    # A number is no punctuation, and a backslash before it would show: the zero-width space breaks the list instead.
    return f"{indent}{_BLANK}{mark}" if mark[0].isdigit() else f"{indent}\\{mark}"
