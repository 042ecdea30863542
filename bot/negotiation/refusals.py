"""Why an act was not done: a code and its numbers; the words for it lie in `prompts/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.scenarios.judge import Judgement


class Code(StrEnum):
    """Every reason for which an act is refused. Params are named in the comment beside each."""

    # sessions and seats
    NOT_MODERATOR = "not_moderator"
    NO_SEAT = "no_seat"
    NOT_CHAIR = "not_chair"
    UNKNOWN_PARTY = "unknown_party"  # party, parties
    PARTY_NEEDED = "party_needed"  # role, parties
    ROLE_NOT_FOR_PARTY = "role_not_for_party"  # role
    HEAD_TAKEN = "head_taken"  # party, name
    CHAIR_NOT_TAKEN = "chair_not_taken"  # the chair's seat is assigned, never taken
    ALREADY_SEATED = "already_seated"  # party, role
    SEAT_CHANGE_NEEDS_CHAIR = "seat_change_needs_chair"  # party
    LAST_CHAIR = "last_chair"
    HEADS_MISSING = "heads_missing"  # parties, present: how many have a head
    TOO_FEW_PARTIES = "too_few_parties"  # required, present
    ALREADY_BEGUN = "already_begun"
    WRONG_PHASE = "wrong_phase"  # phase, possible: list of act names that this actor may do now
    OUT_OF_PHASE = "out_of_phase"  # phase: id of the pack's phase, act, phases: ids of those that allow it, possible
    TALKS_REST = "talks_rest"  # kind: suspended, adjourned or frozen, until (ISO time or None), reason
    NOT_DUE = "not_due"  # key: of a deadline that is not there any more; no member ever sees it
    # proposals
    ROLE_MAY_NOT = "role_may_not"  # role, act, needs: list of roles
    UNKNOWN_PROPOSAL = "unknown_proposal"  # proposal, live: list of ids
    NOT_LIVE = "not_live"  # proposal, status, reason, newest: id of the newest live counter or None
    STALE_VERSION = "stale_version"  # proposal, yours: version number or None, current: number, text_hash: current hash
    NOT_YOURS = "not_yours"  # proposal, party
    OWN_PROPOSAL = "own_proposal"  # proposal
    NO_CHANGE = "no_change"  # proposal, version
    EMPTY_TEXT = "empty_text"  # number: of the blank clause, None if there is no clause
    TOO_MANY_CLAUSES = "too_many_clauses"  # count, limit
    CLAUSE_TOO_LONG = "clause_too_long"  # number, length, limit
    ISSUE_TWICE = "issue_twice"  # issue
    UNKNOWN_OPTION = "unknown_option"  # issue, option, options
    CLAUSE_FORGED = "clause_forged"  # number: the clause names an option but is not the pack's text or steps
    ALREADY_SAID = "already_said"  # proposal, kind
    NOTHING_TO_TAKE_BACK = "nothing_to_take_back"  # proposal
    NOTHING_TO_CONFIRM = "nothing_to_confirm"  # proposal
    LOCKED = "locked"  # proposal, parties that accepted
    FIRM = "firm"  # proposal, until (ISO time)
    EXPIRED = "expired"  # proposal, at (ISO time)
    EXPIRY_IN_PAST = "expiry_in_past"  # at
    NOT_RECIPROCAL = "not_reciprocal"  # proposal or None, bar (see model.Bar); `judgement` is set
    STAYS_OUT = "stays_out"  # party (no vote, or no head at the start), required: parties whose word counts
    UNREADABLE_TEXT = "unreadable_text"  # number: of the clause with control characters or broken ones
    BRACKET_UNREADABLE = "bracket_unreadable"  # number: of the clause, why (drafting.brackets), near: the words there
    UNREADABLE_WORDS = "unreadable_words"  # the same in a reason or a statement
    # waivers, adoption
    UNKNOWN_RULE = "unknown_rule"  # rule, failing: list of rule ids that can be waived
    NOT_AFFECTED = "not_affected"  # rule, parties
    STATEMENT_NEEDED = "statement_needed"
    STATEMENT_TOO_LONG = "statement_too_long"  # length, limit; of a waiver's statement or of a reason
    ALREADY_WAIVED = "already_waived"  # proposal, rule
    NOBODY_ACCEPTED = "nobody_accepted"  # proposal: the chair finds no objection, but no acceptance either
    ADOPTS_BY_ITSELF = "adopts_by_itself"  # consensus
    OBJECTIONS = "objections"  # proposal, parties
    CONSENT_MISSING = "consent_missing"  # proposal, parties
    # brackets, reservations, links, packages
    NO_SUCH_CLAUSE = "no_such_clause"  # number, count: how many clauses there are
    WORDS_NOT_FOUND = "words_not_found"  # number: of the clause, words
    WORDS_SEVERAL = "words_several"  # number, words, count: how often they stand there
    BRACKET_CROSSES = "bracket_crosses"  # bracket, party, words: of the one that is cut
    TOO_MANY_BRACKETS = "too_many_brackets"  # proposal, limit
    ALREADY_BRACKETED = "already_bracketed"  # bracket
    ALTERNATIVE_SAME = "alternative_same"
    UNKNOWN_BRACKET = "unknown_bracket"  # bracket, open: list of ids that can be meant
    BRACKET_CLOSED = "bracket_closed"  # bracket, status, how
    LIFT_AGREED_ALREADY = "lift_agreed_already"  # bracket, waiting: parties that have not agreed
    NO_ALTERNATIVE = "no_alternative"  # bracket, party
    BRACKETS_OPEN = "brackets_open"  # proposal, brackets: list of id, party, words; parties: their owners
    NOT_YOUR_MARK = "not_your_mark"  # mark: id of a bracket, reservation or link, party
    UNKNOWN_RESERVATION = "unknown_reservation"  # reservation, yours: list of ids
    ALREADY_RESERVED = "already_reserved"  # reservation
    RESERVATION_CLOSED = "reservation_closed"  # reservation
    RESERVATIONS_OPEN = "reservations_open"  # proposal, reservations: list of id, party, kind; parties
    UNKNOWN_LINK = "unknown_link"  # link, yours: list of ids
    LINK_CLOSED = "link_closed"  # link
    LINK_TO_NOTHING = "link_to_nothing"  # proposal
    LINK_TO_ITSELF = "link_to_itself"  # proposal
    ALREADY_LINKED = "already_linked"  # link, proposal, others
    LINKS_UNMET = "links_unmet"  # proposal, links: list of id, party, others; parties
    PACKAGE_TOO_SMALL = "package_too_small"  # count
    PACKAGE_CONFLICT = "package_conflict"  # issue, proposals that decide it
    PACKAGE_THERE = "package_there"  # proposal: the live package of the same versions
    PACKAGE_DIFFERS = "package_differs"  # number: of a clause that would promise something else, proposal: whose it is
    # private rooms, blind questions
    UNKNOWN_ROOM = "unknown_room"  # room, yours: list of ids of rooms that the actor may know of
    ROOM_CLOSED = "room_closed"  # room, how
    ROOM_OPEN_ALREADY = "room_open_already"  # room
    ROOM_THERE = "room_there"  # room: the open one of the same parties, parties
    ROOM_TOO_SMALL = "room_too_small"  # count: of parties
    CONFESSIONAL_ONE_PARTY = "confessional_one_party"  # count
    ROOM_PARTY_EMPTY = "room_party_empty"  # parties: for which nobody sits
    NOBODY_INVITED = "nobody_invited"  # room
    ALREADY_IN_ROOM = "already_in_room"  # room, parties: that are in it; empty: the chair who asks
    CHAIRS_STAY_OUT = "chairs_stay_out"  # room
    ROOM_OF_PARTIES = "room_of_parties"  # room, parties: who alone invite to it
    ROOM_HAS_NO_END = "room_has_no_end"  # room
    ROOM_MINUTES = "room_minutes"  # minutes, least, most
    ROOM_NO_CLOCK = "room_no_clock"  # there is no running clock to stop
    ROOM_CLOCK_USED_UP = "room_clock_used_up"  # limit: minutes for which the clock may stand in all
    UNKNOWN_PROBE = "unknown_probe"  # probe, yours: list of ids
    PROBE_CLOSED = "probe_closed"  # probe
    PROBE_OPEN = "probe_open"  # probe, proposal
    PROBE_TOO_SMALL = "probe_too_small"  # count
    # the chair's hand
    UNKNOWN_ENTRY = "unknown_entry"  # entry, last: number of the last entry
    NOT_UNDONE_SO = "not_undone_so"  # entry, type: of the event
    UNDONE_ALREADY = "undone_already"  # entry
    FALLS_WITH_IT = "falls_with_it"  # entry, falls: list of seq, type; rewind
    NOTHING_TO_REWIND = "nothing_to_rewind"  # entry
    NOTHING_TO_REDO = "nothing_to_redo"  # entry
    REDO_IN_THE_WAY = "redo_in_the_way"  # entry, later: number of an entry that would make no sense, type: of it
    STRUCK_ALREADY = "struck_already"  # entry, reason
    NOT_STRUCK = "not_struck"  # entry, struck: list of numbers
    UNKNOWN_INJECT = "unknown_inject"  # inject, left: list of ids
    INJECT_TOLD = "inject_told"  # inject, news, left: list of ids
    TITLE_TOO_LONG = "title_too_long"  # length, limit
    # towards the agreed text and after it
    ISSUE_SETTLED = "issue_settled"  # issue, proposal: the agreed text that decides it
    NO_SILENCE_PROCEDURE = "no_silence_procedure"
    SILENCE_RUNS = "silence_runs"  # proposal, version, until (ISO time)
    SILENCE_TIME = "silence_time"  # minutes: those asked for, least, most
    SILENT_PARTIES_AWAY = "silent_parties_away"  # proposal, parties that are absent or have walked out
    NO_SILENCE_RUNS = "no_silence_runs"
    SILENCE_OVER = "silence_over"  # proposal, until (ISO time)
    CLAUSE_NEEDED = "clause_needed"
    PROPOSAL_NEEDED = "proposal_needed"  # kind: of the statement
    ALREADY_ASIDE = "already_aside"  # proposal, version, statement: id
    TAKEOVER_NOT_WITHDRAWN = "takeover_not_withdrawn"  # proposal, status
    TAKEOVER_NOT_YOURS = "takeover_not_yours"  # proposal, parties that may
    TAKEOVER_TOO_LATE = "takeover_too_late"  # proposal, until (ISO time), minutes
    TAKEN_OVER = "taken_over"  # proposal, as: id of the new one, party
    EDITORIAL_OPEN = "editorial_open"  # proposal, editorial, until (ISO time)
    EDITORIAL_OF_OPTION = "editorial_of_option"  # number: of the clause, issue
    EDITORIAL_BRACKETED = "editorial_bracketed"  # number: of the clause, brackets: list of ids
    EDITORIAL_NUMBERS = "editorial_numbers"  # number: of the clause, gone: list of numbers, new: list of numbers
    EDITORIAL_STEPS = "editorial_steps"  # number: of the clause
    UNKNOWN_EDITORIAL = "unknown_editorial"  # editorial, open: list of ids
    EDITORIAL_CLOSED = "editorial_closed"  # editorial, status
    WAIVER_ASKED = "waiver_asked"  # proposal, rule, parties
    NOT_AGREED_TEXT = "not_agreed_text"  # proposal, version: of the agreed text
    NO_PARTY_TO_TEXT = "no_party_to_text"  # party, parties
    SIGNED_ALREADY = "signed_already"  # step: initialled, signed, ratified, bound, declined or in_force
    NOTHING_TO_RATIFY = "nothing_to_ratify"  # signed: whether the party has signed, for good then
    # phases, clock, pauses, presence
    NO_PHASES = "no_phases"  # pace
    PACE_FREE = "pace_free"
    UNKNOWN_PHASE = "unknown_phase"  # phase, phases: list of ids
    PHASE_ON_ALREADY = "phase_on_already"  # phase
    LAST_PHASE = "last_phase"  # phase
    GUARDS_UNMET = "guards_unmet"  # phase: the one to be entered, unmet: list of guards
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range"  # minutes: those asked for, least, most
    NO_CLOCK = "no_clock"
    CLOCK_RESTS = "clock_rests"  # kind: of the pause
    CLOCK_STANDS = "clock_stands"
    CLOCK_RUNS = "clock_runs"
    TIME_OVER = "time_over"
    STOPPED_ENOUGH = "stopped_enough"  # limit: minutes, stops: how often it was stopped
    RESTING_ALREADY = "resting_already"  # kind, until (ISO time or None)
    NOT_RESTING = "not_resting"
    PAUSE_END_OUT_OF_RANGE = "pause_end_out_of_range"  # until (ISO time), days: the longest
    ROLL_OPEN = "roll_open"  # number
    NO_ROLL = "no_roll"
    NO_ANSWER = "no_answer"  # presence: what was said, answers: what may be said
    ANSWERED_ALREADY = "answered_already"  # party, presence
    WALKED_OUT = "walked_out"  # party
    WALKED_OUT_ALREADY = "walked_out_already"  # party
    NOT_AWAY = "not_away"  # party
    NOT_REQUIRED = "not_required"  # party, required: parties
    NOT_AWAY_LONG = "not_away_long"  # party, minutes: how long it must be away, at (ISO time, None while it is there)
    TOO_FEW_LEFT = "too_few_left"  # party, left: required parties without it, fewest
    NOT_EXCUSED = "not_excused"  # party, excused: parties
    NO_QUORUM = "no_quorum"  # quorum, present, missing: how many
    # the floor
    LIST_OPEN_ALREADY = "list_open_already"  # order, seconds
    LIST_CLOSED_ALREADY = "list_closed_already"
    LIST_CLOSED = "list_closed"
    LIST_EMPTY = "list_empty"  # open
    CHAIR_NEEDS_NO_LIST = "chair_needs_no_list"
    WAITING_ALREADY = "waiting_already"  # reply, count: how many wait
    NOT_WAITING = "not_waiting"  # open
    NOBODY_SPEAKS = "nobody_speaks"  # waiting: how many wait
    NOT_SPEAKING = "not_speaking"  # member: who has the floor, until (ISO time)
    HAS_FLOOR = "has_floor"  # member, until (ISO time)
    NOT_SEATED = "not_seated"  # member
    YIELDED_ALREADY = "yielded_already"
    YIELD_TO_WHOM = "yield_to_whom"
    TURN_LENGTH = "turn_length"  # seconds, least, most
    FLOOR_RESTS = "floor_rests"  # kind: suspended, adjourned or frozen
    UNKNOWN_POINT = "unknown_point"  # point, points: list of ids that can be meant
    POINT_RULED_ALREADY = "point_ruled_already"  # point, ruling: sustained or overruled, member: who ruled, reason
    POINT_NOT_RULED = "point_not_ruled"  # point
    NOT_APPEALABLE = "not_appealable"  # point, kind: privilege or information
    APPEALED_ALREADY = "appealed_already"  # point, motion
    APPEAL_IN_VOTE = "appeal_in_vote"  # motion: the one that is voted on
    # motions and votes
    UNKNOWN_MOTION = "unknown_motion"  # motion, motions: list of ids of those that are open
    MOTION_OVER = "motion_over"  # motion, status, reason: of the chair's ruling, or ""
    MOVED_ALREADY = "moved_already"  # motion: the open one of the party, kind
    MOTION_MINUTES = "motion_minutes"  # kind, minutes: or None, least, most
    MOTION_NOT_ON = "motion_not_on"  # kind, what: minutes or text, which such a motion is not about
    MOTION_NEEDS_TEXT = "motion_needs_text"  # a motion to adopt names no proposal
    APPEAL_BY_RULING = "appeal_by_ruling"  # an appeal is made on a ruling, not moved
    OWN_MOTION = "own_motion"  # motion
    SECONDED_ALREADY = "seconded_already"  # motion
    NOT_YOUR_MOTION = "not_your_motion"  # motion, party: or None for the chair's
    SECOND_NEEDED = "second_needed"  # motion, party
    HIGHER_MOTION = "higher_motion"  # motion, kind, first: id of the one that comes before it, first_kind
    NOBODY_VOTES = "nobody_votes"  # every party that could vote is away
    VOTE_RUNS = "vote_runs"  # motion: on which another vote is open
    VOTE_OPEN_ALREADY = "vote_open_already"  # motion
    VOTE_NOT_OPEN = "vote_not_open"  # motion, other: on which a vote is open, or None
    VOTE_OVER = "vote_over"  # motion, status: carried, failed or "" (it is being counted), yes, no, abstain
    VOTE_MINUTES = "vote_minutes"  # minutes, least, most
    ROLL_CALL_NOT_HIDDEN = "roll_call_not_hidden"  # motion
    ADOPTION_NOT_SECRET = "adoption_not_secret"  # motion  # noqa: S105  # a way to vote
    ROLL_CALL_VOTED = "roll_call_voted"  # motion, party
    NOT_CALLED = "not_called"  # motion, party, called: whose turn it is, or None
    NO_VOTER = "no_voter"  # motion, party, voters: list of ids
    MAY_NOT_ABSTAIN = "may_not_abstain"  # motion, party
    VOTED_SO_ALREADY = "voted_so_already"  # motion, party, choice
    NO_PROXIES = "no_proxies"  # party
    NO_PROXY_OF = "no_proxy_of"  # party: which gave the actor's party no proxy
    PROXY_VOTES = "proxy_votes"  # party, to: which votes for it
    PROXY_TO_ITSELF = "proxy_to_itself"
    PROXY_CHAIN = "proxy_chain"  # party, to, third: a party whose proxy it holds, or None: it gave its own away
    NO_PROXY_GIVEN = "no_proxy_given"  # party
    # the recording of the talk
    RECORDING_ALREADY = "recording_already"
    NOT_RECORDED = "not_recorded"
    DECLINED_ALREADY = "declined_already"
    NOT_DECLINED = "not_declined"
    NO_ROOM_TO_UNSEAL = "no_room_to_unseal"  # room, rooms: list of those that are sealed
    UNSEALED_ALREADY = "unsealed_already"  # rooms: that were named, or none: all
    NOT_YOUR_WORDS = "not_your_words"
    NO_WORDS_TO_ERASE = "no_words_to_erase"
    # raised by the service, not by the core
    CONTENTION = "contention"
    SESSION_HERE_ALREADY = "session_here_already"  # session
    NO_SESSION_HERE = "no_session_here"
    UNKNOWN_PACK = "unknown_pack"  # pack, packs
    UNKNOWN_VARIANT = "unknown_variant"  # variant, variants
    STORAGE_FULL = "storage_full"
    STORAGE_BROKEN = "storage_broken"  # reference


@dataclass(frozen=True, slots=True)
class Refusal:
    """An act that was not done, and leaves no trace; `judgement` explains a refusal by the rules."""

    code: Code
    params: Mapping[str, Any] = field(default_factory=dict)
    judgement: Judgement | None = None
