"""Two changes to one base: both go in, and nothing is chosen silently where they collide."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.brackets import Bracketed, parse
from bot.drafting.clauses import Clause
from bot.drafting.merging import Clash, Collision, Merge, Passage, merge
from bot.drafting.redline import redline
from bot.drafting.weaving import Edit, Knot, alternatives, edits_of, weave

STEADY = settings(deadline=None, max_examples=200)  # a busy machine is no failure
WORDS = st.lists(
    st.sampled_from(["shall ", "not ", "reduce ", "500 ", "600 ", "troops", "\n", ", ", "[now] ", "[a | b] ", "será "]),
    max_size=12,
)
BALANCED_TEXTS = WORDS.map("".join)
TEXTS = BALANCED_TEXTS | st.text("[]| ab.", max_size=12)
OPTIONS = st.sampled_from(["O1", "O2", "O3"]).map(lambda option: (option, f"Words of {option}.", ({"id": option},)))


def clauses(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[Clause]]:
    """Texts as a delegation can table them: no issue twice, an option's words and steps are the pack's."""
    issues = st.dictionaries(st.sampled_from(["EX", "NT", "MV"]), OPTIONS, max_size=3)
    chosen = issues.map(
        lambda made: [Clause(words, issue, option, steps) for issue, (option, words, steps) in made.items()]
    )
    return st.tuples(chosen, st.lists(texts.map(Clause), max_size=4)).flatmap(
        lambda both: st.permutations([*both[0], *both[1]])
    )


ANY = clauses(TEXTS)
BALANCED = clauses(BALANCED_TEXTS)


def one(base: str, ours: str, theirs: str) -> Merge:
    return merge([Clause(base)], [Clause(ours)], [Clause(theirs)])


def texts(found: Merge) -> list[str]:
    return [clause.text for clause in found.clauses]


BASE = "Each side shall cut 500 troops in Europe by June."


def test_changes_of_different_words_both_go_in() -> None:
    found = one(
        BASE, "Each side shall cut 600 troops in Europe by June.", "Each side shall cut 500 troops in Europe by May."
    )
    assert texts(found) == ["Each side shall cut 600 troops in Europe by May."]
    assert found.collisions == ()


def test_the_same_words_changed_in_two_ways_stand_as_alternatives() -> None:
    found = one(BASE, BASE.replace("500", "600"), BASE.replace("500", "1,700").replace("June", "May"))
    assert texts(found) == ["Each side shall cut [600 | 1,700] troops in Europe by May."]
    (collision,) = found.collisions
    assert collision == Collision(
        Clash.WORDS, 1, Passage(1, 20, 23, "500"), Passage(1, 20, 23, "600"), Passage(1, 20, 25, "1,700")
    )


def test_passages_have_the_place_in_their_own_text() -> None:
    ours = "Solemnly, each side shall cut 600 troops by June."
    theirs = "Each side shall not cut 700 troops by June."
    base = "Each side shall cut 500 troops by June."
    (collision,) = one(base, ours, theirs).collisions
    for text, passage in ((base, collision.base), (ours, collision.ours), (theirs, collision.theirs)):
        assert passage is not None
        assert text[passage.start : passage.end] == passage.text
    assert [passage.text for passage in (collision.ours, collision.theirs) if passage] == ["600", "700"]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("Cut 500.", "Cut 500. We watch.", "Cut 500. You pay.", "Cut 500. [We watch. | You pay.]"),
        ("Cut all 500 now.", "Cut 500 now.", "Cut some 500 now.", "Cut [some] 500 now."),
        ("Cut 500.", "Now cut 500.", "Now cut 500.", "Now cut 500."),
        ("a b c", "a X c", "a b Y c", "a X Y c"),
        ("a b c d", "b c d", "a b c", "b c"),
        ("Cut 500 now.", "Cut [500] now.", "Cut 600 now.", "Cut [[500] | 600] now."),
        ("Cut 500 men now.", "Cut [500 men] now.", "Cut 600 men now.", "Cut [[500 men] | 600 men] now."),
        ("[a b] c d", "[a b c] d", "a b c d", "[[a b c] | a b c] d"),
    ],
)
def test_words_are_woven(base: str, ours: str, theirs: str, merged: str) -> None:
    found = one(base, ours, theirs)
    assert texts(found) == [merged]
    assert bool(found.collisions) == ("|" in merged or "[some]" in merged)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Each side cuts 600 | 700 troops now.", "Each side cuts 800 troops now."),
        ("Each side cuts 600] troops now.", "Each side cuts 700 troops now."),
        ("Alt. 1: each side cuts 600 troops.\nAlt. 2: stay.", "Each side cuts 700 troops now."),
        ("[[[[[[Each side cuts 600 troops.]]]]]]", "Each side cuts 700 troops now."),
        ("Each side cuts 500 troops now.\n", "Each side cuts 500 troops now.\n\n"),
    ],
)
def test_where_no_bracket_can_stand_ours_stays_and_the_collision_is_told(ours: str, theirs: str) -> None:
    found = one("Each side cuts 500 troops now.", ours, theirs)
    assert texts(found) == [ours]
    (collision,) = found.collisions
    assert collision.ours
    assert collision.theirs
    assert (collision.kind, collision.ours.text, collision.theirs.text) == (Clash.WORDS, ours, theirs)


EX1 = Clause("Exercises stay under 9,000 troops.", "EX", "EX1", ({"id": "ex1", "by": "US"},))
EX2 = Clause("Exercises stay under 13,000 troops.", "EX", "EX2", ({"id": "ex2", "by": "US"},))
EX3 = Clause("No exercises.", "EX", "EX3")
NT1 = Clause("Notice is given 42 days before.", "NT", "NT1")
NT2 = Clause("Notice is given 13 days before.", "NT", "NT2")
HOPE = Clause("The parties hope to meet again in spring, in Vienna.")
OTHER = Clause("Nothing here touches treaties in force.")
LAST = Clause("Done in two languages.")


def test_options_are_merged_whole_and_a_collision_of_them_keeps_ours() -> None:
    assert merge([EX1, NT1], [EX2, NT1], [EX1, NT2]).clauses == (EX2, NT2)
    found = merge([EX1], [EX2], [EX3])
    assert found.clauses == (EX2,)
    assert [(one.kind, one.clause) for one in found.collisions] == [(Clash.OPTIONS, 1)]
    added = merge([], [EX2], [EX3])
    assert added.clauses == (EX2,)
    assert [(one.kind, one.clause, one.base) for one in added.collisions] == [(Clash.OPTIONS, None, None)]
    removed = merge([EX1], [], [EX2])
    assert removed.clauses == ()
    assert [(one.kind, one.ours) for one in removed.collisions] == [(Clash.REMOVED, None)]


def test_a_clause_that_one_removed_and_the_other_changed_is_not_agreed() -> None:
    changed = Clause(HOPE.text.replace("spring", "autumn"))
    for ours, theirs in (([], [changed]), ([changed], [])):
        found = merge([HOPE], ours, theirs)
        assert texts(found) == [f"[{changed.text}]"]
        assert [(one.kind, one.clause) for one in found.collisions] == [(Clash.REMOVED, 1)]


def test_clauses_that_both_add_stand_one_after_the_other_unless_they_are_alike() -> None:
    assert merge([EX1], [EX1, HOPE], [EX1, OTHER]).clauses == (EX1, HOPE, OTHER)
    assert merge([EX1], [EX1, HOPE], [HOPE, EX1]).clauses == (EX1, HOPE)
    again = Clause(HOPE.text.replace("spring", "autumn"))
    found = merge([EX1], [EX1, HOPE], [EX1, again])
    assert texts(found) == [EX1.text, f"[{HOPE.text} | {again.text}]"]
    assert [(one.kind, one.clause) for one in found.collisions] == [(Clash.WORDS, None)]


def test_a_clause_that_carries_steps_of_its_own_is_not_woven() -> None:
    promise = Clause("Cut 500 troops by June.", commitments=({"id": "a"},))
    ours = Clause("Cut 600 troops by June.", commitments=({"id": "b"},))
    theirs = Clause("Cut 500 troops by May.", commitments=({"id": "c"},))
    found = merge([promise], [ours], [theirs])
    assert found.clauses == (Clause(f"[{ours.text} | {theirs.text}]"),)
    assert [one.kind for one in found.collisions] == [Clash.WORDS]


def test_a_new_order_of_one_side_is_kept_and_two_new_orders_collide() -> None:
    base = [EX1, HOPE, OTHER]
    assert merge(base, base, [OTHER, EX1, HOPE]).clauses == (OTHER, EX1, HOPE)
    assert merge(base, [EX1, HOPE, LAST, OTHER], [OTHER, EX1, HOPE]).clauses == (OTHER, EX1, HOPE, LAST)
    found = merge(base, [HOPE, EX1, OTHER], [OTHER, EX1, HOPE])
    assert found.clauses == (HOPE, EX1, OTHER)
    assert found.collisions == (Collision(Clash.ORDER),)


def test_rows_say_what_each_side_did_to_each_clause() -> None:
    found = merge([EX1, HOPE], [EX2, HOPE], [EX1, LAST])
    said = [
        (row.clause, row.ours.kind.value if row.ours else None, row.theirs.kind.value if row.theirs else None)
        for row in found.rows
    ]
    assert said == [(1, "changed", "kept"), (2, "kept", "removed"), (None, None, "added")]


@STEADY
@given(ANY, ANY)
def test_a_side_that_changed_nothing_adds_nothing(base: list[Clause], new: list[Clause]) -> None:
    for found in (merge(base, new, base), merge(base, base, new), merge(base, new, new)):
        assert found.clauses == tuple(new)
        assert found.collisions == ()


def mirrored(collision: Collision) -> Collision:
    return Collision(collision.kind, collision.clause, collision.base, collision.theirs, collision.ours)


@STEADY
@given(ANY, ANY, ANY)
def test_collisions_are_the_same_from_both_sides(base: list[Clause], ours: list[Clause], theirs: list[Clause]) -> None:
    here, there = merge(base, ours, theirs).collisions, merge(base, theirs, ours).collisions
    assert sorted(map(repr, here)) == sorted(repr(mirrored(one)) for one in there)


@STEADY
@given(BALANCED, BALANCED, BALANCED)
def test_the_brackets_of_a_merged_text_balance(base: list[Clause], ours: list[Clause], theirs: list[Clause]) -> None:
    found = merge(base, ours, theirs)
    assert all(isinstance(parse(clause.text), Bracketed) for clause in found.clauses)


@STEADY
@given(ANY, ANY, ANY)
def test_an_option_is_worded_as_one_of_the_sides_has_it_and_no_issue_is_decided_twice(
    base: list[Clause], ours: list[Clause], theirs: list[Clause]
) -> None:
    decided = [clause for clause in merge(base, ours, theirs).clauses if clause.issue]
    assert all(clause in base + ours + theirs for clause in decided)
    assert len({clause.issue for clause in decided}) == len(decided)


@STEADY
@given(ANY, ANY, ANY)
def test_rows_tell_every_clause_of_each_text_once(base: list[Clause], ours: list[Clause], theirs: list[Clause]) -> None:
    found = merge(base, ours, theirs)
    assert sorted(row.clause for row in found.rows if row.clause) == list(range(1, len(base) + 1))
    for text, told in ((ours, [row.ours for row in found.rows]), (theirs, [row.theirs for row in found.rows])):
        assert sorted(one.after for one in told if one and one.after) == list(range(1, len(text) + 1))
    told_of = [one for row in found.rows for one in row.collisions]
    assert told_of == [one for one in found.collisions if one.kind is not Clash.ORDER]


PLAIN_WORDS = st.lists(st.sampled_from(["shall", "not", "reduce", "500", "troops", "now", "será"]), max_size=10)


@STEADY
@given(PLAIN_WORDS, PLAIN_WORDS, PLAIN_WORDS)
def test_all_words_that_either_side_put_in_are_in_the_merged_clause(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    old, new, other = (" ".join(words) for words in (base, ours, theirs))
    mine, their = edits_of(redline(old, new)), edits_of(redline(old, other))
    strands = weave(old, mine, their)
    knots = [strand for strand in strands if isinstance(strand, Knot)]
    merged = "".join(
        strand.ours.text + strand.theirs.text if isinstance(strand, Knot) else strand for strand in strands
    )
    for edit in (*mine, *their):
        assert edit.text in merged
    for knot in knots:
        for text, stretch in ((old, knot.base), (new, knot.ours), (other, knot.theirs)):
            assert text[stretch.start : stretch.end] == stretch.text
        assert knot.ours.text != knot.theirs.text


@STEADY
@given(TEXTS, TEXTS)
def test_the_edits_of_a_redline_make_the_new_text(old: str, new: str) -> None:
    edits = edits_of(redline(old, new))
    for strands in (weave(old, edits, ()), weave(old, (), edits)):
        assert "".join(strand for strand in strands if isinstance(strand, str)) == new


def test_edits_are_no_longer_than_they_must_be() -> None:
    assert edits_of(redline("Cut 500 troops.", "Cut 1,500 troops.")) == (Edit(4, 7, "1,500"),)
    assert edits_of(redline("Cut 500.", "Cut 500. More.")) == (Edit(8, 8, " More."),)


def test_a_bracket_holds_exactly_both_sides_or_is_none() -> None:
    assert alternatives(" 500 ", "600") == " [500 | 600] "
    assert alternatives("", " now") == " [now]"
    assert alternatives("a | b", "c") is None
    assert alternatives("a]", "c") is None
    assert alternatives(" ", "") is None


@pytest.mark.parametrize("alphabet", ["a", "ab", "abcdefghij []|", "abcdefghijklmnopqrstuvwxyz \n"])
def test_forty_clauses_of_noise_are_merged_quickly(alphabet: str) -> None:
    draw = random.Random(9)
    base, ours, theirs = ([Clause(" ".join(draw.choices(alphabet, k=1_000))) for _ in range(40)] for _ in range(3))
    start = time.process_time()
    found = merge(base, ours, theirs)
    assert time.process_time() - start < 8
    assert found.clauses
