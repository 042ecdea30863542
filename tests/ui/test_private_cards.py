"""Cards of private rooms and blind questions: they fit whatever is typed, and tell nobody more than is theirs."""

from dataclasses import replace
from itertools import permutations

import pytest

from bot.negotiation.acts import Close
from bot.negotiation.refusals import Refusal
from bot.negotiation.rooms.acts import AnswerBlind, AskBlind, CloseBlind, CloseRoom, OpenRoom
from bot.negotiation.rooms.model import Probe, RoomKind
from bot.ui.cards.caucuses import RoomRow, list_cards, room_card, topic_in
from bot.ui.cards.probes import all_yes_card, asked_card, counted_card
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, button
from bot.ui.private import expanded
from bot.ui.publishing.posting import signature
from bot.ui.transformers import read_number
from tests.negotiation.rooms.stage import CAUCUS, CONFESSIONAL, PrivateStory, private_story
from tests.ui.test_cards import NOISE, check, payload, scene

HEADS = {"NORD": "nord", "SUD": "sud", "EST": "est"}


@pytest.fixture
def story() -> PrivateStory:
    return private_story()


@pytest.mark.parametrize("kind", list(RoomKind))
@pytest.mark.parametrize("minutes", [None, 10])
@pytest.mark.parametrize("topic", ["", NOISE[:1_000]])
def test_a_room_fits_its_card_open_and_closed(
    story: PrivateStory, kind: RoomKind, minutes: int | None, topic: str
) -> None:
    parties = ("NORD", "SUD") if kind is CAUCUS else ("SUD",)
    story.does("chair", OpenRoom(kind, parties, topic, minutes))
    opened = room_card(scene(story), story.room(), topic)
    check(opened)
    verbs = [custom.split(":")[1] for custom in _ids(opened)]
    assert verbs == [
        "roomclose",
        *(["roomextend"] if minutes else []),
        "roomleave",
        *(["do"] if kind is CAUCUS else []),
    ]
    assert ("Open until <t:" in opened.texts()) is bool(minutes)
    assert "*wild*" not in opened.texts()
    story.does("chair", CloseRoom("C1"))
    closed = room_card(scene(story), story.room(), topic)
    check(closed)
    assert "closed" in closed.texts()
    assert [custom.split(":")[1] for custom in _ids(closed)] == ["roomreopen"]
    undone = replace(story.room(), how="undone")
    assert _ids(room_card(scene(story), undone, topic)) == []


def _ids(card: Card) -> list[str]:
    return [str(getattr(item, "custom_id", "")) for item in card.walk_children() if getattr(item, "custom_id", "")]


def test_many_rooms_fit_the_list_of_a_chair(story: PrivateStory) -> None:
    sets = [two for two in permutations(("NORD", "SUD", "EST", "GUEST"), 2) if list(two) == sorted(two)]
    for parties in sets:
        story.does("chair", OpenRoom(CAUCUS, parties, minutes=10))
    for party in ("NORD", "SUD", "EST", "GUEST"):
        story.does("chair", OpenRoom(CONFESSIONAL, (party,)))
    rows = [RoomRow(one, "a topic", "https://example.org") for one in story.state.private.rooms.values()]
    cards = list_cards(scene(story), rows, story.context("chair"))
    for card in cards:
        check(card)
    assert all(row.room.id in "\n".join(card.texts() for card in cards) for row in rows)
    (none,) = list_cards(scene(story), [], story.context("olga"))
    check(none)
    assert "There is no private room that you know of" in none.texts()


def test_the_topic_is_what_any_party_of_the_room_keeps() -> None:
    assert topic_in({"NORD": "tanks", "SUD": "tanks"}) == "tanks"
    assert topic_in({}) == ""


def asked(story: PrivateStory, said: dict[str, bool]) -> Probe:
    story.does("chair", AskBlind(NOISE[:1_000], minutes=5))
    for party, yes in said.items():
        story.does(HEADS[party], AnswerBlind("Q1", yes))
    return story.probe()


@pytest.mark.parametrize("said", [{}, {"NORD": True}, {"SUD": False, "NORD": True}, dict.fromkeys(HEADS, True)])
def test_a_blind_question_fits_its_cards(story: PrivateStory, said: dict[str, bool]) -> None:
    probe = asked(story, said)
    for card in (*(asked_card(scene(story), probe, party) for party in HEADS), counted_card(scene(story), probe)):
        check(card)
        assert "*wild*" not in card.texts()
    check(all_yes_card(scene(story), probe))
    if probe.open:
        story.does("chair", Close())
        for card in (asked_card(scene(story), probe, "NORD"), counted_card(scene(story), probe)):
            assert card.texts().endswith("The question is closed.")
            assert _ids(card) == []
    undone = replace(probe, all_yes=False, how="undone")
    assert "took this question back" in counted_card(scene(story), undone).texts()
    assert "took this question back" in asked_card(scene(story), undone, "NORD").texts()


@pytest.mark.parametrize("closed", [False, True])
def test_no_card_tells_who_has_answered_or_how(closed: bool) -> None:  # noqa: FBT001
    """Whoever answered, and whatever: the chairs' card, and that of every party that has not answered, is the same."""
    shown: set[str] = set()
    own: dict[str, set[str]] = {party: set() for party in HEADS}
    for first, second, third in permutations(HEADS):
        for yes in (True, False):
            story = private_story()
            probe = asked(story, {first: yes, second: False})
            if closed:
                story.does("chair", CloseBlind("Q1"))
                probe = story.probe()
            shown.add(payload(counted_card(scene(story), probe)))
            own[third].add(payload(asked_card(scene(story), probe, third)))
    assert len(shown) == 1
    assert all(len(cards) == 1 for cards in own.values())


def test_not_all_yes_is_told_to_the_chairs_alone(story: PrivateStory) -> None:
    probe = asked(story, {"NORD": True, "SUD": False, "EST": True})
    assert probe.all_yes is False
    assert "not all said yes" in counted_card(scene(story), probe).texts()
    for party in HEADS:
        assert "yes" not in asked_card(scene(story), probe, party).texts().replace("yes*wild", "").split("\n")[-1]


def test_cards_of_two_questions_in_one_thread_are_told_apart(story: PrivateStory) -> None:
    story.does("chair", AskBlind("One?"))
    story.does("chair", AskBlind("Two?"))
    first, second = (asked_card(scene(story), one, "NORD") for one in story.state.private.probes.values())
    assert signature(first) != signature(second)
    assert signature(first) == signature(asked_card(scene(story), story.probe(), "NORD"))
    assert button(Address("blindyes", "s1", extra="Q1"), "Yes").custom_id == "n:blindyes:s1:-:-:Q1"


@pytest.mark.parametrize(
    ("typed", "read"), [("C1", "C1"), ("c1", "C1"), (" 1 ", "C1"), ("C1 · Nordland", "C1"), ("x", "x"), ("Q1", "Q1")]
)
def test_rooms_are_named_as_people_type_them(typed: str, read: str) -> None:
    assert read_number("C", typed) == read


def test_a_bloc_means_its_parties(story: PrivateStory) -> None:
    assert list(expanded(story.state, story.frame, "nordland")) == ["NORD"]
    assert list(expanded(story.state, story.frame, "COAST")) == ["NORD"]
    assert list(expanded(story.state, story.frame, "elsewhere")) == []
    assert not isinstance(story.tries("sud", OpenRoom(CAUCUS, ("NORD",))), Refusal)
