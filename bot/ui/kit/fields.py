"""Forms made of fields: words, a choice, a member. The words beside them are found by the fields' names."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discord import SelectOption, TextStyle, ui

from bot.text.limits import MODAL_TITLE, SELECT_OPTIONS, clip
from bot.ui.kit.forms import Form, labelled
from bot.ui.kit.ids import Address
from bot.ui.scene import Speech

SHORT = 100
"""A field that takes no more than this has one line."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Words, at most so many characters; `words` are there to begin from."""

    name: str
    most: int = SHORT
    required: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the options, or with `several` any number of them; what a select has no room for is left out."""

    name: str
    options: Sequence[SelectOption]
    required: bool = True
    several: bool = False


@dataclass(frozen=True, slots=True)
class Someone:
    """A member of the server."""

    name: str
    required: bool = True


Field = Typed | Pick | Someone


def fields_form(say: Speech, address: Address, title: str, fields: Sequence[Field]) -> Form:
    """Ask for the fields, at most five; a choice without options is left out."""
    form = Form(title=clip(title, MODAL_TITLE), custom_id=address.custom_id, timeout=900)
    for field in fields:
        if not isinstance(field, Pick) or field.options:
            labelled(form, say(f"menu#field_{field.name}"), say(f"menu#hint_{field.name}"), _item(field))
    return form


def _item(field: Field) -> ui.Item[Any]:
    if isinstance(field, Typed):
        style = TextStyle.short if field.most <= SHORT else TextStyle.paragraph
        return ui.TextInput(
            style=style,
            custom_id=field.name,
            max_length=field.most,
            required=field.required,
            default=field.words or None,
        )
    if isinstance(field, Someone):
        return ui.UserSelect(custom_id=field.name, required=field.required)
    options = list(field.options[:SELECT_OPTIONS])
    most = len(options) if field.several else 1
    return ui.Select(custom_id=field.name, options=options, max_values=most, required=field.required)
