"""Whatever is tried, in one process after another: the service does what the core decides, and nothing else."""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.chain import first_broken
from bot.negotiation.codec import entry_to_json
from bot.negotiation.refusals import Refusal
from bot.negotiation.replay import replay
from bot.service.negotiations import Done
from tests.service.hall import TestClock, hall_at
from tests.support.builders import BALANCED, LOPSIDED, SEATS, Story, tiny_frame, words

MEMBERS = ("chair", *SEATS)
HASHES = "the current one"
_proposals = st.sampled_from(["P1", "P2"])
_clauses = st.sampled_from([tiny_frame().clauses(BALANCED), tiny_frame().clauses(LOPSIDED), words("No."), ()])
_acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(acts.Table, _clauses),
    st.builds(acts.Counter, _proposals, st.just(HASHES), _clauses),
    st.builds(acts.Change, _proposals, st.just(HASHES), _clauses),
    st.builds(acts.Accept, _proposals, st.just(HASHES)),
    st.builds(acts.Reject, _proposals, st.just(HASHES)),
    st.builds(acts.TakeBack, _proposals),
    st.builds(acts.Withdraw, _proposals),
    st.just(acts.LeaveSeat()),
)
_steps = st.lists(st.tuples(st.sampled_from(MEMBERS), _acts, st.booleans()), max_size=12)


@settings(max_examples=15, deadline=None)
@given(_steps)
def test_a_story_through_the_service_is_the_story(steps: list[tuple[str, Act, bool]]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_played(f"sqlite:///{Path(folder) / 'parley.db'}", steps))


async def _played(url: str, steps: list[tuple[str, Act, bool]]) -> None:
    clock = TestClock()
    hall = await hall_at(url, clock)
    session = await hall.begun()
    story = Story(session=session)
    story.open()
    story.seat(*SEATS)
    story.begin()
    clock.time = story.now
    for number, (member, drawn, restarts) in enumerate(steps):
        if restarts:
            await hall.close()
            hall = await hall_at(url, clock)
        act = _current(drawn, story)
        expected = story.tries(member, act)
        clock.time = story.now
        for again in (False, True):
            outcome = await hall.service.perform(session, act, Actor(member, member.title()), f"step {number}")
            if isinstance(expected, Refusal):
                assert isinstance(outcome, Refusal)
                assert (outcome.code, outcome.params) == (expected.code, expected.params)
            else:
                assert isinstance(outcome, Done)
                assert outcome.repeated is again
                assert tuple(entry.event for entry in outcome.entries) == expected
    entries = await hall.service.entries(session)
    assert [entry.event for entry in entries] == [entry.event for entry in story.entries]
    assert replay(entries) == await hall.service.state(session)
    assert first_broken([entry_to_json(entry) for entry in entries], session) is None
    await hall.close()


def _current(act: Act, story: Story) -> Act:
    """Put the hash of the current version in, where there is one."""
    if isinstance(act, acts.Counter | acts.Change | acts.Accept | acts.Reject):
        proposal = story.state.proposals.get(act.proposal)
        return replace(act, text_hash=proposal.current.text_hash if proposal else HASHES)
    return act
