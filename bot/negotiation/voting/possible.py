"""Whether there is anything to do an act here on, for help, buttons and completion; asked after `standing`."""

from collections.abc import Callable, Mapping

from bot.negotiation.acts import Act
from bot.negotiation.context import Context
from bot.negotiation.guards import standing
from bot.negotiation.model import Session
from bot.negotiation.refusals import Refusal
from bot.negotiation.voting import acts
from bot.negotiation.voting.ballots import castable, openable, voted_on
from bot.negotiation.voting.motions import secondable, waiting, withdrawable
from bot.negotiation.voting.proxies import proxy_refused

_Found = Callable[[Session, Context, str], object]

_ON_MOTIONS: Mapping[type[Act], _Found] = {
    acts.SecondMotion: secondable,
    acts.WithdrawMotion: withdrawable,
    acts.RuleMotion: lambda state, _, name: waiting(state, name),
    acts.OpenVote: openable,
    acts.CastVote: lambda state, context, name: _castable(state, context, name),  # noqa: PLW0108  # it stands below
    acts.CloseVote: lambda state, _, name: voted_on(state, name),
}


def usable_motions(state: Session, context: Context, kind: type[Act]) -> tuple[str, ...]:
    """Give the ids of the motions on which this actor may do an act of this kind now."""
    if standing(state, context.actor, kind) is not None:
        return ()
    found = _ON_MOTIONS[kind]
    return tuple(name for name in state.voting.motions if not isinstance(found(state, context, name), Refusal))


def votable_parties(state: Session, context: Context, name: str) -> tuple[str, ...]:
    """Give the parties for which this actor may vote now on a motion: the own one and those that gave their proxy."""
    own = state.seats[context.actor.member].party or ""
    proxied = [party for party, holder in state.voting.proxies.items() if holder == own]
    return tuple(one for one in (own, *proxied) if not isinstance(castable(state, context, name, one), Refusal))


def proxy_holders(state: Session, context: Context) -> tuple[str, ...]:
    """Give the parties to which this actor's party may give its proxy now."""
    own = state.seats[context.actor.member].party or ""
    return tuple(one.id for one in state.parties if proxy_refused(state, own, one.id) is None)


def _castable(state: Session, context: Context, name: str) -> object:
    found = votable_parties(state, context, name)
    return found or castable(state, context, name)


def _gave_proxy(state: Session, context: Context) -> bool:
    return state.seats[context.actor.member].party in state.voting.proxies


def _usable(kind: type[Act]) -> Callable[[Session, Context], bool]:
    return lambda state, context: bool(usable_motions(state, context, kind))


POSSIBLE: Mapping[type[Act], Callable[[Session, Context], bool]] = {
    **{kind: _usable(kind) for kind in _ON_MOTIONS},
    acts.GiveProxy: lambda state, context: bool(proxy_holders(state, context)),
    acts.TakeProxyBack: _gave_proxy,
}
