"""The composer as a pure state machine: from what is typed and pressed to the next draft, and what is offered."""

from dataclasses import replace
from typing import NamedTuple

from bot.loopback.room.commands import Choice, Command, Option, OptionType, search
from bot.loopback.room.draft import Candidate, Draft, Fault, Offer, Raw, Value

_SHOWN = 25
MOST_CHAT = 2000
"""Characters that a chat message may have, as at Discord."""


def typed(draft: Draft, text: str, offer: Offer) -> Draft:
    """The draft after the input changed. A whole command that is typed or pasted is taken in at once."""
    draft = replace(draft, text=text, cursor=0, fault=None)
    if draft.command is None:
        return _take_command(draft, offer) if text.startswith("/") else draft
    if draft.focused is None:
        name, colon, rest = text.lstrip().partition(":")
        option = draft.command.option(name) if colon else None
        if option is not None:
            return typed(focus(draft, option.name), rest.lstrip(), offer)
        return replace(draft, cursor=0 if text.strip() else -1)
    return _next_option_typed(draft, offer)


def _take_command(draft: Draft, offer: Offer) -> Draft:
    body = draft.text[1:]
    matches = [one for one in offer.commands if body.startswith(f"{one.path} ")]
    if not matches:
        return draft
    command = max(matches, key=lambda one: len(one.path))
    return typed(choose(command), body.removeprefix(f"{command.path} ").lstrip(), offer)


def _next_option_typed(draft: Draft, offer: Offer) -> Draft:
    """`P2 note:text` while filling `proposal`: the first value is complete when another option's name follows."""
    command, option = draft.command, draft.option
    if command is None or option is None:
        return draft
    name, colon, rest = draft.text.partition(":")
    if colon and command.option(name) is not None and name not in draft.values:
        return typed(focus(draft, name), rest.lstrip(), offer)
    for other in command.options:
        at = draft.text.find(f" {other.name}:")
        if other.name == option.name or other.name in draft.values or at < 0:
            continue
        done = commit(replace(draft, text=draft.text[:at]), offer)
        if done.fault is None:
            return typed(focus(done, other.name), draft.text[at + len(other.name) + 2 :].lstrip(), offer)
    return draft


def choose(command: Command) -> Draft:
    """A draft that fills a command in, at its first required option."""
    return _onward(Draft(command=command))


def _onward(draft: Draft) -> Draft:
    missing = draft.missing
    return replace(draft, text="", focused=missing[0] if missing else None, cursor=0 if missing else -1, fault=None)


def focus(draft: Draft, name: str) -> Draft:
    """Fill in one option; what it held before is taken back into the input."""
    if draft.command is None or draft.command.option(name) is None:
        return draft
    held = draft.values.get(name)
    values = {key: value for key, value in draft.values.items() if key != name}
    return replace(draft, values=values, focused=name, text=held.shown if held else "", cursor=0, fault=None)


def further(draft: Draft) -> Draft:
    """Choose a further option next."""
    return replace(draft, focused=None, text="", cursor=0, fault=None) if draft.command else draft


def candidates(draft: Draft, offer: Offer) -> tuple[Candidate, ...]:
    """The lines offered now, best first."""
    if draft.command is None:
        if draft.text.startswith("/") and "\n" not in draft.text:
            return tuple(
                Candidate("command", one.path, f"/{one.path}", one.description)
                for one in search(offer.commands, draft.text[1:])
            )
        return _mentions(draft.text, offer)
    option = draft.option
    if option is None:
        wanted = draft.text.strip().lower()
        left = [one for one in draft.command.options if one.name not in draft.values and wanted in one.name]
        return tuple(Candidate("option", one.name, one.name, one.description) for one in left)
    return tuple(
        Candidate("value", str(one.value), one.name, one.description, one.value)
        for one in _choices(draft, option, offer)
    )


def _mentions(text: str, offer: Offer) -> tuple[Candidate, ...]:
    word = text.rpartition(" ")[2].rpartition("\n")[2]
    if not word.startswith("@"):
        return ()
    wanted = word[1:].lower()
    return tuple(
        Candidate("mention", str(one.value), f"@{one.name}", one.description)
        for one in offer.users
        if wanted in one.name.lower()
    )


def _choices(draft: Draft, option: Option, offer: Offer) -> tuple[Choice, ...]:
    if option.autocomplete:
        return offer.completions[:_SHOWN]
    pool: tuple[Choice, ...]
    match option.type:
        case OptionType.BOOLEAN:
            pool = (Choice(offer.yes, value=True), Choice(offer.no, value=False))
        case OptionType.USER:
            pool = offer.users
        case OptionType.CHANNEL:
            pool = offer.channels
        case OptionType.ROLE:
            pool = offer.roles
        case OptionType.MENTIONABLE:
            pool = offer.users + offer.roles
        case _:
            pool = option.choices
    wanted = draft.text.strip().lower()
    begins = [one for one in pool if one.name.lower().startswith(wanted)]
    holds = [one for one in pool if wanted in one.name.lower() and one not in begins]
    return tuple(begins + holds)[:_SHOWN]


def pick(draft: Draft, candidate: Candidate, offer: Offer) -> Draft:
    """The draft after a line of the list was taken."""
    match candidate.kind:
        case "command":
            command = next((one for one in offer.commands if one.path == candidate.key), None)
            return draft if command is None else choose(command)
        case "option":
            return focus(draft, candidate.key)
        case "mention":
            word = draft.text.rpartition(" ")[2].rpartition("\n")[2]
            return replace(draft, text=f"{draft.text.removesuffix(word)}{candidate.name} ", cursor=0)
        case _:
            return _set(draft, Value(candidate.raw, candidate.name))


