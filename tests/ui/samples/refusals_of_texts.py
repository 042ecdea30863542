"""What refusals of seats, proposals, marks, rooms and concluding may hold."""

from typing import Any

from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.model import Bar, Phase, Role
from bot.negotiation.refusals import Code
from tests.ui.samples import AT


def open_bracket(name: str) -> dict[str, Any]:
    return {"id": name, "party": "SUD", "words": "*x*" * 700, "written": name.startswith("T")}


OF_TEXTS: dict[Code, list[dict[str, Any]]] = {
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
}
