"""Discord's inline marks as safe HTML: emphasis, code, spoilers, links, mentions and timestamps."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from bot.loopback.room.markup import el, join
from bot.loopback.room.scene import Scene

_DEEPEST = 8
"""Marks within marks; deeper ones stay as text, so that hostile input cannot exhaust the stack."""
_TRIES = 40
"""Partners tried for one mark, so that thousands of stray stars stay linear."""

_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[^a-zA-Z0-9\s])
    | (?P<ticks>`{1,2})(?P<code>.+?)(?P=ticks)(?!`)
    | <t:(?P<unix>-?\d{1,13})(?::(?P<style>[tTdDfFR]))?>
    | <@!?(?P<user>\d{1,20})>
    | <@&(?P<role>\d{1,20})>
    | <\#(?P<channel>\d{1,20})>
    | </(?P<command>[-_\w]{1,32}(?:\ [-_\w]{1,32}){0,2}):\d{1,20}>
    | <a?:(?P<emoji>\w{2,32}):\d{1,20}>
    | <(?P<quiet>https?://[^\s<>]+)>
    | \[(?P<text>[^\[\]\n]{1,500})\]\((?P<href><?https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*>?)(?:\ "[^"\n]*")?\)
    | (?P<bare>https?://[^\s<>]*[^\s<>.,:;"'\])|*_~])
    | (?P<everyone>@everyone|@here)
    | (?P<mark>\|\||\*\*\*|\*\*|\*|__|~~|(?<![A-Za-z0-9])_)
    | (?P<newline>\n)
    """,
    re.VERBOSE | re.DOTALL,
)
_ELEMENTS = {"**": "strong", "*": "em", "_": "em", "__": "u", "~~": "s"}


def inline(text: str, scene: Scene, depth: int = 0) -> Markup:
    """Inline Markdown as HTML. Marks without a partner and marks nested too deep stay as text."""
    return join(_pieces(text, scene, depth))


def _pieces(text: str, scene: Scene, depth: int) -> Iterator[Markup]:
    at = 0
    while found := _TOKEN.search(text, at):
        start, end = found.span()
        piece: Markup | None
        if found["mark"]:
            piece, end = _marked(text, found, scene, depth)
        else:
            piece = _single(found, scene, depth)
        yield escape(text[at:start])
        yield escape(text[start:end]) if piece is None else piece
        at = end
    yield escape(text[at:])


def _marked(text: str, found: re.Match[str], scene: Scene, depth: int) -> tuple[Markup | None, int]:
    """The element of a mark and where it ends; None where it has no partner."""
    mark, start = found["mark"], found.end()
    close = _closing(text, mark, start) if depth < _DEEPEST else -1
    if close < 0:
        return None, start
    inside, end = text[start:close], close + len(mark)
    rendered = inline(inside, scene, depth + 1)
    if mark == "||":
        label = scene.label("spoiler")
        return el("span", el("span", rendered), class_="spoiler", role="button", tabindex=0, aria_label=label), end
    if mark == "***":
        return el("em", el("strong", rendered)), end
    return el(_ELEMENTS[mark], rendered), end


def _closing(text: str, mark: str, start: int) -> int:
    """Where the partner of a mark begins, or -1; a single star or underscore must hug its text."""
    at = start
    for _ in range(_TRIES):
        close = text.find(mark, at)
        if close < 0:
            break
        inside = text[start:close]
        run = mark[0]
        longer = len(mark) == 1 and (text[close + 1 : close + 2] == run or text[close - 1] == run)
        hugging = mark not in {"*", "_"} or not (inside[:1].isspace() or inside[-1:].isspace())
        word = mark == "_" and text[close + 1 : close + 2].isalnum()
        if inside.strip() and text[close - 1] != "\\" and not longer and hugging and not word:
            # `**a *b***`: the last stars belong to the outer mark.
            outer = mark in {"**", "__"} and text[close + 2 : close + 3] == run
            return close + 1 if outer else close
        at = close + (2 if longer else 1)
    return -1


def _single(found: re.Match[str], scene: Scene, depth: int) -> Markup | None:  # noqa: PLR0911 -- one for each mark
    kind = found.lastgroup
    match kind:
        case "escaped":
            return escape(found["escaped"])
        case "newline":
            return el("br")
        case "code":
            return el("code", found["code"].strip() or found["code"])
        case "quiet" | "bare":
            return _link(found[kind], escape(found[kind]))
        case "href":
            return _link(found["href"].strip("<>"), inline(found["text"], scene, max(depth + 1, _DEEPEST - 2)))
        case "unix" | "style":
            return timestamp(int(found["unix"]), found["style"] or "f")
        case _:
            return _mention(found, scene)


def _mention(found: re.Match[str], scene: Scene) -> Markup | None:  # noqa: PLR0911 -- one for each kind
    match found.lastgroup:
        case "user":
            name = scene.users.get(found["user"], scene.label("unknown_user"))
            return el("span", f"@{name}", class_="mention me" if found["user"] == scene.me else "mention")
        case "role":
            return el("span", f"@{scene.roles.get(found['role'], scene.label('unknown_role'))}", class_="mention")
        case "channel":
            channel = scene.channels.get(found["channel"])
            if channel is None:
                return el("span", f"#{scene.label('no_access')}", class_="mention")
            return _act("channel", f"#{channel}", "mention", data_channel=found["channel"])
        case "command":
            return _act("compose", f"/{found['command']}", "mention", data_path=found["command"])
        case "emoji":
            return escape(f":{found['emoji']}:")
        case "everyone":
            return el("span", found["everyone"], class_="mention me")
        case _:
            return None


def _act(act: str, text: str, class_: str, **data: str) -> Markup:
    return el("button", text, type="button", class_=class_, data_act=act, **data)


def _link(url: str, shown: Markup) -> Markup | None:
    """A link that opens in a window of its own; None for an address that does not parse."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    return el("a", shown, href=url, rel="noopener noreferrer nofollow", class_="ext", title=url)


def timestamp(unix: int, style: str) -> Markup:
    """A moment in Discord's styles; the text is UTC until the page writes it in local time."""
    try:
        moment = datetime.fromtimestamp(unix, UTC)
    except (OverflowError, ValueError, OSError):
        return escape(f"<t:{unix}:{style}>")
    shown = f"{moment:%Y-%m-%d %H:%M} UTC"
    return el("time", shown, datetime=moment.isoformat(), data_style=style, class_="stamp", title=shown)
