"""Comparisons as a reader sees them: every word of both texts, who did what, and foreign text shown as it was typed."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.clauses import Clause
from bot.drafting.merging import merge
from bot.drafting.redline import compare
from bot.text.markdown import escape
from bot.text.words import Words
from bot.ui.answering.comparing import Asked, asked
from bot.ui.cards.compare import Named, compare_cards
from bot.ui.cards.compare_base import compare_base_cards
from bot.ui.kit.layout import Card
from bot.ui.scene import Scene, Speech
from bot.ui.transformers import ProposalRef
from tests.support.builders import begun_session, tiny_frame
from tests.ui.test_cards import check

STEADY = settings(deadline=None, max_examples=60)  # a busy machine is no failure
WORDS = Words()
SESSION = begun_session()
SCENE = Scene(Speech(WORDS, "en", SESSION), SESSION, tiny_frame())
NASTY = "~~gone~~ **bold** [a | b] ||spoiler|| <@1> <@&2> @everyone `code` > quote\n# head\n- item\n1. one"
ONE = Clause("Each side cuts 500 tanks by June.")
TWO = Clause("Each side cuts 600 tanks by June.")
HOPE = Clause("The parties hope to meet again in spring, in Vienna.")
OTHER = Clause("Nothing here touches treaties in force.")


def said(cards: Sequence[Card]) -> str:
    for card in cards:
        check(card)
    return "\n".join(card.texts() for card in cards)


def compared(old: Sequence[Clause], new: Sequence[Clause], view: str = "inline") -> str:
    return said(compare_cards(SCENE, Named("P1 v1", old), Named("P2 v3", new), compare(old, new), view))


def from_base(base: Sequence[Clause], one: Sequence[Clause], other: Sequence[Clause]) -> str:
    texts = Named("P2 v1", one), Named("P3 v1", other)
    return said(compare_base_cards(SCENE, Named("P1 v1", base), texts, merge(base, one, other)))


def test_the_head_counts_what_happened_to_the_clauses() -> None:
    shown = compared([HOPE, ONE, OTHER], [OTHER, TWO, Clause("A new one, and quite unlike.")])
    assert "1 clause is the same, 1 changed (1 of them moved), 1 new, 1 removed." in shown
    assert "No clause is the same, 1 changed." in compared([ONE], [TWO])
    assert "1 clause is the same, 1 moved." in compared([ONE, OTHER], [OTHER, ONE])
    shown = compared([ONE, HOPE, OTHER], [HOPE, OTHER, TWO])
    assert "2 clauses are the same, 1 changed (1 of them moved)." in shown
    assert "1 clause is the same." in compared([ONE], [ONE])
    assert "Both texts are word for word the same." in compared([ONE], [ONE])


def test_inline_marks_the_words_and_says_what_happened_in_words_too() -> None:
    shown = compared([ONE, OTHER, HOPE], [OTHER, TWO, Clause("Done in two languages.")])
    assert "**± changed** 2 (was 1): Each side cuts ~~500~~ **600** tanks" in shown
    assert "**↕ moved** 2 (was 1): Each side cuts" in compared([ONE, OTHER], [OTHER, ONE])
    assert "**+ new** 3: **Done in two languages.**" in shown
    assert "**\u2212 removed** (was 3): ~~The parties hope" in shown


def test_side_by_side_shows_both_texts_without_marks() -> None:
    shown = compared([ONE, HOPE], [TWO, OTHER, HOPE], "side")
    assert f"**± changed** 1\n**P1 v1**\n> {ONE.text}\n\n**P2 v3**\n> {TWO.text}" in shown
    assert f"**+ new** 2\n**P1 v1**: no such clause\n**P2 v3**\n> {OTHER.text}" in shown
    assert f"**= the same** 3\n> {HOPE.text}" in shown
    assert "~~" not in shown
    assert f"**P1 v1**\n> {HOPE.text}\n\n**P2 v3**: no such clause" in compared([HOPE], [], "side")


@pytest.mark.parametrize("view", ["inline", "side"])
def test_the_same_words_with_other_steps_are_said_to_differ(view: str) -> None:
    old, new = Clause(ONE.text, "CUTS", "BOTH", ({"id": "a"},)), Clause(ONE.text, "CUTS", "NONE")
    shown = compared([old], [new], view)
    assert "the words are the same, but not the steps that they carry (option `BOTH`, now `NONE`)." in shown
    assert "word for word the same" not in shown
    unnamed = compared([Clause(ONE.text, commitments=({"id": "a"},))], [ONE], view)
    assert "but not the steps that they carry." in unnamed


def test_the_base_shows_what_each_changed_and_where_they_collide() -> None:
    late = Clause("Each side cuts 700 tanks by May.")
    shown = from_base([ONE, HOPE, OTHER], [TWO, HOPE, OTHER], [late, OTHER])
    assert "## P2 v1 and P3 v1, both from P1 v1" in shown
    assert "**P2 v1**: 2 clauses are the same, 1 changed." in shown
    assert "**P3 v1**: 1 clause is the same, 1 changed, 1 removed." in shown
    assert "**✖ 1 collision**: marked below." in shown
    assert f"**Clause 1**\n> {ONE.text}" in shown
    assert "**P2 v1** changed it: Each side cuts ~~500~~ **600** tanks" in shown
    assert "both changed the same words, “500”\n· P2 v1: “600”\n· P3 v1: “700”" in shown
    assert "**P2 v1** left it as it is.\n\n**P3 v1** removed it." in shown
    assert "1 clause is the same in all three." in shown


def test_changes_that_fit_together_are_said_to() -> None:
    shown = from_base([ONE, HOPE], [TWO, HOPE], [ONE, HOPE, OTHER])
    assert "**✔ No collision**: the changes of both fit together." in shown
    assert "**New clause**\n\n**P2 v1** has no such clause.\n\n**P3 v1** added it: **Nothing here" in shown


@pytest.mark.parametrize(
    ("base", "one", "other", "told"),
    [
        ([HOPE], [], [Clause(HOPE.text + " Or so.")], "one removed the clause that the other changed"),
        ([], [ONE], [TWO], "both added a clause like this, and not the same"),
        (
            [ONE],
            [Clause(ONE.text + " We watch.")],
            [Clause(ONE.text + " You pay.")],
            "different words at the same place",
        ),
        ([ONE, HOPE, OTHER], [HOPE, ONE, OTHER], [OTHER, ONE, HOPE], "both put the clauses into an order of their own"),
        ([ONE], [Clause("Each side cuts tanks by June.")], [TWO], "· P2 v1: took them out\n· P3 v1: “600"),
        (
            [Clause("a", "CUTS", "NONE")],
            [Clause("b", "CUTS", "BOTH")],
            [Clause("c", "CUTS", "NORD_ONLY")],
            "both chose for this issue, and not the same\n· P2 v1: “b”\n· P3 v1: “c”",
        ),
    ],
)
def test_each_kind_of_collision_is_told(base: list[Clause], one: list[Clause], other: list[Clause], told: str) -> None:
    assert told in from_base(base, one, other)


def test_what_moved_or_kept_its_words_is_told_for_each_side() -> None:
    steps = Clause(ONE.text, commitments=({"id": "a"},))
    shown = from_base([ONE, HOPE, OTHER], [HOPE, OTHER, ONE], [steps, HOPE, OTHER])
    assert "**P2 v1** moved it to place 3." in shown
    assert "**P3 v1**: the words are the same, but not the steps that they carry." in shown


def raw(shown: str) -> list[str]:
    """What Discord would read as a mark or a mention, the comparison's own ~~ ** and > aside."""
    own = shown.replace("~~", "").replace("**", "")
    return re.findall(r"(?<!\\)(?:[`|\[\]~_<]|\*(?!\w))|@everyone|^#(?!#? )(?!\w)|^#\s", own, re.MULTILINE)


