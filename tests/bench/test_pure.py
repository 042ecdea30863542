"""Figures of the pure packages."""

import json
import time
from datetime import UTC, datetime, timedelta

from bot.cli.packs import shipped
from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.negotiation.chain import record
from bot.negotiation.codec import entry_from_json, entry_to_json
from bot.negotiation.events import Event, Recorded
from bot.negotiation.replay import replay
from bot.scenarios.frame import frame_of
from bot.scenarios.reading import load_pack
from bot.scenarios.solve import solve
from tests.bench.figures import p50, put
from tests.records import story

PACKAGES = 40


def test_assessment_of_a_package_of_seven_issues() -> None:
    pack = load_pack(story.PACK.read_bytes())
    options = {issue.id: [option.id for option in issue.options] for issue in pack.issues}
    samples = []
    for number in range(PACKAGES):
        # A frame of its own each time: what it remembers of earlier packages must not count.
        frame = frame_of(pack)
        clauses = frame.clauses({issue: ids[number % len(ids)] for issue, ids in options.items()})
        began = time.perf_counter()
        frame.judge(clauses)
        samples.append(time.perf_counter() - began)
    put("assessment of 7 issues, p50", p50(samples) * 1000, 2, "ms", f"{PACKAGES} packages, each in a new frame")


def entries(count: int) -> list[Recorded]:
    first = story.frame().clauses(story.ONE_SIDED)
    acts: list[tuple[str, Event]] = [
        *story.seated(),
        (story.US, happened.ProposalTabled("P1", "US", first, text_hash(first))),
    ]
    version = 1
    while len(acts) < count:
        digest = text_hash(first)
        acts += [
            (story.PL, happened.ProposalAccepted("P1", "PL", version, digest)),
            (story.RU, happened.ProposalRejected("P1", "RU", version, digest, "not yet")),
            (story.PL, happened.StanceTakenBack("P1", "PL")),
        ]
        if len(acts) % 5 == 0:
            version += 1
            first = (*story.frame().clauses(story.ONE_SIDED), Clause(f"Version {version}"))
            acts.append((story.US, happened.ProposalChanged("P1", version, first, text_hash(first))))
    made: list[Recorded] = []
    at = datetime(2022, 1, 10, 12, tzinfo=UTC)
    for number, (member, event) in enumerate(acts[:count]):
        moment = at + timedelta(seconds=number)
        made += record([event], after=made[-1] if made else None, session=story.SESSION, at=moment, member=member)
    return made


def test_replay_of_five_thousand_events() -> None:
    texts = [json.dumps(entry_to_json(entry)) for entry in entries(5000)]
    samples = []
    for _ in range(3):
        began = time.perf_counter()
        state = replay(entry_from_json(text) for text in texts)
        samples.append(time.perf_counter() - began)
        assert state.version == len(texts)
    put("replay of 5,000 events", p50(samples), 0.5, "s", "read from JSON text and folded")


def test_solving_the_shipped_pack() -> None:
    pack = load_pack(shipped()["ee-deescalation-2022"].read_bytes())
    began = time.perf_counter()
    found = solve(frame_of(pack))
    taken = time.perf_counter() - began
    assert found.combinations == 21_600
    put("packs solve of the shipped pack", taken, 10, "s", "21,600 packages")
