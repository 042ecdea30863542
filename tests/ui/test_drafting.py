import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.clauses import choices_of
from bot.negotiation.acts import Change, Counter, Table
from bot.scenarios.frame import PackageCure
from bot.service.ports import Draft, MessageRef
from bot.ui.drafts.drafting import Purpose, act_of, choose, clauses_of, is_empty, is_stale, mend
from bot.ui.shown import Remembered
from tests.support.builders import BALANCED, begun_story, tiny_frame, tiny_pack


def test_a_draft_begins_with_the_very_version_that_it_answers() -> None:
    story = begun_story()
    story.table("nord", BALANCED, "Own words.")
    first = story.hash("P1")
    story.change("nord", "P1", {**BALANCED, "VISITS": "MUTUAL"})
    proposal = story.state.proposals["P1"]
    old = Purpose("counter", "P1", first).begin(story.frame, proposal)
    assert (dict(old.choices), old.clauses) == (BALANCED, ("Own words.",))
    assert is_stale(story.state, old)
    new = Purpose("counter", "P1", proposal.current.text_hash).begin(story.frame, proposal)
    assert new.choices["VISITS"] == "MUTUAL"
    assert new.clauses == ()
    assert not is_stale(story.state, new)
    assert Purpose("counter", "P1", first).matches(new)
    assert not Purpose("change", "P1", first).matches(new)
    assert not Purpose().matches(new)


@pytest.mark.parametrize(("purpose", "act"), [("table", Table), ("counter", Counter), ("change", Change)])
def test_a_draft_becomes_the_act_of_its_purpose(purpose: str, act: type) -> None:
    draft = Draft(BALANCED, ("Own words.",), purpose, "P1", "hash")
    made = act_of(tiny_frame(), draft)
    assert isinstance(made, act)
    assert isinstance(made, Table | Counter | Change)
    assert choices_of(made.clauses) == BALANCED
    assert made.clauses[-1].text == "Own words."


choices = st.fixed_dictionaries(
    {},
    optional={issue.id: st.sampled_from([one.id for one in issue.options]) for issue in tiny_pack().issues},
)


@given(choices, choices)
def test_choosing_settles_and_leaves_open(first: dict[str, str], second: dict[str, str]) -> None:
    draft = Draft({})
    assert is_empty(draft)
    for issue, option in first.items():
        draft = choose(tiny_frame(), draft, issue, option)
    assert dict(draft.choices) == first
    assert choices_of(clauses_of(tiny_frame(), draft)) == first
    cure = PackageCure(second, None, (), {})
    assert dict(mend(tiny_frame(), draft, cure).choices) == {**first, **second}
    for issue in first:
        draft = choose(tiny_frame(), draft, issue, None)
    assert is_empty(draft)


class Store:
    """The port, with a count of what was read."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], MessageRef] = {}
        self.reads = 0

    async def get(self, session: str, key: str) -> MessageRef | None:
        self.reads += 1
        return self.kept.get((session, key))

    async def put(self, session: str, key: str, ref: MessageRef) -> None:
        self.kept[session, key] = ref

    async def all(self, session: str) -> dict[str, MessageRef]:
        return {key: ref for (owner, key), ref in self.kept.items() if owner == session}

    async def forget(self, session: str, key: str) -> None:
        self.kept.pop((session, key), None)

    async def clear(self, session: str) -> None:
        self.kept = {key: ref for key, ref in self.kept.items() if key[0] != session}


@pytest.mark.asyncio
async def test_where_cards_stand_is_remembered_and_bounded() -> None:
    store = Store()
    shown = Remembered(store, most=2)
    assert await shown.get("s", "card:P1") is None
    await shown.put("s", "card:P1", MessageRef("1", "2"))
    assert await shown.get("s", "card:P1") == MessageRef("1", "2")
    assert store.reads == 1
    await shown.put("s", "card:P2", MessageRef("1", "3"))
    await shown.put("s", "card:P3", MessageRef("1", "4"))
    assert await shown.get("s", "card:P1") == MessageRef("1", "2")
    assert store.reads == 2, "the oldest was dropped and read again"
    await shown.forget("s", "card:P1")
    assert await shown.get("s", "card:P1") is None
    assert set(await shown.all("s")) == {"card:P2", "card:P3"}
