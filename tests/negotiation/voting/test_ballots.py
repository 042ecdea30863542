"""Votes: who votes, how, until when, and how it ends."""

import pytest

from bot.negotiation.clockwork.model import PauseKind, Presence
from bot.negotiation.deadlines import deadlines
from bot.negotiation.model import Session
from bot.negotiation.parts import shifted
from bot.negotiation.refusals import Code
from bot.negotiation.voting import facts
from bot.negotiation.voting.acts import CastVote, CloseVote, GiveProxy, OpenVote, TakeProxyBack
from bot.negotiation.voting.model import Choice, Method, MotionKind, MotionStatus, Tally, Voter
from bot.scenarios.procedure import VoteRule
from tests.negotiation.voting.hall import ABSTAIN, NO, YES, Hall, hall
from tests.support.builders import BALANCED


def put(method: Method = Method.OPEN, **procedure: object) -> Hall:
    """A motion of NORD on which a vote is open."""
    story = hall(**procedure)
    story.move("nord")
    story.opened(method=method)
    return story


def test_a_vote_is_opened_cast_and_closed() -> None:
    story = put()
    ballot = story.motion().ballot
    assert ballot is not None
    assert ballot.voters == (Voter("NORD", 1, "COAST"), Voter("SUD", 1, "INLAND"), Voter("EST"))
    story.votes(nord=YES, sud=NO, est=ABSTAIN)
    story.votes(sud=YES)
    (closed,) = story.does("chair", CloseVote("M1"))
    assert closed == facts.VoteClosed("M1", Tally(2, 0, 1, 0, carried=True, reason="carried"), "chair")
    assert story.motion().status is MotionStatus.CARRIED


def test_a_tie_fails_and_who_did_not_vote_is_absent() -> None:
    story = put()
    story.votes(nord=YES, sud=NO)
    story.does("chair", CloseVote("M1"), facts.VoteClosed)
    motion = story.motion()
    assert motion.status is MotionStatus.FAILED
    assert motion.ballot is not None
    assert motion.ballot.tally == Tally(1, 1, 0, 1, carried=False, reason="tie")


def test_only_heads_of_voters_vote_and_only_while_it_is_open() -> None:
    story = hall()
    story.move("nord")
    story.move("sud")
    story.refused("nord", CastVote("M1", YES), Code.VOTE_NOT_OPEN, motion="M1", other=None)
    story.opened()
    story.refused("nord", CastVote("M2", YES), Code.VOTE_NOT_OPEN, motion="M2", other="M1")
    story.refused("nord", CastVote("M9", YES), Code.UNKNOWN_MOTION)
    story.refused("nord2", CastVote("M1", YES), Code.ROLE_MAY_NOT)
    story.refused("chair", CastVote("M1", YES), Code.ROLE_MAY_NOT)
    story.refused("guest", CastVote("M1", YES), Code.NO_VOTER, party="GUEST", voters=["NORD", "SUD", "EST"])
    story.refused("nord", CloseVote("M1"), Code.NOT_CHAIR)
    story.votes(nord=NO)
    story.refused("nord", CastVote("M1", NO), Code.VOTED_SO_ALREADY, choice="no")
    story.does("chair", CloseVote("M1"))
    story.refused("nord", CastVote("M1", YES), Code.VOTE_OVER, status="failed", yes=0, no=1)
    story.refused("chair", CloseVote("M1"), Code.VOTE_OVER, status="failed")


def test_a_vote_as_it_closes() -> None:
    story = hall()
    story.move("nord")
    story.opened(minutes=5)
    story.votes(nord=YES)
    (due,) = deadlines(story.state)
    assert due.key == "vote:M1"
    story.now = due.at
    # The clock has not come round yet, but the time is up.
    story.refused("sud", CastVote("M1", NO), Code.VOTE_OVER, status="")
    (closed,) = story.tick("vote:M1")
    assert isinstance(closed, facts.VoteClosed)
    assert (closed.how, closed.tally.carried) == ("time", True)
    story.refused("sud", CastVote("M1", NO), Code.VOTE_OVER, status="carried", yes=1)
    assert deadlines(story.state) == ()


def test_the_end_of_a_vote_is_put_off_by_a_pause() -> None:
    story = hall()
    story.move("nord")
    story.opened(minutes=5)
    (before,) = deadlines(story.state)
    story.later(minutes=1)
    rested = shifted(story.state, story.now - before.at)
    assert deadlines(rested)[0].at == story.now


