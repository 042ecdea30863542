"""The composer's state machine, key by key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.loopback.room import composer
from bot.loopback.room.commands import Choice, Command, message_menus, search, slash_commands
from bot.loopback.room.draft import Draft, Offer, Value

RAW = [
    {
        "type": 1,
        "name": "session",
        "description": "The negotiation",
        "options": [
            {
                "type": 1,
                "name": "open",
                "description": "Open a session",
                "options": [
                    {"type": 4, "name": "days", "description": "How long", "min_value": 1, "max_value": 10},
                    {"type": 3, "name": "pack", "description": "The pack", "required": True, "autocomplete": True},
                    {"type": 5, "name": "public", "description": "Anybody?"},
                    {"type": 6, "name": "chair", "description": "Who"},
                ],
            },
            {"type": 1, "name": "close", "description": "Close it"},
        ],
    },
    {
        "type": 1,
        "name": "accept",
        "description": "Accept a proposal",
        "options": [
            {"type": 3, "name": "proposal", "description": "Which", "required": True, "max_length": 6},
            {"type": 3, "name": "note", "description": "Why", "min_length": 3},
            {"type": 3, "name": "how", "description": "How", "choices": [{"name": "Fully", "value": "full"}]},
        ],
    },
    {"type": 3, "name": "Quote"},
]
COMMANDS = slash_commands(RAW)
OFFER = Offer(
    commands=COMMANDS,
    users=(Choice("Ann", "7"), Choice("Bob", "8")),
    completions=(Choice("Eastern Europe", "ee"), Choice("Northmere", "nm")),
    yes="Yes",
    no="No",
)


def type_in(text: str, draft: Draft | None = None) -> Draft:
    draft = draft or Draft()
    for end in range(1, len(text) + 1):
        draft = composer.typed(draft, draft.text + text[end - 1], OFFER)
    return draft


def names(draft: Draft) -> list[str]:
    return [one.name for one in composer.candidates(draft, OFFER)]


def test_subcommands_are_commands_and_required_options_come_first() -> None:
    assert [one.path for one in COMMANDS] == ["accept", "session close", "session open"]
    assert [one.name for one in COMMANDS[2].options] == ["pack", "days", "public", "chair"]
    assert message_menus(RAW) == ("Quote",)


def test_a_slash_lists_commands_and_typing_narrows_them() -> None:
    assert names(type_in("/")) == ["/accept", "/session close", "/session open"]
    assert names(type_in("/op")) == ["/session open"]
    assert names(type_in("/zzz")) == []
    assert [one.path for one in search(COMMANDS, "session o")] == ["session open"]


def test_a_command_is_filled_in_by_keyboard_alone() -> None:
    draft = composer.tab(type_in("/ses"), OFFER)
    assert draft.command is not None
    assert draft.command.path == "session close"
    draft = composer.tab(composer.move(type_in("/ses"), 1, OFFER), OFFER)
    assert (draft.focused, draft.text, draft.missing) == ("pack", "", ("pack",))
    assert names(draft) == ["Eastern Europe", "Northmere"]
    entered = composer.enter(composer.move(draft, 1, OFFER), OFFER)
    assert entered.draft.values == {"pack": Value("nm", "Northmere")}
    assert (entered.send, entered.draft.focused) == (False, None)
    assert composer.enter(entered.draft, OFFER).send


def test_enter_after_the_last_free_value_sends() -> None:
    entered = composer.enter(type_in("/accept P2"), OFFER)
    assert entered.send
    assert entered.draft.values == {"proposal": Value("P2", "P2")}


def test_a_missing_required_option_is_asked_for() -> None:
    entered = composer.enter(composer.choose(COMMANDS[0]), OFFER)
    assert not entered.send
    assert entered.draft.fault is not None
    assert entered.draft.fault.code == "option_needed"
    chosen = composer.further(composer.choose(COMMANDS[0]))
    again = composer.enter(composer.typed(chosen, "", OFFER), OFFER)
    assert (again.send, again.draft.focused) == (False, "proposal")


def test_options_are_taken_in_as_discord_writes_them() -> None:
    draft = composer.typed(Draft(), "/accept proposal:P2 note:because it is fair how:Fully", OFFER)
    entered = composer.enter(draft, OFFER)
    assert entered.draft.values["proposal"] == Value("P2", "P2")
    assert entered.draft.values["note"] == Value("because it is fair", "because it is fair")
    assert entered.draft.values["how"] == Value("full", "Fully")


@pytest.mark.parametrize(
    ("option", "text", "code"),
    [
        ("days", "x", "integer"),
        ("days", "0", "bounds_low"),
        ("days", "11", "bounds_high"),
        ("public", "perhaps", "pick_one"),
        ("chair", "Nobody", "pick_one"),
    ],
)
def test_a_wrong_value_is_refused_and_kept(option: str, text: str, code: str) -> None:
    draft = type_in(text, composer.focus(composer.choose(COMMANDS[2]), option))
    done = composer.commit(draft, OFFER)
    assert done.fault is not None
    assert done.fault.code == code
    assert (done.text, option in done.values) == (text, False)


def test_lengths_of_texts_are_checked() -> None:
    long = composer.commit(type_in("P2 and more", composer.choose(COMMANDS[0])), OFFER)
    short = composer.commit(type_in("no", composer.focus(composer.choose(COMMANDS[0]), "note")), OFFER)
    assert long.fault is not None
    assert short.fault is not None
    assert (long.fault.code, short.fault.code) == ("length_high", "length_low")


def test_booleans_and_people_are_picked_with_the_right_values() -> None:
    draft = composer.tab(type_in("n", composer.focus(composer.choose(COMMANDS[2]), "public")), OFFER)
    draft = composer.tab(type_in("bo", composer.focus(draft, "chair")), OFFER)
    assert draft.values == {"public": Value(raw=False, shown="No"), "chair": Value("8", "Bob")}


def test_escape_goes_back_step_by_step() -> None:
    draft = type_in("P", composer.choose(COMMANDS[0]))
    draft = composer.back(draft)
    assert (draft.focused, draft.command) == (None, COMMANDS[0])
    draft = composer.back(draft)
    assert (draft.text, draft.command) == ("/accept", None)
    assert composer.back(draft) == Draft()


def test_backspace_takes_the_last_value_back_into_the_input() -> None:
    filled = composer.enter(type_in("/accept P2"), OFFER).draft
    draft = composer.erase(filled)
    assert (draft.focused, draft.text, draft.values) == ("proposal", "P2", {})
    assert composer.erase(composer.choose(COMMANDS[1])).text == "/session close"


def test_plain_text_is_chat_and_an_unknown_command_is_not() -> None:
    assert composer.enter(type_in("good morning"), OFFER).send
    assert not composer.enter(type_in("   "), OFFER).send
    lost = composer.enter(type_in("/nothing"), OFFER)
    assert not lost.send
    assert lost.draft.fault is not None
    assert (lost.draft.fault.code, lost.draft.text) == ("no_command", "/nothing")


def test_a_mention_is_completed_in_the_text() -> None:
    draft = type_in("ask @bo")
    assert names(draft) == ["@Bob"]
    assert composer.tab(draft, OFFER).text == "ask @Bob "


def test_a_file_is_taken_only_where_one_is_wanted() -> None:
    raw = [{"type": 1, "name": "up", "options": [{"type": 11, "name": "file", "description": "", "required": True}]}]
    command: Command = slash_commands(raw)[0]
    draft = composer.attach(composer.choose(command), "h1", "a.pdf")
    assert draft.values == {"file": Value("h1", "a.pdf")}
    assert composer.attach(composer.choose(COMMANDS[0]), "h1", "a.pdf").values == {}


KEYS = st.sampled_from(["Tab", "Enter", "Escape", "Backspace", "ArrowDown", "ArrowUp"])
STEPS = st.lists(
    st.one_of(KEYS, st.sampled_from(["/", "a", "s", " ", "P2", ":", "note:", "@", "days:3", "\n"])), max_size=30
)


@given(STEPS)
def test_no_sequence_of_keys_breaks_the_composer_or_sends_what_is_missing(steps: list[str]) -> None:
    draft = Draft()
    for step in steps:
        match step:
            case "Tab":
                draft = composer.tab(draft, OFFER)
            case "Enter":
                entered = composer.enter(draft, OFFER)
                draft = entered.draft
                if entered.send:
                    assert not draft.missing
                    draft = Draft()
            case "Escape":
                draft = composer.back(draft)
            case "Backspace":
                draft = composer.erase(draft) if not draft.text else composer.typed(draft, draft.text[:-1], OFFER)
            case "ArrowDown" | "ArrowUp":
                draft = composer.move(draft, 1 if step == "ArrowDown" else -1, OFFER)
            case _:
                draft = composer.typed(draft, draft.text + step, OFFER)
        assert draft.cursor < max(1, len(composer.candidates(draft, OFFER)))
        assert draft.focused is None or draft.option is not None
        assert draft.focused not in draft.values


def test_text_that_belongs_to_no_option_is_never_thrown_away() -> None:
    chosen = composer.choose(COMMANDS[2])
    filled = composer.tab(composer.typed(chosen, "Eastern", OFFER), OFFER)
    entered = composer.enter(composer.typed(filled, "ee", OFFER), OFFER)
    assert (entered.send, entered.draft.text) == (False, "ee")
    assert entered.draft.fault is not None
    assert (entered.draft.fault.code, entered.draft.fault.params) == ("leftover", {"text": "ee"})
    assert composer.enter(composer.typed(entered.draft, "", OFFER), OFFER).send


def test_a_chat_message_that_is_too_long_stays_and_says_by_how_much() -> None:
    assert composer.enter(Draft(text="a" * 2000), OFFER).send
    entered = composer.enter(Draft(text="a" * 2500), OFFER)
    assert (entered.send, len(entered.draft.text)) == (False, 2500)
    assert entered.draft.fault is not None
    assert entered.draft.fault.params == {"n": 2500, "high": 2000, "over": 500}
    assert composer.typed(entered.draft, "shorter", OFFER).fault is None
