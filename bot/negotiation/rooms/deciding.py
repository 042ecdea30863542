"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Decider
from bot.negotiation.rooms import acts, caucuses, probes

DECIDERS: Mapping[type[Act], Decider] = {
    acts.OpenRoom: caucuses.open_room,
    acts.InviteToRoom: caucuses.invite,
    acts.LeaveRoom: caucuses.leave,
    acts.EnterRoom: caucuses.enter,
    acts.ExtendRoom: caucuses.extend,
    acts.CloseRoom: caucuses.close_room,
    acts.ReopenRoom: caucuses.reopen,
    acts.AskBlind: probes.ask,
    acts.AnswerBlind: probes.answer,
    acts.CloseBlind: probes.close,
}
