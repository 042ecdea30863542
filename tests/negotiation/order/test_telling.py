"""Striking, handing over, messages and news: by hand, from the pack, and by themselves."""

from datetime import timedelta

import pytest

from bot.negotiation import events
from bot.negotiation.deadlines import deadlines
from bot.negotiation.model import Role
from bot.negotiation.order.acts import HandOver, MessageParty, Redo, Restore, Rewind, Strike, TellNews, Undo
from bot.negotiation.order.facts import EntryRestored, EntryStruck, NewsTold, PartyMessaged
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.order.shifting import shifted
from bot.negotiation.possible import possible
from bot.negotiation.refusals import Code
from bot.negotiation.sealing import Sealed, sealed_by
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.parts import Inject
from tests.support.builders import Story, begun_story, tiny_pack

FLOOD = Inject(id="flood", title="Flood", words="The river rises.", minutes=10)
LEAK = Inject(id="leak", title="A leak", words="Sud hides tanks.", minutes=20, to=("NORD", "EST"))
BY_HAND = Inject(id="storm", title="Storm", words="Wind.")


def framed() -> Frame:
    return frame_of(tiny_pack().model_copy(update={"injects": (FLOOD, LEAK, BY_HAND)}), None)


def test_an_entry_is_struck_and_restored() -> None:
    story = begun_story()
    story.refused("chair", Strike(999, "No."), Code.UNKNOWN_ENTRY, last=story.state.version)
    story.refused("chair", Strike(3, ""), Code.STATEMENT_NEEDED)
    story.refused("chair", Restore(3), Code.NOT_STRUCK, entry=3, struck=[])
    story.does("chair", Strike(3, "Rude."), EntryStruck)
    story.refused("chair", Strike(3, "Again."), Code.STRUCK_ALREADY, entry=3, reason="Rude.")
    story.does("chair", Restore(3), EntryRestored)
    assert story.state.order.struck == {}


def test_the_chair_is_handed_over_and_stays_to_look_on() -> None:
    story = begun_story()
    story.refused("chair", HandOver("chair", "Chair"), Code.ALREADY_SEATED, role="chair")
    story.does("chair", HandOver("new", "New"), events.SeatTaken, events.SeatTaken)
    assert [seat.member for seat in story.state.chairs()] == ["new"]
    assert story.state.seats["chair"].role is Role.OBSERVER
    story.refused("chair", HandOver("chair", "Chair"), Code.NOT_CHAIR)
    story.does("new", HandOver("chair", "Chair"))
    assert story.state.seats["new"].role is Role.OBSERVER


def test_a_message_leaves_no_word_in_the_record() -> None:
    story = begun_story()
    act = MessageParty("SUD", "Give way a little.")
    done = story.does("chair", act, PartyMessaged)
    assert done == (PartyMessaged(1, "SUD"),)
    assert sealed_by(act, done) == (Sealed("X1", "SUD", "Give way a little."),)
    assert story.does("chair", act) == (PartyMessaged(2, "SUD"),)
    story.refused("chair", MessageParty("XX", "Hello."), Code.UNKNOWN_PARTY, party="XX")
    story.refused("chair", MessageParty("SUD", " "), Code.STATEMENT_NEEDED)
    story.refused("chair", MessageParty("SUD", "x" * 1_001), Code.STATEMENT_TOO_LONG, length=1_001, limit=1_000)
    story.refused("sud", act, Code.NOT_CHAIR)


def test_news_for_all_is_in_the_record_and_news_for_some_is_not() -> None:
    story = begun_story()
    done = story.does("chair", TellNews("Rain", "It rains.", file="map.png", digest="d" * 64))
    assert done == (NewsTold("N1", "Rain", "It rains.", file="map.png", digest="d" * 64),)
    act = TellNews("Leak", "Sud hides tanks.", ("NORD",))
    done = story.does("chair", act)
    assert done == (NewsTold("N2", "", "", ("NORD",)),)
    assert sealed_by(act, done) == (Sealed("N2", "NORD", "Leak\nSud hides tanks."),)
    story.refused("chair", TellNews("", "It rains."), Code.STATEMENT_NEEDED)
    story.refused("chair", TellNews("Rain", ""), Code.STATEMENT_NEEDED)
    story.refused("chair", TellNews("x" * 101, "It rains."), Code.TITLE_TOO_LONG, length=101, limit=100)
    story.refused("chair", TellNews("Rain", "It rains.", ("XX",)), Code.UNKNOWN_PARTY, party="XX")


def test_an_inject_is_told_once_in_the_packs_words() -> None:
    story = begun_story(framed())
    assert story.does("chair", TellNews("", "", inject="storm")) == (NewsTold("N1", "Storm", "Wind.", inject="storm"),)
    story.refused("chair", TellNews("", "", inject="storm"), Code.INJECT_TOLD, news="N1", left=["flood", "leak"])
    story.refused("chair", TellNews("", "", inject="x"), Code.UNKNOWN_INJECT, inject="x", left=["flood", "leak"])
    act = TellNews("", "", inject="leak")
    done = story.does("chair", act)
    assert done == (NewsTold("N2", "", "", ("NORD", "EST"), "leak"),)
    assert sealed_by(act, done) == ()
    assert [one.key for one in deadlines(story.state)] == ["inject:flood"]


def test_injects_come_by_themselves() -> None:
    story = begun_story(framed())
    began = story.now
    assert story.state.order.schedule == (
        ScheduledInject("flood", 10),
        ScheduledInject("leak", 20, None, ("NORD", "EST")),
    )
    times = [(one.key, one.at - began) for one in deadlines(story.state)]
    assert times == [("inject:flood", timedelta(minutes=10)), ("inject:leak", timedelta(minutes=20))]
    assert story.tick("inject:flood") == (NewsTold("N1", "Flood", "The river rises.", inject="flood"),)
    assert story.entries[-1].member == "clock"
    assert [one.key for one in deadlines(story.state)] == ["inject:leak"]
    assert story.tick("inject:leak") == (NewsTold("N2", "", "", ("NORD", "EST"), "leak"),)
    assert deadlines(story.state) == ()


@pytest.mark.parametrize("minutes", [1, 90])
def test_what_the_talks_rest_puts_news_off(minutes: int) -> None:
    state = begun_story(framed()).state
    before = {one.key: one.at for one in deadlines(state)}
    later = shifted(shifted(state, timedelta(minutes=minutes)), timedelta(seconds=1))
    by = timedelta(minutes=minutes, seconds=1)
    assert {one.key: one.at - by for one in deadlines(later)} == before


def test_a_pack_without_news_writes_none_into_the_begin() -> None:
    story: Story = begun_story()
    assert not any(isinstance(entry.event, events.NewsScheduled) for entry in story.entries)


def test_what_is_possible_is_what_is_not_refused() -> None:
    story = Story()
    story.open()
    now = possible(story.state, story.context("chair"))
    assert not {Undo, Rewind, Redo, Restore} & set(now)
    assert {Strike, HandOver, MessageParty, TellNews} <= set(now)
    for act in (Undo(1, "x"), Rewind(2, "x"), Redo(1), Restore(1)):
        story.tries("chair", act)
    assert story.state.version == 2
    story.seat("nord")
    assert {Undo, Rewind} <= set(possible(story.state, story.context("chair")))
    story.does("chair", Undo(3, "Not yet."))
    assert Redo in possible(story.state, story.context("chair"))
    story.does("chair", Strike(1, "x"))
    assert Restore in possible(story.state, story.context("chair"))
    assert not {Undo, Redo, Strike, TellNews} & set(possible(story.state, story.context("nord")))
