"""What is sealed follows the record: an answer counts while the entry that brought it does."""

import pytest

from bot.negotiation.order.acts import Redo, Undo
from bot.negotiation.refusals import Code
from bot.negotiation.rooms.acts import AnswerBlind, AskBlind
from bot.negotiation.voting.acts import CastVote, CloseVote, Move, OpenVote
from bot.negotiation.voting.model import Choice, Method, MotionKind, MotionStatus, Tally
from bot.service.negotiations import Done
from tests.service.hall import Hall, refused

YES, NO, _ = Choice
WHY = "The wrong button."


async def voting(hall: Hall) -> str:
    """A session in which a secret vote on M1 is open."""
    session = await hall.begun()
    await hall.does(session, "nord", Move(MotionKind.OTHER, "Lunch is served."))
    await hall.does(session, "chair", OpenVote("M1", Method.SECRET))
    return session


async def casts(hall: Hall, session: str, member: str, choice: Choice) -> int:
    """Let a head vote; gives the number of the entry."""
    return (await hall.does(session, member, CastVote("M1", choice))).entries[0].seq


async def tally(hall: Hall, session: str) -> Tally:
    """Close the vote; gives how it came out."""
    ballot = (await hall.does(session, "chair", CloseVote("M1"))).session.voting.motions["M1"].ballot
    assert ballot is not None
    assert ballot.tally is not None
    return ballot.tally


def seq(done: Done) -> int:
    return done.entries[0].seq


@pytest.mark.asyncio
async def test_after_undoing_a_changed_ballot_the_earlier_choice_counts(hall: Hall) -> None:
    session = await voting(hall)
    await casts(hall, session, "nord", YES)
    changed = await casts(hall, session, "nord", NO)
    await hall.does(session, "chair", Undo(changed, WHY))
    refused(await hall.tries(session, "nord", CastVote("M1", YES)), Code.VOTED_SO_ALREADY)
    found = await tally(hall, session)
    assert (found.yes, found.no) == (1, 0)


@pytest.mark.asyncio
async def test_after_undoing_the_only_ballot_none_counts(hall: Hall) -> None:
    session = await voting(hall)
    await casts(hall, session, "sud", YES)
    await hall.does(session, "chair", Undo(await casts(hall, session, "nord", NO), WHY))
    found = await tally(hall, session)
    assert (found.yes, found.no) == (1, 0)


@pytest.mark.asyncio
async def test_after_undoing_the_first_of_two_ballots_the_second_counts(hall: Hall) -> None:
    session = await voting(hall)
    first = await casts(hall, session, "nord", YES)
    await casts(hall, session, "nord", NO)
    await hall.does(session, "chair", Undo(first, WHY))
    found = await tally(hall, session)
    assert (found.yes, found.no) == (0, 1)


@pytest.mark.asyncio
async def test_after_redoing_the_later_choice_counts(hall: Hall) -> None:
    session = await voting(hall)
    await casts(hall, session, "nord", YES)
    changed = await casts(hall, session, "nord", NO)
    undone = seq(await hall.does(session, "chair", Undo(changed, WHY)))
    await hall.does(session, "chair", Redo(undone, WHY))
    found = await tally(hall, session)
    assert (found.yes, found.no) == (0, 1)


@pytest.mark.asyncio
async def test_a_count_falls_with_a_ballot_that_it_counted_and_comes_back_with_it(hall: Hall) -> None:
    session = await voting(hall)
    await casts(hall, session, "nord", NO)
    changed = await casts(hall, session, "nord", YES)
    closed = seq(await hall.does(session, "chair", CloseVote("M1")))
    fell = refused(await hall.tries(session, "chair", Undo(changed, WHY)), Code.FALLS_WITH_IT)
    assert [one["seq"] for one in fell.params["falls"]] == [closed]
    undone = await hall.does(session, "chair", Undo(changed, WHY, (closed,)))
    assert undone.session.voting.motions["M1"].status is MotionStatus.VOTING
    back = await hall.does(session, "chair", Redo(seq(undone), WHY))
    assert back.session.voting.motions["M1"].status is MotionStatus.CARRIED


@pytest.mark.asyncio
async def test_a_ballot_comes_back_no_more_once_the_others_are_counted(hall: Hall) -> None:
    session = await voting(hall)
    await casts(hall, session, "nord", NO)
    undone = await hall.does(session, "chair", Undo(await casts(hall, session, "nord", YES), WHY))
    closed = seq(await hall.does(session, "chair", CloseVote("M1")))
    late = refused(await hall.tries(session, "chair", Redo(seq(undone), WHY)), Code.REDO_IN_THE_WAY)
    assert late.params["later"] == closed


@pytest.mark.asyncio
async def test_after_undoing_a_changed_blind_answer_the_earlier_one_counts(hall: Hall) -> None:
    session = await hall.begun()
    await hall.does(session, "chair", AskBlind("Would you?"))
    await hall.does(session, "nord", AnswerBlind("Q1", yes=False))
    changed = seq(await hall.does(session, "nord", AnswerBlind("Q1", yes=True)))
    await hall.does(session, "sud", AnswerBlind("Q1", yes=True))
    await hall.does(session, "chair", Undo(changed, WHY))
    last = await hall.does(session, "est", AnswerBlind("Q1", yes=True))
    assert last.session.private.probes["Q1"].all_yes is False
