"""The cards of motions: they fit, and while ballots are kept apart they show nothing of them."""

import re

import pytest

from bot.negotiation.clockwork.model import Presence
from bot.negotiation.voting.acts import CloseVote, GiveProxy
from bot.negotiation.voting.model import Method, MotionKind
from bot.text.limits import LAYOUT
from bot.text.words import Words
from bot.ui.cards.motions import motion_card, motion_cards, motion_text
from bot.ui.scene import Scene
from tests.negotiation.voting.hall import ABSTAIN, NO, YES, Hall, hall
from tests.support.builders import BALANCED

WORDS = Words()


def scene(story: Hall) -> Scene:
    return Scene.of(WORDS, "en", story.state, story.frame)


def shown(story: Hall, motion: str = "M1") -> str:
    return motion_card(scene(story), story.motion(motion)).texts()


@pytest.mark.parametrize(("method", "hidden"), [(Method.SECRET, False), (Method.SECRET, True), (Method.OPEN, True)])
def test_what_is_kept_apart_is_not_on_the_card(method: Method, hidden: bool) -> None:  # noqa: FBT001
    cards = []
    for choices in ({"nord": YES, "sud": NO}, {"nord": NO, "sud": ABSTAIN}):
        story = hall()
        story.move("nord")
        story.opened(method=method, hidden=hidden)
        story.votes(**choices)
        cards.append(shown(story))
    assert cards[0] == cards[1], "whatever was voted, the card is the same"
    assert "Has voted: Nordland and Sudland" in cards[0]
    assert "Still to vote: Estland" in cards[0]
    assert not re.search(r"\d+ yes", cards[0])


def test_the_result_of_a_secret_vote_names_nobodys_choice() -> None:
    story = hall()
    story.move("nord")
    story.opened(method=Method.SECRET)
    story.votes(nord=YES, sud=NO)
    story.does("chair", CloseVote("M1"))
    text = shown(story)
    assert "**✖ Failed**: 1 yes, 1 no, 0 abstaining, 1 not voting; a tie fails." in text
    assert "Voted: Nordland and Sudland\nDid not vote: Estland" in text
    assert "- yes" not in text


def test_a_roll_call_says_whose_turn_it_is() -> None:
    story = hall(proxies=True)
    story.does("est", GiveProxy("NORD"))
    story.move("nord")
    story.opened(method=Method.ROLL_CALL)
    assert "It is the turn of **Nordland**." in shown(story)
    assert "*Vote for another party …*" in shown(story)
    story.there(NORD=Presence.ABSENT)
    assert "It is the turn of **Sudland**." in shown(story)


def test_a_vote_that_carries_and_adopts_nothing_says_so() -> None:
    story = hall(consensus="vote")
    story.table("nord", BALANCED)
    story.move("sud", MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1"))
    assert "Motion to adopt P1 v1" in shown(story)
    story.opened()
    story.change("nord", "P1", BALANCED, "Peace lasts.")
    story.votes(nord=YES)
    story.does("chair", CloseVote("M1"))
    assert "The text is not agreed all the same" in shown(story)


def test_every_kind_is_told_and_the_longest_card_fits() -> None:
    story = hall()
    story.table("nord", BALANCED)
    for kind in MotionKind:
        if kind in {MotionKind.APPEAL, MotionKind.RECONSIDER}:
            continue
        about = {"proposal": "P1", "text_hash": story.hash("P1")} if kind is MotionKind.ADOPT else {}
        timed = {"minutes": 5} if kind.value in {"suspend", "adjourn", "extend", "speaking_time", "caucus"} else {}
        motion = story.move("nord", kind, "*" * 1_000, **about, **timed)
        text = motion_text(scene(story), motion)
        assert text.startswith(f"### {motion.id} · Motion ")
        assert len(text) < LAYOUT
    cards = motion_cards(scene(story))
    assert cards[0].texts().startswith("### 10 open motions")
    order = [found for card in cards for found in re.findall(r"### (M\d+) ·", card.texts())]
    assert order == [f"M{number}" for number in range(1, 11)]
