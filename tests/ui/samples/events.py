"""Every event as it may happen, and which of them are announced."""

from typing import get_args

from bot.drafting.clauses import Clause
from bot.negotiation import events, marked
from bot.negotiation.clockwork import facts as clockwork
from bot.negotiation.clockwork.model import Pace, PauseKind, PhasePlan, Presence
from bot.negotiation.concluding import facts as concluding
from bot.negotiation.concluding.model import Consent, StatementKind
from bot.negotiation.events import Event
from bot.negotiation.floor import facts as floor
from bot.negotiation.floor.model import ListOrder, PointKind, Side
from bot.negotiation.model import Bar, Bundled, Role
from bot.negotiation.order import facts
from bot.negotiation.order.model import ScheduledInject
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.recording import facts as recording
from bot.negotiation.rooms import facts as rooms
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.voting import facts as voting
from bot.negotiation.voting.model import Choice, Method, MotionKind, Tally, Voter
from bot.scenarios.parts import ActName, GuardName
from bot.scenarios.procedure import Procedure, VoteRule
from tests.support.builders import begun_session
from tests.ui.samples import AT

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
    *("recording_begun", "recording_ended", "rooms_unsealed"),
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
    "vote_opened",
    "vote_closed",
}
