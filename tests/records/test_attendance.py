"""A record in which the talks went on without a party is sound, and one that only pretends to is not."""

from dataclasses import replace

from bot.negotiation import events
from bot.negotiation.clockwork.acts import (
    ComeBack,
    ExcuseParty,
    PauseSession,
    ReadmitParty,
    ResumeSession,
    SetClock,
    WalkOut,
)
from bot.negotiation.clockwork.facts import PartyExcused
from bot.negotiation.clockwork.model import PauseKind
from bot.records.soundness import first_unsound
from tests.support.builders import Story, begun_story


def gone_on() -> Story:
    """NORD and SUD accept a text; it is adopted when EST, which walked out, is excused."""
    story = begun_story(absence_minutes=0)
    proposal = story.table("nord", {"CUTS": "BOTH"}).id
    story.accept("nord", proposal)
    story.accept("sud", proposal)
    story.does("est", WalkOut("Enough."))
    story.does("chair", ExcuseParty("EST", "It is gone."))
    assert story.state.agreement is not None
    return story


def test_an_adoption_without_an_excused_party_is_sound() -> None:
    assert first_unsound(gone_on().entries, "s1") is None


def test_without_the_excuse_it_is_not() -> None:
    entries = [one for one in gone_on().entries if not isinstance(one.event, PartyExcused)]
    entries = [replace(one, seq=number) for number, one in enumerate(entries, 1)]
    found = first_unsound(entries, "s1")
    assert found is not None
    assert isinstance(entries[found[0] - 1].event, events.TextAdopted)
    assert "EST had to accept" in found[1]


def test_nobody_is_excused_twice() -> None:
    story = gone_on()
    excused = next(one for one in story.entries if isinstance(one.event, PartyExcused))
    entries = [*story.entries, replace(excused, seq=len(story.entries) + 1)]
    assert first_unsound(entries, "s1") == (len(entries), "EST was not among those whose acceptance was required")


def test_clock_pauses_and_readmission_are_sound() -> None:
    story = begun_story(absence_minutes=0)
    story.does("chair", SetClock(30))
    story.does("chair", PauseSession(PauseKind.SUSPENDED))
    story.does("chair", ResumeSession())
    story.does("est", WalkOut())
    story.does("chair", ExcuseParty("EST", "It is gone."))
    story.does("chair", ReadmitParty("EST"))
    story.does("est", ComeBack())
    proposal = story.table("nord", {"CUTS": "BOTH"}).id
    for head in ("nord", "sud", "est"):
        story.accept(head, proposal)
    assert story.state.agreement is not None
    assert first_unsound(story.entries, "s1") is None
