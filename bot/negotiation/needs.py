"""What each act asks of the session's phase, of the actor's role, and of the present phase of the pack."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.negotiation import acts
from bot.negotiation.acts import Act
from bot.negotiation.clockwork import acts as clock
from bot.negotiation.concluding import acts as concluding
from bot.negotiation.floor import acts as floor
from bot.negotiation.model import Phase, Role
from bot.negotiation.order import acts as order
from bot.negotiation.recording import acts as recording
from bot.negotiation.rooms import acts as rooms
from bot.negotiation.voting import acts as voting

_ANY = tuple(Phase)
_OPEN = (Phase.CONVENED, Phase.NEGOTIATING, Phase.AGREED)
_TALKS = (Phase.NEGOTIATING,)
_BEGUN = (Phase.NEGOTIATING, Phase.AGREED)
_AGREED = (Phase.AGREED,)
_CHAIR = (Role.CHAIR,)
_HEAD = (Role.HEAD,)
_SPEAKERS = (Role.HEAD, Role.DELEGATE)
_TABLERS = (*_SPEAKERS, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Need:
    """What an act asks; no roles: it needs no seat.

    `words`: the act words of a pack's phases that allow it to delegations (none: it is not bound to phases). The chair
    is bound by no phase of the pack. `rests`: it is possible while the talks are suspended or adjourned, too. `away`:
    it is possible for a party that has walked out, too.
    """

    phases: tuple[Phase, ...]
    roles: tuple[Role, ...]
    words: tuple[str, ...] = ()
    rests: bool = False
    away: bool = False


NEEDS: Mapping[type[Act], Need] = {
    acts.TakeSeat: Need(_OPEN, (), rests=True),
    acts.LeaveSeat: Need(_OPEN, tuple(Role), rests=True, away=True),
    acts.AssignSeat: Need(_OPEN, _CHAIR),
    acts.Begin: Need((Phase.CONVENED,), _CHAIR),
    acts.Table: Need(_TALKS, _TABLERS, ("table",)),
    acts.Counter: Need(_TALKS, _SPEAKERS, ("counter",)),
    acts.Change: Need(_TALKS, _TABLERS, ("table", "counter")),
    acts.Reject: Need(_TALKS, _SPEAKERS, ("counter", "object", "reject", "accept")),
    acts.Withdraw: Need(_TALKS, _TABLERS, ("table", "withdraw")),
    acts.Accept: Need(_TALKS, _HEAD, ("accept",)),
    acts.AcceptAdReferendum: Need(_TALKS, _SPEAKERS, ("accept_ad_ref",)),
    acts.Confirm: Need(_TALKS, _HEAD, ("accept", "accept_ad_ref", "confirm")),
    acts.TakeBack: Need(_TALKS, _SPEAKERS, ("counter", "object", "accept", "accept_ad_ref")),
    acts.Waive: Need(_TALKS, _HEAD, ("accept", "package")),
    acts.PlaceBracket: Need(_TALKS, _SPEAKERS, ("bracket", "chair_text")),
    acts.LiftBracket: Need(_TALKS, _SPEAKERS, ("bracket", "chair_text", "package", "accept")),
    acts.TakeAlternative: Need(_TALKS, _TABLERS, ("table", "counter", "bracket")),
    acts.Reserve: Need(_TALKS, _SPEAKERS, ("bracket", "object", "accept")),
    acts.LiftReservation: Need(_TALKS, _SPEAKERS, ("bracket", "object", "accept")),
    acts.StateLink: Need(_TALKS, _SPEAKERS, ("link", "package")),
    acts.DropLink: Need(_TALKS, _SPEAKERS, ("link", "package", "accept")),
    acts.TablePackage: Need(_TALKS, _TABLERS, ("link", "package")),
    acts.Adopt: Need(_TALKS, _CHAIR),
    acts.Close: Need(_OPEN, _CHAIR),
    # phases, clock, presence
    clock.EnterPhase: Need(_BEGUN, _CHAIR),
    clock.SetClock: Need(_BEGUN, _CHAIR),
    clock.ExtendClock: Need(_BEGUN, _CHAIR),
    clock.StopClock: Need(_BEGUN, _CHAIR),
    clock.StartClock: Need(_BEGUN, _CHAIR),
    clock.PauseSession: Need(_BEGUN, _CHAIR),
    clock.ResumeSession: Need(_BEGUN, _CHAIR),
    clock.CallRoll: Need(_BEGUN, _CHAIR),
    clock.AnswerRoll: Need(_BEGUN, _SPEAKERS, rests=True, away=True),
    clock.MarkPresence: Need(_BEGUN, _CHAIR),
    clock.CloseRoll: Need(_BEGUN, _CHAIR),
    clock.WalkOut: Need(_TALKS, _HEAD, rests=True, away=True),
    clock.ComeBack: Need(_BEGUN, _SPEAKERS, rests=True, away=True),
    clock.ExcuseParty: Need(_TALKS, _CHAIR),
    clock.ReadmitParty: Need(_TALKS, _CHAIR),
    # the floor
    floor.OpenList: Need(_BEGUN, _CHAIR),
    floor.CloseList: Need(_BEGUN, _CHAIR),
    floor.JoinList: Need(_BEGUN, _TABLERS),
    floor.LeaveList: Need(_BEGUN, _TABLERS, rests=True, away=True),
    floor.Recognise: Need(_BEGUN, _CHAIR),
    floor.YieldFloor: Need(_BEGUN, _TABLERS),
    floor.EndTurn: Need(_BEGUN, _TABLERS),
    floor.SetTurn: Need(_BEGUN, _CHAIR),
    floor.AskReply: Need(_BEGUN, _SPEAKERS),
    floor.RaisePoint: Need(_BEGUN, _SPEAKERS),
    floor.RulePoint: Need(_BEGUN, _CHAIR),
    floor.AppealRuling: Need(_BEGUN, _SPEAKERS),
    floor.CallToOrder: Need(_BEGUN, _CHAIR),
    # motions and votes
    voting.Move: Need(_BEGUN, _TABLERS),
    voting.SecondMotion: Need(_BEGUN, _SPEAKERS),
    voting.WithdrawMotion: Need(_BEGUN, _TABLERS),
    voting.RuleMotion: Need(_BEGUN, _CHAIR),
    voting.OpenVote: Need(_BEGUN, _CHAIR),
    voting.CastVote: Need(_BEGUN, _HEAD),
    voting.CloseVote: Need(_BEGUN, _CHAIR),
    voting.GiveProxy: Need(_BEGUN, _HEAD, rests=True),
    voting.TakeProxyBack: Need(_BEGUN, _HEAD, rests=True),
    # towards the agreed text and after it
    concluding.PutUnderSilence: Need(_TALKS, _CHAIR),
    concluding.BreakSilence: Need(_TALKS, _SPEAKERS),
    concluding.MakeStatement: Need(_BEGUN, _TABLERS),
    concluding.TakeOver: Need(_TALKS, _SPEAKERS),
    concluding.CertifyEditorial: Need(_TALKS, _CHAIR),
    concluding.ContestEditorial: Need(_TALKS, _SPEAKERS, rests=True),
    concluding.AskWaiver: Need(_TALKS, _CHAIR),
    concluding.Initial: Need(_AGREED, _HEAD, ("initial",)),
    concluding.Sign: Need(_AGREED, _HEAD, ("sign",)),
    concluding.Ratify: Need(_AGREED, _HEAD),
    concluding.Decline: Need(_AGREED, _HEAD),
    # private rooms and mediation
    rooms.OpenRoom: Need(_BEGUN, _TABLERS, ("caucus",), rests=True),
    rooms.InviteToRoom: Need(_BEGUN, _TABLERS, rests=True),
    rooms.LeaveRoom: Need(_BEGUN, _SPEAKERS, rests=True, away=True),
    rooms.EnterRoom: Need(_BEGUN, _CHAIR),
    rooms.ExtendRoom: Need(_BEGUN, _CHAIR),
    rooms.CloseRoom: Need(_BEGUN, _TABLERS, rests=True),
    rooms.ReopenRoom: Need(_BEGUN, _TABLERS, ("caucus",), rests=True),
    rooms.AskBlind: Need(_TALKS, _CHAIR),
    rooms.AnswerBlind: Need(_TALKS, _HEAD, rests=True),
    rooms.CloseBlind: Need(_TALKS, _CHAIR),
    # the chair's hand
    order.Undo: Need(_ANY, _CHAIR),
    order.Redo: Need(_ANY, _CHAIR),
    order.Rewind: Need(_ANY, _CHAIR),
    order.Strike: Need(_ANY, _CHAIR),
    order.Restore: Need(_ANY, _CHAIR),
    order.HandOver: Need(_OPEN, _CHAIR),
    order.MessageParty: Need(_OPEN, _CHAIR),
    order.TellNews: Need(_OPEN, _CHAIR),
    # the recording of the talk
    recording.BeginRecording: Need(_OPEN, _CHAIR),
    recording.EndRecording: Need(_OPEN, _CHAIR),
    recording.DeclineRecording: Need(_OPEN, (), rests=True),
    recording.AllowRecording: Need(_OPEN, (), rests=True),
    recording.UnsealRooms: Need((Phase.AGREED, Phase.CLOSED), _CHAIR),
    recording.EraseWords: Need(_ANY, (), rests=True),
}
"""All but the opening, `Tick` and `HearTalk`, which nobody but the clock tries."""