@pytest.mark.parametrize("kind", list(PauseKind))
def test_nothing_is_put_to_the_vote_in_a_pause(kind: PauseKind) -> None:
    story = hall()
    story.move("nord")
    story.pausing(kind)
    story.refused("chair", OpenVote("M1"), Code.TALKS_REST, kind=kind.value, reason="tea")


@pytest.mark.parametrize("minutes", [0, -1, 10_081])
def test_the_time_of_a_vote_is_bounded(minutes: int) -> None:
    story = hall()
    story.move("nord")
    story.refused("chair", OpenVote("M1", minutes=minutes), Code.VOTE_MINUTES, minutes=minutes, least=1, most=10_080)


def test_the_last_ballot_closes_where_the_pack_says_so() -> None:
    story = put(votes_close="all")
    story.votes(nord=YES, sud=NO)
    _cast, closed = story.does("est", CastVote("M1", YES), facts.BallotCast, facts.VoteClosed)
    assert isinstance(closed, facts.VoteClosed)
    assert (closed.how, closed.tally.yes, closed.tally.no) == ("all", 2, 1)


def test_present_and_voting_may_not_abstain() -> None:
    story = hall()
    story.there(SUD=Presence.VOTING)
    story.move("nord")
    story.opened()
    story.refused("sud", CastVote("M1", ABSTAIN), Code.MAY_NOT_ABSTAIN, party="SUD")
    story.votes(sud=NO, nord=ABSTAIN)


def test_who_is_away_is_no_voter_and_the_quorum_counts_who_is_there() -> None:
    story = hall(quorum=3)
    story.move("nord")
    story.there(EST=Presence.WALKED_OUT)
    story.refused("chair", OpenVote("M1"), Code.NO_QUORUM, quorum=3, present=2, missing=1)
    story.there(EST=Presence.PRESENT, SUD=Presence.ABSENT)
    story.refused("chair", OpenVote("M1"), Code.NO_QUORUM)
    story.there(SUD=Presence.PRESENT)
    story.opened()
    story.votes(nord=YES)
    story.there(EST=Presence.ABSENT)
    (closed,) = story.does("chair", CloseVote("M1"))
    assert isinstance(closed, facts.VoteClosed)
    assert (closed.tally.reason, closed.tally.carried, closed.tally.yes) == ("no_quorum", False, 1)


def test_nobody_there_is_no_vote() -> None:
    story = hall()
    story.move("nord")
    story.there(NORD=Presence.ABSENT, SUD=Presence.ABSENT, EST=Presence.WALKED_OUT)
    story.refused("chair", OpenVote("M1"), Code.NOBODY_VOTES)
    story.there(EST=Presence.PRESENT)
    story.opened()
    story.refused("nord", CastVote("M1", YES), Code.NO_VOTER, party="NORD", voters=["EST"])


def test_weights_veto_and_blocs_come_from_the_pack() -> None:
    rule = VoteRule(veto=("EST",), blocs=True)
    story = put(weights={"NORD": 3}, votes={"other": rule})
    ballot = story.motion().ballot
    assert ballot is not None
    assert (ballot.rule, ballot.voters[0].weight) == (rule, 3)
    story.votes(nord=YES, sud=NO)
    (closed,) = story.does("chair", CloseVote("M1"))
    assert isinstance(closed, facts.VoteClosed)
    assert (closed.tally.yes, closed.tally.reason) == (3, "bloc")


def test_a_roll_call_goes_in_order_and_an_answer_stands() -> None:
    story = put(Method.ROLL_CALL)
    story.refused("sud", CastVote("M1", YES), Code.NOT_CALLED, called="NORD")
    story.votes(nord=YES)
    story.refused("nord", CastVote("M1", NO), Code.ROLL_CALL_VOTED, party="NORD")
    story.refused("est", CastVote("M1", NO), Code.NOT_CALLED, called="SUD")
    story.there(SUD=Presence.ABSENT)
    story.votes(est=NO)  # who is not there is passed over …
    story.there(SUD=Presence.PRESENT)
    story.votes(sud=YES)  # … and called after coming back
    (closed,) = story.does("chair", CloseVote("M1"))
    assert isinstance(closed, facts.VoteClosed)
    assert closed.tally.yes == 2


