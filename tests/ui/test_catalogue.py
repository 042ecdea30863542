"""Every word that the surface may say exists and renders."""

import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from jinja2 import UndefinedError

from bot.drafting.clauses import Clause
from bot.negotiation import events, marked
from bot.negotiation.acts import Act
from bot.negotiation.clockwork import facts as clockwork
from bot.negotiation.clockwork.acts import Tick
from bot.negotiation.clockwork.model import Pace, PauseKind, PhasePlan, Presence
from bot.negotiation.concluding import facts as concluding
from bot.negotiation.concluding.model import Consent, StatementKind
from bot.negotiation.events import Event
from bot.negotiation.floor import facts as floor
from bot.negotiation.floor.model import ListOrder, PointKind, Side
from bot.negotiation.model import Bar, Bundled, Phase, Role
from bot.negotiation.order import facts
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.recording import facts as recording
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms import facts as rooms
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.voting import facts as voting
from bot.negotiation.voting.model import Choice, Method, MotionKind, MotionStatus, Tally, Voter
from bot.scenarios.parts import ActName, GuardName
from bot.scenarios.procedure import Procedure, VoteRule
from bot.text.words import PROMPTS, Words
from bot.ui.cards.refusal import refusal_words
from bot.ui.scene import Speech
from bot.ui.verbs import VERBS
from tests.support.builders import begun_session

WORDS = Words()
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def open_bracket(name: str) -> dict[str, Any]:
    return {"id": name, "party": "SUD", "words": "*x*" * 700, "written": name.startswith("T")}