@pytest.mark.parametrize("view", ["inline", "side"])
def test_foreign_marks_and_mentions_are_shown_as_they_were_typed(view: str) -> None:
    for old, new in ((NASTY, NASTY + " x"), (NASTY, HOPE.text), ("", NASTY)):
        shown = compared([Clause(old)], [Clause(new)], view)
        assert raw(shown) == []
    assert escape("<@1>") in compared([Clause("x")], [Clause(NASTY)], view)
    assert raw(from_base([Clause(NASTY)], [Clause(NASTY + " a")], [Clause(NASTY + " [b | c]")])) == []


@pytest.mark.parametrize("view", ["inline", "side"])
@pytest.mark.parametrize("long", ["word " * 400, "`" * 2_000, "<@1>" * 500, "a\n" * 1_000])
def test_the_longest_clauses_lose_nothing_and_every_mark_has_its_other_half(view: str, long: str) -> None:
    old, new = [Clause(long)], [Clause(long[:990] + " other " + long[990:].upper())]
    cards = compare_cards(SCENE, Named("P1 v1", old), Named("P2 v1", new), compare(old, new), view)
    for card in cards:
        check(card)
        assert card.texts().count("~~") % 2 == 0
        assert card.texts().count("**") % 2 == 0
        assert not re.search(r"(?<!\\)(?:\\\\)*[`<]", card.texts())
    letters = "".join(re.findall(r"[a-z@1]", "".join(card.texts() for card in cards)))
    assert letters.count("@1") >= long.count("@1")
    assert sum(card.texts().count("word") for card in cards) >= long.count("word")


TEXT = st.text("ab [|]*~_`<@>\n#-1.é", max_size=60).map(Clause)


@STEADY
@given(st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4))
def test_any_texts_can_be_compared(base: list[Clause], one: list[Clause], other: list[Clause]) -> None:
    for view in ("inline", "side"):
        compared(one, other, view)
    from_base(base, one, other)


def test_buttons_ask_for_what_they_say() -> None:
    older = ProposalRef("P1", 2)
    assert asked("iP1v2") == Asked(older)
    assert asked("sP1v2") == Asked(older, "side")
    assert asked("bP1v2") == Asked(older, from_base=True)
    assert asked("") == asked("xP1v2") == asked("sP1") == Asked()
