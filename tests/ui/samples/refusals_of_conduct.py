"""What refusals of order, votes, phases, clock and floor may hold, and those of the house."""

from typing import Any, get_args

from bot.negotiation.acts import Act
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.refusals import Code
from bot.negotiation.voting.model import MotionKind, MotionStatus
from bot.scenarios.parts import GuardName
from tests.ui.samples import AT

OF_CONDUCT: dict[Code, list[dict[str, Any]]] = {
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
    Code.WALKED_OUT: [{"party": "SUD"}],
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
