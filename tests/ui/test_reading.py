"""Every way in which reading stops is told in words: where, what was expected, what would work."""

import pytest

from bot.drafting.clauses import Clause
from bot.drafting.sentences import REASONS, Stopped
from bot.negotiation import acts
from bot.service.ports import Draft
from bot.ui.cards.proposal import proposal_card
from bot.ui.cards.reading import reading_lines, stop_words
from bot.ui.drafts.table import draft_card
from bot.ui.scene import Scene
from tests.drafting.sentences.test_guide import lines_of
from tests.scenarios.conftest import EE
from tests.support.builders import pack_story
from tests.ui.test_cards import check, scene

HEADS = {"us": "US", "ru": "RU", "pl": "PL", "ua": "UA"}
US = "The US shall reduce its rotational forces in Poland by 1,500 persons within 90 days of entry into force."


@pytest.fixture
def view() -> Scene:
    return scene(pack_story(EE, HEADS))


def told(view: Scene, text: str) -> list[str]:
    whole = view.frame.compose([Clause(text)])
    return reading_lines(view, whole, 0, view.frame.judge(whole.clauses))


@pytest.mark.parametrize("code", sorted(REASONS))
@pytest.mark.parametrize("found", ["", "some *words*"])
def test_each_reason_to_stop_has_words(view: Scene, code: str, found: str) -> None:
    for after, suggestion, expected in (("", None, ()), ("shall reduce", "Kaliningrad", ("region", "detail", "odd"))):
        stop = Stopped("x", 0, 0, code, expected, suggestion, found, after)
        said = stop_words(view, stop)
        assert said.endswith((".", "?")) or code == "refused", "the rules end their own sentence"
        assert "\n" not in said
        assert "*words*" not in said, "foreign words are escaped"
        assert len(said) < 300


@pytest.mark.parametrize("line", lines_of("stopped"))
def test_each_example_of_the_guide_is_told_in_one_line(view: Scene, line: str) -> None:
    _, text = line.split(": ", 1)
    first = told(view, text)[0]
    assert first.startswith("✖ Carries no step: ")
    assert "'" not in first.split("“")[0], "no code of the program"


def test_a_near_word_is_offered(view: Scene) -> None:
    (said,) = told(view, "Russia shall reduce its troops in Kalinigrad by 600 persons.")
    assert said == (
        "✖ Carries no step: expected a region after “its troops in”, found “Kalinigrad”; did you mean **Kaliningrad**?"
    )


def test_what_is_earned_stands_beside_what_was_understood(view: Scene) -> None:
    (said,) = told(view, "Russia shall withdraw all its border forces along the Ukrainian border by 30 June 2022.")
    assert "Russian Federation: cannot be weighed" in said or "counts 0 of 100,000" in said
    soft, hard = told(view, f"Russia shall consider reducing its troops in Kaliningrad by 600 persons. {US}")
    assert soft == "○ Promises nothing (“consider”), so it earns nothing."
    assert hard.startswith("✔ Understood: The United States shall reduce")
    assert told(view, "Security in Europe is indivisible.") == ["○ Political text: carries no step."]


def test_the_fullest_drafting_table_fits(view: Scene) -> None:
    choices = {issue.id: issue.options[-1].id for issue in view.frame.pack.issues}
    own = (*(f"{US} " * 25 for _ in range(24)), "Russia shall reduce its troops in Kalinigrad by 600 persons.")
    for fresh in (None, 0, 24):
        check(draft_card(view, Draft(choices, own), "US", 0, fresh))


def test_a_card_with_forty_long_articles_that_carry_steps_fits() -> None:
    story = pack_story(EE, HEADS)
    story.does("us", acts.Table(tuple(Clause(f"{US} " * 20) for _ in range(40))))
    card = proposal_card(scene(story), story.state.proposals["P1"])
    check(card)
    assert card.files
