"""Motions: what may be moved, supported, taken back and ruled out, and what comes to the vote first."""

from itertools import combinations
from typing import Any

import pytest

from bot.negotiation import acts as base
from bot.negotiation.refusals import Code
from bot.negotiation.voting import facts
from bot.negotiation.voting.acts import Move, OpenVote, RuleMotion, SecondMotion, WithdrawMotion
from bot.negotiation.voting.model import MotionKind, MotionStatus
from bot.negotiation.voting.motions import MINUTES, precedence, rank, rule_for
from bot.scenarios.procedure import Procedure, VoteRule
from tests.negotiation.voting.hall import WORDS, Hall, hall
from tests.support.builders import BALANCED

USUAL = (
    *("appeal", "suspend", "adjourn", "close_debate", "close_list", "reopen_list", "extend", "speaking_time"),
    *("caucus", "reconsider", "adopt", "other"),
)


@pytest.fixture
def story() -> Hall:
    return hall()


def test_a_motion_says_what_by_whom_and_for_how_long(story: Hall) -> None:
    motion = story.move("nord2", MotionKind.CAUCUS, " To  confer. ", minutes=15)
    assert (motion.id, motion.party, motion.member, motion.words, motion.minutes) == (
        "M1",
        "NORD",
        "nord2",
        "To  confer.",
        15,
    )
    assert story.move("chair").party is None


@pytest.mark.parametrize("kind", list(MINUTES))
def test_a_motion_on_time_needs_minutes_in_bounds(story: Hall, kind: MotionKind) -> None:
    least, most = MINUTES[kind]
    for minutes in (0, -1, most + 1):
        story.refused("nord", Move(kind, minutes=minutes), Code.MOTION_MINUTES, minutes=minutes, least=least, most=most)
    if kind is not MotionKind.ADJOURN:
        story.refused("nord", Move(kind), Code.MOTION_MINUTES, minutes=None)
    assert story.move("nord", kind, "", minutes=most).minutes == most


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Move(MotionKind.OTHER, " "), Code.STATEMENT_NEEDED),
        (Move(MotionKind.OTHER, "x" * 1_001), Code.STATEMENT_TOO_LONG),
        (Move(MotionKind.CLOSE_LIST, "\x00"), Code.UNREADABLE_WORDS),
        (Move(MotionKind.CLOSE_LIST, minutes=5), Code.MOTION_NOT_ON),
        (Move(MotionKind.CLOSE_LIST, proposal="P1"), Code.MOTION_NOT_ON),
        (Move(MotionKind.APPEAL, "No!"), Code.APPEAL_BY_RULING),
        (Move(MotionKind.ADOPT), Code.MOTION_NEEDS_TEXT),
        (Move(MotionKind.ADOPT, proposal="P9"), Code.UNKNOWN_PROPOSAL),
        (Move(MotionKind.RECONSIDER), Code.NOT_AGREED_TEXT),
    ],
)
def test_what_cannot_be_moved(story: Hall, act: Move, code: Code) -> None:
    story.refused("nord", act, code)


def test_a_motion_to_adopt_is_on_the_newest_version(story: Hall) -> None:
    old = story.table("nord", BALANCED).current.text_hash
    story.change("nord", "P1", BALANCED, "Peace lasts.")
    story.refused("sud", Move(MotionKind.ADOPT, proposal="P1", text_hash=old), Code.STALE_VERSION, current=2)
    motion = story.move("sud", MotionKind.ADOPT, proposal="P1", text_hash=story.hash("P1"))
    assert (motion.proposal, motion.text_hash) == ("P1", story.hash("P1"))


def test_a_motion_to_reconsider_is_on_the_agreed_text(story: Hall) -> None:
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.refused("sud", Move(MotionKind.RECONSIDER, proposal="P7"), Code.NOT_AGREED_TEXT, proposal="P1", version=1)
    assert story.move("sud", MotionKind.RECONSIDER).proposal == "P1"
    assert rule_for(story.state.procedure, MotionKind.RECONSIDER) == VoteRule(share="two_thirds")


def test_who_has_no_say_moves_nothing(story: Hall) -> None:
    for member, code in {
        "nord3": Code.ROLE_MAY_NOT,
        "olga": Code.ROLE_MAY_NOT,
        "nobody": Code.NO_SEAT,
        "guest": Code.STAYS_OUT,
    }.items():
        story.refused(member, Move(MotionKind.OTHER, WORDS), code)


def test_a_party_moves_the_same_once_while_it_is_open(story: Hall) -> None:
    story.move("nord")
    story.refused("nord2", Move(MotionKind.OTHER, "Tea."), Code.MOVED_ALREADY, motion="M1", kind="other")
    story.move("sud")
    story.move("nord", MotionKind.CLOSE_LIST)
    story.does("nord2", WithdrawMotion("M1"), facts.MotionWithdrawn)
    assert story.move("nord", words="Tea.").id == "M4"


