import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Kind, Mark, Segment, compare, new_text, old_text, redline

STEADY = settings(deadline=None, max_examples=100)  # a busy machine is no failure
WORDS = st.lists(st.sampled_from(["shall ", "not ", "reduce ", "500 ", "troops", "\n", ", ", "será "]), max_size=30)
TEXTS = WORDS.map("".join) | st.text(max_size=60)
CLAUSES = st.lists(
    st.builds(Clause, text=TEXTS, issue=st.none() | st.sampled_from(["EX", "NT"]), option=st.none() | st.just("O1")),
    max_size=6,
)


@STEADY
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_a_redline_exactly(old: str, new: str) -> None:
    segments = redline(old, new)
    assert old_text(segments) == old
    assert new_text(segments) == new
    assert all(segment.text for segment in segments)
    assert all(one.mark is not other.mark for one, other in itertools.pairwise(segments))


@STEADY
@given(TEXTS)
def test_the_same_text_is_kept_whole(text: str) -> None:
    assert redline(text, text) == ((Segment(Mark.KEPT, text),) if text else ())


def test_a_word_is_marked_with_the_space_after_it() -> None:
    assert redline("Each side cuts 500 troops.", "Each side cuts 1,500 troops.") == (
        Segment(Mark.KEPT, "Each side cuts "),
        Segment(Mark.REMOVED, "500 "),
        Segment(Mark.ADDED, "1,500 "),
        Segment(Mark.KEPT, "troops."),
    )


@pytest.mark.parametrize("alphabet", ["a", "ab", "abcdefghij", "abcdefghijklmnopqrstuvwxyz \n"])
def test_noise_of_4000_characters_is_compared_quickly(alphabet: str) -> None:
    draw = random.Random(7)
    old, new = (" ".join(draw.choice(alphabet) for _ in range(2_000)) for _ in range(2))
    start = time.process_time()
    segments = redline(old, new)
    assert time.process_time() - start < 1
    assert (old_text(segments), new_text(segments)) == (old, new)


def test_forty_clauses_of_noise_are_compared_quickly() -> None:
    draw = random.Random(8)
    old, new = ([Clause("".join(draw.choices("abcdef \n", k=2_000))) for _ in range(40)] for _ in range(2))
    start = time.process_time()
    changes = compare(old, new)
    assert time.process_time() - start < 3
    assert_follows(old, new, changes)


def assert_follows(old: list[Clause], new: list[Clause], changes: tuple[ClauseChange, ...]) -> None:
    """Every clause of both texts is told of exactly once, by its number and with its words."""
    before = sorted(change.before for change in changes if change.before is not None)
    after = [change.after for change in changes if change.after is not None]
    assert before == list(range(1, len(old) + 1))
    assert after == list(range(1, len(new) + 1))
    for change in changes:
        assert old_text(change.segments) == (old[change.before - 1].text if change.before else "")
        assert new_text(change.segments) == (new[change.after - 1].text if change.after else "")
        same = (
            change.before is not None and change.after is not None and old[change.before - 1] == new[change.after - 1]
        )
        assert same == (change.kind in (Kind.KEPT, Kind.MOVED))
        assert (change.before is None) == (change.kind is Kind.ADDED)
        assert (change.after is None) == (change.kind is Kind.REMOVED)


@STEADY
@given(CLAUSES, CLAUSES)
def test_every_clause_is_told_of_once(old: list[Clause], new: list[Clause]) -> None:
    assert_follows(old, new, compare(old, new))


@STEADY
@given(CLAUSES, CLAUSES)
def test_both_texts_can_be_read_off_a_comparison_alone_in_their_order(old: list[Clause], new: list[Clause]) -> None:
    changes = compare(old, new)
    before = sorted((change.before, old_text(change.segments)) for change in changes if change.before)
    assert [words for _, words in before] == [clause.text for clause in old]
    assert [new_text(change.segments) for change in changes if change.after] == [clause.text for clause in new]
    # What is not said to have moved stands in the same order in both.
    stayed = [change.before for change in changes if change.before and change.after and not change.moved]
    assert stayed == sorted(stayed)


@STEADY
@given(CLAUSES)
def test_a_text_against_itself_is_kept(clauses: list[Clause]) -> None:
    assert {change.kind for change in compare(clauses, clauses)} <= {Kind.KEPT}


EX1 = Clause("Exercises stay under 9,000 troops.", "EX", "EX1", ({"id": "ex1", "by": "US"},))
EX2 = Clause("Exercises stay under 13,000 troops.", "EX", "EX2", ({"id": "ex2", "by": "US"},))
NT1 = Clause("Notice is given 42 days before.", "NT", "NT1")
HOPE = Clause("The parties hope to meet again in spring, in Vienna.")
HOPE_AGAIN = Clause("The parties expect to meet again in spring, in Vienna.")
OTHER = Clause("Nothing here touches treaties in force.")


def kinds(old: list[Clause], new: list[Clause]) -> list[tuple[str, int | None, int | None]]:
    return [(change.kind.value, change.before, change.after) for change in compare(old, new)]


def test_clauses_on_one_issue_belong_together_however_little_they_share() -> None:
    assert kinds([EX1, NT1], [EX2, NT1]) == [("changed", 1, 1), ("kept", 2, 2)]


def test_clauses_of_ones_own_are_paired_by_their_words() -> None:
    assert kinds([HOPE, OTHER], [HOPE_AGAIN]) == [("changed", 1, 1), ("removed", 2, None)]
    assert kinds([HOPE], [OTHER]) == [("removed", 1, None), ("added", None, 1)]


def test_an_equal_clause_goes_before_a_similar_one() -> None:
    assert kinds([HOPE], [HOPE_AGAIN, HOPE]) == [("added", None, 1), ("kept", 1, 2)]


def test_clauses_that_decide_different_issues_never_belong_together() -> None:
    again = Clause(EX1.text, "NT", "NT1")
    assert kinds([EX1], [again]) == [("removed", 1, None), ("added", None, 1)]
    assert kinds([EX1], [Clause(EX1.text)]) == [("removed", 1, None), ("added", None, 1)]


def test_as_few_clauses_as_possible_are_said_to_have_moved() -> None:
    assert kinds([EX1, NT1, HOPE], [HOPE, EX1, NT1]) == [("moved", 3, 1), ("kept", 1, 2), ("kept", 2, 3)]


def test_a_clause_that_moved_and_changed_says_both() -> None:
    moved = [change for change in compare([EX1, NT1, OTHER], [NT1, OTHER, EX2]) if change.moved]
    assert [(change.kind, change.before, change.after) for change in moved] == [(Kind.CHANGED, 1, 3)]


def test_a_removed_clause_stands_where_it_stood() -> None:
    assert kinds([EX1, OTHER, NT1], [EX1, NT1]) == [("kept", 1, 1), ("removed", 2, None), ("kept", 3, 2)]


def test_the_same_words_with_other_steps_are_a_change() -> None:
    other_steps = Clause(EX1.text, "EX", "EX9", ({"id": "ex1", "by": "RU"},))
    (change,) = compare([EX1], [other_steps])
    assert change.kind is Kind.CHANGED
    assert [segment.mark for segment in change.segments] == [Mark.KEPT]
