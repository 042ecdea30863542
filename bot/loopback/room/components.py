"""Components of a message as HTML: layouts (Components V2), buttons and selects; classic rows are the same pieces.

What a person can do is marked with `data-act`; the page's script hands it on with the message's id.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bot.loopback.room.files import file_row, picture
from bot.loopback.room.inline import inline
from bot.loopback.room.markdown import plain, render
from bot.loopback.room.markup import el, join
from bot.loopback.room.scene import Scene
from bot.loopback.room.selects import select

JSON = Mapping[str, Any]
_STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger"}
_LINK = 5
_WIDE = 2
"""The spacing of a separator that stands for a larger gap."""


def components(items: Iterable[JSON], scene: Scene) -> Markup:
    """A list of components in order; a kind that the room does not know says so instead of vanishing."""
    return join(component(one, scene) for one in items)


def component(one: JSON, scene: Scene) -> Markup:  # noqa: C901, PLR0911 -- one case for each kind
    """One component with everything inside it."""
    match one.get("type"):
        case 1:
            return el("div", components(one.get("components") or [], scene), class_="row")
        case 2:
            return button(one, scene)
        case 3 | 5 | 6 | 7 | 8:
            return select(one, scene)
        case 9:
            return section(one, scene)
        case 10:
            return el("div", render(str(one.get("content") or ""), scene), class_="text")
        case 11:
            return el("div", picture(one["media"], one, scene), class_="thumbnail")
        case 12:
            shown = [picture(item["media"], item, scene) for item in one.get("items") or []]
            return el("div", *shown, class_="gallery", data_count=len(shown))
        case 13:
            return hidden(file_row(one, scene), bool(one.get("spoiler")), scene)
        case 14:
            line = "line" if one.get("divider", True) else "gap"
            wide = " wide" if one.get("spacing") == _WIDE else ""
            return el("div", role="separator", class_=f"separator {line}{wide}")
        case 17:
            return container(one, scene)
        case kind:
            return el("div", scene.label("unknown_component", kind=kind), class_="subtext")


def section(one: JSON, scene: Scene) -> Markup:
    """Texts with a button or picture beside them; named by its first line, so that equal buttons can be told apart."""
    parts = one.get("components") or []
    name = plain(str(parts[0].get("content") or ""), scene) if parts else ""
    texts = el("div", components(parts, scene), class_="section-text")
    return el("div", texts, component(one["accessory"], scene), class_="section", role="group", aria_label=name or None)


def button(one: JSON, scene: Scene) -> Markup:
    """A button; a link button opens in a window of its own."""
    emoji = (one.get("emoji") or {}).get("name")
    face = join([el("span", emoji, class_="emoji", aria_hidden="true") if emoji else None, one.get("label") or ""])
    name = None if one.get("label") else emoji
    if one.get("style") == _LINK:
        url = str(one.get("url") or "")
        if not url.startswith(("https://", "http://")):
            return el("button", face, type="button", class_="btn secondary", disabled=True)
        arrow = el("span", " ↗", aria_hidden="true")
        return el("a", face, arrow, href=url, class_="btn link ext", rel="noopener noreferrer", aria_label=name)
    return el(
        "button",
        face,
        type="button",
        class_=f"btn {_STYLES.get(int(one.get('style') or 0), 'secondary')}",
        disabled=bool(one.get("disabled")),
        aria_label=name,
        title=scene.label("unavailable") if one.get("disabled") else None,
        data_act="click",
        data_id=str(one.get("custom_id") or ""),
    )


def container(one: JSON, scene: Scene) -> Markup:
    """A framed group; its accent is a stripe at the side and means nothing by itself."""
    colour = one.get("accent_color")
    style = f"--accent:#{int(colour):06x}" if isinstance(colour, int) else None
    inside = components(one.get("components") or [], scene)
    class_ = "container accented" if style else "container"
    return hidden(el("div", inside, class_=class_, style=style), bool(one.get("spoiler")), scene)


def hidden(shown: Markup, spoiler: bool, scene: Scene) -> Markup:  # noqa: FBT001 -- the flag is the wire's own
    """The same behind a cover that opens on a press, where the bot marked it as a spoiler."""
    if not spoiler:
        return shown
    return el("details", el("summary", scene.label("spoiler")), shown, class_="spoiler-block")


def embed(one: JSON, scene: Scene) -> Markup:
    """A classic embed."""
    colour = one.get("color")
    style = f"--accent:#{int(colour):06x}" if isinstance(colour, int) else None
    title: Markup | None = None
    if one.get("title"):
        shown, url = inline(str(one["title"]), scene), str(one.get("url") or "")
        safe = url.startswith(("https://", "http://"))
        linked = el("a", shown, href=url, class_="ext", rel="noopener noreferrer") if safe else shown
        title = el("div", linked, class_="embed-title")
    fields = [
        el(
            "div",
            el("div", inline(str(field.get("name") or ""), scene), class_="field-name"),
            render(str(field.get("value") or ""), scene),
            class_="field inline" if field.get("inline") else "field",
        )
        for field in one.get("fields") or []
    ]
    author = (one.get("author") or {}).get("name")
    footer = (one.get("footer") or {}).get("text")
    pictures = [picture(one[key], {}, scene) for key in ("thumbnail", "image") if one.get(key)]
    return el(
        "div",
        el("div", author, class_="embed-author") if author else None,
        title,
        render(str(one.get("description") or ""), scene),
        el("div", *fields, class_="fields") if fields else None,
        *pictures,
        el("div", footer, class_="subtext") if footer else None,
        class_="container embed",
        style=style,
    )
