"""What is done to a proposal: by its parties, and by the chair."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.negotiation.acts import (
    AcceptAdReferendum,
    Adopt,
    Confirm,
    DropLink,
    LiftReservation,
    TakeBack,
    Waive,
    Withdraw,
)
from bot.negotiation.concluding.acts import AskWaiver, CertifyEditorial, PutUnderSilence
from bot.negotiation.concluding.waiving import askable_rules
from bot.negotiation.possible import usable_marks
from bot.negotiation.texts import LONGEST_STATEMENT
from bot.negotiation.waivers import waivable
from bot.text.limits import OPTION, clip
from bot.ui.kit.fields import Field, Pick, Typed
from bot.ui.kit.forms import CLAUSE_MOST
from bot.ui.kit.layout import option
from bot.ui.verbs.ways.way import Asked, Sent, Way, minutes, typed, why


async def _waivable(asked: Asked) -> Sequence[Field]:
    here, proposal = asked.here, asked.here.session.proposals[asked.named[0]]
    rules = waivable(proposal, here.session, here.scene.frame, here.party or "")
    return Pick("rule", [option(one, one) for one in rules]), Typed("waiver", LONGEST_STATEMENT)


async def _askable(asked: Asked) -> Sequence[Field]:
    session = asked.here.session
    rules = askable_rules(session, session.proposals[asked.named[0]], await asked.context())
    return Pick("rule", [option(one, one) for one in rules]), Typed("waiver", LONGEST_STATEMENT)


def _marks(kind: type[LiftReservation | DropLink]) -> Callable[[Asked], Awaitable[Sequence[Field]]]:
    async def fields(asked: Asked) -> Sequence[Field]:
        here = asked.here
        found = usable_marks(here.session, here.actor, kind, here.scene.frame, asked.named[0])
        return (Pick("mark", [option(one, one) for one in found]),)

    return fields


async def _silence(_: Asked) -> Sequence[Field]:
    return (Typed("least", required=False),)


async def _clauses(asked: Asked) -> Sequence[Field]:
    # The words of an option are the pack's.
    clauses = asked.here.session.proposals[asked.named[0]].current.clauses
    own = [
        option(clip(f"{number}. {one.text}", OPTION), str(number))
        for number, one in enumerate(clauses, 1)
        if one.issue is None
    ]
    return Pick("clause", own), Typed("reworded", CLAUSE_MOST), Typed("reason", LONGEST_STATEMENT)


def _certified(asked: Asked, sent: Sent) -> CertifyEditorial:
    clause = sent.get("clause", "")
    number = int(clause) if clause.isdecimal() else 0
    return CertifyEditorial(*asked.named, number, sent.get("reworded", ""), typed(sent, "reason"))


WAYS: Mapping[str, Way] = {
    "adref": Way(AcceptAdReferendum, lambda at, _: AcceptAdReferendum(*at.named)),
    "confirm": Way(Confirm, lambda at, _: Confirm(*at.named)),
    "takeback": Way(TakeBack, lambda at, _: TakeBack(at.named[0])),
    "waive": Way(Waive, lambda at, sent: Waive(*at.named, sent.get("rule", ""), typed(sent, "waiver")), _waivable),
    "withdraw": Way(Withdraw, lambda at, sent: Withdraw(at.named[0], typed(sent, "note")), why),
    "liftreserve": Way(LiftReservation, lambda _, sent: LiftReservation(sent.get("mark", "")), _marks(LiftReservation)),
    "droplink": Way(DropLink, lambda _, sent: DropLink(sent.get("mark", "")), _marks(DropLink)),
    "adopt": Way(Adopt, lambda at, _: Adopt(*at.named)),
    "silence": Way(PutUnderSilence, lambda at, sent: PutUnderSilence(*at.named, minutes(sent, "least")), _silence),
    "editorial": Way(CertifyEditorial, _certified, _clauses),
    "askwaiver": Way(
        AskWaiver, lambda at, sent: AskWaiver(*at.named, sent.get("rule", ""), typed(sent, "waiver")), _askable
    ),
}
