"""What is done with words of one's own takes time in proportion to their length, whatever they are."""

import time
from collections.abc import Callable

import pytest

from bot.drafting import brackets
from bot.drafting.clauses import Clause
from bot.drafting.merging import merge
from bot.drafting.redline import compare
from bot.negotiation import acts
from bot.negotiation.model import Role
from bot.negotiation.overlays import Bracket
from bot.scenarios import cures, sentence_cures
from bot.scenarios.frame import Frame, frame_of
from bot.service.ports import Draft
from bot.text.markdown import escape
from bot.ui.cards.marks import marked_text
from bot.ui.cards.proposal import proposal_card
from bot.ui.drafts.drafting import composed
from bot.ui.drafts.table import draft_card
from tests.drafting.sentences.test_bad_input import GROWING
from tests.support.builders import START, Story, shipped_pack
from tests.ui.test_cards import heads, scene

PACK = "ee-deescalation-2022"
HEAVY = ("letters", "sentences in brackets", "alternatives", "names", "stops", "steps", "sentences")
CLAUSES = 40
Work = Callable[[str], object]


def fresh() -> Frame:
    """A frame that remembers nothing yet."""
    return frame_of(shipped_pack(PACK))


def begun(frame: Frame) -> Story:
    story = Story(frame)
    story.open()
    for member, party in heads(PACK).items():
        story.does(member, acts.TakeSeat(Role.HEAD, party))
    story.begin()
    return story


def changed(text: str, part: int) -> tuple[Clause, ...]:
    at = len(text) // part
    return (Clause(f"{text[:at]} changed {text[at:]}"),)


def draft(text: str) -> object:
    return draft_card(scene(begun(fresh())), Draft({}, (text,)), "US", 0, 0)


def card(text: str) -> object:
    # Text whose brackets cannot be read never comes to a card.
    story = begun(fresh())
    words = text.replace("[", "(").replace("]", ")")
    story.table("us", {}, *(f"{number}. {words}" for number in range(CLAUSES)))
    return proposal_card(scene(story), story.state.proposals["P1"])


def marked(text: str) -> object:
    found = [
        Bracket(f"B{number}", "P1", "RU", "m", 1, "h", 1, at, at + 7, text[at : at + 7], "other", START)
        for number, at in enumerate(range(0, len(text) - 7, 8))
    ]
    return marked_text(text, found)


WORK: dict[str, Work] = {
    "brackets": brackets.parse,
    "compose": lambda text: fresh().compose((Clause(text),)),
    "merge": lambda text: merge((Clause(text),), changed(text, 2), changed(text, 3)),
    "compare": lambda text: compare((Clause(text),), changed(text, 2)),
    "marks": marked,
    "drafting card": draft,
}


def spent(work: Work, text: str) -> float:
    """Give the processor time in seconds, the least of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("kind", HEAVY)
@pytest.mark.parametrize("work", WORK)
def test_four_times_the_words_take_no_more_than_about_four_times_the_time(work: str, kind: str) -> None:
    short, long = GROWING[kind](1_000), GROWING[kind](4_000)
    spent(WORK[work], short)
    # Half more for what a busy machine adds, and then some; 16 times it would be if quadratic.
    assert spent(WORK[work], long) < 8 * spent(WORK[work], short) + 0.05


@pytest.mark.parametrize("kind", ["letters", "names", "steps", "sentences"])
def test_a_card_of_forty_long_clauses_is_drawn_in_time(kind: str) -> None:
    assert spent(card, GROWING[kind](1_000)) < 4.0


def test_a_thousand_brackets_one_in_the_other_are_drawn() -> None:
    text = "x" * 4_000
    found = [
        Bracket(f"B{at}", "P1", "RU", "m", 1, "h", 1, at, 4_000 - at, text[at : 4_000 - at], "", START)
        for at in range(1_900)
    ]
    shown = marked_text(text, found)
    assert shown.count("**[**") == shown.count("**]**") == 1_900
    assert marked_text(text, []) == escape(text)


@pytest.mark.parametrize("clauses", [1, 5, 25])
def test_the_search_for_cures_stays_short_however_much_is_promised(
    clauses: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = fresh()
    text = GROWING["steps"](3_900)
    words = tuple(text.replace("600 persons", f"{600 + number} persons") for number in range(clauses))
    whole = composed(frame, Draft({}, words)).clauses
    steps = sum(len(one.commitments) for one in whole)
    assert steps > 90 * clauses
    judged = 0
    judge = frame.judge

    def counted(*args: object) -> object:
        nonlocal judged
        judged += 1
        return judge(*args)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(frame, "judge", counted)
    assert judge(whole).barred
    frame.all_cures(whole)
    # Changes of options, sentences, and both together: each at least once, and a step counts as a sixth of a try.
    assert judged * steps <= 6 * (cures.MOST_TRIED + 3 * sentence_cures.MOST_TRIED) + 8 * (steps + 6)
