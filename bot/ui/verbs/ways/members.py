"""What members do for their party: words on the record, rooms, the floor, proxies, motions."""

from collections.abc import Mapping, Sequence

from bot.negotiation.acts import Table
from bot.negotiation.clockwork.acts import ComeBack, WalkOut
from bot.negotiation.concluding.acts import MakeStatement
from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.concluding.statements import kinds_now, open_texts
from bot.negotiation.floor.acts import YieldFloor
from bot.negotiation.rooms.acts import InviteToRoom, OpenRoom
from bot.negotiation.rooms.finding import invitable, seated_parties
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.texts import LONGEST_SAID
from bot.negotiation.voting.acts import CastVote, GiveProxy, TakeProxyBack, WithdrawMotion
from bot.negotiation.voting.model import Choice
from bot.negotiation.voting.possible import proxy_holders, votable_parties
from bot.ui.answering.answers import Noted
from bot.ui.drafts.drafting import Purpose
from bot.ui.drafts.verbs import open_draft
from bot.ui.kit.fields import Field, Pick, Someone, Typed
from bot.ui.kit.forms import REASON_MOST
from bot.ui.kit.layout import option
from bot.ui.transformers import ProposalRef
from bot.ui.verbs.concluding import say_for_the_record
from bot.ui.verbs.ways.way import Asked, Sent, Way, chosen, member_of, minutes, party_options, texts, typed, why, worded

_TO = ("chair", "questions", "member")


async def _open_table(asked: Asked, _: Sent) -> None:
    await open_draft(asked.here, Purpose())


async def _statement(asked: Asked) -> Sequence[Field]:
    here = asked.here
    kinds = [
        option(here.scene.say("parts/statement", kind=one.value).capitalize(), one.value)
        for one in kinds_now(here.session, here.actor.member)
    ]
    about = texts(here, [one.id for one in open_texts(here.session)])
    return (
        Pick("kind", kinds),
        Typed("words", LONGEST_SAID),
        Pick("text", about, required=False),
        Typed("number", 3, required=False),
    )


async def _say(asked: Asked, sent: Sent) -> None:
    kind, number = chosen(StatementKind, sent, "kind"), typed(sent, "number")
    about = ProposalRef(sent["text"]) if sent.get("text") else None
    # What is no number is no clause: the refusal says so, and gives the words back.
    clause = (int(number) if number.isdecimal() else 0) if number else None
    await say_for_the_record(asked.here, kind, sent.get("words", ""), about, clause)


async def _room(asked: Asked) -> Sequence[Field]:
    others = party_options(asked.here, seated_parties(asked.here.session) - {asked.here.party or ""})
    name = "parties" if asked.here.party else "guests"
    return (
        Pick(name, others, several=True),
        Typed("topic", REASON_MOST, required=False),
        Typed("minutes", required=False),
    )


def _open(_: Asked, sent: Sent) -> OpenRoom:
    parties = sent.get("parties") or sent.get("guests") or ""
    return OpenRoom(RoomKind.CAUCUS, tuple(parties.split()), typed(sent, "topic"), minutes(sent, "minutes"))


async def _guests(asked: Asked) -> Sequence[Field]:
    room = asked.here.session.private.rooms.get(asked.about)
    return (
        Pick("guests", party_options(asked.here, invitable(asked.here.session, room)) if room else (), several=True),
    )


async def _yield(asked: Asked) -> Sequence[Field]:
    return Pick("to", worded(asked.here, "to", _TO)), Someone("whom", required=False)


def _yielded(asked: Asked, sent: Sent) -> YieldFloor:
    turn = asked.here.session.floor.turn
    if turn is not None and asked.about not in {"", turn.speaker.id}:
        raise Noted("turn_over")
    member, _ = member_of(asked, sent, "whom")
    to = sent.get("to") or _TO[0]
    return YieldFloor(to, member or None if to == "member" else None)


async def _holders(asked: Asked) -> Sequence[Field]:
    return (Pick("party", party_options(asked.here, proxy_holders(asked.here.session, await asked.context()))),)


async def _ballot(asked: Asked) -> Sequence[Field]:
    here = asked.here
    parties = [one for one in votable_parties(here.session, await asked.context(), asked.about) if one != here.party]
    choices = [option(here.scene.say(f"buttons#votecast_{one}"), one.value) for one in Choice]
    return Pick("party", party_options(here, parties)), Pick("choice", choices)


def _cast(asked: Asked, sent: Sent) -> CastVote:
    if not sent.get("party"):
        # A vote without a party is one's own, and nobody meant that here.
        raise Noted("no_proxies_held")
    return CastVote(asked.about, chosen(Choice, sent, "choice"), sent["party"])


WAYS: Mapping[str, Way] = {
    "table": Way(Table, lambda _, __: Table(()), instead=_open_table),
    "statement": Way(MakeStatement, lambda _, __: MakeStatement(StatementKind.STATEMENT, ""), _statement, _say),
    "caucus": Way(OpenRoom, _open, _room),
    "invite": Way(
        InviteToRoom, lambda at, sent: InviteToRoom(at.about, tuple(sent.get("guests", "").split())), _guests
    ),
    "yield": Way(YieldFloor, _yielded, _yield),
    "proxy": Way(GiveProxy, lambda _, sent: GiveProxy(sent.get("party", "")), _holders),
    "proxyback": Way(TakeProxyBack, lambda _, __: TakeProxyBack()),
    "votefor": Way(CastVote, _cast, _ballot),
    "withdrawmotion": Way(WithdrawMotion, lambda at, _: WithdrawMotion(at.about)),
    "walkout": Way(WalkOut, lambda _, sent: WalkOut(typed(sent, "note")), why),
    "comeback": Way(ComeBack, lambda _, __: ComeBack()),
}
