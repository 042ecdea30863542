"""Every way in which reading stops is told in words: where, what was expected, what would work."""

import pytest

from bot.drafting.clauses import Clause
from bot.drafting.sentences import REASONS, Stopped
from bot.negotiation import acts
from bot.service.ports import Draft
from bot.ui.cards.examples import sentence
from bot.ui.cards.proposal import proposal_card
from bot.ui.cards.reading import reading_lines, stop_words
from bot.ui.cards.refusal import cure_lines
from bot.ui.drafts.table import draft_card
from bot.ui.kit.items import Touch
from bot.ui.scene import Scene
from tests.drafting.sentences.test_guide import lines_of
from tests.scenarios.conftest import EE, IDS, frame
from tests.support.builders import begun_session, pack_story
from tests.ui.test_cards import WORDS, check, scene

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
    assert told(view, "Security in Europe is indivisible.") == [
        "○ Political text: carries no step. A promise says who “shall” do what."
    ]


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


def of_pack(pack: str) -> Scene:
    return Scene.of(WORDS, "en", begun_session(), frame(pack))


@pytest.mark.parametrize(
    ("pack", "text", "said"),
    [
        ("northmere-tramways", "The union shall reduce its wages by 5 percent.", "such as “bonus pool”"),
        ("northmere-tramways", "Managers shall reduce the bonus pool.", "such as “Northmere” or “the Association”"),
        (
            "two-blocs-ceilings",
            "Each bloc shall limit its tanks to 20,000.",
            "for example “in the area”, “in the centre”",
        ),
        (
            "two-blocs-ceilings",
            "The East shall limit its tanks in the area to 20,000 by 1994.",
            "such as “by 30 June 1991”",
        ),
        ("sarvan-river-compact", "Kethra shall limit its pumping in summer to 3.", "such as “water withdrawals”"),
    ],
)
def test_what_could_be_written_is_said_in_names_of_the_pack(pack: str, text: str, said: str) -> None:
    first = told(of_pack(pack), text)[0]
    assert first.startswith("✖ Carries no step: ")
    assert said in first
    assert "Russia" not in first


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Russia shall leave Ukraine's border.", "“leave” is not read here: write “withdraw … from”."),
        ("Neither side shall hold exercises.", "“Neither” is not read here: write “Each side shall refrain from”."),
        ("Russia promises to reduce its troops in Kaliningrad by 600 persons.", "write “shall”."),
    ],
)
def test_a_word_that_people_write_is_answered_with_the_one_that_is_read(view: Scene, text: str, way: str) -> None:
    assert told(view, text)[0].endswith(way)


def test_a_step_without_day_or_check_says_what_to_add(view: Scene) -> None:
    (said,) = told(view, "Russia shall reduce its troops in Kaliningrad by 600 persons.")
    assert said.endswith(
        "Russian Federation: cannot be weighed: add a day (“within 90 days of entry into force” or “by 30 June 2022”) "
        "and how it is checked (“verified by on-site inspection”)"
    )


def test_blocs_are_called_by_their_names() -> None:
    said = " ".join(told(of_pack("two-blocs-ceilings"), "The Parties shall accept inspections."))
    assert "binds the Western Treaty Group and the Eastern Pact" in said


@pytest.mark.parametrize("pack", IDS)
def test_every_party_is_shown_a_sentence_that_is_understood(pack: str) -> None:
    view = of_pack(pack)
    for party in view.frame.pack.parties:
        example = sentence(view, party.id)
        assert told(view, example)[0].startswith("✔ Understood: ")
        assert "cannot be weighed" not in told(view, example)[0]


def test_a_promise_that_was_not_understood_is_marked_on_the_card() -> None:
    story = pack_story(EE, HEADS)
    texts = (
        US,
        "Russia shall leave Ukraine's border.",
        "Russia shall freeze [its troops] in Europe.",
        "Peace is good.",
    )
    story.does("us", acts.Table(tuple(Clause(one) for one in texts)))
    said = proposal_card(scene(story), story.state.proposals["P1"]).texts()
    assert "border.\n-# ✖ 1 sentence not understood, so no step: *Details* says why" in said
    assert "in Europe.\n-# ▲ in brackets, so no step yet" in said
    assert "4. Peace is good.\n**✖ not reciprocal" in said


def test_what_was_just_written_is_told_last_and_counted_as_the_text_counts(view: Scene) -> None:
    draft = Draft({"EX": "EX1", "UB": "U1"}, (US, "Peace is good."))
    card = draft_card(view, draft, "US", 0, 1)
    assert card.texts().endswith(
        "**Clause 4, as it is read**\n○ Political text: carries no step. A promise says who “shall” do what."
    )
    (select,) = [one for one in card.walk_children() if isinstance(one, Touch) and one.address.verb == "reword"]
    assert [one["label"][:2] for one in select.to_component_dict()["options"]] == ["3.", "4."]


def test_a_cure_that_crosses_a_red_line_of_the_reader_says_so(view: Scene) -> None:
    draft = [*view.frame.clauses({"RU_WEST": "R4"})]
    cures = [one for one in view.frame.all_cures(draft) if one.changes]
    assert cures
    for reader in ("US", "RU", None):
        brief = view.frame.pack.brief_for(reader) if reader else None
        red = {(one.issue, one.option) for one in brief.red_lines} if brief else set()
        for cure in cures:
            said = cure_lines(view, [cure], reader)
            assert ("crosses your red line" in said) == bool(red & set(cure.changes.items()))
