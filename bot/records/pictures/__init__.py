"""Pictures of a session, each as PNG and SVG, with words that say the same with the numbers.

matplotlib is imported when the first picture is drawn: it takes much memory, and few sessions need it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bot.records.book import Book
from bot.records.pictures.conduct import acceptance_of, activity_of, brackets_of
from bot.records.pictures.kinds import Kind, NotForReader, may_see
from bot.records.pictures.told import Facts, told
from bot.records.pictures.worth import balance_of, credits_of, scores_of
from bot.records.unavailable import FormatUnavailable
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its files, its title, and what it shows in words (`alternative`), the numbers included."""

    kind: Kind
    png: bytes
    svg: bytes
    title: str
    alternative: str


def picture(book: Book, words: Words, kind: Kind, locale: str = "en") -> Picture | None:
    """Draw a picture of what the book's reader may know; the same input, the same bytes. None: nothing to show yet.

    Raises:
        NotForReader: What the picture shows is not for the reader of this book.
        FormatUnavailable: matplotlib is not installed.
    """
    if not may_see(kind, book.reader):
        raise NotForReader(kind)
    facts = _FACTS[kind](book)
    if facts is None:
        return None

    def say(block: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return words(f"exports/pictures#{block}", locale, **params)

    try:
        from bot.records.pictures.charts import Charts  # noqa: PLC0415  # loads matplotlib
        from bot.records.pictures.drawing import rendered  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise FormatUnavailable("pictures", error.name or "matplotlib") from error
    title, alternative = say(f"title_{kind.value}"), told(kind, facts, say)
    draw = getattr(Charts(say), kind.value)
    png, svg = rendered(lambda figure: draw(figure, facts), kind.value, title, alternative)
    return Picture(kind, png, svg, title, alternative)


def picture_files(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give all pictures that the book's reader may see and that have something to show, as PNG and SVG."""
    for kind in Kind:
        found = picture(book, words, kind, locale) if may_see(kind, book.reader) else None
        if found is not None:
            yield f"picture-{kind.value}.png", found.png
            yield f"picture-{kind.value}.svg", found.svg


_FACTS: dict[Kind, Callable[[Book], Facts | None]] = {
    Kind.CREDITS: credits_of,
    Kind.ACCEPTANCE: acceptance_of,
    Kind.BALANCE: balance_of,
    Kind.BRACKETS: brackets_of,
    Kind.SPEAKING: activity_of,
    Kind.SCORES: scores_of,
}

__all__ = ["Kind", "NotForReader", "Picture", "may_see", "picture", "picture_files"]
