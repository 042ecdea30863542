"""Forms. What was typed is read from the interaction itself, so a form sent after a restart is worth the same."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import SelectOption, TextStyle, ui

from bot.text.limits import FIELD_LABEL, MODAL_TITLE, OPTION, clip
from bot.ui.kit.ids import Address
from bot.ui.scene import Speech

CLAUSE_MOST = 4_000
REASON_MOST = 500
STATEMENT_MOST = 1_000
HEADLINE_MOST = 100
SOON_TYPED = 80
"""Characters of an option of a command that can as well be typed once more."""


class Form(ui.Modal):
    """A form that is answered by its id alone."""

    def is_finished(self) -> bool:
        """Say yes always: discord.py then keeps none, so dismissed forms do not pile up."""
        return True


def _form(
    address: Address, title: str, label: str, hint: str, *, most: int, required: bool, words: str | None = None
) -> Form:
    form = Form(title=clip(title, MODAL_TITLE), custom_id=address.custom_id, timeout=900)
    field: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="text", max_length=most, required=required, default=words
    )
    return labelled(form, label, hint, field)


def clause_form(say: Speech, address: Address, kind: str, words: str | None = None, example: str = "") -> Form:
    """Ask for a clause in the member's own words; `kind` is clause, quote or reword, which may be emptied.

    `example` is a sentence of the pack to begin from.
    """
    hint = "forms#reword_hint" if kind == "reword" else "forms#clause_hint"
    title, label = say(f"forms#{kind}_title"), say("forms#clause_label")
    form = _form(address, title, label, say(hint), most=CLAUSE_MOST, required=kind != "reword", words=words)
    if example:
        form.add_item(ui.TextDisplay(say("forms#clause_example", sentence=example)))
    return form


def check_form(say: Speech, address: Address) -> Form:
    """Ask for a text to be checked."""
    title, label, hint = say("forms#check_title"), say("forms#check_label"), say("forms#check_hint")
    return _form(address, title, label, hint, most=CLAUSE_MOST, required=True)


def reject_form(say: Speech, address: Address) -> Form:
    """Ask for the reason of a rejection, which may stay empty."""
    title = say("forms#reject_title", proposal=address.proposal, version=address.version)
    label, hint = say("forms#reject_label"), say("forms#reject_hint")
    return _form(address, title, label, hint, most=REASON_MOST, required=False)


def words_form(
    say: Speech,
    address: Address,
    kind: str,
    params: Mapping[str, object] | None = None,
    *,
    most: int,
    required: bool = True,
    words: str = "",
) -> Form:
    """Ask for words of one kind, in one field; `params` are for the title, `words` are there to begin from."""
    title = say(f"forms#{kind}_title", **(params or {}))
    label, hint = say(f"forms#{kind}_label"), say(f"forms#{kind}_hint")
    return _form(address, title, label, hint, most=most, required=required, words=words or None)


def point_form(say: Speech, address: Address, kind: str) -> Form:
    """Ask for a point: of which kind, beginning from one, and its words."""
    form = Form(title=clip(say("forms#point_title"), MODAL_TITLE), custom_id=address.custom_id, timeout=900)
    kinds = [
        SelectOption(label=clip(say(f"forms#point_{one}"), OPTION), value=one, default=one == kind)
        for one in ("order", "privilege", "information")
    ]
    labelled(form, say("forms#point_kind"), "", ui.Select(custom_id="kind", options=kinds))
    field: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="text", max_length=STATEMENT_MOST, required=True
    )
    return labelled(form, say("forms#point_label"), say("forms#point_hint"), field)


def silence_form(say: Speech, address: Address) -> Form:
    """Ask for the objection that breaks a silence, and, if wanted, which clause should read how."""
    title = say("forms#silence_title", proposal=address.proposal, version=address.version)
    label, hint = say("forms#silence_label"), say("forms#silence_hint")
    form = _form(address, title, label, hint, most=STATEMENT_MOST, required=True)
    number: ui.TextInput[Any] = ui.TextInput(custom_id="clause", max_length=3, required=False)
    labelled(form, say("forms#silence_clause_label"), say("forms#silence_clause_hint"), number)
    instead: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="words", max_length=CLAUSE_MOST, required=False
    )
    return labelled(form, say("forms#silence_words_label"), say("forms#silence_words_hint"), instead)


def why_form(say: Speech, address: Address, title: str, *, required: bool) -> Form:
    """Ask for the reason of what the chair does."""
    hint = say("forms#why_hint" if required else "forms#why_may_hint")
    return _form(address, title, say("forms#why_label"), hint, most=REASON_MOST, required=required)


def bracket_form(say: Speech, address: Address, number: int, words: str) -> Form:
    """Ask which words of a clause stand in brackets, beginning from all of them, and what is wanted instead."""
    title = say("forms#bracket_title", proposal=address.proposal, number=number)
    hint = say("forms#bracket_hint")
    form = _form(address, title, say("forms#bracket_label"), hint, most=CLAUSE_MOST, required=False, words=words)
    instead: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="alternative", max_length=CLAUSE_MOST, required=False
    )
    return labelled(form, say("forms#instead_label"), say("forms#instead_hint"), instead)


def reserve_form(
    say: Speech, address: Address, about: Sequence[SelectOption], kinds: Sequence[SelectOption], more: str
) -> Form:
    """Ask for a reservation: its statement, what it is about, and whether the text is still examined.

    `more` says how to name what the list of what it is about has no room for.
    """
    title = say("forms#reserve_title", proposal=address.proposal, version=address.version)
    label, hint = say("forms#reserve_label"), say("forms#reserve_hint")
    form = _form(address, title, label, hint, most=STATEMENT_MOST, required=True)
    labelled(form, say("forms#about_label"), more, ui.Select(custom_id="about", options=list(about)))
    return labelled(form, say("forms#kind_label"), "", ui.Select(custom_id="kind", options=list(kinds)))


def link_form(say: Speech, address: Address, options: Sequence[SelectOption]) -> Form:
    """Ask for the proposals that an acceptance counts only together with."""
    title = clip(say("forms#link_title", proposal=address.proposal), MODAL_TITLE)
    form = Form(title=title, custom_id=address.custom_id, timeout=900)
    others: ui.Select[Any] = ui.Select(custom_id="others", options=list(options), max_values=len(options))
    return labelled(form, say("forms#link_label"), say("forms#link_hint", proposal=address.proposal), others)


def phase_form(say: Speech, address: Address, missing: Sequence[str]) -> Form:
    """Ask why a phase is entered although these guards do not hold."""
    title, label, hint = say("forms#phase_title"), say("forms#phase_label"), say("forms#phase_hint")
    form = _form(address, title, label, hint, most=REASON_MOST, required=True)
    form.add_item(ui.TextDisplay(say("forms#phase_missing", missing=missing)))
    return form


def pause_form(say: Speech, address: Address, *, timed: bool) -> Form:
    """Ask why the talks rest, and (`timed`) for how long; all of it may stay empty."""
    label, hint = say("forms#pause_reason_label"), say("forms#pause_reason_hint")
    title = say("forms#suspend_title" if timed else "forms#freeze_title")
    form = _form(address, title, label, hint, most=REASON_MOST, required=False)
    if not timed:
        return form
    time: ui.TextInput[Any] = ui.TextInput(style=TextStyle.short, custom_id="time", max_length=40, required=False)
    return labelled(form, say("forms#suspend_label"), say("forms#suspend_hint"), time)


def news_form(say: Speech, address: Address) -> Form:
    """Ask for news: a title, and the words."""
    form = Form(title=clip(say("forms#news_title"), MODAL_TITLE), custom_id=address.custom_id, timeout=900)
    title: ui.TextInput[Any] = ui.TextInput(custom_id="title", max_length=HEADLINE_MOST, required=True)
    words: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="text", max_length=STATEMENT_MOST, required=True
    )
    labelled(form, say("forms#news_headline"), say("forms#news_headline_hint"), title)
    return labelled(form, say("forms#news_words"), say("forms#news_words_hint"), words)


def letter_form(say: Speech, address: Address, party: str) -> Form:
    """Ask for the chair's words to one party."""
    title, label, hint = say("forms#letter_title", party=party), say("forms#letter_label"), say("forms#letter_hint")
    return _form(address, title, label, hint, most=STATEMENT_MOST, required=True)


