"""Votes in records: a text that a vote adopted verifies, and one that a vote did not adopt does not."""

from dataclasses import replace
from typing import Any

import pytest

from bot.negotiation import events
from bot.negotiation.chain import record
from bot.negotiation.events import Event, Recorded
from bot.negotiation.replay import replay
from bot.negotiation.voting import facts
from bot.negotiation.voting.acts import CloseVote, OpenVote
from bot.negotiation.voting.model import Method, MotionKind, Tally
from bot.records import Broken, Verified, acts_json, verify
from bot.records.soundness import first_unsound
from bot.scenarios.procedure import MOTION_KINDS
from tests.negotiation.voting.hall import NO, YES, Hall, hall
from tests.records.test_concluding import check
from tests.support.builders import BALANCED


def adopted(*, hidden: bool = False) -> Hall:
    """P1 of Nordland, adopted by the votes of Nordland and Estland."""
    story = hall(consensus="vote")
    story.table("nord", BALANCED)
    story.table("sud", {}, "Another text.")
    story.move("sud", MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1"))
    story.opened(hidden=hidden)
    story.votes(nord=YES, sud=NO, est=YES)
    story.does("chair", CloseVote("M1"))
    return story


def rewritten(story: Hall, kind: type[Event], /, **changes: Any) -> list[Recorded]:  # noqa: ANN401  # fields of the event
    """The entries with the last event of a kind changed (or left out), under a chain of their own."""
    at = max(entry.seq for entry in story.entries if isinstance(entry.event, kind))
    entries: list[Recorded] = []
    for entry in story.entries:
        event = replace(entry.event, **changes) if entry.seq == at else entry.event
        if entry.seq != at or changes:
            last = entries[-1] if entries else None
            entries += record((event,), after=last, session="s1", at=entry.at, member=entry.member)
    return entries


@pytest.mark.parametrize("hidden", [False, True])
def test_a_text_adopted_by_a_vote_verifies(hidden: bool) -> None:  # noqa: FBT001
    story = adopted(hidden=hidden)
    assert isinstance(check(story.entries), Verified)


def test_a_secret_vote_verifies_and_its_record_holds_no_choice() -> None:
    story = hall()
    story.move("nord")
    story.does("chair", OpenVote("M1", Method.SECRET))
    story.votes(nord=YES, sud=NO, est=NO)
    story.does("chair", CloseVote("M1"))
    assert isinstance(check(story.entries), Verified)
    exported = acts_json(replay(story.entries), story.entries)
    assert '"choice": "' not in exported
    assert '"choice":"' not in exported
    assert isinstance(verify(exported.encode()), Verified)


@pytest.mark.parametrize(
    ("kind", "changes", "why"),
    [
        (facts.VoteClosed, {}, "no vote on P1 version 1 carried just before"),
        (facts.VoteOpened, {}, "no vote on M1 was open"),
        (facts.BallotCast, {}, "the ballots do not add up to the result"),
        (facts.BallotCast, {"party": "GUEST"}, "GUEST was no voter on M1"),
        (facts.BallotCast, {"choice": NO}, "the ballots do not add up to the result"),
        (facts.MotionMade, {"kind": MotionKind.OTHER}, "the vote on M1 was not on P1 version 1"),
        (facts.MotionMade, {"proposal": "P2"}, "the vote on M1 was not on P1 version 1"),
        (facts.MotionMade, {"motion": "M2"}, "no vote on M1 could be opened"),
        (
            facts.VoteClosed,
            {"tally": Tally(2, 1, 0, 0, carried=False, reason="too_few")},
            "by its rule the vote came out otherwise",
        ),
        (
            facts.VoteClosed,
            {"tally": Tally(2, 1, 0, 0, carried=True, reason="no_quorum")},
            "without a quorum nothing carries",
        ),
        (facts.VoteClosed, {"cast": {"GUEST": YES}}, "it counts ballots on M1 that were not cast"),
        (events.TextAdopted, {"parties": ("NORD", "SUD", "EST")}, "the text of those that voted yes"),
        (events.TextAdopted, {"how": "accepted"}, "had not accepted it"),
    ],
)
def test_what_no_vote_could_have_brought_about(kind: type[Event], changes: dict[str, Any], why: str) -> None:
    found = first_unsound(rewritten(adopted(), kind, **changes), "s1")
    assert found is not None
    assert why in found[1]


def test_more_secret_ballots_are_not_counted_than_were_cast() -> None:
    story = hall()
    story.move("nord")
    story.does("chair", OpenVote("M1", Method.SECRET))
    story.votes(nord=YES)
    story.does("chair", CloseVote("M1"))
    many = Tally(2, 0, 0, 1, carried=True, reason="carried")
    found = check(rewritten(story, facts.VoteClosed, tally=many))
    assert isinstance(found, Broken)
    assert "more ballots are counted than were cast" in found.why


def test_a_pack_names_all_kinds_of_motions() -> None:
    assert tuple(kind.value for kind in MotionKind) == MOTION_KINDS
