"""The board for one reader: all of it, what is still open, and what this member may do, with buttons."""

from collections.abc import Mapping, Sequence

from discord import ButtonStyle

from bot.negotiation.acts import Act, Actor
from bot.negotiation.floor.acts import JoinList, RaisePoint
from bot.negotiation.marks import is_written
from bot.negotiation.model import Phase, Proposal
from bot.negotiation.outstanding import open_matters, ranked
from bot.negotiation.voting.acts import Move
from bot.text.limits import LAYOUT, clip
from bot.ui.cards.board import needs_text, situation_text
from bot.ui.cards.menus import session_menu
from bot.ui.cards.overview import board_blocks, may_blocks
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, Part, button, link, paged, rows, text
from bot.ui.scene import Scene

ACCEPTABLE = 5
"""So many texts have a button to accept them; the others have it on their cards."""
LINKED = 5
_OF_ACTS: Mapping[type[Act], str] = {JoinList: "listjoin", RaisePoint: "point", Move: "motion"}


def full_board(
    scene: Scene, actor: Actor, links: Mapping[str, str], possible: Sequence[type[Act]], acceptable: Sequence[Proposal]
) -> list[Card]:
    """Draw the whole board for a member who may do the acts `possible`, and accept the texts `acceptable`."""
    talks = scene.session.phase in {Phase.NEGOTIATING, Phase.AGREED}
    blocks = board_blocks(scene, links)
    if talks:
        blocks[1:1] = [situation_text(scene, "cards/board#now")]
        blocks += [needs_text(scene), *_open_blocks(scene)]
    may = may_blocks(scene.say, possible)
    if not talks or not may:
        return paged(blocks)
    buttons = _buttons(scene, links, possible, acceptable)
    told = clip("\n".join([scene.say("help#title"), *may]), LAYOUT - 200)
    return [*paged(blocks), Card(text(told), *rows(*buttons), *session_menu(scene, actor))]


def _open_blocks(scene: Scene) -> list[str]:
    found = open_matters(scene.session, [issue.id for issue in scene.frame.pack.issues])
    if found.nothing or scene.session.phase is not Phase.NEGOTIATING:
        return []
    brackets = [
        {"owner": owner, "named": [{"bracket": one, "written": is_written(one)} for one in held]}
        for owner, held in found.brackets.items()
    ]
    issues = [{"id": one, "title": scene.issue_title(one)} for one in found.issues]
    return [scene.say("cards/board#open", issues=issues, brackets=brackets, links=found.links, unsaid=found.unsaid)]


def _buttons(
    scene: Scene, links: Mapping[str, str], possible: Sequence[type[Act]], acceptable: Sequence[Proposal]
) -> list[Part]:
    session, say = scene.session, scene.say
    shown: list[Part] = [
        button(
            Address("accept", session.id, one.id, one.current.number),
            say("cards/board#accept", proposal=one),
            ButtonStyle.success,
        )
        for one in acceptable[:ACCEPTABLE]
    ]
    shown += [
        button(Address(verb, session.id), say(f"panel#{verb}")) for act, verb in _OF_ACTS.items() if act in possible
    ]
    linked = [one for one in ranked(session) if one.id in links][:LINKED]
    shown += [link(say("cards/board#see", proposal=one), links[one.id]) for one in linked]
    shown.append(button(Address("help", session.id), say("panel#help")))
    return shown
