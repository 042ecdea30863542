"""The control panel in the chairs' thread: the state in brief, and a button for all that a chair does from a phone."""

from dataclasses import dataclass

from discord import ButtonStyle, Colour

from bot.negotiation.acts import Actor
from bot.negotiation.clockwork.model import PauseKind
from bot.negotiation.floor.points import open_points
from bot.negotiation.model import Phase, Session
from bot.negotiation.voting.model import MotionStatus
from bot.text.limits import SELECT_OPTIONS
from bot.ui.cards.board import needs_text, situation_text
from bot.ui.cards.menus import session_menu
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, DONE, ROW, Card, Part, button, line, option, rows, select, text
from bot.ui.scene import Scene, Speech

MORE_MINUTES = 5
MOTIONS = 3
"""So many motions that wait have a button; `/motion` has them all."""
_STYLES = {
    "phasenext": ButtonStyle.primary,
    "floornext": ButtonStyle.primary,
    "clockstop": ButtonStyle.danger,
    "freeze": ButtonStyle.danger,
    "clockstart": ButtonStyle.success,
    "resume": ButtonStyle.success,
    "voteopen": ButtonStyle.primary,
}


@dataclass(frozen=True, slots=True)
class _Key:
    """A button of the panel: its verb, what it is done to, and which words stand on it (the verb's, if none)."""

    verb: str
    extra: str = ""
    label: str = ""


def panel_card(scene: Scene) -> Card:
    """Draw the panel: only what makes sense now; what has no button is in the last menu."""
    session, say = scene.session, scene.say
    groups = [_first(session)]
    if session.phase in {Phase.NEGOTIATING, Phase.AGREED}:
        groups += [_time(session), _floor(session), _decisions(session)]
    drawn = [[_drawn(say, session, key) for key in group[:ROW]] for group in groups if group]
    parts: list[Part] = [text(situation_text(scene, "cards/panel#title")), line(), text(needs_text(scene)), line()]
    parts += [row for group in drawn for row in rows(*group)]
    if session.phase is not Phase.CLOSED:
        parts.append(_letters(say, session))
    chair = next(iter(session.chairs()), None)
    parts += session_menu(scene, Actor(chair.member, chair.name)) if chair else []
    parts.append(text(say("cards/panel#hint", session=session)))
    return Card(*parts, accent=_accent(session))


def _first(session: Session) -> list[_Key]:
    keys = [_Key("boardfull")]
    if session.timetable.plan and session.phase is not Phase.CLOSED:
        keys.insert(0, _Key("phasenext"))
    keys.append(_Key("undolast"))
    if session.order.undone:
        keys.append(_Key("redolast"))
    return [*keys, _Key("help" if session.phase is not Phase.CLOSED else "export")]


def _time(session: Session) -> list[_Key]:
    clock, pause = session.timetable.clock, session.timetable.pause
    keys = []
    if pause is not None:
        keys.append(_Key("resume", label="unfreeze" if pause.kind is PauseKind.FROZEN else "resume"))
    else:
        if clock.ends is not None or clock.overtime or clock.remaining is not None:
            keys.append(_Key("clockextend", str(MORE_MINUTES)))
        if clock.remaining is not None:
            keys.append(_Key("clockstart"))
        elif clock.ends is not None and not clock.overtime:
            keys.append(_Key("clockstop"))
        keys.append(_Key("suspend"))
    if pause is None or pause.kind is not PauseKind.FROZEN:
        keys.append(_Key("freeze"))
    roll = session.timetable.roll
    keys.append(_Key("rollclose" if roll and roll.open else "rollcall"))
    return keys


def _floor(session: Session) -> list[_Key]:
    floor = session.floor
    keys = [_Key("listclose" if floor.open else "listopen")]
    if floor.waiting:
        keys.append(_Key("floornext"))
    if floor.turn is not None:
        keys.append(_Key("floorend"))
    return [*keys, _Key("news")]


def _decisions(session: Session) -> list[_Key]:
    """Give a vote to close, the oldest point to rule on, and motions to put to the vote, as far as they fit."""
    on_vote = session.voting.on_vote()
    keys = [_Key("voteclose", on_vote.id)] if on_vote else []
    point = next(iter(open_points(session)), None)
    if point is not None:
        keys += [_Key("rule", f"{point}:yes", "rule_yes"), _Key("rule", f"{point}:no", "rule_no")]
    if on_vote is None:
        waiting = [one.id for one in session.voting.motions.values() if one.status is MotionStatus.MADE]
        keys += [_Key("voteopen", one) for one in waiting[:MOTIONS]]
    return keys


def _drawn(say: Speech, session: Session, key: _Key) -> Part:
    about = key.extra.split(":", maxsplit=1)[0]
    label = say(f"panel#{key.label or key.verb}", about=about)
    style = _STYLES.get(key.verb, ButtonStyle.secondary)
    return button(Address(key.verb, session.id, extra=key.extra), label, style)


def _letters(say: Speech, session: Session) -> Part:
    choices = [option(party.name, party.id) for party in session.parties[:SELECT_OPTIONS]]
    return select(Address("letter", session.id), say("panel#letter"), choices)


def _accent(session: Session) -> Colour:
    if session.phase is Phase.CLOSED:
        return DONE
    return BAD if session.timetable.pause else CALM
