"""How foreign words are written in a format, so that nothing in them is obeyed there."""

from dataclasses import dataclass
from typing import Protocol

from markupsafe import escape

from bot.records import escape as markdown


class Pen(Protocol):
    """What a format makes of words that people typed; the templates of the exports hold no markup of their own."""

    def line(self, text: str) -> str:
        """Give the text on one line, as it was typed."""

    def code(self, text: str) -> str:
        """Give a name or a hash, set apart where the format can."""

    def block(self, text: str) -> str:
        """Give text of several lines, with its line breaks."""


@dataclass(frozen=True, slots=True)
class _Markdown:
    def line(self, text: str) -> str:
        return markdown.line(text)

    def code(self, text: str) -> str:
        return markdown.code(text)

    def block(self, text: str) -> str:
        return markdown.block(text)


@dataclass(frozen=True, slots=True)
class _Plain:
    """Unseen characters are shown as U+FFFD and white space is one blank, as in every format."""

    def line(self, text: str) -> str:
        return markdown.seen_line(text)

    def code(self, text: str) -> str:
        return self.line(text)

    def block(self, text: str) -> str:
        return "\n".join(markdown.seen_rows(text))


@dataclass(frozen=True, slots=True)
class _Html:
    def line(self, text: str) -> str:
        return str(escape(PLAIN.line(text)))

    def code(self, text: str) -> str:
        return f"<code>{self.line(text)}</code>"

    def block(self, text: str) -> str:
        return "<br>".join(self.line(row) for row in markdown.seen_rows(text))


MARKDOWN: Pen = _Markdown()
PLAIN: Pen = _Plain()
HTML: Pen = _Html()
