"""A small reader of Word files of our own: what is in their parts, and what stands there once changes are settled."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Literal
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Settle = Literal["accept", "reject"]
_GONE = {"accept": f"{W}del", "reject": f"{W}ins"}


def parts(content: bytes) -> Mapping[str, bytes]:
    """Every part of a file, by its name."""
    with ZipFile(BytesIO(content)) as opened:
        assert opened.testzip() is None
        assert {one.date_time for one in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: opened.read(name) for name in opened.namelist()}


def body(content: bytes) -> etree._Element:
    """The document itself."""
    return etree.fromstring(parts(content)["word/document.xml"])


def indented(content: bytes) -> str:
    """The document itself, a line for each element, fit to be compared by people."""
    root = body(content)
    etree.indent(root)
    return etree.tostring(root, encoding="unicode") + "\n"


def settled(content: bytes, how: Settle, style: str = "Clause") -> list[str]:
    """The paragraphs of a style once all changes are accepted or rejected, as a word processor would leave them."""
    found, open_ended = list[str](), ""
    for paragraph in body(content).iter(f"{W}p"):
        text = open_ended + "".join(_words(paragraph, how))
        # Without its end a paragraph runs into the next one.
        if paragraph.find(f"{W}pPr/{W}rPr/{_GONE[how]}") is not None:
            open_ended = text
            continue
        if paragraph.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None:
            found.append(text)
        else:
            assert open_ended == "", "a clause ran into what is no clause"
        open_ended = ""
    assert open_ended == ""
    return found


def _words(element: etree._Element, how: Settle) -> Iterator[str]:
    for child in element:
        if child.tag in {_GONE[how], f"{W}pPr", f"{W}rPr"}:
            continue
        match str(child.tag).removeprefix(W):
            case "t" | "delText" as kind:
                # Word takes words that are gone for damage where they are not called so, and the other way round.
                assert (kind == "delText") == any(one.tag == f"{W}del" for one in child.iterancestors())
                yield child.text or ""
            case "br":
                yield "\n"
            case "tab":
                yield "\t"
            case _:
                yield from _words(child, how)