PARAMS: dict[Code, list[dict[str, Any]]] = {
    Code.NOT_MODERATOR: [{}],
    Code.NO_SEAT: [{}],
    Code.NOT_CHAIR: [{}],
    Code.UNKNOWN_PARTY: [{"party": "XX", "parties": ["NORD", "SUD"]}],
    Code.PARTY_NEEDED: [{"role": "head", "parties": ["NORD"]}],
    Code.ROLE_NOT_FOR_PARTY: [{"role": "observer"}, {"role": "chair"}],
    Code.HEAD_TAKEN: [{"party": "NORD", "name": "*Anna*"}],
    Code.CHAIR_NOT_TAKEN: [{}],
    Code.ALREADY_SEATED: [{"party": "NORD", "role": "head"}, {"party": None, "role": "observer"}],
    Code.SEAT_CHANGE_NEEDS_CHAIR: [{"party": "NORD"}],
    Code.LAST_CHAIR: [{}],
    Code.HEADS_MISSING: [{"parties": ["NORD"], "present": 2}, {"parties": ["NORD", "EST"], "present": 1}],
    Code.TOO_FEW_PARTIES: [{"required": 2, "present": 1}],
    Code.ALREADY_BEGUN: [{}],
    Code.WRONG_PHASE: [{"phase": phase.value, "possible": given} for phase in Phase for given in ([], ["Table"])],
    Code.ROLE_MAY_NOT: [
        {"role": role.value, "act": act, "needs": ["head"]} for role in Role for act in ("Accept", "Table")
    ],
    Code.UNKNOWN_PROPOSAL: [{"proposal": "P9", "live": ["P1", "P2"]}, {"proposal": "<@1>", "live": []}],
    Code.NOT_LIVE: [
        {"proposal": "P1", "status": status, "reason": reason, "newest": newest}
        for status in ("countered", "withdrawn", "lapsed", "adopted", "undone")
        for reason in ("", "countered", "expired", "other_adopted", "closed", "we *changed* our mind")
        for newest in (None, "P2")
    ],
    Code.STALE_VERSION: [
        {"proposal": "P1", "yours": yours, "current": 2, "text_hash": "0" * 64} for yours in (None, 1)
    ],
    Code.NOT_YOURS: [{"proposal": "P1", "party": "NORD"}, {"proposal": "P1", "party": None}],
    Code.OWN_PROPOSAL: [{"proposal": "P1"}],
    Code.NO_CHANGE: [{"proposal": "P1", "version": 1}],
    Code.EMPTY_TEXT: [{"number": None}, {"number": 3}],
    Code.TOO_MANY_CLAUSES: [{"count": 41, "limit": 40}],
    Code.CLAUSE_TOO_LONG: [{"number": 1, "length": 4001, "limit": 4000}],
    Code.ISSUE_TWICE: [{"issue": "CUTS"}],
    Code.UNKNOWN_OPTION: [{"issue": "CUTS", "option": "X", "options": ["NONE", "BOTH"]}],
    Code.CLAUSE_FORGED: [{"number": 2}],
    Code.ALREADY_SAID: [{"proposal": "P1", "kind": kind} for kind in ("accepted", "ad_referendum", "rejected")],
    Code.NOTHING_TO_TAKE_BACK: [{"proposal": "P1"}],
    Code.NOTHING_TO_CONFIRM: [{"proposal": "P1"}],
    Code.LOCKED: [{"proposal": "P1", "parties": ["SUD"]}],
    Code.FIRM: [{"proposal": "P1", "until": AT.isoformat()}],
    Code.EXPIRED: [{"proposal": "P1", "at": AT.isoformat()}],
    Code.EXPIRY_IN_PAST: [{"at": AT.isoformat()}],
    Code.NOT_RECIPROCAL: [{"proposal": "P1", "bar": Bar(("cuts",))}, {"proposal": None, "bar": Bar(("cuts",))}],
    Code.STAYS_OUT: [{"party": "EST", "required": ["NORD", "SUD"]}],
    Code.UNREADABLE_TEXT: [{"number": 1}],
    Code.BRACKET_UNREADABLE: [
        {"number": 2, "why": why, "near": "by [600 *persons*"}
        for why in ("not_closed", "not_opened", "too_deep", "empty", "alternatives_out_of_order")
    ],
    Code.UNREADABLE_WORDS: [{}],
    Code.UNKNOWN_RULE: [{"rule": "x", "failing": ["cuts"]}, {"rule": "x", "failing": []}],
    Code.NOT_AFFECTED: [{"rule": "cuts", "parties": ["NORD", "SUD"]}],
    Code.STATEMENT_NEEDED: [{}],
    Code.STATEMENT_TOO_LONG: [{"length": 1200, "limit": 1000}],
    Code.ALREADY_WAIVED: [{"proposal": "P1", "rule": "cuts"}],
    Code.NOBODY_ACCEPTED: [{"proposal": "P1"}],
    Code.ADOPTS_BY_ITSELF: [{"consensus": "unanimity"}, {"consensus": "n_of_m"}],
    Code.OBJECTIONS: [{"proposal": "P1", "parties": ["SUD"]}, {"proposal": "P1", "parties": ["SUD", "EST"]}],
    Code.CONSENT_MISSING: [{"proposal": "P1", "parties": ["EST"]}, {"proposal": "P1", "parties": ["EST", "SUD"]}],
    Code.NO_SUCH_CLAUSE: [{"number": 4, "count": 3}, {"number": 0, "count": 1}],
    Code.WORDS_NOT_FOUND: [{"number": 2, "words": "*x*" * 700}],
    Code.WORDS_SEVERAL: [{"number": 2, "words": "x", "count": 3}],
    Code.BRACKET_CROSSES: [{"bracket": "B1", "party": "NORD", "words": "*x*" * 700}],
    Code.TOO_MANY_BRACKETS: [{"proposal": "P1", "limit": 100}],
    Code.ALREADY_BRACKETED: [{"bracket": "B1"}],
    Code.ALTERNATIVE_SAME: [{}],
    Code.UNKNOWN_BRACKET: [
        {"bracket": "<@1>", "open": []},
        {"bracket": "T1.1", "open": ["B1"]},
        {"bracket": "B9", "open": [f"B{n}" for n in range(99)]},
    ],
    Code.BRACKET_CLOSED: [
        {"bracket": "B1", "status": status, "how": how}
        for status, how in (
            ("reserved", ""),
            *(("lifted", how) for how in ("owner", "consensus", "taken", "words_gone", "undone")),
        )
    ],
    Code.LIFT_AGREED_ALREADY: [{"bracket": "B1", "waiting": ["NORD"]}, {"bracket": "B1", "waiting": []}],
    Code.NO_ALTERNATIVE: [{"bracket": "B1", "party": "SUD"}],
    Code.BRACKETS_OPEN: [
        {"proposal": "P1", "brackets": brackets, "parties": parties}
        for brackets, parties in (
            ([open_bracket("B1")], ["SUD"]),
            ([open_bracket(f"B{n}") for n in range(30)], ["SUD", "EST"]),
            ([open_bracket("T1.1")], []),
            ([open_bracket("T1.1"), open_bracket("B1")], ["SUD"]),
        )
    ],
    Code.NOT_YOUR_MARK: [{"mark": mark, "party": "SUD"} for mark in ("B1", "R1", "L1")],
    Code.UNKNOWN_RESERVATION: [{"reservation": "x", "yours": []}, {"reservation": "x", "yours": ["R1"]}],
    Code.RESERVATION_CLOSED: [{"reservation": "R1"}],
    Code.RESERVATIONS_OPEN: [
        {
            "proposal": "P1",
            "reservations": [{"id": "R1", "party": "SUD", "kind": "general"}] * count,
            "parties": parties,
        }
        for count, parties in ((1, ["SUD"]), (9, ["SUD", "EST"]))
    ],
    Code.UNKNOWN_LINK: [{"link": "x", "yours": []}, {"link": "x", "yours": ["L1"]}],
    Code.LINK_CLOSED: [{"link": "L1"}],
    Code.LINK_TO_NOTHING: [{"proposal": "P1"}],
    Code.LINK_TO_ITSELF: [{"proposal": "P1"}],
    Code.ALREADY_RESERVED: [{"reservation": "R1"}],
    Code.ALREADY_LINKED: [{"link": "L1", "proposal": "P1", "others": ["P2", "P3"]}],
    Code.LINKS_UNMET: [
        {"proposal": "P1", "links": [{"id": "L1", "party": "SUD", "others": ["P2"]}], "parties": parties}
        for parties in (["SUD"], ["SUD", "EST"])
    ],
    Code.PACKAGE_TOO_SMALL: [{"count": 1}],
    Code.PACKAGE_CONFLICT: [{"issue": "CUTS", "proposals": ["P1", "P2"]}],
    Code.PACKAGE_THERE: [{"proposal": "P3"}],
    Code.PACKAGE_DIFFERS: [{"number": 3, "proposal": "P2"}],
    Code.UNKNOWN_ROOM: [
        {"room": room, "yours": yours} for room in ("", "C*9*") for yours in ([], ["C1"], ["C1", "C2"])
    ],
    Code.ROOM_CLOSED: [{"room": "C1", "how": how} for how in ("member", "chair", "time")],
    Code.ROOM_OPEN_ALREADY: [{"room": "C1"}],
    Code.ROOM_THERE: [{"room": "C1", "parties": ["NORD"]}, {"room": "C1", "parties": ["NORD", "SUD"]}],
    Code.ROOM_TOO_SMALL: [{"count": 1}],
    Code.CONFESSIONAL_ONE_PARTY: [{"count": 0}, {"count": 2}],
    Code.ROOM_PARTY_EMPTY: [{"parties": ["EST"]}, {"parties": ["EST", "SUD"]}],
    Code.NOBODY_INVITED: [{"room": "C1"}],
    Code.ALREADY_IN_ROOM: [{"room": "C1", "parties": parties} for parties in ([], ["SUD"], ["SUD", "EST"])],
    Code.CHAIRS_STAY_OUT: [{"room": "C1"}],
    Code.ROOM_OF_PARTIES: [{"room": "C1", "parties": ["NORD", "SUD"]}],
    Code.ROOM_HAS_NO_END: [{"room": "C1"}],
    Code.ROOM_MINUTES: [{"minutes": 0, "least": 1, "most": 10_000}],
    Code.ROOM_NO_CLOCK: [{}],
    Code.ROOM_CLOCK_USED_UP: [{"limit": 60}],
    Code.UNKNOWN_PROBE: [{"probe": probe, "yours": yours} for probe in ("", "*x*") for yours in ([], ["Q1"])],
    Code.PROBE_CLOSED: [{"probe": "Q1"}],
    Code.PROBE_OPEN: [{"probe": "Q1", "proposal": "P1"}],
    Code.PROBE_TOO_SMALL: [{"count": 1}],
    Code.ISSUE_SETTLED: [{"issue": "CUTS", "proposal": "P1"}],
    Code.NO_SILENCE_PROCEDURE: [{}],
    Code.SILENCE_RUNS: [{"proposal": "P1", "version": 1, "until": AT.isoformat()}],
    Code.SILENCE_TIME: [{"minutes": 1, "least": 10, "most": 600_000}],
    Code.SILENT_PARTIES_AWAY: [{"proposal": "P1", "parties": parties} for parties in (["EST"], ["SUD", "EST"])],
    Code.NO_SILENCE_RUNS: [{}],
    Code.SILENCE_OVER: [{"proposal": "P1", "until": AT.isoformat()}],
    Code.CLAUSE_NEEDED: [{}],
    Code.PROPOSAL_NEEDED: [{"kind": kind.value} for kind in StatementKind],
    Code.ALREADY_ASIDE: [{"proposal": "P1", "version": 1, "statement": "S1"}],
    Code.TAKEOVER_NOT_WITHDRAWN: [{"proposal": "P1", "status": "live"}],
    Code.TAKEOVER_NOT_YOURS: [{"proposal": "P1", "parties": parties} for parties in ([], ["SUD", "EST"])],
    Code.TAKEOVER_TOO_LATE: [{"proposal": "P1", "until": AT.isoformat(), "minutes": 10}],
    Code.TAKEN_OVER: [{"proposal": "P1", "as": "P2", "party": "SUD"}],
    Code.EDITORIAL_OPEN: [{"proposal": "P1", "editorial": "E1", "until": AT.isoformat()}],
    Code.EDITORIAL_OF_OPTION: [{"number": 1, "issue": "CUTS"}],
    Code.EDITORIAL_BRACKETED: [{"number": 1, "brackets": ["B1", "T1.1"]}],
    Code.EDITORIAL_NUMBERS: [
        {"number": 1, "gone": gone, "new": new} for gone, new in ((["3"], ["4"]), (["two"], []), ([], ["may"]))
    ],
    Code.EDITORIAL_STEPS: [{"number": 1}],
    Code.UNKNOWN_EDITORIAL: [{"editorial": "<@1>", "open": []}, {"editorial": "E9", "open": ["E1"]}],
    Code.EDITORIAL_CLOSED: [
        {"editorial": "E1", "status": status} for status in ("applied", "contested", "dropped", "undone", "over")
    ],
    Code.WAIVER_ASKED: [
        {"proposal": "P1", "rule": "cuts", "parties": parties} for parties in (["SUD"], ["NORD", "SUD"])
    ],
    Code.NOT_AGREED_TEXT: [{"proposal": "P1", "version": 2}, {"proposal": None, "version": None}],
    Code.NO_PARTY_TO_TEXT: [{"party": "GUEST", "parties": ["NORD", "SUD"]}],
    Code.SIGNED_ALREADY: [
        {"step": step} for step in ("initialled", "signed", "ratified", "bound", "declined", "in_force")
    ],
    Code.NOTHING_TO_RATIFY: [{"signed": True}, {"signed": False}],
    Code.UNKNOWN_ENTRY: [{"entry": 99, "last": 12}],
    Code.NOT_UNDONE_SO: [
        {"entry": 3, "type": kind}
        for kind in ("session_opened", "acts_undone", "acts_redone", "entry_struck", "entry_restored", "news_told")
    ],
    Code.UNDONE_ALREADY: [{"entry": 3}],
    Code.FALLS_WITH_IT: [
        {"entry": 3, "falls": [{"seq": n, "type": "proposal_accepted"} for n in range(4, 4 + count)], "rewind": rewind}
        for count in (1, 9, 4000)
        for rewind in (False, True)
    ],
    Code.NOTHING_TO_REWIND: [{"entry": 3}],
    Code.NOTHING_TO_REDO: [{"entry": 3}],
    Code.REDO_IN_THE_WAY: [{"entry": 3, "later": 9, "type": "proposal_tabled"}],
    Code.STRUCK_ALREADY: [{"entry": 3, "reason": "*x*" * 300}],
    Code.NOT_STRUCK: [{"entry": 3, "struck": []}, {"entry": 3, "struck": list(range(40))}],
    Code.UNKNOWN_INJECT: [{"inject": "<@1>", "left": []}, {"inject": "x", "left": ["flood", "storm"]}],
    Code.INJECT_TOLD: [{"inject": "flood", "news": "N1", "left": left} for left in ([], ["storm"])],
    Code.TITLE_TOO_LONG: [{"length": 1200, "limit": 100}],
    Code.UNKNOWN_MOTION: [{"motion": "<@1>", "motions": motions} for motions in ([], ["M1"], ["M1"] * 40)],
    Code.MOTION_OVER: [
        {"motion": "M1", "status": status.value, "reason": reason}
        for status in MotionStatus
        for reason in ("", "*x*" * 300)
    ],
    Code.MOVED_ALREADY: [{"motion": "M1", "kind": "adopt"}],
    Code.MOTION_MINUTES: [
        {"kind": kind.value, "minutes": minutes, "least": 1, "most": 1440}
        for kind in MotionKind
        for minutes in (None, 9999)
    ],
    Code.MOTION_NOT_ON: [{"kind": kind.value, "what": what} for kind in MotionKind for what in ("minutes", "text")],
    Code.MOTION_NEEDS_TEXT: [{}],
    Code.APPEAL_BY_RULING: [{}],
    Code.OWN_MOTION: [{"motion": "M1"}],
    Code.SECONDED_ALREADY: [{"motion": "M1"}],
    Code.NOT_YOUR_MOTION: [{"motion": "M1", "party": party} for party in ("SUD", None)],
    Code.SECOND_NEEDED: [{"motion": "M1", "party": "SUD"}],
    Code.HIGHER_MOTION: [
        {"motion": "M2", "kind": "other", "first": "M1", "first_kind": kind.value} for kind in MotionKind
    ],
    Code.NOBODY_VOTES: [{}],
    Code.VOTE_RUNS: [{"motion": "M1"}],
    Code.VOTE_OPEN_ALREADY: [{"motion": "M1"}],
    Code.VOTE_NOT_OPEN: [{"motion": "M1", "other": other} for other in (None, "M2")],
    Code.VOTE_OVER: [
        {"motion": "M1", "status": status, "yes": 2, "no": 1, "abstain": 0} for status in ("carried", "failed", "")
    ],
    Code.VOTE_MINUTES: [{"minutes": 0, "least": 1, "most": 10_080}],
    Code.ROLL_CALL_NOT_HIDDEN: [{"motion": "M1"}],
    Code.ADOPTION_NOT_SECRET: [{"motion": "M1"}],
    Code.ROLL_CALL_VOTED: [{"motion": "M1", "party": "SUD"}],
    Code.NOT_CALLED: [{"motion": "M1", "party": "SUD", "called": called} for called in ("NORD", None)],
    Code.NO_VOTER: [{"motion": "M1", "party": "SUD", "voters": ["NORD", "EST"] * 20}],
    Code.MAY_NOT_ABSTAIN: [{"motion": "M1", "party": "SUD"}],
    Code.VOTED_SO_ALREADY: [{"motion": "M1", "party": "SUD", "choice": "yes"}],
    Code.NO_PROXIES: [{"party": "SUD"}],
    Code.NO_PROXY_OF: [{"party": "SUD"}],
    Code.PROXY_VOTES: [{"party": "SUD", "to": "NORD"}],
    Code.PROXY_TO_ITSELF: [{}],
    Code.PROXY_CHAIN: [{"party": "SUD", "to": "EST", "third": third} for third in ("NORD", None)],
    Code.NO_PROXY_GIVEN: [{"party": "SUD"}],
    Code.RECORDING_ALREADY: [{}],
    Code.NOT_RECORDED: [{}],
    Code.DECLINED_ALREADY: [{}],
    Code.NOT_DECLINED: [{}],
    Code.NO_ROOM_TO_UNSEAL: [{"room": "*C9*", "rooms": []}, {"room": "C9", "rooms": ["chairs", "party:NORD", "C1"]}],
    Code.UNSEALED_ALREADY: [{"rooms": []}, {"rooms": ["C1"]}],
    Code.NOT_YOUR_WORDS: [{}],
    Code.NO_WORDS_TO_ERASE: [{}],
    Code.OUT_OF_PHASE: [
        {"phase": "joint_facts", "act": act, "phases": phases, "possible": possible}
        for act in ("Accept", "MakeStatement")
        for phases in (["bargaining"], [f"phase_{n}" for n in range(40)])
        for possible in ([], ["Table", "WalkOut"], [one.__name__ for one in get_args(Act)])
    ],
    Code.TALKS_REST: [
        {"kind": kind.value, "until": until, "reason": reason, "possible": possible}
        for kind in PauseKind
        for until in (None, AT.isoformat())
        for reason in ("", "*x*" * 300)
        for possible in ([], [one.__name__ for one in get_args(Act)])
    ],
    Code.NOT_DUE: [{"key": "phase"}],
    Code.NO_PHASES: [{"pace": "live"}],
    Code.PACE_FREE: [{}],
    Code.UNKNOWN_PHASE: [{"phase": "<@1>", "phases": [f"phase_{n}" for n in range(count)]} for count in (2, 90)],
    Code.PHASE_ON_ALREADY: [{"phase": "joint_facts"}],
    Code.LAST_PHASE: [{"phase": "joint_facts"}],
    Code.GUARDS_UNMET: [{"phase": "x" * 40, "unmet": unmet} for unmet in (["quorum"], list(get_args(GuardName)))],
    Code.MINUTES_OUT_OF_RANGE: [{"minutes": 0, "least": 1, "most": 43_200}],
    Code.NO_CLOCK: [{}],
    Code.CLOCK_RESTS: [{"kind": kind.value} for kind in PauseKind],
    Code.CLOCK_STANDS: [{}],
    Code.CLOCK_RUNS: [{}],
    Code.TIME_OVER: [{}],
    Code.STOPPED_ENOUGH: [{"limit": 60, "stops": stops} for stops in (0, 1, 3)],
    Code.RESTING_ALREADY: [
        {"kind": kind.value, "until": until} for kind in PauseKind for until in (None, AT.isoformat())
    ],
    Code.NOT_RESTING: [{}],
    Code.PAUSE_END_OUT_OF_RANGE: [{"until": AT.isoformat(), "days": 365}],
    Code.ROLL_OPEN: [{"number": 2}],
    Code.NO_ROLL: [{}],
    Code.NO_ANSWER: [{"presence": "walked_out", "answers": ["present", "present_and_voting"]}],
    Code.ANSWERED_ALREADY: [{"party": "SUD", "presence": "present_and_voting"}],
    Code.WALKED_OUT_ALREADY: [{"party": "SUD"}],
    Code.NOT_AWAY: [{"party": "SUD"}],
    Code.NOT_REQUIRED: [{"party": "GUEST", "required": ["NORD", "SUD"]}],
    Code.NOT_AWAY_LONG: [{"party": "SUD", "minutes": n, "at": at} for n in (1, 10) for at in (None, AT.isoformat())],
    Code.TOO_FEW_LEFT: [{"party": "SUD", "left": left, "fewest": 2} for left in (0, 1)],
    Code.NOT_EXCUSED: [{"party": "SUD", "excused": excused} for excused in ([], ["EST"])],
    Code.NO_QUORUM: [{"quorum": 3, "present": present, "missing": 3 - present} for present in (0, 1)],
    Code.LIST_OPEN_ALREADY: [{"order": order, "seconds": 90} for order in ("coming", "sides")],
    Code.LIST_CLOSED_ALREADY: [{}],
    Code.LIST_CLOSED: [{}],
    Code.LIST_EMPTY: [{"open": True}, {"open": False}],
    Code.CHAIR_NEEDS_NO_LIST: [{}],
    Code.WAITING_ALREADY: [{"reply": False, "count": 1}, {"reply": True, "count": 3}],
    Code.NOT_WAITING: [{"open": True}, {"open": False}],
    Code.NOBODY_SPEAKS: [{"waiting": 0}, {"waiting": 2}],
    Code.NOT_SPEAKING: [{"member": "nord", "until": AT.isoformat()}],
    Code.HAS_FLOOR: [{"member": "nord", "until": AT.isoformat()}],
    Code.NOT_SEATED: [{"member": "1"}],
    Code.YIELDED_ALREADY: [{}],
    Code.YIELD_TO_WHOM: [{}],
    Code.TURN_LENGTH: [{"seconds": 9_999, "least": 10, "most": 3_600}],
    Code.FLOOR_RESTS: [{"kind": kind} for kind in ("suspended", "adjourned", "frozen")],
    Code.UNKNOWN_POINT: [{"point": "*x*", "points": points} for points in ([], ["O1"], ["O1", "O2"])],
    Code.POINT_RULED_ALREADY: [
        {"point": "O1", "ruling": ruling, "member": "chair", "reason": "*x*" * 300}
        for ruling in ("sustained", "overruled")
    ],
    Code.POINT_NOT_RULED: [{"point": "O1"}],
    Code.NOT_APPEALABLE: [{"point": "O1", "kind": kind} for kind in ("privilege", "information")],
    Code.APPEALED_ALREADY: [{"point": "O1", "motion": "M1"}],
    Code.APPEAL_IN_VOTE: [{"motion": "M1"}],
    Code.CONTENTION: [{}],
    Code.SESSION_HERE_ALREADY: [{"session": "s1"}],
    Code.NO_SESSION_HERE: [{}],
    Code.UNKNOWN_PACK: [{"pack": "x", "packs": ["tiny", "other"]}],
    Code.UNKNOWN_VARIANT: [{"variant": "x", "variants": ["a"]}, {"variant": "x", "variants": []}],
    Code.STORAGE_FULL: [{}],
    Code.STORAGE_BROKEN: [{"reference": "a1b2"}],
}