def test_another_party_seconds_once(story: Hall) -> None:
    story.move("nord")
    story.refused("nord2", SecondMotion("M1"), Code.OWN_MOTION, motion="M1")
    story.refused("guest", SecondMotion("M1"), Code.STAYS_OUT)
    story.does("sud2", SecondMotion("M1"), facts.MotionSeconded)
    story.refused("sud", SecondMotion("M1"), Code.SECONDED_ALREADY)
    story.refused("sud", SecondMotion("M9"), Code.UNKNOWN_MOTION, motion="M9", motions=["M1"])
    assert story.motion().seconded == ("SUD",)


def test_where_the_pack_asks_for_it_a_vote_needs_a_second() -> None:
    story = hall(second=True)
    story.move("nord")
    story.refused("chair", OpenVote("M1"), Code.SECOND_NEEDED, motion="M1", party="NORD")
    story.move("chair", MotionKind.CLOSE_LIST)
    story.move("nord", MotionKind.SUSPEND, minutes=5)
    story.opened("M2")  # the chair's own needs none, and one that lacks its second holds up nothing


def test_only_the_mover_takes_back_and_only_the_chair_rules_out(story: Hall) -> None:
    story.move("nord")
    story.move("chair")
    story.refused("sud", WithdrawMotion("M1"), Code.NOT_YOUR_MOTION, party="NORD")
    story.refused("chair", WithdrawMotion("M1"), Code.NOT_YOUR_MOTION, party="NORD")
    story.does("chair", WithdrawMotion("M2"), facts.MotionWithdrawn)
    story.refused("nord", RuleMotion("M1", "No."), Code.NOT_CHAIR)
    story.refused("chair", RuleMotion("M1", " "), Code.STATEMENT_NEEDED)
    story.does("chair", RuleMotion("M1", "Not now."), facts.MotionRuledOut)
    assert (story.motion().status, story.motion().reason) == (MotionStatus.OUT_OF_ORDER, "Not now.")
    for act in (OpenVote("M1"), RuleMotion("M1", "No.")):
        story.refused("chair", act, Code.MOTION_OVER, status="out_of_order", reason="Not now.")
    story.refused("chair", OpenVote("M2"), Code.MOTION_OVER, status="withdrawn")


def test_nothing_is_taken_back_once_it_is_voted_on(story: Hall) -> None:
    story.move("nord")
    story.opened()
    for member, act in (
        ("nord", WithdrawMotion("M1")),
        ("chair", RuleMotion("M1", "No.")),
        ("sud", SecondMotion("M1")),
        ("chair", OpenVote("M1")),
    ):
        story.refused(member, act, Code.VOTE_OPEN_ALREADY, motion="M1")


def test_the_usual_order_of_precedence() -> None:
    assert tuple(kind.value for kind in precedence(Procedure())) == USUAL


def test_a_pack_orders_motions_otherwise() -> None:
    procedure = Procedure(precedence=("adopt", "close_debate"))
    first, second, *others = (kind.value for kind in precedence(procedure))
    assert (first, second) == ("adopt", "close_debate")
    assert others == [one for one in USUAL if one not in {"adopt", "close_debate"}]


def _fields(story: Hall, kind: MotionKind) -> dict[str, Any]:
    if kind is MotionKind.ADOPT:
        return {"proposal": "P1", "text_hash": story.hash("P1")}
    return {"minutes": 5} if kind in MINUTES else {}


MOVABLE = [kind for kind in MotionKind if kind not in {MotionKind.APPEAL, MotionKind.RECONSIDER}]


@pytest.mark.parametrize("named", [(), ("other", "adopt", "caucus")])
@pytest.mark.parametrize(("one", "other"), list(combinations(MOVABLE, 2)))
def test_the_table_of_precedence(named: tuple[str, ...], one: MotionKind, other: MotionKind) -> None:
    story = hall(precedence=named)
    story.table("nord", BALANCED)
    for kind in (one, other):
        story.move("nord", kind, **_fields(story, kind))
    ranks = {f"M{at}": rank(story.state.procedure, kind) for at, kind in enumerate((one, other), 1)}
    first, second = sorted(ranks, key=ranks.__getitem__)
    story.refused("chair", OpenVote(second), Code.HIGHER_MOTION, motion=second, first=first)
    story.opened(first)
    story.refused("chair", OpenVote(second), Code.VOTE_RUNS, motion=first)


@pytest.mark.parametrize(
    ("kind", "share"),
    [(MotionKind.APPEAL, "majority"), (MotionKind.CLOSE_DEBATE, "two_thirds"), (MotionKind.OTHER, "all")],
)
def test_the_rule_of_a_kind(kind: MotionKind, share: str) -> None:
    procedure = Procedure(vote=VoteRule(share="all"))
    assert rule_for(procedure, kind).share == share
    named = VoteRule(of="present")
    assert rule_for(Procedure(votes={kind.value: named}), kind) == named


def test_motions_are_made_after_the_agreement_too(story: Hall) -> None:
    story.table("nord", BALANCED)
    for member in ("nord", "sud", "est"):
        story.accept(member, "P1")
    story.move("sud")
    story.refused("sud", Move(MotionKind.ADOPT, proposal="P1"), Code.NOT_LIVE)
    story.does("chair", base.Close())
    story.refused("sud", Move(MotionKind.OTHER, "Tea."), Code.WRONG_PHASE)
