"""Brackets in a clause: read exactly, lifted one by one, and in time linear in the length whatever is typed."""

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.brackets import (
    DEEPEST,
    Bracket,
    Bracketed,
    Part,
    Unbalanced,
    Words,
    clean,
    open_brackets,
    parse,
    ranges,
    render,
    struck,
    without,
)

STEADY = settings(deadline=None, max_examples=200)  # a busy machine is no failure
PLAIN = st.sampled_from(["500 troops", "a", " shall ", "x\ny", " not", ".", "será", ", ", "(b)", "**c**"])


def bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    filled = st.tuples(PLAIN, inner).map("".join)
    bracket = st.lists(filled, min_size=1, max_size=3).map(lambda parts: f"[{'|'.join(parts)}]")
    return st.lists(PLAIN | bracket, max_size=3).map("".join)


INNER = st.recursive(PLAIN, bracketed, max_leaves=12)
WHOLE = st.lists(st.tuples(PLAIN, INNER).map("".join), min_size=2, max_size=4).map(
    lambda parts: "\n".join(f"Alt. {number}: {part}" for number, part in enumerate(parts, 1))
)
TEXTS = st.one_of(INNER, WHOLE)
MARKS = st.text("[]| a.\n", max_size=30) | st.lists(
    st.sampled_from(["[", "]", "|", "Alt. 1: ", "Alt. 2: ", "\n", "word ", "alternative 3.", " "]), max_size=14
).map("".join)


def read(text: str) -> Bracketed:
    found = parse(text)
    assert isinstance(found, Bracketed), found
    return found


def outer(text: str) -> Bracket:
    return next(part for part in read(text).parts if isinstance(part, Bracket))


def said(text: str, bracket: Bracket) -> list[str]:
    return [text[one.start : one.end].strip() for one in bracket.alternatives]


def test_words_in_brackets_and_alternatives_are_found_with_their_places() -> None:
    text = "Each side cuts [500 | 600 | [about] 700] troops [by June]."
    first, nested, last = open_brackets(text)
    assert said(text, first) == ["500", "600", "[about] 700"]
    assert [text[one.start : one.end] for one in (nested, last)] == ["[about]", "[by June]"]
    assert [one.depth for one in (first, nested, last)] == [1, 2, 1]
    assert ranges(text) == ((first.start, first.end), (last.start, last.end))
    assert not clean(text)


def test_a_text_without_brackets_is_clean() -> None:
    text = "Either | or, (this) and that."
    assert read(text).parts == (Words(text, 0),)
    assert clean(text)
    assert ranges(text) == ()
    assert open_brackets(text) == ()
    assert read("").parts == ()


@pytest.mark.parametrize(
    "text",
    [
        "Alt. 1: cut 500.\nAlt. 2: cut 600.",
        "alt 1 cut 500.\n\nALT 2: cut 600.",
        "Alternative 1. cut 500.\n  Alternative 2) cut 600.\n",
        "Alt.1 cut 500.\nAlternative 2\ncut 600.",
    ],
)
def test_alternatives_of_a_whole_clause(text: str) -> None:
    bracket = outer(text)
    assert bracket.whole
    assert said(text, bracket) == ["cut 500.", "cut 600."]
    assert ranges(text) == ((0, len(text)),)
    assert without(text, bracket, 1) == "cut 600."


def test_brackets_inside_the_alternatives_of_a_clause_are_one_deeper() -> None:
    text = "Alt. 1: cut [500 | 600].\nAlt. 2: cut nothing."
    whole, inside = open_brackets(text)
    assert (whole.depth, inside.depth) == (1, 2)
    assert without(text, whole, 0) == "cut [500 | 600]."
    assert without(text, inside, 1) == "Alt. 1: cut 600.\nAlt. 2: cut nothing."


@pytest.mark.parametrize(
    "text",
    [
        "Alternative 1 is the better one.",
        "The rate is\nalt 1.5 percent.",
        "Altitude 3: no flights.",
        "Alt 500 m is the ceiling.",
        "They chose alt. 2 of three.",
    ],
)
def test_words_that_only_look_like_a_label_are_none(text: str) -> None:
    assert clean(text)


