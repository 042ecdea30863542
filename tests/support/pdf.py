"""Reads the words of a PDF as typst writes it: plain objects, glyphs with a table of what they stand for."""

import re
import zlib
from collections.abc import Iterator

NO_GLYPH = "\N{WHITE SQUARE}"
"""Stands for a character that no font had."""

_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_FONT = re.compile(rb"/(\w+) [\d.]+ Tf")


def squeezed(text: str) -> str:
    """Text without its white space: where lines end is the layout's business."""
    return "".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


def words_of(pdf: bytes) -> str:
    """What is shown on the pages, in order and squeezed."""
    objects = _objects(pdf)
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return squeezed("".join(part for page in pages for part in _shown(page, objects)))


def unpacked(pdf: bytes) -> bytes:
    """All of the file with what is compressed in it beside it, to be searched."""
    return b"\n".join([pdf, *(_stream(body) for body in _objects(pdf).values() if b"stream" in body)])


def _objects(pdf: bytes) -> dict[int, bytes]:
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    offsets = [int(one) for one in re.findall(rb"(\d{10}) \d{5} n", pdf[start:])]
    ends = [*sorted(offsets)[1:], start]
    cut = {begin: pdf[begin:end] for begin, end in zip(sorted(offsets), ends, strict=True)}
    return {int(body.split(None, 1)[0]): body for body in cut.values()}


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream")
    length = re.search(rb"/Length (\d+)", head)
    raw = rest.lstrip(b"\r\n")[: int(length[1])] if length else b""
    return zlib.decompress(raw) if b"/FlateDecode" in head else raw


def _shown(page: bytes, objects: dict[int, bytes]) -> Iterator[str]:
    fonts = {name: _table(objects[int(number)], objects) for name, number in _fonts(page, objects)}
    contents = re.search(rb"/Contents (\d+) 0 R", page)
    assert contents is not None, "a page has contents"
    font, content, at, aside = dict[int, str](), _stream(objects[int(contents[1])]), 0, 0
    while at < len(content):
        if (two := content[at : at + 2]) in (b"<<", b">>"):
            aside, at = aside + (1 if two == b"<<" else -1), at + 2
        elif content[at : at + 1] == b"(":
            codes, at = _string(content, at)
            if not aside:
                yield "".join(
                    font.get(int.from_bytes(codes[two : two + 2]), NO_GLYPH) for two in range(0, len(codes), 2)
                )
        elif found := _FONT.match(content, at):
            font, at = fonts[found[1]], found.end()
        else:
            at += 1


def _fonts(page: bytes, objects: dict[int, bytes]) -> list[tuple[bytes, bytes]]:
    named = re.search(rb"/Resources (\d+) 0 R", page)
    resources = objects[int(named[1])] if named else page
    held = re.search(rb"/Font\s*<<(.*?)>>", resources, re.DOTALL)
    return re.findall(rb"/(\w+) (\d+) 0 R", held[1]) if held else []


def _table(font: bytes, objects: dict[int, bytes]) -> dict[int, str]:
    """What each glyph of a font stands for."""
    number = re.search(rb"/ToUnicode (\d+) 0 R", font)
    assert number is not None, "glyphs can be read as text"
    cmap, table = _stream(objects[int(number[1])]), dict[int, str]()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w*)>", block):
            table[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for at in range(int(first, 16), int(last, 16) + 1):
                table[at] = chr(int(text, 16) + at - int(first, 16))
    return table


def _string(content: bytes, at: int) -> tuple[bytes, int]:
    """Read a string that begins here, and give where it ends; parentheses in it may stand as they are in pairs."""
    codes, depth = bytearray(), 0
    while True:
        char = content[at : at + 1]
        if char == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(content, at + 1)
            escaped = content[at + 1 : at + 2]
            codes += bytes([int(octal[0], 8)]) if octal else _ESCAPES.get(escaped, escaped)
            at = octal.end() if octal else at + 2
            continue
        at += 1
        depth += (char == b"(") - (char == b")")
        if depth == 0:
            return bytes(codes), at
        if depth > 1 or char != b"(" or codes:
            codes += char