def _set(draft: Draft, value: Value) -> Draft:
    if draft.focused is None:
        return draft
    return _onward(replace(draft, values=draft.values | {draft.focused: value}))


def attach(draft: Draft, handle: str, name: str) -> Draft:
    """The draft after a file was chosen for the option in focus; `handle` stands for the file."""
    option = draft.option
    return draft if option is None or option.type is not OptionType.ATTACHMENT else _set(draft, Value(handle, name))


def commit(draft: Draft, offer: Offer) -> Draft:
    """Take the typed text as the value of the option in focus; a fault says why it cannot be one."""
    option, text = draft.option, draft.text.strip()
    if option is None:
        return draft
    if not text:
        return (
            replace(draft, fault=Fault("option_needed", {"name": option.name})) if option.required else _onward(draft)
        )
    if not option.free:
        exact = next((one for one in _choices(draft, option, offer) if one.name.lower() == text.lower()), None)
        if exact is None:
            return replace(draft, fault=Fault("pick_one", {"name": option.name}))
        return _set(draft, Value(exact.value, exact.name))
    value, fault = _parse(option, text)
    return replace(draft, fault=fault) if value is None else _set(draft, Value(value, text))


def _parse(option: Option, text: str) -> tuple[Raw | None, Fault | None]:
    if option.type is OptionType.STRING:
        return _bounded(option, text, len(text), "length")
    try:
        number = int(text) if option.type is OptionType.INTEGER else float(text)
    except ValueError:
        kind = "integer" if option.type is OptionType.INTEGER else "number"
        return None, Fault(kind, {"name": option.name, "text": text})
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 -- NaN differs from itself
        return None, Fault("number", {"name": option.name, "text": text})
    return _bounded(option, number, number, "bounds")


def _bounded(option: Option, value: Raw, size: float, code: str) -> tuple[Raw | None, Fault | None]:
    params: dict[str, object] = {"name": option.name, "low": option.low, "high": option.high, "n": size}
    if option.low is not None and size < option.low:
        return None, Fault(f"{code}_low", params)
    if option.high is not None and size > option.high:
        return None, Fault(f"{code}_high", params)
    return value, None


def move(draft: Draft, step: int, offer: Offer) -> Draft:
    """Highlight the next or the previous line, around the ends."""
    count = len(candidates(draft, offer))
    if not count:
        return draft
    start = draft.cursor if draft.cursor >= 0 or step > 0 else 0
    return replace(draft, cursor=(start + step) % count)


def tab(draft: Draft, offer: Offer) -> Draft:
    """Complete: take the highlighted line, or the typed value, and go on."""
    lines = candidates(draft, offer)
    option = draft.option
    if lines and (option is None or option.listed):
        return pick(draft, lines[max(0, min(draft.cursor, len(lines) - 1))], offer)
    return commit(draft, offer)


class Entered(NamedTuple):
    """What Enter did: the draft after it, and whether it is to be sent."""

    draft: Draft
    send: bool


def chat_fault(text: str) -> Fault | None:
    """Why a chat message cannot be sent: more than `MOST_CHAT` characters; None when it can."""
    over = len(text) - MOST_CHAT
    return Fault("chat_too_long", {"n": len(text), "high": MOST_CHAT, "over": over}) if over > 0 else None


def enter(draft: Draft, offer: Offer) -> Entered:  # noqa: PLR0911 -- one for each mode of the draft
    """Enter takes the highlighted line where there is one, else sends what is complete."""
    if draft.command is None:
        lines = candidates(draft, offer)
        if lines:
            return Entered(tab(draft, offer), send=False)
        if draft.text.startswith("/") and draft.text[1:2].isalpha():
            return Entered(replace(draft, fault=Fault("no_command", {"text": draft.text})), send=False)
        fault = chat_fault(draft.text.strip())
        return Entered(replace(draft, fault=fault), send=fault is None and bool(draft.text.strip()))
    option = draft.option
    if option is None:
        if draft.cursor >= 0 and candidates(draft, offer):
            return Entered(tab(draft, offer), send=False)
        if draft.text.strip():
            return Entered(replace(draft, fault=Fault("leftover", {"text": draft.text.strip()})), send=False)
        missing = draft.missing
        return Entered(focus(draft, missing[0]), send=False) if missing else Entered(draft, send=True)
    if option.listed and candidates(draft, offer) and (draft.text.strip() or option.required or not option.free):
        return Entered(tab(draft, offer), send=False)
    done = commit(draft, offer)
    return Entered(done, send=done.fault is None and not done.missing)


def back(draft: Draft) -> Draft:
    """Escape, or Backspace at the beginning: one step back, to the command's name, then to nothing."""
    if draft.command is None:
        return Draft()
    if draft.focused is not None and (draft.values or draft.text):
        return replace(draft, focused=None, text="", cursor=-1, fault=None)
    return Draft(text=f"/{draft.command.path}")


def erase(draft: Draft) -> Draft:
    """Backspace in an empty input: the last value comes back into the input, then the command's name."""
    if draft.command is None:
        return draft
    if draft.values:
        return focus(replace(draft, focused=None), list(draft.values)[-1])
    return Draft(text=f"/{draft.command.path}")