def test_a_roll_call_is_never_hidden() -> None:
    story = hall()
    story.move("nord")
    story.refused("chair", OpenVote("M1", Method.ROLL_CALL, hidden=True), Code.ROLL_CALL_NOT_HIDDEN)


def _says(state: Session, events: object, choice: Choice) -> bool:
    return f"{choice!r}" in repr(events) or f"{choice!r}" in repr(state.voting)


@pytest.mark.parametrize("close", ["chair", "all"])
def test_in_a_secret_vote_no_entry_says_who_voted_what(close: str) -> None:
    story = put(Method.SECRET, votes_close=close)
    story.votes(nord=YES, sud=NO, est=NO)
    if close == "all":
        assert story.motion().status is MotionStatus.FAILED
    else:
        story.votes(est=YES)
        story.refused("est", CastVote("M1", YES), Code.VOTED_SO_ALREADY)
        story.does("chair", CloseVote("M1"), facts.VoteClosed)
        assert story.motion().status is MotionStatus.CARRIED
    for choice in Choice:
        assert not _says(story.state, story.entries, choice)
    assert story.sealed["M1"] == {"NORD": "yes", "SUD": "no", "EST": "no" if close == "all" else "yes"}


def test_a_hidden_vote_is_told_when_it_is_over() -> None:
    story = hall()
    story.move("nord")
    story.opened(hidden=True)
    story.votes(nord=YES, sud=NO)
    for choice in Choice:
        assert not _says(story.state, story.entries, choice)
    (closed,) = story.does("chair", CloseVote("M1"))
    assert isinstance(closed, facts.VoteClosed)
    assert closed.cast == {"NORD": YES, "SUD": NO}
    ballot = story.motion().ballot
    assert ballot is not None
    assert ballot.cast == {"NORD": YES, "SUD": NO}


def test_a_text_is_not_adopted_secretly() -> None:
    story = hall(consensus="vote")
    story.table("nord", BALANCED)
    story.move("nord", MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1"))
    story.refused("chair", OpenVote("M1", Method.SECRET), Code.ADOPTION_NOT_SECRET)
    story.change("nord", "P1", BALANCED, "Peace lasts.")
    story.refused("chair", OpenVote("M1"), Code.STALE_VERSION)


def test_a_party_votes_for_another_that_lets_it() -> None:
    story = hall(proxies=True)
    story.move("nord")
    story.does("sud", GiveProxy("NORD"), facts.ProxyGiven)
    story.there(SUD=Presence.ABSENT)
    story.opened()
    story.refused("sud", CastVote("M1", NO), Code.PROXY_VOTES, party="SUD", to="NORD")
    story.refused("est", CastVote("M1", NO, "SUD"), Code.NO_PROXY_OF, party="SUD")
    story.refused("nord", CastVote("M1", NO, "XX"), Code.UNKNOWN_PARTY)
    (cast,) = story.does("nord", CastVote("M1", NO, "SUD"))
    assert cast == facts.BallotCast("M1", "SUD", NO, "NORD")
    story.votes(nord=YES)
    story.does("sud", TakeProxyBack(), facts.ProxyTakenBack)
    story.votes(sud=YES)
    story.refused("sud", TakeProxyBack(), Code.NO_PROXY_GIVEN)


def test_proxies_make_no_chains() -> None:
    story = hall(proxies=True)
    story.refused("nord", GiveProxy("NORD"), Code.PROXY_TO_ITSELF)
    story.refused("nord", GiveProxy("GUEST"), Code.STAYS_OUT)
    story.refused("nord", GiveProxy("XX"), Code.UNKNOWN_PARTY)
    story.refused("guest", GiveProxy("NORD"), Code.STAYS_OUT)
    story.does("nord", GiveProxy("SUD"))
    story.refused("nord", GiveProxy("SUD"), Code.PROXY_VOTES)
    story.refused("sud", GiveProxy("EST"), Code.PROXY_CHAIN, party="SUD", third="NORD")
    story.refused("est", GiveProxy("NORD"), Code.PROXY_CHAIN, party="NORD", to="SUD")
    story.does("nord", GiveProxy("EST"))
    assert story.state.voting.proxies == {"NORD": "EST"}


def test_without_a_word_in_the_pack_there_are_no_proxies() -> None:
    story = put()
    story.refused("nord", GiveProxy("SUD"), Code.NO_PROXIES)
    story.refused("nord", CastVote("M1", YES, "SUD"), Code.NO_PROXIES)