def motion_form(say: Speech, address: Address, kinds: Sequence[SelectOption], texts: Sequence[SelectOption]) -> Form:
    """Ask what is moved, in which words, for how many minutes and on which text; most of it may stay empty."""
    form = Form(title=clip(say("forms#motion_title"), MODAL_TITLE), custom_id=address.custom_id, timeout=900)
    labelled(form, say("forms#motion_kind_label"), "", ui.Select(custom_id="kind", options=list(kinds)))
    words: ui.TextInput[Any] = ui.TextInput(
        style=TextStyle.paragraph, custom_id="text", max_length=STATEMENT_MOST, required=False
    )
    labelled(form, say("forms#motion_words_label"), say("forms#motion_words_hint"), words)
    minutes: ui.TextInput[Any] = ui.TextInput(custom_id="minutes", max_length=6, required=False)
    labelled(form, say("forms#motion_minutes_label"), say("forms#motion_minutes_hint"), minutes)
    about: ui.Select[Any] = ui.Select(custom_id="proposal", options=list(texts), required=False)
    return labelled(form, say("forms#motion_text_label"), say("forms#motion_text_hint"), about)


def labelled(form: Form, label: str, hint: str, field: ui.Item[Any]) -> Form:
    """Add a field with its label, and a hint if there is one; gives the form."""
    about = clip(hint, OPTION) if hint else None
    form.add_item(ui.Label(text=clip(label, FIELD_LABEL), description=about, component=field))
    return form


def values_of(interaction: Any) -> dict[str, str]:  # noqa: ANN401  # an interaction; its data are plain JSON
    """Give what was typed or chosen, by the fields' custom ids; several choices with a space between them."""
    data: Mapping[str, Any] = interaction.data or {}
    return {
        field["custom_id"]: str(field.get("value") or " ".join(field.get("values") or ()))
        for field in _fields(data.get("components", ()))
    }


def _fields(components: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401  # JSON
    for component in components:
        if "custom_id" in component:
            yield component
        yield from _fields(component.get("components", ()))
        if "component" in component:
            yield from _fields([component["component"]])


def typed_in(interaction: Any) -> str:  # noqa: ANN401  # an interaction; its data are plain JSON
    """Give all that was typed, to hand it back; what was chosen is soon chosen again."""
    data: Mapping[str, Any] = interaction.data or {}
    typed = [str(field.get("value") or "") for field in _fields(data.get("components", ()))]
    return "\n\n".join(one for one in typed if one)


def long_options(data: Any) -> str:  # noqa: ANN401  # the data of a command; plain JSON
    """Give the options of a command that nobody would like to type once more, to hand them back."""
    return "\n\n".join(_long(data or {}))


def _long(held: Mapping[str, Any]) -> Iterator[str]:
    for option in held.get("options", ()):
        value = option.get("value")
        if isinstance(value, str) and len(value) > SOON_TYPED:
            yield value
        yield from _long(option)