@pytest.mark.parametrize(
    ("text", "at", "code"),
    [
        ("a [b", 2, "not_closed"),
        ("[a [b] c", 0, "not_closed"),
        ("a ] b", 2, "not_opened"),
        ("[a]] [b]", 3, "not_opened"),
        ("a [ ] b", 2, "empty"),
        ("[a | ]", 3, "empty"),
        ("[ | a]", 0, "empty"),
        ("[a || b]", 3, "empty"),
        ("[a | \u200b]", 3, "empty"),
        ("[" * 7 + "a" + "]" * 7, 6, "too_deep"),
        ("Alt. 1: a\nAlt. 2:", 10, "empty"),
        ("Alt. 1: [a\nAlt. 2: b]", 8, "not_closed"),
        ("Alt. 1: a", 0, "alternatives_out_of_order"),
        ("Alt. 2: a\nAlt. 1: b", 0, "alternatives_out_of_order"),
        ("Alt. 1: a\nAlt. 1: b", 10, "alternatives_out_of_order"),
        ("Alt. 1: a\nAlt. 3: b", 10, "alternatives_out_of_order"),
        ("First.\nAlt. 1: a\nAlt. 2: b", 7, "alternatives_out_of_order"),
        ("[Alt. 1: a | Alt. 2: b]", 1, "alternatives_out_of_order"),
        ("a [b]\nAlt. 2: c", 6, "alternatives_out_of_order"),
        ("Alt. 1: " + "[" * 6 + "a" + "]" * 6 + "\nAlt. 2: b", 13, "too_deep"),
    ],
)
def test_what_does_not_balance_says_where_and_why(text: str, at: int, code: str) -> None:
    found = parse(text)
    assert isinstance(found, Unbalanced)
    assert (found.at, found.code) == (at, code)
    assert not clean(text)
    assert open_brackets(text) == ()


def test_after_a_fault_everything_is_open_and_before_it_what_is_bracketed() -> None:
    assert ranges("[a] b [c") == ((0, 3), (6, 8))
    assert ranges("a [b [ ] c") == ((2, 10),)
    assert ranges("a ] b") == ((2, 5),)
    assert ranges("First.\nAlt. 1: a") == ((7, 16),)
    assert ranges("[x] [y\nAlt. 1: a]") == ((0, 3), (4, 17))


def test_six_deep_is_read() -> None:
    text = "[" * DEEPEST + "a" + "]" * DEEPEST
    assert [one.depth for one in open_brackets(text)] == list(range(1, DEEPEST + 1))


@pytest.mark.parametrize(
    ("text", "choice", "left"),
    [
        ("cut [ 500 ] troops", None, "cut 500 troops"),
        ("cut [500 | 600] troops", 1, "cut 600 troops"),
        ("cut[ 500 ]troops", None, "cut 500 troops"),
        ("cut[ 500 ].", None, "cut 500."),
        ("[not] now", None, "not now"),
        ("cut [[500] | 600]", 0, "cut [500]"),
    ],
)
def test_a_bracket_is_lifted_or_an_alternative_taken(text: str, choice: int | None, left: str) -> None:
    assert without(text, outer(text), choice) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("cut [all] troops", "cut troops"),
        ("cut [all].", "cut."),
        ("[Never] cut", "cut"),
        ("cut [now]", "cut"),
        ("cut[s] it", "cut it"),
        ("Alt. 1: a\nAlt. 2: b", ""),
    ],
)
def test_words_are_struck_with_their_bracket(text: str, left: str) -> None:
    assert struck(text, outer(text)) == left


@pytest.mark.parametrize("choice", [None, -1, 2])
def test_a_choice_that_is_not_there_is_a_programming_error(choice: int | None) -> None:
    text = "cut [500 | 600]"
    with pytest.raises(ValueError, match="2 alternatives"):
        without(text, outer(text), choice)


