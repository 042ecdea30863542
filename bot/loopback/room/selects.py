"""Selects as HTML: a face that says what is chosen, and a list of options with descriptions that opens over it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.loopback.room.markup import el
from bot.loopback.room.scene import Scene

JSON = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select."""

    value: str
    name: str
    description: str = ""
    emoji: str = ""
    chosen: bool = False


def options(one: JSON, scene: Scene) -> tuple[Option, ...]:
    """The lines of a select of any kind: its own ones, or the people, roles and channels of the scene."""
    if one.get("type") == 3:  # noqa: PLR2004 -- the wire's number of a string select
        return tuple(
            Option(
                str(line["value"]),
                str(line["label"]),
                str(line.get("description") or ""),
                str((line.get("emoji") or {}).get("name") or ""),
                bool(line.get("default")),
            )
            for line in one.get("options") or []
        )
    chosen = {str(line["id"]) for line in one.get("default_values") or []}
    return tuple(Option(value, name, chosen=value in chosen) for value, name in _things(one.get("type"), scene))


def _things(kind: object, scene: Scene) -> Iterator[tuple[str, str]]:
    if kind in {5, 7}:
        yield from scene.users.items()
    if kind in {6, 7}:
        yield from scene.roles.items()
    if kind == 8:  # noqa: PLR2004 -- the wire's number of a channel select
        yield from ((key, f"#{name}") for key, name in scene.channels.items())


def select(one: JSON, scene: Scene, name: str = "", chosen: tuple[str, ...] | None = None) -> Markup:
    """A select of a message or form; `name` is its label where it has one, `chosen` what was chosen before.

    Choosing one line is sent at once; where several may be chosen they are sent when the list closes.
    """
    lines = options(one, scene)
    placeholder = str(one.get("placeholder") or scene.label("choose"))
    least, most = int(one.get("min_values", 1)), int(one.get("max_values", 1))
    picked = [line for line in lines if (line.chosen if chosen is None else line.value in chosen)]
    face = el(
        "button",
        el("span", ", ".join(line.name for line in picked) or placeholder, class_="select-shown"),
        el("span", "⌄", aria_hidden="true", class_="select-sign"),
        type="button",
        role="combobox",
        class_="select-face" if picked else "select-face empty",
        aria_haspopup="listbox",
        aria_expanded="false",
        aria_label=name or placeholder,
        disabled=bool(one.get("disabled")),
        data_placeholder=placeholder,
    )
    listed = _listbox(lines, picked, name or placeholder, (least, most), scene)
    return el(
        "div",
        face,
        listed,
        class_="select",
        data_select=True,
        data_id=str(one.get("custom_id") or ""),
        data_min=least,
        data_max=most,
    )


def _listbox(
    lines: Sequence[Option], picked: Sequence[Option], name: str, bounds: tuple[int, int], scene: Scene
) -> Markup:
    least, most = bounds
    several = most > 1
    hint = el("div", scene.label("choose_several", least=least, most=most), class_="options-hint") if several else None
    empty = el("div", scene.label("nothing_to_choose"), class_="options-hint") if not lines else None
    return el(
        "div",
        hint,
        empty,
        *[_line(line, line in picked, several=several) for line in lines],
        role="listbox",
        popover="manual",
        class_="options",
        aria_label=name,
        aria_multiselectable="true" if several else None,
    )


def _line(line: Option, chosen: bool, *, several: bool) -> Markup:  # noqa: FBT001 -- a cell of a table of lines
    return el(
        "div",
        el("span", line.emoji, class_="emoji", aria_hidden="true") if line.emoji else None,
        el(
            "span",
            el("span", line.name, class_="option-name"),
            el("span", line.description, class_="option-about") if line.description else None,
            class_="option-text",
        ),
        el("span", "✓", class_="option-tick", aria_hidden="true"),
        role="option",
        tabindex=-1,
        class_="option several" if several else "option",
        aria_selected="true" if chosen else "false",
        data_value=line.value,
    )
