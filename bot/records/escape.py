"""Foreign text made harmless inside a Markdown file (CommonMark with GitHub's extensions)."""

import re
import unicodedata

_INLINE = re.compile(r"[\\`*_{}\[\]<>#|~&$@]")
_URL = re.compile(r"(?i)\b(https?|ftp|mailto|xmpp):|\b(www)\.")
_LINE_START = re.compile(r"(?m)^([ \t]*)([-+=:]|\d{1,9}(?=[.)]))")
_NAME = re.compile(r"[A-Za-z0-9_.:-]+")
_UNSEEN = {"Cc", "Cs"}
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_NO_LETTERS = frozenset("\ufffe\uffff")  # no text of XML may hold them


def line(text: str) -> str:
    """Give the text on one line, shown exactly as it was typed: nothing in it is markup, an address or a mention.

    Line breaks become spaces; control characters, those that turn the direction of writing and lone surrogates
    become U+FFFD, so that what is read is what is there.
    """
    return _escape(seen_line(text))


def seen_line(text: str) -> str:
    """Give the text on one line with all that could not be seen made visible, and no markup escaped."""
    return " ".join(_visible(text).split())


def seen_rows(text: str) -> list[str]:
    """Give the lines of a text, each as `seen_line`, without empty ones at its ends."""
    rows = [seen_line(row) for row in text.splitlines()]
    while rows and not rows[0]:
        rows = rows[1:]
    while rows and not rows[-1]:
        rows = rows[:-1]
    return rows


def code(text: str) -> str:
    """Give a name in code style; one that is more than letters, digits and `_.:-` is shown as a line."""
    return f"`{text}`" if _NAME.fullmatch(text) else line(text)


def block(text: str) -> str:
    """Give text of several lines with its line breaks kept; otherwise as `line`."""
    # An empty line would end the paragraph and with it the list item that the text stands in.
    return "\\\n".join(_escape(row or "\N{NO-BREAK SPACE}") for row in seen_rows(text))


def _visible(text: str) -> str:
    return "".join("\N{REPLACEMENT CHARACTER}" if _unseen(char) else char for char in text)


def _unseen(char: str) -> bool:
    return char in _TURNING or char in _NO_LETTERS or (unicodedata.category(char) in _UNSEEN and not char.isspace())


def _escape(text: str) -> str:
    text = _INLINE.sub(r"\\\g<0>", text)
    text = _URL.sub(lambda found: f"{found[1]}\\:" if found[1] else f"{found[2]}\\.", text)
    return _LINE_START.sub(_guarded, text)


def _guarded(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark}\\" if mark.isdigit() else f"{found[1]}\\{mark}"