@STEADY
@given(TEXTS)
def test_a_tree_gives_its_text_again(text: str) -> None:
    assert render(read(text)) == text


@STEADY
@given(MARKS)
def test_whatever_is_typed_gets_an_answer_that_fits_the_text(text: str) -> None:
    found = parse(text)
    if isinstance(found, Unbalanced):
        assert 0 <= found.at < len(text)
        assert ranges(text)[-1][1] == len(text)
        assert ranges(text)[-1][0] <= found.at
    else:
        assert render(found) == text
        assert clean(text) == (not open_brackets(text))
    places = [place for one in ranges(text) for place in one]
    assert places == sorted(places)


def assert_placed(text: str, parts: tuple[Part, ...], start: int, end: int) -> None:
    """The parts follow each other without a gap, and each bracket stands where it says."""
    at = start
    for part in parts:
        assert part.start == at
        if isinstance(part, Words):
            at += len(part.text)
            assert text[part.start : at] == part.text
            continue
        at = part.end
        if not part.whole:
            assert (text[part.start], text[part.end - 1]) == ("[", "]")
        for one in part.alternatives:
            assert part.start <= one.start < one.end <= part.end
            assert text[: one.start].endswith(one.label or ("[", "|"))
            assert_placed(text, one.parts, one.start, one.end)
    assert at == end


@STEADY
@given(TEXTS)
def test_the_places_are_right(text: str) -> None:
    assert_placed(text, read(text).parts, 0, len(text))


@STEADY
@given(TEXTS, st.data())
def test_lifting_all_brackets_one_by_one_ends_clean(text: str, data: st.DataObject) -> None:
    while brackets := open_brackets(text):
        bracket = data.draw(st.sampled_from(brackets))
        count = len(bracket.alternatives)
        text = without(text, bracket, data.draw(st.integers(0, count - 1)))
        assert len(open_brackets(text)) < len(brackets)
    assert clean(text)


@STEADY
@given(TEXTS)
def test_striking_all_brackets_one_by_one_ends_clean_or_says_what_became_empty(text: str) -> None:
    while brackets := open_brackets(text):
        text = struck(text, brackets[0])
        assert len(open_brackets(text)) < len(brackets)
    assert clean(text)


GROWING: dict[str, Callable[[int], str]] = {
    "open": lambda length: "[" * length,
    "closed": lambda length: "]" * length,
    "bars": lambda length: "|" * length,
    "bars in a bracket": lambda length: "[a" + "|a" * (length // 2),
    "pairs": lambda length: "[a]" * (length // 3),
    "many alternatives": lambda length: "[" + "a|" * (length // 2) + "a]",
    "deep again and again": lambda length: "[[[[[[a]]]]]]" * (length // 13),
    "labels": lambda length: "".join(f"Alt. {number}: a\n" for number in range(1, length // 10)),
    "one label again": lambda length: "Alt. 1: a\n" * (length // 10),
    "alt": lambda length: "\nalt. " * (length // 6),
    "spaces": lambda length: "[ " + " " * length,
    "spaces after alt": lambda length: ("\nalt" + " " * 60) * (length // 64),
    "lines": lambda length: "\n \n" * (length // 3),
}


def spent(text: str) -> float:
    """Give the processor time of reading a text in seconds, the least of three."""
    times = []
    gc.disable()  # what other tests left behind is no matter of this text
    try:
        for _ in range(3):
            start = time.process_time()
            parse(text)
            ranges(text)
            open_brackets(text)
            times.append(time.process_time() - start)
    finally:
        gc.enable()
    return min(times)


@pytest.mark.parametrize("kind", GROWING)
def test_the_time_grows_with_the_length_and_no_faster(kind: str) -> None:
    short, long = GROWING[kind](4_000), GROWING[kind](16_000)
    spent(short)
    # Four times the length: four times the time, and as much more for a busy machine; 16 times if quadratic.
    assert spent(long) < 8 * spent(short) + 0.01
    assert spent(short) < 0.2
