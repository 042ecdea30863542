"""Words to one party, and news: by hand, or those of the pack."""

from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import standing, unknown_party
from bot.negotiation.model import Session
from bot.negotiation.order import acts, facts
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement
from bot.scenarios.frame import Frame
from bot.scenarios.parts import Inject

LONGEST_TITLE = 100


def message_party(state: Session, act: acts.MessageParty, context: Context) -> Outcome:
    """Write to one party alone; the words are kept apart from the record."""
    refusal = (
        standing(state, context.actor, acts.MessageParty)
        or unknown_party(state, act.party)
        or check_statement(act.words)
    )
    return refusal or (facts.PartyMessaged(state.order.messages + 1, act.party),)


def tell_news(state: Session, act: acts.TellNews, context: Context) -> Outcome:
    """Tell news, to all or to some parties; an inject of the pack once, in the pack's words."""
    if refusal := standing(state, context.actor, acts.TellNews):
        return refusal
    if act.inject is not None:
        inject = _left(state, act.inject, context.frame)
        if isinstance(inject, Refusal):
            return inject
        return unknown_party(state, *act.parties) or (told(state, inject, act.parties),)
    refusal = _unfit_title(act.title) or check_statement(act.words) or unknown_party(state, *act.parties)
    if refusal:
        return refusal
    parties = tuple(dict.fromkeys(act.parties))
    return (
        facts.NewsTold(
            news=next_news(state),
            title="" if parties else act.title.strip(),
            words="" if parties else act.words,
            parties=parties,
            file=act.file if act.digest else None,
            digest=act.digest if act.file else None,
        ),
    )


def told(state: Session, inject: Inject, parties: tuple[str, ...] = ()) -> facts.NewsTold:
    """Give the telling of an inject; `parties` instead of those that the pack names.

    The words of one for some parties only are not in the record: they stand in the pack.
    """
    chosen = tuple(dict.fromkeys(parties or inject.to))
    title, words = ("", "") if chosen else (inject.title, inject.words)
    return facts.NewsTold(next_news(state), title, words, chosen, inject.id)


def next_news(state: Session) -> str:
    """Give the id of the next news."""
    return f"N{len(state.order.news) + 1}"


def injects_left(state: Session, frame: Frame) -> tuple[Inject, ...]:
    """Give the news of the pack that were not told yet."""
    over = {one.inject for one in state.order.news.values() if not one.undone}
    return tuple(one for one in frame.pack.injects if one.id not in over)


def _left(state: Session, name: str, frame: Frame) -> Inject | Refusal:
    left = injects_left(state, frame)
    found = next((one for one in left if one.id == name), None)
    if found is not None:
        return found
    ids = [one.id for one in left]
    before = next((one.id for one in state.order.news.values() if one.inject == name and not one.undone), None)
    if before is not None:
        return Refusal(Code.INJECT_TOLD, {"inject": name, "news": before, "left": ids})
    return Refusal(Code.UNKNOWN_INJECT, {"inject": name, "left": ids})


def _unfit_title(title: str) -> Refusal | None:
    if len(title) > LONGEST_TITLE:
        return Refusal(Code.TITLE_TOO_LONG, {"length": len(title), "limit": LONGEST_TITLE})
    return check_statement(title)
