"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.clockwork import acts, attendance, clock, resting
from bot.negotiation.context import Decider

DECIDERS: Mapping[type[Act], Decider] = {
    acts.EnterPhase: clock.enter_phase,
    acts.SetClock: clock.set_clock,
    acts.ExtendClock: clock.extend_clock,
    acts.StopClock: clock.stop_clock,
    acts.StartClock: clock.start_clock,
    acts.PauseSession: resting.pause_session,
    acts.ResumeSession: resting.resume_session,
    acts.CallRoll: attendance.call_roll,
    acts.AnswerRoll: attendance.answer_roll,
    acts.MarkPresence: attendance.mark_presence,
    acts.CloseRoll: attendance.close_roll,
    acts.WalkOut: attendance.walk_out,
    acts.ComeBack: attendance.come_back,
    acts.ExcuseParty: attendance.excuse_party,
    acts.ReadmitParty: attendance.readmit_party,
}
