"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Decider
from bot.negotiation.voting import acts, ballots, motions, proxies

DECIDERS: Mapping[type[Act], Decider] = {
    acts.Move: motions.move,
    acts.SecondMotion: motions.second_motion,
    acts.WithdrawMotion: motions.withdraw_motion,
    acts.RuleMotion: motions.rule_motion,
    acts.OpenVote: ballots.open_vote,
    acts.CastVote: ballots.cast_vote,
    acts.CloseVote: ballots.close_vote,
    acts.GiveProxy: proxies.give_proxy,
    acts.TakeProxyBack: proxies.take_proxy_back,
}
