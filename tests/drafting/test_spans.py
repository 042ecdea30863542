"""Where words stand after a change: to the character, in the clause that belongs to theirs, or nowhere."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting import spans as spans_module
from bot.drafting.clauses import Clause
from bot.drafting.redline import Segment, redline
from bot.drafting.spans import Span, carry, count_of, replaced

STEADY = settings(deadline=None, max_examples=150)
PIECES = st.sampled_from(["shall ", "not ", "reduce ", "1,500 ", "500 ", "troops", ".", "\n", ", ", "será "])
TEXTS = st.lists(PIECES, min_size=1, max_size=20).map("".join)
CLAUSES = st.lists(st.builds(Clause, text=TEXTS, issue=st.none() | st.sampled_from(["EX", "NT"])), max_size=4)


def spans_in(clauses: list[Clause]) -> st.SearchStrategy[list[Span]]:
    if not clauses:
        return st.just([])
    one = st.integers(0, len(clauses) - 1).flatmap(
        lambda at: st.tuples(st.integers(0, len(clauses[at].text)), st.integers(0, len(clauses[at].text))).map(
            lambda ends: Span(at, min(ends), max(ends))
        )
    )
    return st.lists(one.filter(lambda span: span.start < span.end), max_size=6).map(without_crossings)


def without_crossings(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spans:
        if not any(span.crosses(one) for one in kept):
            kept.append(span)
    return kept


TEXT_WITH_SPANS = CLAUSES.flatmap(lambda clauses: st.tuples(st.just(clauses), spans_in(clauses)))


def words_at(clauses: list[Clause], span: Span) -> str:
    return clauses[span.clause].text[span.start : span.end]


@STEADY
@given(TEXT_WITH_SPANS, CLAUSES)
def test_what_is_carried_stands_on_the_same_words_and_crosses_nothing(
    old: tuple[list[Clause], list[Span]], new: list[Clause]
) -> None:
    clauses, spans = old
    carried = carry(clauses, new, spans)
    assert len(carried) == len(spans)
    for before, after in zip(spans, carried, strict=True):
        assert after is None or words_at(new, after) == words_at(clauses, before)
    stood = [one for one in carried if one]
    assert not any(one.crosses(other) for one in stood for other in stood)


@STEADY
@given(TEXT_WITH_SPANS)
def test_in_the_same_text_everything_stays_where_it_is(old: tuple[list[Clause], list[Span]]) -> None:
    clauses, spans = old
    partners = {Clause(one.text, f"I{number}"): number for number, one in enumerate(clauses)}
    numbered = list(partners)
    assert carry(numbered, numbered, spans) == tuple(spans)


@STEADY
@given(TEXT_WITH_SPANS, TEXTS)
def test_a_clause_put_before_the_others_moves_all_by_one(old: tuple[list[Clause], list[Span]], text: str) -> None:
    clauses, spans = old
    numbered = [Clause(one.text, f"I{number}") for number, one in enumerate(clauses)]
    moved = carry(numbered, [Clause(text, "NEW"), *numbered], spans)
    assert moved == tuple(Span(one.clause + 1, one.start, one.end) for one in spans)


@STEADY
@given(TEXT_WITH_SPANS, st.text(max_size=8), st.data())
def test_replaced_words_push_what_follows_and_take_what_they_touch(
    old: tuple[list[Clause], list[Span]], text: str, data: st.DataObject
) -> None:
    clauses, spans = old
    if not spans:
        return
    gone = data.draw(st.sampled_from(spans))
    changed = list(clauses)
    before = clauses[gone.clause].text
    changed[gone.clause] = Clause(before[: gone.start] + text + before[gone.end :])
    for span, after in zip(spans, replaced(spans, gone, len(text)), strict=True):
        apart = span.clause != gone.clause or span.end <= gone.start or span.start >= gone.end
        assert (after is not None) == apart
        assert after is None or words_at(changed, after) == words_at(clauses, span)


def one(old: str, new: str, words: str) -> Span | None:
    start = old.index(words)
    (found,) = carry([Clause(old, "X")], [Clause(new, "X")], [Span(0, start, start + len(words))])
    return found


@pytest.mark.parametrize(
    ("old", "new", "words", "start"),
    [
        ("by 1,500 persons each", "by at most 1,500 persons", "1,500 persons", 11),
        ("by 1,500 persons.", "by 1,500 persons, soon.", "1,500 persons", 3),
        ("Tanks leave the zone.", "All tanks leave the zone. Tanks do.", "Tanks", 26),
        ("5 tanks and 5 guns", "7 tanks and 5 guns", "5 guns", 12),
        ("the zone (A)", "A is in the zone", "A", 0),
        ("tanks", "tank", "tank", 0),
    ],
)
def test_words_that_still_stand_are_found(old: str, new: str, words: str, start: int) -> None:
    assert one(old, new, words) == Span(0, start, start + len(words))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("by 1,500 persons", "by 1,000 persons", "1,500"),
        ("at most 5 tanks, at most 5 guns", "at most 7 tanks, at most 5 guns", "5 tanks"),
        ("5 tanks and 5 guns", "no tanks and 5 guns", "5"),
    ],
)
def test_words_that_were_changed_are_gone(old: str, new: str, words: str) -> None:
    assert one(old, new, words) is None


def test_a_clause_that_is_gone_takes_its_words_along() -> None:
    old = [Clause("Peace lasts."), Clause("Tanks leave the zone at once.")]
    assert carry(old, old[1:], [Span(0, 0, 5), Span(1, 0, 5)]) == (None, Span(0, 0, 5))


def test_two_that_would_cross_afterwards_are_not_both_carried() -> None:
    old, new = [Clause("x y and y z", "X")], [Clause("x y z", "X")]
    carried = carry(old, new, [Span(0, 0, 3), Span(0, 8, 11)])
    assert carried.count(None) == 1


@pytest.mark.parametrize(("words", "count"), [("a", 3), ("aa", 2), ("b", 0), ("", 0)])
def test_words_are_counted_also_where_they_overlap(words: str, count: int) -> None:
    assert count_of(words, "aaa") == count


def test_a_long_text_with_many_brackets_is_carried_quickly() -> None:
    old = [Clause(" ".join(f"word{(number * at) % 97}" for number in range(330)), f"I{at}") for at in range(40)]
    new = [Clause(one.text.replace("word7", "word8"), one.issue) for one in old]
    began = time.process_time()
    carry(old, new, [Span(at, 10 * number, 10 * number + 9) for at in range(40) for number in range(5)])
    assert time.process_time() - began < 5


def test_a_clause_is_compared_once_for_all_the_spans_in_it_and_not_at_all_for_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    def counted(old: str, new: str, tokens: re.Pattern[str]) -> tuple[Segment, ...]:
        compared.append(old)
        return redline(old, new, tokens)

    monkeypatch.setattr(spans_module, "redline", counted)
    old, new = [Clause("one two three"), Clause("four five")], [Clause("zero one two three"), Clause("four five")]
    found = carry(old, new, [Span(0, 0, 3), Span(0, 4, 7), Span(1, 0, 4)])
    assert found == (Span(0, 5, 8), Span(0, 9, 12), Span(1, 0, 4))
    assert compared == ["one two three", "four five"]
    monkeypatch.setattr(spans_module, "align", None)
    assert carry(old, new, []) == ()
