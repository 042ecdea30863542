"""What a chair does: time, floor, who is there, votes, seats, private questions, and putting things right."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.negotiation.acts import Act, AssignSeat, Close
from bot.negotiation.clockwork.acts import EnterPhase, ExcuseParty, MarkPresence, PauseSession, ReadmitParty, SetClock
from bot.negotiation.clockwork.model import PauseKind, Presence
from bot.negotiation.clockwork.possible import enterable, excusable
from bot.negotiation.clockwork.presence import on_roll
from bot.negotiation.floor.acts import CallToOrder, Recognise, SetTurn
from bot.negotiation.floor.calling import LONGEST_TURN, SHORTEST_TURN
from bot.negotiation.model import Role
from bot.negotiation.order.acts import HandOver, Restore, Rewind, Strike, Undo
from bot.negotiation.rooms.acts import AskBlind, OpenRoom
from bot.negotiation.rooms.finding import seated_parties
from bot.negotiation.rooms.model import RoomKind
from bot.negotiation.texts import LONGEST_STATEMENT
from bot.negotiation.voting.acts import OpenVote, RuleMotion
from bot.negotiation.voting.model import Method
from bot.text.limits import OPTION, SELECT_OPTIONS, clip
from bot.ui.answering.answers import Noted
from bot.ui.answering.clock import end_of
from bot.ui.answering.order import show_rewind, show_undo
from bot.ui.cards.order import told
from bot.ui.entries import usable_entries
from bot.ui.kit.fields import Field, Pick, Someone, Typed
from bot.ui.kit.forms import REASON_MOST
from bot.ui.kit.layout import option
from bot.ui.transformers import ProposalRef
from bot.ui.verbs.ways.way import Asked, Sent, Way, chosen, member_of, minutes, party_options, texts, typed, why, worded

_HIDDEN = "hidden"
_METHODS = (Method.OPEN.value, _HIDDEN, Method.ROLL_CALL.value, Method.SECRET.value)
_TOLD = (Presence.PRESENT, Presence.VOTING, Presence.ABSENT)
_ROLES = tuple(one.value for one in (Role.HEAD, Role.DELEGATE, Role.ADVISER, Role.OBSERVER, Role.CHAIR))


class _Reply(StrEnum):
    NO = "no"
    YES = "yes"


# time
async def _time(_: Asked) -> Sequence[Field]:
    return (Typed("time"),)


async def _phases(asked: Asked) -> Sequence[Field]:
    found = [
        option(asked.here.scene.say("parts/pack_phase", pack_phase=one), one[:OPTION])
        for one in enterable(asked.here.session)
    ]
    return Pick("phase", found), Typed("anyway", REASON_MOST, required=False)


def _phase(_: Asked, sent: Sent) -> EnterPhase:
    reason = typed(sent, "anyway")
    return EnterPhase(sent.get("phase", ""), reason, anyway=bool(reason))


async def _rest(_: Asked) -> Sequence[Field]:
    return Typed("rest", required=False), Typed("note", REASON_MOST, required=False)


def _adjourned(_: Asked, sent: Sent) -> PauseSession:
    return PauseSession(PauseKind.ADJOURNED, typed(sent, "note"), end_of(sent.get("rest")))


# the floor
async def _seconds(_: Asked) -> Sequence[Field]:
    return (Typed("seconds", 6),)


def _turn(_: Asked, sent: Sent) -> SetTurn:
    seconds = typed(sent, "seconds") or str(SHORTEST_TURN)
    if not seconds.isdecimal():
        raise Noted("not_seconds", typed=seconds, shortest=SHORTEST_TURN, longest=LONGEST_TURN)
    return SetTurn(int(seconds))


async def _speaker(asked: Asked) -> Sequence[Field]:
    return Someone("member"), Pick("reply", worded(asked.here, "reply", tuple(_Reply)))


def _given(asked: Asked, sent: Sent) -> Recognise:
    member, _ = member_of(asked, sent, "member")
    return Recognise(member, chosen(_Reply, sent, "reply") is _Reply.YES)


async def _called(_: Asked) -> Sequence[Field]:
    return Someone("member"), Typed("reason", LONGEST_STATEMENT)


def _to_order(asked: Asked, sent: Sent) -> CallToOrder:
    return CallToOrder(member_of(asked, sent, "member")[0], typed(sent, "reason"))


# who is there
async def _roll(asked: Asked) -> Sequence[Field]:
    say = asked.here.scene.say
    answers = [option(say("parts/presence", presence=one.value).capitalize(), one.value) for one in _TOLD]
    return Pick("party", party_options(asked.here, on_roll(asked.here.session))), Pick("presence", answers)


def _marked(_: Asked, sent: Sent) -> MarkPresence:
    return MarkPresence(sent.get("party", ""), chosen(Presence, sent, "presence"))


async def _away(asked: Asked) -> Sequence[Field]:
    found = excusable(asked.here.session, await asked.context())
    return Pick("party", party_options(asked.here, found)), Typed("reason", REASON_MOST)


async def _excused(asked: Asked) -> Sequence[Field]:
    return (Pick("party", party_options(asked.here, asked.here.session.timetable.excused)),)


async def _seat(asked: Asked) -> Sequence[Field]:
    parties = [option(one.name, one.id) for one in asked.here.session.parties]
    return (
        Someone("member"),
        Pick("role", worded(asked.here, "role", _ROLES)),
        Pick("seat_party", parties, required=False),
    )


def _seated(asked: Asked, sent: Sent) -> AssignSeat:
    return AssignSeat(*member_of(asked, sent, "member"), chosen(Role, sent, "role"), sent.get("seat_party") or None)


async def _someone(_: Asked) -> Sequence[Field]:
    return (Someone("member"),)


# motions
async def _reason(_: Asked) -> Sequence[Field]:
    return (Typed("reason", LONGEST_STATEMENT),)


async def _vote(asked: Asked) -> Sequence[Field]:
    return Pick("method", worded(asked.here, "method", _METHODS)), Typed("until", required=False)


def _opened(asked: Asked, sent: Sent) -> OpenVote:
    hidden = sent.get("method") == _HIDDEN
    method = Method.OPEN if hidden else chosen(Method, sent, "method")
    return OpenVote(asked.about, method, hidden, minutes(sent, "until"))


# in private
async def _one_party(asked: Asked) -> Sequence[Field]:
    seated = party_options(asked.here, seated_parties(asked.here.session))
    return Pick("party", seated), Typed("topic", REASON_MOST, required=False), Typed("minutes", required=False)


def _confessional(_: Asked, sent: Sent) -> OpenRoom:
    party, topic = sent.get("party", ""), typed(sent, "topic")
    return OpenRoom(RoomKind.CONFESSIONAL, (party,), topic, minutes(sent, "minutes"))


async def _question(asked: Asked) -> Sequence[Field]:
    session = asked.here.session
    return (
        Typed("question", LONGEST_STATEMENT, required=False),
        Pick("text", texts(asked.here, [one.id for one in session.live_proposals()]), required=False),
        Pick("asked", party_options(asked.here, session.required), required=False, several=True),
        Typed("minutes", required=False),
    )


def _blind(asked: Asked, sent: Sent) -> AskBlind:
    about = sent.get("text") or None
    digest = asked.here.hash_of(ProposalRef(about)) if about else None
    parties = tuple(sent.get("asked", "").split())
    return AskBlind(typed(sent, "question"), about, digest, parties, minutes(sent, "minutes"))


# putting things right
async def _entries(asked: Asked, kind: type[Act]) -> Pick:
    here = asked.here
    found = []
    async for one in usable_entries(here.answer.desk.service, here.session, kind):
        found.append(option(clip(f"{one.seq} · {told(here.scene.say, one)}", OPTION), str(one.seq)))
        if len(found) == SELECT_OPTIONS:
            break
    return Pick("entry", found)


def _seq(sent: Sent) -> int:
    entry = sent.get("entry", "")
    return int(entry) if entry.isdecimal() else 0


async def _undoable(asked: Asked) -> Sequence[Field]:
    return (await _entries(asked, Undo),)


async def _rewindable(asked: Asked) -> Sequence[Field]:
    return (await _entries(asked, Rewind),)


async def _strikable(asked: Asked) -> Sequence[Field]:
    return await _entries(asked, Strike), Typed("reason", REASON_MOST)


async def _restorable(asked: Asked) -> Sequence[Field]:
    return (await _entries(asked, Restore),)


async def _show_undo(asked: Asked, sent: Sent) -> None:
    await show_undo(asked.here, _seq(sent))


async def _show_rewind(asked: Asked, sent: Sent) -> None:
    await show_rewind(asked.here, _seq(sent))


WAYS: Mapping[str, Way] = {
    "clock": Way(SetClock, lambda _, sent: SetClock(minutes(sent, "time") or 1), _time),
    "phase": Way(EnterPhase, _phase, _phases),
    "adjourn": Way(PauseSession, _adjourned, _rest),
    "turn": Way(SetTurn, _turn, _seconds),
    "give": Way(Recognise, _given, _speaker),
    "callorder": Way(CallToOrder, _to_order, _called),
    "mark": Way(MarkPresence, _marked, _roll),
    "excuse": Way(ExcuseParty, lambda _, sent: ExcuseParty(sent.get("party", ""), typed(sent, "reason")), _away),
    "readmit": Way(ReadmitParty, lambda _, sent: ReadmitParty(sent.get("party", "")), _excused),
    "seat": Way(AssignSeat, _seated, _seat),
    "handover": Way(HandOver, lambda at, sent: HandOver(*member_of(at, sent, "member")), _someone),
    "ruleout": Way(RuleMotion, lambda at, sent: RuleMotion(at.about, typed(sent, "reason")), _reason),
    "voteas": Way(OpenVote, _opened, _vote),
    "confess": Way(OpenRoom, _confessional, _one_party),
    "blind": Way(AskBlind, _blind, _question),
    "undo": Way(Undo, lambda _, sent: Undo(_seq(sent), ""), _undoable, _show_undo),
    "rewind": Way(Rewind, lambda _, sent: Rewind(_seq(sent), ""), _rewindable, _show_rewind),
    "strike": Way(Strike, lambda _, sent: Strike(_seq(sent), typed(sent, "reason")), _strikable),
    "restore": Way(Restore, lambda _, sent: Restore(_seq(sent)), _restorable),
    "close": Way(Close, lambda _, sent: Close(typed(sent, "note")), why),
}
