"""The composer as HTML: the list of what can be completed, and the chips of the command that is being filled in."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.loopback.room.commands import Option, OptionType
from bot.loopback.room.draft import Candidate, Draft
from bot.loopback.room.markup import el, join
from bot.loopback.room.scene import Label

_WHOLE = "0"


def menu(draft: Draft, lines: Sequence[Candidate], label: Label, *, pending: bool) -> Markup:
    """The list above the input with its heading; nothing where there is nothing to say."""
    heading = _heading(draft, lines, label, pending=pending)
    if heading is None and not lines:
        return Markup("")
    shown = [
        el(
            "div",
            el("span", line.name, class_="option-name"),
            el("span", line.description, class_="option-about") if line.description else None,
            role="option",
            id=f"line-{number}",
            class_="line-option",
            aria_selected="true" if number == draft.cursor else "false",
            data_act="pick",
            data_index=number,
        )
        for number, line in enumerate(lines)
    ]
    return join(
        [
            heading,
            el("div", *shown, role="listbox", id="completions", aria_label=label("completions")) if shown else None,
        ]
    )


def _heading(draft: Draft, lines: Sequence[Candidate], label: Label, *, pending: bool) -> Markup | None:
    option = draft.option
    if option is not None:
        file = option.type is OptionType.ATTACHMENT
        return el(
            "div",
            el("span", el("strong", option.name), " ", option.description),
            el(
                "span",
                label("optional" if not option.required else "required"),
                _bounds(option, label),
                class_="subtext",
            ),
            el("button", label("choose_file"), type="button", class_="btn secondary", data_act="browse")
            if file
            else None,
            el("span", label("looking"), class_="subtext") if pending else None,
            class_="menu-head",
        )
    if draft.command is not None:
        key = "send_or_more" if lines and not draft.missing else "send_now" if not draft.missing else "options_left"
        return el("div", label(key), class_="menu-head")
    if draft.text.startswith("/"):
        return el("div", label("commands" if lines else "no_commands"), class_="menu-head")
    return el("div", label("members"), class_="menu-head") if lines else None


def _bounds(option: Option, label: Label) -> str:
    low, high = (None if one is None else f"{one:g}" for one in (option.low, option.high))
    unit = "_letters" if option.type is OptionType.STRING else ""
    if low is not None and high is not None and low != _WHOLE:
        return f" · {label(f'between{unit}', low=low, high=high)}"
    if high is not None:
        return f" · {label(f'at_most{unit}', high=high)}"
    return f" · {label(f'at_least{unit}', low=low)}" if low is not None and low != _WHOLE else ""


def chips(draft: Draft, label: Label) -> Markup:
    """The command and its options: filled, in focus, required and missing, and how many more there are."""
    if draft.command is None:
        return Markup("")
    shown = [el("span", f"/{draft.command.path}", class_="chip command")]
    for option in draft.command.options:
        held = draft.values.get(option.name)
        if held is None and option.name != draft.focused and not option.required:
            continue
        shown.append(_chip(option, None if held is None else held.shown, draft, label))
    left = [one for one in draft.command.options if not one.required and one.name not in draft.values]
    left = [one for one in left if one.name != draft.focused]
    if left:
        text = label("more_options", n=len(left))
        shown.append(el("button", text, type="button", class_="chip more", data_act="chip", data_name=""))
    return join(shown)


def _chip(option: Option, held: str | None, draft: Draft, label: Label) -> Markup:
    here = option.name == draft.focused
    state = "here" if here else "set" if held is not None else "missing"
    word = held if held is not None else label("chip_here" if here else "chip_missing")
    return el(
        "button",
        el("span", option.name, class_="chip-name"),
        el("span", word, class_="chip-value"),
        type="button",
        class_=f"chip {state}",
        data_act="chip",
        data_name=option.name,
        aria_label=label("chip", name=option.name, value=held or label("chip_missing")),
    )


def extras(files: Sequence[tuple[str, str]], replying: str | None, label: Label) -> Markup:
    """What goes along with a message: files by (handle, name), and whom it answers."""
    shown: list[Markup] = []
    if replying is not None:
        text = label("replying", name=replying)
        stop = el("button", label("stop_reply"), type="button", class_="textlink", data_act="unreply")
        shown.append(el("div", text, " ", stop, class_="extra"))
    for handle, name in files:
        stop = el(
            "button",
            label("remove"),
            type="button",
            class_="textlink",
            data_act="unfile",
            data_handle=handle,
            aria_label=label("remove_file", name=name),
        )
        shown.append(el("div", name, " ", stop, class_="extra"))
    return join(shown)
