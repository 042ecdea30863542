"""Forms (modals) of the bot: their fields as HTML, and what is wrong with what was filled in."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from bot.loopback.people import Modal
from bot.loopback.room.markdown import render
from bot.loopback.room.markup import el
from bot.loopback.room.scene import Scene
from bot.loopback.room.selects import options, select

JSON = Mapping[str, Any]
Filled = Mapping[str, Any]
_TEXT, _UPLOAD, _RADIOS, _CHECKBOXES, _CHECKBOX = 4, 19, 21, 22, 23
_LONG = 2
_MOST_TEXT = 4000


def dialog(modal: Modal, scene: Scene, filled: Filled | None = None) -> Markup:
    """The form as a dialog; `filled` is what was typed before into a form of the same id."""
    before = filled or {}
    heading = el("h2", modal.title, id="form-title")
    blocks = [block(one, scene, before) for one in modal.components]
    buttons = el(
        "div",
        el("button", scene.label("cancel"), type="button", class_="btn secondary", data_act="form-cancel"),
        el("button", scene.label("submit"), type="submit", class_="btn primary"),
        class_="form-buttons",
    )
    form = el(
        "form",
        heading,
        *blocks,
        el("div", class_="form-error", role="alert", data_error_for=""),
        buttons,
        novalidate=True,
        data_form=modal.custom_id,
    )
    return el("dialog", form, class_="form", aria_labelledby="form-title", data_dialog=True)


def block(one: JSON, scene: Scene, before: Filled) -> Markup:
    """One part of a form: text to read, or a labelled field."""
    match one.get("type"):
        case 10:
            return el("div", render(str(one.get("content") or ""), scene), class_="text")
        case 18:
            inner = one["component"]
            return field(inner, str(one.get("label") or ""), str(one.get("description") or ""), scene, before)
        case 1:
            fields = [field(inner, str(inner.get("label") or ""), "", scene, before) for inner in one["components"]]
            return el("div", *fields)
        case kind:
            return el("div", scene.label("unknown_component", kind=kind), class_="subtext")


def field(one: JSON, label: str, about: str, scene: Scene, before: Filled) -> Markup:
    """A field with its label, its description, its bounds and a place for what is wrong with it."""
    key = str(one["custom_id"])
    anchor = f"field-{one.get('id') or key}"
    needed = required(one)
    star = el("span", " *", class_="star", title=scene.label("required_mark")) if needed else None
    grouped = one["type"] in {_RADIOS, _CHECKBOXES}
    lengths = _lengths(one, scene)
    return el(
        "fieldset" if grouped else "div",
        el("legend", label, star) if grouped else el("label", label, star, for_=anchor),
        el("div", about, class_="field-about", id=f"{anchor}-about") if about else None,
        _control(one, anchor, label, scene, before.get(key)),
        el("div", lengths, class_="field-about") if lengths else None,
        el("div", class_="field-error", role="alert", data_error_for=key),
        class_="form-field",
        data_field=key,
        data_kind=int(one["type"]),
    )


def required(one: JSON) -> bool:
    """Whether a field must be filled in; Discord's default is yes, but for a single checkbox."""
    return bool(one.get("required", one["type"] != _CHECKBOX))


def _lengths(one: JSON, scene: Scene) -> str:
    if one["type"] != _TEXT:
        return ""
    least, most = int(one.get("min_length") or 0), int(one.get("max_length") or _MOST_TEXT)
    if least > 1:
        return scene.label("length_between", low=least, high=most)
    return scene.label("length_most", high=most) if most < _MOST_TEXT else ""


def _control(one: JSON, anchor: str, label: str, scene: Scene, held: Any) -> Markup:  # noqa: ANN401 -- text, list or truth, by the field's kind
    match one["type"]:
        case 4:
            return _text(one, anchor, str(one.get("value") or "") if held is None else str(held))
        case 19:
            several = int(one.get("max_values", 1)) > 1
            return el("input", type="file", id=anchor, multiple=several, aria_label=label)
        case 21 | 22:
            chosen = None if held is None else {str(value) for value in ([held] if isinstance(held, str) else held)}
            return el("div", *_checks(one, anchor, chosen), class_="checks")
        case 23:
            checked = bool(one.get("default")) if held is None else bool(held)
            return el("input", type="checkbox", id=anchor, checked=checked, aria_label=label)
        case _:
            return select(one, scene, label, None if held is None else tuple(map(str, held)))


def _text(one: JSON, anchor: str, value: str) -> Markup:
    # No maxlength: a browser would cut what is pasted without a word. `faults` says what is too long and keeps it.
    shared: dict[str, str | int | bool | None] = {
        "id": anchor,
        "placeholder": str(one.get("placeholder") or ""),
        "aria_required": "true" if required(one) else None,
        "autocomplete": "off",
    }
    if one.get("style") == _LONG:
        # A newline right after the tag is dropped by browsers; one more keeps a text that begins with one.
        return el("textarea", f"\n{value}" if value.startswith("\n") else value, rows=5, **shared)
    return el("input", type="text", value=value, **shared)


def _checks(one: JSON, anchor: str, chosen: set[str] | None) -> Iterator[Markup]:
    kind = "radio" if one["type"] == _RADIOS else "checkbox"
    for number, line in enumerate(one.get("options") or []):
        on = bool(line.get("default")) if chosen is None else str(line["value"]) in chosen
        about = str(line.get("description") or "")
        yield el(
            "label",
            el("input", type=kind, name=anchor, value=str(line["value"]), checked=on, id=f"{anchor}-{number}"),
            el(
                "span",
                el("span", str(line["label"]), class_="option-name"),
                el("span", about, class_="option-about") if about else None,
                class_="option-text",
            ),
            class_="check",
        )


def faults(modal: Modal, filled: Filled, scene: Scene) -> dict[str, str]:
    """What is wrong, by field; empty when the form can be sent."""
    found = {str(one["custom_id"]): _fault(one, filled.get(str(one["custom_id"])), scene) for one in modal.fields()}
    return {key: text for key, text in found.items() if text}


def _fault(one: JSON, value: Any, scene: Scene) -> str:  # noqa: ANN401 -- text, list or truth, by the field's kind
    if value in (None, "", []) or (isinstance(value, str) and not value.strip()):
        return scene.label("fill_in") if required(one) else ""
    if one["type"] == _TEXT:
        least, most, size = int(one.get("min_length") or 0), int(one.get("max_length") or _MOST_TEXT), len(str(value))
        if size < least:
            return scene.label("too_short", n=size, low=least)
        return scene.label("chat_too_long", n=size, high=most, over=size - most) if size > most else ""
    if one["type"] in {_CHECKBOX, _RADIOS}:
        return ""
    return _count_fault(one, len(value), scene)


def _count_fault(one: JSON, count: int, scene: Scene) -> str:
    lines = len(options(one, scene)) if one["type"] not in {_UPLOAD, _CHECKBOXES} else len(one.get("options") or [])
    most = int(one.get("max_values") or (lines if one["type"] == _CHECKBOXES else 1))
    least = int(one.get("min_values") or 0)
    if count < least or count > most:
        return scene.label("pick_between", n=count, low=least, high=most)
    return ""
