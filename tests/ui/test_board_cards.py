"""Board and panel fit Discord whatever the session, and show only what makes sense now."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.negotiation.acts import Actor
from bot.negotiation.clockwork.model import Clock, Pace, Pause, PauseKind, PhaseNow, PhasePlan, Roll, Timetable
from bot.negotiation.concluding.model import Consent, Silence, Standing
from bot.negotiation.floor.model import Floor, Point, PointKind, Side, Speaker, Turn
from bot.negotiation.model import Agreement, Party, Phase, Session
from bot.negotiation.outstanding import NeedKind, needed_next, open_matters, ranked
from bot.negotiation.voting.model import Ballot, Choice, Method, Motion, MotionKind, MotionStatus, Voter, Voting
from bot.scenarios.procedure import VoteRule
from bot.text.limits import COMPONENTS, LAYOUT
from bot.text.words import Words
from bot.ui.cards.board import board_card, needs_text, situation_text
from bot.ui.cards.fullboard import full_board
from bot.ui.cards.panel import panel_card
from bot.ui.kit.items import Touch
from bot.ui.kit.layout import Card
from bot.ui.scene import Scene, Speech
from tests.support.builders import BALANCED, LOPSIDED, Story, begun_story

WORDS = Words()
URL = "https://discord.com/channels/1234567890123456789/1234567890123456789/1234567890123456789"


def scene(story: Story, state: Session | None = None) -> Scene:
    session = state or story.state
    return Scene(Speech(WORDS, "en", session), session, story.frame)


def verbs(card: Card) -> list[str]:
    return [f"{one.address.verb} {one.address.extra}".strip() for one in card.walk_children() if isinstance(one, Touch)]


def fits(card: Card) -> None:
    assert card.total_children_count <= COMPONENTS
    assert card.content_length() <= LAYOUT
    ids = [one.custom_id for one in card.walk_children() if isinstance(one, Touch)]
    assert len(set(ids)) == len(ids)
    json.dumps(card.to_components())  # type: ignore[no-untyped-call]  # discord.py does not say its type


def crowded(story: Story) -> Session:
    """Twelve parties, twenty live proposals, a long list, many points: the most that a session may hold."""
    for number in range(20):
        story.table(("nord", "sud", "est")[number % 3], BALANCED if number % 2 else LOPSIDED)
    story.accept("nord", "P2")
    parties = tuple(Party(f"PARTY{number:02}", f"The very long name of party {number}") for number in range(12))
    waiting = tuple(Speaker(f"F{number}", "nord", "NORD", Side.FOR) for number in range(30))
    points = {
        f"O{number}": Point(f"O{number}", PointKind.ORDER, "nord", "NORD", "words", story.now) for number in range(12)
    }
    turn = Turn(waiting[0], story.now, story.now + timedelta(seconds=90))
    return replace(
        story.state,
        parties=parties,
        required=tuple(one.id for one in parties),
        floor=Floor(open=True, waiting=waiting, turn=turn, points=points),
        timetable=on_the_clock(story),
        voting=Voting({f"M{one}": motion(story, f"M{one}", MotionStatus.MADE) for one in range(9)}),
        conclusion=replace(
            story.state.conclusion, silence=Silence("P1", 1, "a" * 64, story.now, story.now + timedelta(hours=1))
        ),
    )


def on_the_clock(story: Story, clock: Clock | None = None, **more: object) -> Timetable:
    plan = (PhasePlan("open", 10, ()), PhasePlan("bargain", 20, ()))
    phase = PhaseNow("bargain", 2, (), story.now, 20)
    clock = clock or Clock(ends=story.now + timedelta(minutes=20))
    return Timetable(Pace.LIVE, plan, phase, clock, **more)  # type: ignore[arg-type]  # fields of the timetable


def motion(story: Story, name: str, status: MotionStatus) -> Motion:
    voters = (Voter("NORD"), Voter("SUD"), Voter("EST"))
    ballot = Ballot(Method.OPEN, False, VoteRule(), voters, story.now, cast={"NORD": Choice.YES})  # noqa: FBT003
    return Motion(
        name,
        MotionKind.OTHER,
        "NORD",
        "nord",
        "That we pause.",
        story.now,
        status=status,
        ballot=ballot if status is MotionStatus.VOTING else None,
    )


def test_the_fullest_session_fits_and_nothing_is_dropped_in_silence() -> None:
    story = begun_story()
    state = crowded(story)
    here = scene(story, state)
    links = {f"P{number}": URL for number in range(1, 21)}
    card = board_card(here, links)
    fits(card)
    fits(panel_card(here))
    told = card.texts()
    shown = sum(f"[P{number} v1]" in told for number in range(1, 21))
    assert 5 <= shown < 20
    assert f"… and {20 - shown} more: `/board`" in told
    assert "waiting: Nord (NORD), Nord (NORD), " in told
    assert "and 24 more" in told
    assert "Points without a ruling: O0 (order), O1 (order), O2 (order) and 9 more" in told
    assert "### Needed next" in told
    for one in full_board(here, Actor("chair", "Chair"), links, (), ranked(state)[:2]):
        fits(one)


def test_who_is_ahead_comes_first_and_each_party_has_its_mark() -> None:
    story = begun_story()
    for member in ("nord", "sud"):
        story.table(member, BALANCED)
    story.accept("sud", "P1")
    told = board_card(scene(story), {"P1": URL}).texts()
    assert [one.id for one in ranked(story.state)] == ["P1", "P2"]
    assert told.index(f"**[P1 v1]({URL})** NORD · ✔ balanced · 1 of 3 accept") < told.index("**P2 v1** SUD")
    assert "NORD ○ · SUD ✔ · EST ○" in told
    assert "Compared (`cuts`): Nordland **100** · Sudland **100**" in told
    assert "✔ accepts · ◐ ad referendum · ✖ rejects · ↺ accepted an older version · ○ nothing said" in told


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (Clock(), "**Phase bargain (2 of 2)**"),
        (Clock(remaining=125), "clock stopped, 2 min 5 s left"),
        (Clock(overtime=True), "⏰ time is up"),
        (Clock(remaining=60, extended=2), "extended 2 times"),
    ],
)
def test_the_clock_is_told_in_words(clock: Clock, words: str) -> None:
    story = begun_story()
    state = replace(story.state, timetable=on_the_clock(story, clock))
    assert words in situation_text(scene(story, state))


def test_moments_are_in_everybodys_own_time() -> None:
    story = begun_story()
    state = replace(story.state, timetable=on_the_clock(story))
    ends = int((story.now + timedelta(minutes=20)).timestamp())
    assert f"ends <t:{ends}:t> (<t:{ends}:R>)" in situation_text(scene(story, state))


def test_a_pause_and_those_who_are_away_are_told_and_asked_of_the_chair() -> None:
    story = begun_story()
    pause = Pause(PauseKind.FROZEN, story.now, "Please wait.")
    state = replace(story.state, timetable=on_the_clock(story, pause=pause, roll=Roll(3, story.now)))
    here = scene(story, state)
    assert "frozen by the chair" in situation_text(here)
    assert "“Please wait.”" in situation_text(here)
    assert "**The chair** ends the pause." in needs_text(here)
    assert "Roll call 3: **Nordland, Sudland and Estland** have not answered." in needs_text(here)
    keys = verbs(panel_card(here))
    assert "resume" in keys
    assert "rollclose" in keys
    assert {"suspend", "freeze", "clockstop"}.isdisjoint(keys)


def test_the_panel_has_only_what_makes_sense_now() -> None:
    story = begun_story()
    plain = verbs(panel_card(scene(story)))
    assert plain == [
        *("boardfull", "undolast", "help", "suspend", "freeze", "rollcall", "listopen", "news"),
        *("letter", "more"),
    ]
    waiting = (Speaker("F1", "nord", "NORD", Side.FOR),)
    point = Point("O1", PointKind.ORDER, "nord", "NORD", "words", story.now)
    state = replace(
        story.state,
        timetable=on_the_clock(story),
        floor=Floor(open=True, waiting=waiting, turn=Turn(waiting[0], story.now, story.now), points={"O1": point}),
        voting=Voting({"M1": motion(story, "M1", MotionStatus.MADE)}),
        order=replace(story.state.order, undone=(7,)),
    )
    keys = verbs(panel_card(scene(story, state)))
    wanted = {"phasenext", "redolast", "clockextend 5", "clockstop", "listclose", "floornext", "floorend"}
    assert wanted | {"rule O1:yes", "rule O1:no", "voteopen M1"} <= set(keys)
    assert {"clockstart", "resume", "listopen"}.isdisjoint(keys)
    voting = replace(state, voting=Voting({"M1": motion(story, "M1", MotionStatus.VOTING)}))
    keys = verbs(panel_card(scene(story, voting)))
    assert "voteclose M1" in keys
    assert "voteopen M1" not in keys
    stopped = replace(state, timetable=on_the_clock(story, Clock(remaining=60)))
    assert {"clockstart", "clockextend 5"} <= set(verbs(panel_card(scene(story, stopped))))


def test_an_open_vote_and_points_come_before_the_texts() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    state = replace(story.state, voting=Voting({"M1": motion(story, "M1", MotionStatus.VOTING)}))
    needed = needed_next(state, story.frame)
    assert [one.kind for one in needed] == [NeedKind.VOTE, NeedKind.ACCEPT]
    assert needed[0].parties == ("SUD", "EST")
    assert "1 of 3 voted" in situation_text(scene(story, state))


def test_after_the_agreement_each_party_is_asked_for_its_next_step() -> None:
    story = begun_story()
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    assert story.state.phase is Phase.AGREED
    assert [(one.kind, one.parties) for one in needed_next(story.state, story.frame)] == [
        (NeedKind.SIGN, ("NORD", "SUD", "EST"))
    ]
    assert isinstance(story.state.agreement, Agreement)
    held = {
        "NORD": Standing(signed=story.now, consent=Consent.DEFINITIVE),
        "SUD": Standing(signed=story.now, consent=Consent.RATIFICATION),
        "EST": Standing(declined="We cannot."),
    }
    state = replace(story.state, conclusion=replace(story.state.conclusion, standings=held))
    assert [(one.kind, one.parties) for one in needed_next(state, story.frame)] == [(NeedKind.RATIFY, ("SUD",))]
    told = situation_text(scene(story, state))
    assert "NORD ✔ signed · SUD ✔ signed (subject to ratification) · EST ✖ refuses" in told


def test_nothing_is_needed_before_the_beginning_and_after_the_end() -> None:
    story = begun_story()
    for phase in (Phase.CONVENED, Phase.CLOSED):
        state = replace(story.state, phase=phase)
        assert needed_next(state, story.frame) == ()
        fits(board_card(scene(story, state), {}))
        fits(panel_card(scene(story, state)))
    assert verbs(panel_card(scene(story, replace(story.state, phase=Phase.CLOSED)))) == [
        "boardfull",
        "undolast",
        "export",
    ]


def test_what_is_open_is_listed_until_a_live_text_settles_it() -> None:
    story = begun_story()
    issues = [one.id for one in story.frame.pack.issues]
    assert open_matters(story.state, issues).issues == tuple(issues)
    proposal = story.table("nord", BALANCED)
    found = open_matters(story.state, issues)
    assert found.issues == tuple(one for one in issues if one not in BALANCED)
    assert [(one.proposal, one.version, one.parties) for one in found.unsaid] == [("P1", 1, ("NORD", "SUD", "EST"))]
    for member in ("sud", "est"):
        story.accept(member, proposal.id)
    assert [one.parties for one in open_matters(story.state, issues).unsaid] == [("NORD",)]