def speech() -> Speech:
    return Speech(WORDS, "en", begun_session())


def refusals() -> Iterator[Any]:
    for code in Code:
        for number, params in enumerate(PARAMS.get(code, [{}])):
            yield pytest.param(code, params, id=f"{code.value}-{number}")


@pytest.mark.parametrize(("code", "params"), list(refusals()))
@pytest.mark.parametrize("curable", [False, True])
def test_each_refusal_says_why_and_what_would_work(code: Code, params: dict[str, Any], curable: bool) -> None:  # noqa: FBT001
    why, remedy = refusal_words(speech(), Refusal(code, params), curable, 2)
    assert why.endswith((".", "!"))
    assert remedy.strip()
    assert "\n" not in remedy
    assert len(why) < 300
    assert len(remedy) < 300


def test_the_samples_cover_every_refusal() -> None:
    assert set(PARAMS) == set(Code)


def test_a_refusal_of_a_name_shows_it_as_typed() -> None:
    why, _ = refusal_words(speech(), Refusal(Code.HEAD_TAKEN, {"party": "NORD", "name": "*Anna*"}))
    assert why == r"Nordland already has a head: \*Anna\*."


CLAUSES = (Clause("one"), Clause("two"))
HASH = "a" * 64
ACTS = get_args(ActName)
ENDS = ("passed", "barred", "changed", "withdrawn", "overtaken", "rejected", "reserved", "absent")
RULES = (VoteRule(), VoteRule("two_thirds", "present", blocs=True, veto=("SUD",)))
VOTERS = (Voter("NORD"), Voter("SUD", 2, "EAST", may_abstain=False))
EVENTS: tuple[Event, ...] = (
    events.SessionOpened("s1", "tiny", HASH, "Tiny *talks*", "strict", "equal", begun_session().parties, Procedure()),
    events.SeatTaken("m", "Anna", Role.HEAD, "NORD"),
    events.SeatTaken("m", "Anna", Role.CHAIR, None),
    events.SeatLeft("nord"),
    events.SessionBegun(("NORD", "SUD"), ("EST",)),
    events.SessionBegun(("NORD", "SUD"), ()),
    events.SessionBegun(("NORD", "SUD"), (), Pace.POST, (PhasePlan("opening", 60, ("statement",)),)),
    *(
        clockwork.PhaseEntered("joint_facts", 2, ACTS, how, ends, minutes, reason, unmet)
        for how, ends, minutes, reason, unmet in (
            ("begin", AT, 40, "", ()),
            ("chair", AT, 40, "*now*", tuple(get_args(GuardName))),
            ("time", AT, 40, "", ("quorum",)),
            ("adopted", None, None, "", ()),
        )
    ),
    clockwork.ClockSet(AT),
    *(
        clockwork.ClockExtended(minutes, ends, remaining, reason)
        for minutes, ends, remaining, reason in ((1, AT, None, ""), (43_200, None, 59, "*more*"))
    ),
    clockwork.ClockStopped(1800, AT, "a *fire*"),
    clockwork.ClockStopped(0, AT),
    *(clockwork.ClockStarted(AT, how) for how in ("chair", "limit")),
    clockwork.TimeWarned(AT),
    *(clockwork.TimeUp(phase) for phase in ("", "joint_facts")),
    *(
        clockwork.SessionPaused(kind, reason, until, remaining)
        for kind in PauseKind
        for reason, until, remaining in (("", None, None), ("*tea*", AT, 200_000))
    ),
    *(clockwork.SessionResumed(PauseKind.SUSPENDED, ends, how) for ends, how in ((None, "chair"), (AT, "time"))),
    clockwork.RollCalled(1),
    *(clockwork.RollAnswered("SUD", presence) for presence in Presence),
    *(clockwork.RollClosed(1, absent) for absent in ((), ("SUD", "EST"))),
    *(clockwork.PartyWalkedOut("SUD", reason) for reason in ("", "*enough*")),
    clockwork.PartyReturned("SUD"),
    clockwork.PartyExcused("SUD", "*gone*"),
    clockwork.PartyReadmitted("SUD"),
    events.ProposalTabled("P1", "NORD", CLAUSES, HASH),
    events.ProposalTabled("P2", None, CLAUSES[:1], HASH, "P1", 1, AT),
    events.ProposalChanged("P1", 2, CLAUSES, HASH),
    events.ProposalRejected("P1", "SUD", 1, HASH, "too *much*"),
    events.ProposalRejected("P1", "SUD", 1, HASH, ""),
    events.ProposalWithdrawn("P1", "", ()),
    events.ProposalWithdrawn("P1", "why", ("SUD",)),
    *(events.ProposalLapsed("P1", reason) for reason in ("countered", "expired", "other_adopted", "closed")),
    events.ProposalAccepted("P1", "SUD", 1, HASH),
    events.ProposalAccepted("P1", "SUD", 1, HASH, confirmed=True),
    events.ProposalAcceptedAdReferendum("P1", "SUD", 1, HASH),
    events.StanceTakenBack("P1", "SUD"),
    events.AsymmetryWaived("P1", "SUD", 1, HASH, "cuts", "we can live with it"),
    marked.BracketPlaced("B1", "P1", "SUD", 1, HASH, 2, 0, 3, "*t*" * 600, "three" * 400),
    marked.BracketPlaced("B1", "P1", "SUD", 1, HASH, 2, 0, 3, "two", ""),
    marked.BracketMoved("B1", "P1", 1, 0, 3),
    marked.BracketLiftAgreed("B1", "P1", "NORD"),
    *(marked.BracketLifted("B1", "P1", "SUD", how) for how in ("owner", "consensus", "taken", "words_gone")),
    marked.ReservationMade("R1", "P1", "SUD", 1, HASH, ReservationKind.SPECIFIC, "not *this*", "B1", 2),
    marked.ReservationMade("R1", "P1", "SUD", 1, HASH, ReservationKind.GENERAL, "x" * 1000, None, None),
    marked.ReservationLifted("R1", "P1", "SUD"),
    marked.LinkStated("L1", "P1", "SUD", ("P2", "P3")),
    marked.LinkDropped("L1", "P1", "SUD"),
    events.ProposalTabled("P3", "NORD", CLAUSES, HASH, bundles=(Bundled("P1", 1), Bundled("P2", 3))),
    events.AdoptionBarred("P1", 1, HASH, Bar(("cuts",), ("a reason",), ("EST",), ("B1",), ("L1", "L2"))),
    events.AdoptionBarred("P1", 1, HASH, Bar(links=("L1",))),
    events.TextAdopted("P1", 1, HASH, ("NORD", "SUD"), ("cuts",)),
    events.TextAdopted("P1", 1, HASH, ("NORD", "SUD"), ()),
    *(
        rooms.RoomOpened("C1", kind, ("NORD", "SUD"), "", ends, stops_clock=False)
        for kind in RoomKind
        for ends in (None, AT)
    ),
    rooms.RoomInvited("C1", ("EST",)),
    rooms.RoomInvited("C1", ("EST", "GUEST")),
    rooms.RoomLeft("C1", "SUD"),
    rooms.RoomEntered("C1", "chair"),
    rooms.RoomExtended("C1", AT),
    *(rooms.RoomClosed("C1", how) for how in ("member", "chair", "time")),
    rooms.RoomReopened("C1", None),
    rooms.RoomReopened("C1", AT),
    rooms.BlindAsked("Q1", "would you?", ("NORD", "SUD"), "P1", 1, AT),
    rooms.BlindAsked("Q1", "would you?", ("NORD", "SUD"), None, None, None),
    rooms.BlindAnswered("Q1", "SUD"),
    *(rooms.BlindClosed("Q1", yes, how) for yes in (True, False) for how in ("all", "chair", "time")),
    events.TextAdopted("P1", 1, HASH, ("NORD", "SUD"), (), "silence"),
    events.TextAdopted("P1", 1, HASH, ("NORD", "SUD"), (), early=True),
    events.ProposalTabled("P2", "SUD", CLAUSES, HASH, takes_over="P1"),
    concluding.SilenceBegun("P1", 1, HASH, AT),
    concluding.SilenceBroken("P1", 1, "SUD", "*no*" * 250, 2, "three" * 800),
    concluding.SilenceBroken("P1", 1, "SUD", "No."),
    *(concluding.SilenceEnded("P1", 1, how) for how in ENDS),
    *(
        concluding.StatementMade("S1", kind, "SUD", "*x*" * 600, "P1", 2, 1 if kind is StatementKind.COMMENT else None)
        for kind in StatementKind
    ),
    concluding.StatementMade("S1", StatementKind.ANSWER, None, "Yes."),
    concluding.AdReferendumLapsed("P1", "SUD", 1),
    concluding.EditorialCertified("E1", "P1", 1, HASH, 2, "*tow*" * 700, CLAUSES, HASH, "x" * 1000, AT),
    concluding.EditorialContested("E1", "P1", "SUD", ""),
    concluding.EditorialContested("E1", "P1", "SUD", "It *does* matter."),
    concluding.EditorialDropped("E1", "P1"),
    concluding.EditorialApplied("E1", "P1", 2, CLAUSES, HASH),
    concluding.WaiverRequested("P1", 1, HASH, "cuts", "for *peace*", ("NORD", "SUD")),
    concluding.TextInitialled("P1", "SUD", HASH),
    *(concluding.TextSigned("P1", "SUD", HASH, consent) for consent in Consent),
    concluding.TextRatified("P1", "SUD", HASH),
    concluding.SignatureDeclined("P1", "SUD", HASH, "Our *parliament* fell."),
    concluding.EnteredIntoForce("P1", HASH),
    facts.ActsUndone(3, (3, 4, 7), "the *wrong* button"),
    facts.ActsUndone(3, tuple(range(4, 900)), "x" * 1000, rewind=True),
    facts.ActsRedone(9, (3,), "it was right"),
    facts.ActsRedone(9, (3, 4), ""),
    facts.EntryStruck(3, "*rude*"),
    facts.EntryRestored(3),
    recording.TalkHeard(("a" * 64,)),
    recording.TalkHeard(("a" * 64, "b" * 64)),
    recording.RecordingBegun(content=True),
    recording.RecordingBegun(content=False),
    recording.RecordingEnded(),
    recording.RecordingDeclined("nord"),
    recording.RecordingAllowed("nord"),
    recording.RoomsUnsealed(("chairs", "party:NORD", "C1")),
    recording.WordsErased("nord", 1),
    recording.WordsErased("nord", 12),
    facts.Withheld(),
    events.NewsScheduled((ScheduledInject("flood", 20),)),
    events.NewsScheduled((ScheduledInject("flood", 20), ScheduledInject("leak", 9, "open", ("SUD",)))),
    facts.PartyMessaged(1, "SUD"),
    facts.NewsTold("N1", "*Flood*", "The river rises."),
    facts.NewsTold("N2", "", "", ("NORD", "SUD"), "flood", "map.png", "a" * 64),
    *(voting.MotionMade("M1", kind, "SUD", "*x*" * 300, "P1", HASH, 5) for kind in MotionKind),
    voting.MotionMade("M1", MotionKind.OTHER, None, ""),
    voting.MotionSeconded("M1", "SUD"),
    voting.MotionWithdrawn("M1"),
    voting.MotionRuledOut("M1", "*x*" * 300),
    *(
        voting.VoteOpened("M1", method, not at, RULES[at], VOTERS, AT if at else None)
        for method in Method
        for at in (0, 1)
    ),
    voting.VoteOpened("M1", Method.OPEN, not RULES, VoteRule("all", "all"), VOTERS, None),
    voting.BallotCast("M1", "SUD", Choice.ABSTAIN),
    voting.BallotCast("M1", "SUD", None, "NORD"),
    *(
        voting.VoteClosed("M1", Tally(2, 1, 0, absent, reason == "carried", reason), "chair", cast)
        for reason in ("carried", "too_few", "tie", "veto", "bloc", "no_quorum")
        for absent, cast in ((0, {}), (1, {"SUD": Choice.NO, "NORD": Choice.YES}))
    ),
    voting.ProxyGiven("SUD", "NORD"),
    voting.ProxyTakenBack("SUD"),
    *(floor.ListOpened(order, 90) for order in ListOrder),
    floor.ListClosed(),
    *(floor.SpeakerAdded("F1", "nord", "NORD", side, reply) for side in Side for reply in (False, True)),
    floor.SpeakerRemoved("F1"),
    floor.FloorGiven("F1", "nord", "NORD", Side.FOR, reply=False, until=AT),
    floor.FloorGiven("F2", "olga", None, Side.NEUTRAL, reply=True, until=AT),
    floor.FloorYielded("questions", None, None),
    floor.FloorYielded("member", "sud", "SUD"),
    *(
        floor.FloorEnded("F1", party, 61, how)
        for party in ("NORD", None)
        for how in ("time", "speaker", "chair", "next")
    ),
    floor.TurnSet(60),
    *(floor.PointRaised("O1", kind, "NORD", "*x*" * 600) for kind in PointKind),
    *(floor.PointRuled("O1", sustained, "*x*" * 600) for sustained in (True, False)),
    floor.RulingAppealed("O1", "M1", "SUD"),
    floor.RulingReversed("O1", "M1"),
    floor.CalledToOrder("nord", "NORD", "*x*" * 600),
    floor.CalledToOrder("olga", None, "No applause."),
    events.SessionClosed("agreed", ""),
    events.SessionClosed("no_agreement", "time is up"),
)
ANNOUNCED = {
    "phase_entered",
    "time_warned",
    "time_up",
    "session_paused",
    "session_resumed",
    "party_walked_out",
    "party_returned",
    "party_excused",
    "floor_given",
    "point_raised",
    "point_ruled",
    "ruling_reversed",
    "called_to_order",
    "session_begun",
    "proposal_changed",
    "proposal_withdrawn",
    "bracket_placed",
    "adoption_barred",
    "session_closed",
    "silence_begun",
    "silence_broken",
    "silence_ended",
    "editorial_certified",
    "editorial_contested",
    "waiver_requested",
    "signature_declined",
    "entered_into_force",
    "acts_undone",
    "acts_redone",
    "vote_closed",
}


