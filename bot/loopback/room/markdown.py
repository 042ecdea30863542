"""Discord's Markdown as safe HTML: every character is escaped first, and only known marks become elements.

Inline marks are in `inline.py`; here are the blocks: code, headings, small text, quotes and lists.
"""

import re

from markupsafe import Markup

from bot.loopback.room.inline import inline
from bot.loopback.room.markup import el, join
from bot.loopback.room.scene import Scene

_FENCE = re.compile(r"```(?:([a-zA-Z0-9_+\-.#]*)\n)?(.*?)\n?```", re.DOTALL)
_HEADING = re.compile(r"(#{1,3}) +(.+)")
_SMALL = re.compile(r"-# +(.+)")
_ITEM = re.compile(r"( *)(?:[-*]|(\d{1,9})\.) +(.+)")
_DEEPEST_LIST = 4


def render(text: str, scene: Scene) -> Markup:
    """Discord Markdown of one message or text display as HTML; unknown or unfinished marks stay as text."""
    parts: list[Markup] = []
    at = 0
    for found in _FENCE.finditer(text):
        if not found[2].strip():
            continue
        parts.append(_blocks(text[at : found.start()].removesuffix("\n"), scene))
        parts.append(el("pre", el("code", found[2]), tabindex=0))
        at = found.end()
        if text.startswith("\n", at):
            at += 1
    parts.append(_blocks(text[at:], scene))
    return join(parts)


def plain(text: str, scene: Scene, limit: int = 100) -> str:
    """The first line of a text without its marks, at most `limit` characters; for replies and announcements."""
    rendered = render(text.strip().partition("\n")[0], scene).striptags()
    return rendered if len(rendered) <= limit else rendered[: limit - 1] + "…"


def _blocks(text: str, scene: Scene) -> Markup:
    if not text:
        return Markup("")
    lines = text.split("\n")
    parts: list[Markup] = []
    loose: list[str] = []

    def flush() -> None:
        if loose:
            parts.append(el("div", inline("\n".join(loose), scene), class_="p"))
            loose.clear()

    at = 0
    while at < len(lines):
        block, used = _block(lines, at, scene)
        if block is None:
            loose.append(lines[at])
        else:
            flush()
            parts.append(block)
        at += used
    flush()
    return join(parts)


def _block(lines: list[str], at: int, scene: Scene) -> tuple[Markup | None, int]:
    """The block that begins at a line and how many lines it takes; None for a loose line."""
    line = lines[at]
    if line.startswith(">>> "):
        rest = [line.removeprefix(">>> "), *lines[at + 1 :]]
        return el("blockquote", _unquoted("\n".join(rest), scene)), len(lines) - at
    if line.startswith("> "):
        end = at
        while end < len(lines) and lines[end].startswith("> "):
            end += 1
        quoted = "\n".join(one.removeprefix("> ") for one in lines[at:end])
        return el("blockquote", _unquoted(quoted, scene)), end - at
    if found := _HEADING.fullmatch(line):
        # Two levels below the page's own headings, so that the outline stays right for screen readers.
        return el(f"h{len(found[1]) + 2}", inline(found[2], scene)), 1
    if found := _SMALL.fullmatch(line):
        return el("div", inline(found[1], scene), class_="subtext"), 1
    if _ITEM.fullmatch(line):
        return _list(lines, at, scene)
    return None, 1


def _unquoted(text: str, scene: Scene) -> Markup:
    # A quote holds everything but a further quote, as in Discord's client.
    lines = text.split("\n")
    return join(
        el("div", inline(line, scene), class_="p")
        if (line.startswith(("> ", ">>> ")))
        else _block([line], 0, scene)[0] or el("div", inline(line, scene) or Markup("<br>"), class_="p")
        for line in lines
    )


def _list(lines: list[str], at: int, scene: Scene) -> tuple[Markup, int]:
    items: list[tuple[int, str | None, str]] = []
    end = at
    while end < len(lines) and (found := _ITEM.fullmatch(lines[end])):
        if items and len(found[1]) <= items[0][0] and (found[2] is None) != (items[0][1] is None):
            break
        items.append((len(found[1]), found[2], found[3]))
        end += 1
    return _tree(items, scene, 0), end - at


def _tree(items: list[tuple[int, str | None, str]], scene: Scene, depth: int) -> Markup:
    indent = items[0][0]
    groups: list[tuple[str, list[tuple[int, str | None, str]]]] = []
    for item in items:
        if groups and item[0] > indent and depth < _DEEPEST_LIST:
            groups[-1][1].append(item)
        else:
            groups.append((item[2], []))
    rows = [el("li", inline(text, scene), _tree(below, scene, depth + 1) if below else None) for text, below in groups]
    number = items[0][1]
    return el("ul", *rows) if number is None else el("ol", *rows, start=int(number))
