"""Elements of Akoma Ntoso, made so that no text can be markup or break the file."""

from collections.abc import Iterable, Iterator
from typing import cast

from lxml import etree

from bot.records.pens import PLAIN

Element = etree._Element  # noqa: SLF001  # the one name that lxml has for it
Inside = Element | str
"""What stands inside an element: text from a pen, or another element."""
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

_PLAIN_NAMES = cast("dict[str, str]", {None: NAMESPACE})  # lxml takes None, its stubs do not


def el(tag: str, *inside: Inside, **attributes: str) -> Element:
    """Give an element with texts and elements inside; `as_` and the like stand for names that Python keeps.

    Texts come from a pen, so lxml takes every character of them.
    """
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap=_PLAIN_NAMES)
    for name, value in attributes.items():
        made.set(name.removesuffix("_"), PLAIN.line(value))
    for one in inside:
        if isinstance(one, str):
            _append_text(made, one)
        else:
            made.append(one)
    return made


def lines(text: str) -> Iterator[Inside]:
    """Give a text of several lines as what stands inside an element."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield el("br")
        yield line


def paragraphs(texts: Iterable[str]) -> list[Element]:
    """Give a paragraph for each text."""
    return [el("p", *lines(text)) for text in texts]


def written(document: Element) -> bytes:
    """Give a document as a file; the same document, the same bytes."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap=_PLAIN_NAMES)
    root.append(document)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
