"""Files and pictures as HTML. Only files of the loopback server are loaded, through the room; others stay links."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from bot.loopback.room.markup import el
from bot.loopback.room.scene import Scene

JSON = Mapping[str, Any]
INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that a browser shows without running anything; SVG is not among them."""
_KILO = 1024


def size_text(size: int, scene: Scene) -> str:
    """A size in bytes, KB or MB, to one decimal from KB on."""
    if size < _KILO:
        return scene.label("bytes", n=size)
    if size < _KILO**2:
        return scene.label("kilobytes", n=f"{size / _KILO:.1f}")
    return scene.label("megabytes", n=f"{size / _KILO**2:.1f}")


def attachment(one: JSON, scene: Scene) -> Markup:
    """An attachment of a message: a picture in line, anything else as a row with name, size and download."""
    kind = str(one.get("content_type") or "").partition(";")[0]
    if kind in INLINE_TYPES:
        return picture(one, one, scene)
    return _row(str(one.get("url") or ""), str(one.get("filename") or ""), one.get("size"), scene)


def file_row(one: JSON, scene: Scene) -> Markup:
    """A file component."""
    url = str((one.get("file") or {}).get("url") or "")
    name = str(one.get("name") or unquote(urlsplit(url).path.rpartition("/")[2]))
    return _row(url, name, one.get("size"), scene)


def _row(url: str, name: str, size: object, scene: Scene) -> Markup:
    own = scene.file_url(url)
    if own is None:
        return el("div", el("span", name, class_="file-name"), class_="file")
    shown = size_text(size, scene) if isinstance(size, int) else ""
    return el(
        "div",
        el("span", aria_hidden="true", class_="file-sign"),
        el("span", el("span", name, class_="file-name"), el("span", shown, class_="file-size"), class_="file-text"),
        el(
            "a",
            scene.label("download"),
            href=own,
            download=name,
            class_="btn secondary",
            aria_label=scene.label("download_file", name=name),
        ),
        class_="file",
    )


def picture(media: JSON, about: JSON, scene: Scene) -> Markup:
    """A picture of the loopback server in line; one from anywhere else only as a link."""
    url = str(media.get("url") or "")
    described = str(about.get("description") or "")
    own = scene.file_url(url)
    if own is None:
        shown = described or url
        if not url.startswith(("https://", "http://")):
            return el("span", shown, class_="file-name")
        return el("a", shown, href=url, class_="ext", rel="noopener noreferrer")
    alternative = described or str(about.get("filename") or scene.label("picture"))
    shown = el("img", src=own, alt=alternative, loading="lazy", class_="picture")
    return el("a", shown, href=own, class_="ext picture-link", rel="noopener noreferrer")
