"""Who may know what of a record: what is not for a reader is in no entry, no row and no word of the talk."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.negotiation.acts import AssignSeat
from bot.negotiation.events import Recorded
from bot.negotiation.model import Role
from bot.negotiation.order.acts import MessageParty, TellNews
from bot.negotiation.order.facts import Withheld
from bot.negotiation.rooms.acts import AskBlind, EnterRoom, OpenRoom
from bot.negotiation.talk import CHAIRS, PLENARY, Content, TalkKind, Utterance, content_hash
from bot.records import Verified, acts_json, book_of, verify
from bot.records.pens import HTML, PLAIN
from bot.records.readers import CHAIR, PUBLIC, Reader, Sight, readable
from bot.records.transcript import Topic, transcript
from bot.text.words import Words
from tests.negotiation.rooms.stage import CAUCUS, CONFESSIONAL, PrivateStory, private_story
from tests.support.builders import START

NORD, SUD = Reader(Sight.PARTY, "NORD"), Reader(Sight.PARTY, "SUD")
WORDS = Words()


@pytest.fixture
def story() -> PrivateStory:
    """A caucus (C1), a confessional with NORD (C2), a letter and news to NORD, and a blind question to NORD and SUD."""
    played = private_story()
    played.does("nord", OpenRoom(CAUCUS, ("SUD",)))
    played.does("chair", OpenRoom(CONFESSIONAL, ("NORD",)))
    played.does("chair", MessageParty("NORD", "Be patient."))
    played.does("chair", TellNews("Leak", "They know.", ("NORD",)))
    played.does("chair", AskBlind("Would you?", parties=("NORD", "SUD")))
    return played


def said(room: str, after: float, words: str = "Good morning") -> Utterance:
    content = Content("c", words)
    at = START + timedelta(seconds=after)
    return Utterance(
        f"{room}:{after}", room, TalkKind.SAID, at, "nord", "Anna <b>", "s", content, content_hash(content), entry=1
    )


def hidden(entries: tuple[Recorded, ...]) -> list[int]:
    return [one.seq for one in entries if isinstance(one.event, Withheld)]


def test_each_reader_misses_just_the_entries_of_others(story: PrivateStory) -> None:
    private = {one.event.type: one.seq for one in story.entries[-4:]}
    assert list(private) == ["room_opened", "party_messaged", "news_told", "blind_asked"]
    assert hidden(readable(story.entries, PUBLIC)) == list(private.values())
    assert hidden(readable(story.entries, SUD)) == [
        private[one] for one in ("room_opened", "party_messaged", "news_told")
    ]
    assert hidden(readable(story.entries, NORD)) == []
    assert hidden(readable(story.entries, CHAIR)) == []


def test_a_withheld_entry_tells_neither_who_nor_when(story: PrivateStory) -> None:
    known = readable(story.entries, PUBLIC)
    for number in hidden(known):
        assert known[number - 1].member == ""
        assert known[number - 1].at == known[number - 2].at


def test_a_record_with_withheld_entries_is_verified_and_says_how_many(story: PrivateStory) -> None:
    book = book_of(story.entries, story.frame)
    found = verify(acts_json(book.session, book.entries).encode())
    assert isinstance(found, Verified)
    assert found.withheld == book.withheld == 4
    assert found.head == story.entries[-1].hash


def test_a_changed_entry_of_such_a_record_is_found_out(story: PrivateStory) -> None:
    book = book_of(story.entries, story.frame)
    raw = json.loads(acts_json(book.session, book.entries))
    seat = next(entry for entry in raw["entries"] if entry["event"]["type"] == "seat_taken")
    seat["event"]["name"] = "Somebody else"
    assert not isinstance(verify(json.dumps(raw).encode()), Verified)


def test_what_is_said_in_a_room_is_read_by_those_who_were_in_it(story: PrivateStory) -> None:
    rooms = (PLENARY, CHAIRS, "party:NORD", "C1", "C2", "C9")
    talk = tuple(said(room, number) for number, room in enumerate(rooms))

    def heard(reader: Reader, *opened: str) -> list[str]:
        return [one.room for one in book_of(story.entries, story.frame, talk, reader, opened).talk]

    assert heard(PUBLIC) == [PLENARY]
    assert heard(NORD) == [PLENARY, "party:NORD", "C1", "C2"]
    assert heard(SUD) == [PLENARY, "C1"]
    assert heard(CHAIR) == [PLENARY, CHAIRS, "C2"]
    assert heard(PUBLIC, "C1") == [PLENARY, "C1"]


def test_the_chairs_read_a_caucus_once_they_have_looked_in() -> None:
    story = private_story(chairs_observe=True)
    story.does("nord", OpenRoom(CAUCUS, ("SUD",)))
    talk = (said("C1", 0),)
    assert book_of(story.entries, story.frame, talk, CHAIR).talk == ()
    story.does("chair", EnterRoom("C1"))
    assert book_of(story.entries, story.frame, talk, CHAIR).talk == talk


def test_talk_and_acts_stand_in_the_order_of_time_with_the_seat_of_that_moment() -> None:
    story = private_story()
    story.does("chair", AssignSeat("nord", "Nord", Role.DELEGATE, "SUD"))
    last = len(story.entries)
    talk = (said(PLENARY, last - 1.5), said(PLENARY, last + 1, "I am *here* now"))
    rows = transcript(book_of(story.entries, story.frame, talk), WORDS, HTML)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    before, after = (row for row in rows if row.topic is Topic.TALK)
    assert (before.party, after.party) == ("NORD", "SUD")
    assert before.who == "Nord (head, Nordland)"
    assert [row.seq for row in rows if row.topic is not Topic.TALK] == [one.seq for one in story.entries]


def test_a_speaker_without_a_seat_is_shown_by_name_in_the_words_of_the_pen() -> None:
    story = private_story()
    guest = replace(said(PLENARY, 500), member="passer-by")
    book = book_of(story.entries, story.frame, (guest,))
    assert transcript(book, WORDS, HTML)[-1].who == "Anna &lt;b&gt;"
    assert transcript(book, WORDS, PLAIN)[-1].who == "Anna <b>"


@pytest.mark.parametrize("reader", [PUBLIC, SUD])
def test_rows_hold_nothing_that_was_withheld(story: PrivateStory, reader: Reader) -> None:
    rows = transcript(book_of(story.entries, story.frame, (), reader), WORDS, PLAIN)
    assert {row.kind for row in rows}.isdisjoint({"withheld", "party_messaged", "news_told"})
    assert not any("Nordland alone" in row.told for row in rows)