def test_the_samples_cover_every_event() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_each_event_has_its_line_its_answer_and_where_due_its_announcement(event: Event) -> None:
    say = speech()
    line = say(f"lines/{event.type}", seq=7, at=AT, who="An*n*a", event=event)
    assert line.startswith(f"`007` <t:{int(AT.timestamp())}:T> · ")
    assert line.endswith((".", "!", "”"))
    assert "\n" not in line
    for reader in ("m", "someone else"):
        assert say(f"cards/done#{event.type}", event=event, reader=reader, waiting=["EST"])
    assert WORDS.has(f"announcements/{event.type}") == (event.type in ANNOUNCED)
    if event.type in ANNOUNCED:
        assert say(
            f"announcements/{event.type}", event=event, record="1", fallen=("NORD",), accepted=("EST",)
        ).startswith("## ")


def test_each_act_has_a_command_and_a_line_of_help() -> None:
    for act in get_args(Act):
        if act is Tick:  # the clock's own
            continue
        assert speech().commands([act.__name__]).startswith("`/")
        assert speech()(f"help#{act.__name__}").startswith("`/")


def test_each_verb_of_a_button_is_done_by_something() -> None:
    assert not set(VERBS.touches) & set(VERBS.forms)
    assert VERBS.in_place <= set(VERBS.touches) | set(VERBS.forms)


