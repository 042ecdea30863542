"""The floor, drawn: who speaks, who waits, how long was spoken, which points were raised."""

from collections.abc import Iterable

from discord import ButtonStyle

from bot.negotiation.acts import Act, Actor
from bot.negotiation.floor.acts import (
    AppealRuling,
    AskReply,
    CloseList,
    EndTurn,
    JoinList,
    LeaveList,
    OpenList,
    RaisePoint,
    Recognise,
    RulePoint,
    SetTurn,
)
from bot.negotiation.floor.calling import in_order, spoken_by_bloc
from bot.negotiation.floor.model import ListOrder, Side
from bot.negotiation.floor.points import appealable, open_points
from bot.negotiation.possible import may
from bot.text.limits import SELECT_OPTIONS
from bot.ui.cards.menus import way_button
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, option, paged, rows, select, text
from bot.ui.scene import Scene

MOST_WAITING = 12
MOST_POINTS = 8
FEWEST_TO_CHOOSE = 2
MOST_RULED = 3
"""Points for which there are buttons; commands name the others."""


def floor_text(scene: Scene) -> str:
    """Give who has the floor and until when, who waits, the list, and the speaking time, a line for each."""
    say, session, floor = scene.say, scene.session, scene.session.floor
    blocks = [say("cards/floor#turn", turn=floor.turn), say("cards/floor#list", floor=floor)]
    if called := in_order(floor):
        shown = called[:MOST_WAITING]
        params = {"waiting": shown, "count": len(called), "more": len(called) - len(shown)}
        blocks.append(say("cards/floor#waiting", sides=floor.order is ListOrder.SIDES, **params))
    if spoken := _longest(floor.spoken.items()):
        blocks.append(say("cards/floor#spoken", spoken=spoken))
    if blocs := _longest(spoken_by_bloc(session).items()):
        blocks.append(say("cards/floor#blocs", spoken=blocs))
    return "\n".join(blocks)


def _longest(spoken: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(((name, seconds) for name, seconds in spoken if seconds), key=lambda one: -one[1])


def floor_cards(scene: Scene, actor: Actor) -> list[Card]:
    """Show the floor and the points to one member, with the buttons that this member can use now."""
    points = [one for one in scene.session.floor.points.values() if not one.undone]
    blocks = [f"{scene.say('cards/floor#title')}\n{floor_text(scene)}"]
    if points:
        shown = points[-MOST_POINTS:]
        blocks.append(scene.say("cards/floor#points", points=shown, more=len(points) - len(shown)))
    *before, last = paged(blocks)
    return [*before, Card(text(last.texts()), *rows(*_buttons(scene, actor)), *_call_select(scene, actor))]


def _call_select(scene: Scene, actor: Actor) -> list[Part]:
    """Give a chair the way to call somebody who is not next."""
    waiting = in_order(scene.session.floor)[:SELECT_OPTIONS]
    if len(waiting) < FEWEST_TO_CHOOSE or not may(scene.session, actor, Recognise, None, scene.frame):
        return []
    options = [option(scene.say.member(one.member), one.member) for one in waiting]
    return [select(Address("floorcall", scene.session.id), scene.say("buttons#floorcall"), options)]


def _buttons(scene: Scene, actor: Actor) -> list[Part]:
    session, say = scene.session, scene.say

    def able(kind: type[Act]) -> bool:
        return may(session, actor, kind, None, scene.frame)

    turn, found = session.floor.turn, join_buttons(scene) if able(JoinList) else []
    simple: tuple[tuple[str, bool], ...] = (
        ("listleave", able(LeaveList)),
        ("floorreply", able(AskReply)),
        ("floornext", able(Recognise) and bool(session.floor.waiting)),
        ("listopen", able(OpenList)),
        ("listclose", able(CloseList)),
        ("point", able(RaisePoint)),
    )
    found += [button(Address(verb, session.id), say(f"buttons#{verb}")) for verb, usable in simple if usable]
    if turn is not None and able(EndTurn):
        found += turn_buttons(scene, turn.speaker.id)[: None if turn.speaker.member == actor.member else 1]
    if able(SetTurn):
        found.append(way_button(scene, "turn"))
    if able(RulePoint):
        found += [one for name in open_points(session)[:MOST_RULED] for one in rule_buttons(scene, name)]
    if able(AppealRuling):
        found += [appeal_button(scene, name) for name in appealable(session)[-MOST_RULED:]]
    return found


def join_buttons(scene: Scene) -> list[Part]:
    """Give the button that asks for the floor; one for each side where sides are called in turn."""
    session, say = scene.session, scene.say
    if session.floor.order is ListOrder.COMING:
        return [button(Address("listjoin", session.id), say("buttons#listjoin"), ButtonStyle.primary)]
    return [
        button(
            Address("listjoin", session.id, extra=side.value),
            say(f"buttons#listjoin_{side.value}"),
            ButtonStyle.primary,
        )
        for side in Side
    ]


def turn_buttons(scene: Scene, place: str) -> list[Part]:
    """Give the buttons that end a turn, open it to questions or yield it: of exactly this place on the list."""
    session, say = scene.session, scene.say
    ends = [
        button(Address(verb, session.id, extra=place), say(f"buttons#{verb}"))
        for verb in ("floorend", "floorquestions")
    ]
    return [*ends, way_button(scene, "yield", place)]


def rule_buttons(scene: Scene, point: str) -> list[Part]:
    """Give the chair's two buttons for a point."""
    session, say = scene.session, scene.say
    return [
        button(Address("rule", session.id, extra=f"{point}:{way}"), say(f"buttons#rule_{way}", point=point))
        for way in ("yes", "no")
    ]


def appeal_button(scene: Scene, point: str) -> Part:
    """Give the button that puts a ruling to the vote."""
    return button(Address("appeal", scene.session.id, extra=point), scene.say("buttons#appeal", point=point))
