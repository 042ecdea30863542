"""Figures of drafting with sentences: cards as they are drawn, and cures as they are found."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from bot.cli.packs import shipped
from bot.drafting.clauses import Clause
from bot.negotiation import acts
from bot.negotiation.model import Role
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.reading import load_pack
from bot.scenarios.schema import Pack
from bot.service.ports import Draft
from bot.text.words import Words
from bot.ui.cards.proposal import proposal_card
from bot.ui.drafts.table import draft_card
from bot.ui.scene import Scene, Speech
from tests.bench.figures import p50, p95, put
from tests.bench.live import OWN_SENTENCES, PACK
from tests.support.builders import Story

DRAWN = 40
PACKAGES = 100
BRACKETS = 5
WORDS = Words()


def begun(frame: Frame) -> Story:
    story = Story(frame)
    story.open()
    for party in frame.pack.voters:
        story.does(party.id.lower(), acts.TakeSeat(Role.HEAD, party.id))
    story.begin()
    return story


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def scene_of(story: Story) -> Scene:
    return Scene(Speech(WORDS, "en", story.state), story.state, story.frame)


def pack_of(name: str) -> Pack:
    return load_pack(shipped()[name].read_bytes())


def test_drawing_the_drafting_card() -> None:
    scene = scene_of(begun(frame_of(pack_of(PACK))))
    whole = scene.frame.compose(tuple(map(Clause, OWN_SENTENCES)))
    assert all(one.carries_steps for one in whole.clauses)
    edited, again = [], []
    for number in range(DRAWN):
        # Each clause is another one than before, as after an edit: it is read, put together, judged and cured anew.
        newest = OWN_SENTENCES[-1].replace("600", f"{600 + number}")
        card = partial(draft_card, scene, Draft({}, (*OWN_SENTENCES[:-1], newest)), "US", 0, 4)
        edited.append(timed(card))
        again.append(timed(card))
    told = f"5 own sentences, one edited; drawn again {p50(again) * 1000:.1f} ms, p95 {p95(edited) * 1000:.1f} ms"
    put("drafting card, p50", p50(edited) * 1000, 150, "ms", told)


def test_drawing_the_proposal_card() -> None:
    story = begun(frame_of(pack_of(PACK)))
    own = (*OWN_SENTENCES, "The talks are held once a month, in Geneva and in Vienna by turns.")
    story.does("us", acts.Table(tuple(map(Clause, own))))
    first = story.state.proposals["P1"].current
    changed = (*own[:-1], "The talks are held once a week, in Geneva and in Vienna by turns.")
    story.does("us", acts.Change("P1", first.text_hash, tuple(map(Clause, changed))))
    for number in range(BRACKETS):
        placed = acts.PlaceBracket("P1", story.hash("P1"), number + 1, "within 90 days", "within 60 days")
        story.does("ru", placed)
    scene = scene_of(story)
    taken = [timed(partial(proposal_card, scene, story.state.proposals["P1"])) for _ in range(DRAWN)]
    put("proposal card, p50", p50(taken) * 1000, 10, "ms", "5 own sentences, a change, 5 brackets with other words")


def packages(pack: Pack) -> Iterator[dict[str, str]]:
    """Random packages of a pack, some issues left open in each third one."""
    draw = random.Random(20221123)
    for number in range(PACKAGES):
        issues = [issue for issue in pack.issues if number % 3 or draw.random() < 0.7]
        yield {issue.id: draw.choice(issue.options).id for issue in issues}


def test_finding_all_cures() -> None:
    for name in sorted(shipped()):
        pack, taken = load_pack(shipped()[name].read_bytes()), []
        found = 0
        for choices in packages(pack):
            # A frame of its own each time: what it remembers of earlier packages must not count.
            frame = frame_of(pack)
            clauses = frame.clauses(choices)
            frame.judge(clauses)
            assert frame.vocabulary.parties
            taken.append(timed(partial(frame.all_cures, clauses)))
            found += bool(frame.all_cures(clauses))
        told = (
            f"p50 {p50(taken) * 1000:.1f} ms, most {max(taken) * 1000:.0f} ms; {PACKAGES} packages, {found} with cures"
        )
        put(f"all cures, {name}, p95", p95(taken) * 1000, 100, "ms", told)
