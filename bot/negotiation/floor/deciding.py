"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Decider
from bot.negotiation.floor import acts, lists, points

DECIDERS: Mapping[type[Act], Decider] = {
    acts.OpenList: lists.open_list,
    acts.CloseList: lists.close_list,
    acts.JoinList: lists.join_list,
    acts.LeaveList: lists.leave_list,
    acts.Recognise: lists.recognise,
    acts.YieldFloor: lists.yield_floor,
    acts.EndTurn: lists.end_turn,
    acts.SetTurn: lists.set_turn,
    acts.AskReply: lists.ask_reply,
    acts.RaisePoint: points.raise_point,
    acts.RulePoint: points.rule_point,
    acts.AppealRuling: points.appeal_ruling,
    acts.CallToOrder: points.call_to_order,
}
