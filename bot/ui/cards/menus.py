"""What a member may do that no button of its own stands for: a select where one would look for it."""

from collections.abc import Mapping

from bot.negotiation import acts
from bot.negotiation.acts import Act, Actor
from bot.negotiation.clockwork import acts as clockwork
from bot.negotiation.concluding import acts as concluding
from bot.negotiation.floor import acts as floor
from bot.negotiation.guards import ON_MARKS
from bot.negotiation.model import Phase, Proposal
from bot.negotiation.order import acts as order
from bot.negotiation.possible import may, usable_marks
from bot.negotiation.recording import acts as recording
from bot.negotiation.rooms import acts as rooms
from bot.negotiation.voting import acts as voting
from bot.text.limits import SELECT_OPTIONS
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, option, select, text
from bot.ui.scene import Scene

OF_SESSION: Mapping[str, type[Act]] = {
    "table": acts.Table,
    "statement": concluding.MakeStatement,
    "caucus": rooms.OpenRoom,
    "yield": floor.YieldFloor,
    "proxy": voting.GiveProxy,
    "proxyback": voting.TakeProxyBack,
    "walkout": clockwork.WalkOut,
    "comeback": clockwork.ComeBack,
    # the chair's
    "clock": clockwork.SetClock,
    "phase": clockwork.EnterPhase,
    "adjourn": clockwork.PauseSession,
    "give": floor.Recognise,
    "turn": floor.SetTurn,
    "callorder": floor.CallToOrder,
    "mark": clockwork.MarkPresence,
    "excuse": clockwork.ExcuseParty,
    "readmit": clockwork.ReadmitParty,
    "confess": rooms.OpenRoom,
    "blind": rooms.AskBlind,
    "seat": acts.AssignSeat,
    "handover": order.HandOver,
    "undo": order.Undo,
    "rewind": order.Rewind,
    "strike": order.Strike,
    "restore": order.Restore,
    "record": recording.BeginRecording,
    "recordend": recording.EndRecording,
    "unseal": recording.UnsealRooms,
    "close": acts.Close,
    # everybody's own words
    "decline": recording.DeclineRecording,
    "allow": recording.AllowRecording,
    "forget": recording.EraseWords,
}
"""What is done to no text in particular: on one's own board, and for the chair on the panel."""

OF_TEXT: Mapping[str, type[Act]] = {
    "adref": acts.AcceptAdReferendum,
    "confirm": acts.Confirm,
    "takeback": acts.TakeBack,
    "waive": acts.Waive,
    "withdraw": acts.Withdraw,
    "liftreserve": acts.LiftReservation,
    "droplink": acts.DropLink,
    "adopt": acts.Adopt,
    "silence": concluding.PutUnderSilence,
    "editorial": concluding.CertifyEditorial,
    "askwaiver": concluding.AskWaiver,
}
"""What is done to a proposal: below its details."""

OF_THINGS: Mapping[str, type[Act]] = {
    "withdrawmotion": voting.WithdrawMotion,
    "ruleout": voting.RuleMotion,
    "voteas": voting.OpenVote,
    "votefor": voting.CastVote,
    "invite": rooms.InviteToRoom,
}
"""What is done to a motion or a room: buttons on its card."""

_CHAIRS_ONLY = frozenset({"confess"})
"""What a chair alone may do although others may do an act of the kind."""


def session_menu(scene: Scene, actor: Actor) -> list[Part]:
    """Give the select of what this member may do now, none if there is nothing."""
    chair = actor.member in {one.member for one in scene.session.chairs()}
    if scene.session.phase is Phase.CLOSED:
        return []
    keys = [
        key
        for key, act in OF_SESSION.items()
        if (chair or key not in _CHAIRS_ONLY) and may(scene.session, actor, act, None, scene.frame)
    ]
    return _menu(scene, Address("more", scene.session.id), keys)


def text_menu(scene: Scene, actor: Actor, proposal: Proposal) -> list[Part]:
    """Give the select of what this member may do with a proposal now, none if there is nothing."""
    session = scene.session
    keys = [
        key
        for key, act in OF_TEXT.items()
        if may(session, actor, act, proposal.id, scene.frame)
        and (act not in ON_MARKS or usable_marks(session, actor, act, scene.frame, proposal.id))
    ]
    return _menu(scene, Address("more", session.id, proposal.id, proposal.current.number), keys)


def _menu(scene: Scene, address: Address, keys: list[str]) -> list[Part]:
    options = [option(scene.say(f"menu#{key}"), key) for key in keys[:SELECT_OPTIONS]]
    return [select(address, scene.say("menu#more"), options)] if options else []


def with_menu(cards: list[Card], menu: list[Part]) -> list[Card]:
    """Put a menu below the last card."""
    *before, last = cards
    return [*before, Card(text(last.texts()), *menu)]


def way_button(scene: Scene, key: str, about: str = "") -> Part:
    """Give the button for one of these ways, on a motion, a room or a turn (`about`)."""
    return button(Address("do", scene.session.id, extra=f"{key}:{about}"), scene.say(f"menu#{key}"))