def templates() -> list[str]:
    return sorted(path.relative_to(PROMPTS / "en").as_posix() for path in (PROMPTS / "en").rglob("*.j2"))


# A tag at the end of a line takes the line's end with it; a blank line after it keeps the next line apart.
TAG = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
APART = re.compile(r"\{%-|-%\}|\{% *(?:block|endblock|else|elif|macro|endmacro)\b")
GLUED = re.compile(r"[^\s\0\1][^\n\1]*\0\n(?:\0\n)*\0*[^\s\0\1]")


@pytest.mark.parametrize("name", templates())
def test_no_line_of_a_template_runs_into_the_next(name: str) -> None:
    text = (PROMPTS / "en" / name).read_text(encoding="utf-8")
    found = GLUED.search(TAG.sub(lambda tag: "\1" if APART.search(tag[0]) else "\0", text))
    assert found is None, found[0]


@pytest.mark.parametrize("name", templates())
def test_each_template_is_sound(name: str) -> None:
    """A template that is given nothing may miss a name; it may not be misspelt."""
    with contextlib.suppress(UndefinedError, TypeError):
        WORDS(name.removesuffix(".j2"))
    text = (PROMPTS / "en" / name).read_text(encoding="utf-8")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), "white space at the end of a line"


def test_each_command_has_words_within_discords_limits() -> None:
    for path in (PROMPTS / "en" / "commands").glob("*.j2"):
        first, *rest = path.read_text(encoding="utf-8").splitlines()
        for words in (first, *(line.split(": ", 1)[1] for line in rest)):
            assert 1 <= len(words) <= 100, f"{path.name}: {words}"
