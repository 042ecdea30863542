"""The state after what happened here: pure bookkeeping, it refuses nothing.

What an undoing does to the rest of the state is not done here: the state is built anew from the record (`replay`).
"""

from dataclasses import replace
from datetime import datetime

from bot.negotiation.model import Session
from bot.negotiation.order import facts
from bot.negotiation.order.facts import OrderEvent
from bot.negotiation.order.model import News, Order

_LeavesTrace = (
    facts.ActsUndone | facts.ActsRedone | facts.EntryStruck | facts.EntryRestored | facts.PartyMessaged | facts.NewsTold
)


def after(state: Session, event: OrderEvent, member: str, at: datetime) -> Session:
    """Give the state after an event."""
    del member
    if isinstance(event, facts.Withheld):
        return state
    return replace(state, order=_after(state.order, event, at))


def _after(order: Order, event: _LeavesTrace, at: datetime) -> Order:
    match event:
        case facts.ActsUndone(entries=entries):
            return replace(order, undone=tuple(sorted({*order.undone, *entries})))
        case facts.ActsRedone(entries=entries):
            return replace(order, undone=tuple(one for one in order.undone if one not in entries))
        case facts.EntryStruck(target=target, reason=reason):
            return replace(order, struck={**order.struck, target: reason})
        case facts.EntryRestored(target=target):
            return replace(order, struck={key: why for key, why in order.struck.items() if key != target})
        case facts.PartyMessaged(number=number):
            return replace(order, messages=number)
        case facts.NewsTold(news=name):
            return replace(order, news={**order.news, name: _news(event, at)})


def _news(event: facts.NewsTold, at: datetime) -> News:
    return News(
        id=event.news,
        title=event.title,
        words=event.words,
        at=at,
        parties=event.parties,
        inject=event.inject,
        file=event.file,
        digest=event.digest,
    )


def ghost(state: Session, event: OrderEvent, member: str, at: datetime) -> Session:
    """Give the state after an event that was undone: what it numbered stays, marked, so that no id is used twice.

    No act of the chair's hand is undone today: what was undone is redone, and what was told has been read.
    """
    if isinstance(event, facts.NewsTold):
        told = replace(_news(event, at), undone=True)
        return replace(state, order=replace(state.order, news={**state.order.news, event.news: told}))
    return after(state, event, member, at) if isinstance(event, facts.PartyMessaged) else state


def fits(state: Session, event: OrderEvent) -> bool:
    """Say whether an event still makes sense in a state that another event before it is missing from: always.

    What the chair put right, and what was told, stands by itself.
    """
    del state, event
    return True
