"""Words that are not agreed carry no step, and what stands beside them is read as ever."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.brackets import ranges
from bot.drafting.sentences import Soft, Stopped, Understood, UnsayableError, canonical, read_clause
from tests.drafting.sentences.conftest import corpus, words

ONE = "Russia shall reduce its troops in Kaliningrad by 600 persons."
TWO = "Russia shall freeze its troops in Europe for 12 months."
HOPE = "The Parties reaffirm the principles of the Helsinki Final Act."


def kinds(text: str) -> list[str]:
    return [
        one.code if isinstance(one, Stopped) else type(one).__name__ for one in read_clause(text, words()).sentences
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ONE} [{TWO}]", ["Understood", "bracketed"]),
        (f"[{ONE}] {TWO}", ["bracketed", "Understood"]),
        (f"[{ONE} {TWO}]", ["bracketed", "bracketed"]),
        (f"[{ONE} | {TWO}]", ["bracketed", "bracketed"]),
        ("Russia shall reduce its troops in Kaliningrad by 600 persons[, by 30 June 2022].", ["bracketed"]),
        ("Russia [shall] reduce its troops in Kaliningrad by 600 persons.", ["bracketed"]),
        ("Russia may reduce its troops [in Kaliningrad] by 600 persons.", ["bracketed"]),
        ("[Russia may reduce its troops in Kaliningrad by 600 persons.]", ["Political"]),
        (f"[{HOPE}] {ONE}", ["Political", "Understood"]),
        (f"Alt. 1: {ONE}\nAlt. 2: {TWO}", ["bracketed", "bracketed"]),
        (f"Alternative 1: {ONE}", ["bracketed"]),
        (f"{ONE}\nAlt. 2: {TWO}", ["Understood", "Political", "bracketed"]),
        (f"{ONE} [{TWO} {ONE}", ["Understood", "bracketed", "bracketed"]),
        (f"{ONE} ] {TWO} {HOPE} {ONE}", ["Understood", "bracketed", "Political", "bracketed"]),
        (f"[] {ONE}", ["bracketed"]),
        ("Russia shall reduce its troops in Kaliningrad by 600 persons; [provided that Poland agrees].",
         ["restricted_after", "Political"]),
    ],
)  # fmt: skip
def test_a_sentence_that_an_open_bracket_touches_carries_no_step(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_the_answer_names_the_bracket() -> None:
    text = "Russia shall reduce its troops in Kaliningrad by [600 | 900] persons."
    (stop,) = read_clause(text, words()).sentences
    assert stop == Stopped(text, 0, text.index("["), "bracketed", found="[", after="in Kaliningrad by")


def test_a_sentence_in_a_bracket_that_began_earlier_is_stopped_at_its_beginning() -> None:
    text = f"[{HOPE} {ONE}]"
    stop = read_clause(text, words()).sentences[1]
    assert isinstance(stop, Stopped)
    assert (stop.at, stop.start, stop.text, stop.found) == (text.index(ONE), text.index(ONE), ONE, "Russia")


@pytest.mark.parametrize("second", [TWO, HOPE])
def test_a_sentence_after_a_bracket_begins_after_it(second: str) -> None:
    text = f"[{ONE}] {second}"
    after = read_clause(text, words()).sentences[1]
    assert (after.text, after.start) == (second, text.index(second))


def test_the_label_of_an_alternative_is_no_part_of_its_sentence() -> None:
    text = f"Alt. 1: {ONE}\nAlt. 2: {HOPE}"
    assert [one.text for one in read_clause(text, words()).sentences] == [ONE, HOPE]


def test_no_canonical_sentence_has_a_bracket() -> None:
    (step,) = read_clause(f'{ONE.rstrip(".")}, noting "the winter".', words()).steps
    assert '"the winter"' in canonical(step, words())
    with pytest.raises(UnsayableError):
        canonical({**step, "note": "the [winter]"}, words())


PROMISES = [row["text"] for row in corpus() if row.get("steps") and "pack" not in row and "\n" not in row["text"]]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*PROMISES, "[", "]", "|", "\n\n", "Alt. 1:", "[x]"]), max_size=6), st.data())
def test_wherever_brackets_stand_no_step_comes_out_of_them(pieces: list[str], data: st.DataObject) -> None:
    text = " ".join(pieces)
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + data.draw(st.sampled_from(["", "[", "]"])) + text[place:]
    held = ranges(text)
    for one in read_clause(text, words()).sentences:
        touched = any(start < one.start + len(one.text) and one.start < end for start, end in held)
        assert not (touched and isinstance(one, (Understood, Soft)))
        assert not (isinstance(one, Stopped) and one.code == "bracketed" and not touched)
