"""The markup of Word that python-docx has no words for: tracked changes, and words that only look changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.drafting.redline import Mark, Segment
from bot.text.limits import clip

LONGEST_AUTHOR = 255
"""Word takes no longer name of who changed something."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS = {Mark.KEPT: (), Mark.ADDED: ("w:b", "w:u"), Mark.REMOVED: ("w:strike",)}


def element(tag: str, *children: BaseOxmlElement, text: str | None = None, **attributes: str) -> BaseOxmlElement:
    """Make an element of Word's, its attributes in Word's namespace."""
    made = cast("BaseOxmlElement", OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()}))
    made.extend(children)
    if text is not None:
        made.text = text
        made.set(_SPACE, "preserve")
    return made


@dataclass(slots=True)
class Changes:
    """Writes paragraphs with tracked changes: each by whom and when, each with a number of its own."""

    author: str
    at: datetime
    _numbers: Iterator[int]

    @classmethod
    def by(cls, author: str, at: datetime) -> "Changes":
        """Begin with the first change of a document."""
        return cls(clip(author, LONGEST_AUTHOR), at, count(1))

    def paragraph(self, style: str, segments: Sequence[Segment], whole: Mark = Mark.KEPT) -> BaseOxmlElement:
        """Give a paragraph; one that is new or gone as a `whole` is so with its end, and leaves nothing behind.

        `style` is the id of a style.
        """
        properties = element("w:pPr", element("w:pStyle", val=style))
        if whole is not Mark.KEPT:
            properties.append(element("w:rPr", self._change(whole)))
        return element("w:p", properties, *(self._segment(one) for one in segments if one.text))

    def _segment(self, segment: Segment) -> BaseOxmlElement:
        if segment.mark is Mark.KEPT:
            return _run(segment.text, "w:t")
        change = self._change(segment.mark)
        change.append(_run(segment.text, "w:delText" if segment.mark is Mark.REMOVED else "w:t"))
        return change

    def _change(self, mark: Mark) -> BaseOxmlElement:
        at = self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        tag = "w:ins" if mark is Mark.ADDED else "w:del"
        return element(tag, id=str(next(self._numbers)), author=self.author, date=at)


def looking_changed(segments: Iterable[Segment]) -> Iterator[BaseOxmlElement]:
    """Give runs that show a redline and track nothing: put in is bold and underlined, taken out is struck through."""
    for segment in segments:
        run = _run(segment.text, "w:t")
        looks = [element(tag, val="single") if tag == "w:u" else element(tag) for tag in _LOOKS[segment.mark]]
        if looks:
            run.insert(0, element("w:rPr", *looks))
        yield run


def _run(text: str, tag: str) -> BaseOxmlElement:
    """Give a run of text with its line breaks and tabs."""
    run = element("w:r")
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(element("w:br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                run.append(element("w:tab"))
            if piece:
                run.append(element(tag, text=piece))
    return run
