"""The board in the plenary: where things stand, what is on the table, who accepts what, and what is needed next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from discord import ButtonStyle, Colour

from bot.negotiation.clockwork.presence import away
from bot.negotiation.floor.calling import in_order
from bot.negotiation.floor.points import open_points
from bot.negotiation.marks import all_brackets
from bot.negotiation.model import Phase, Proposal, Session
from bot.negotiation.outstanding import needed_next, ranked
from bot.text.limits import LAYOUT, clip
from bot.ui.cards.credits import balances
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import BAD, CALM, DONE, GOOD, Card, Part, button, line, rows, text
from bot.ui.scene import Scene, Speech, tone

MARGIN = 60
"""Characters that a layout keeps free."""
WAITING, POINTS, NEEDS = 6, 3, 8
"""So many speakers, points and needs are named; of more the number is told."""
SITUATION, NEXT = 1_100, 900
"""Characters that the situation, and what is needed next, take at most; the rest is the proposals'."""


def board_card(scene: Scene, links: Mapping[str, str]) -> Card:
    """Draw the public board; `links` leads from a proposal to its card. What has no room is counted, not dropped."""
    say, session = scene.say, scene.session
    situation = clip(situation_text(scene), SITUATION)
    needs = clip(needs_text(scene), NEXT)
    room = LAYOUT - MARGIN - len(situation) - len(needs)
    parts = [text(situation), line(), text(_table(scene, links, room)), line(), text(needs)]
    return Card(*parts, *rows(*_buttons(say, session)), accent=_accent(session))


def situation_text(scene: Scene, title: str = "cards/board#title") -> str:
    """Give phase and clock, who speaks and who waits, what is voted on and what is under silence: a line each."""
    say, session = scene.say, scene.session
    blocks = [say(title, session=session), _clock_text(say, session)]
    if missing := away(session):
        blocks.append(say("cards/board#away", missing=missing, quorum=session.procedure.quorum))
    if session.phase is Phase.NEGOTIATING or session.phase is Phase.AGREED:
        blocks += [_floor_text(say, session), *_decisions(say, session)]
    if session.agreement is not None:
        blocks.append(_signatures(say, session))
    return "\n".join(block for block in blocks if block)


def _clock_text(say: Speech, session: Session) -> str:
    timetable = session.timetable
    plan, phase = [one.id for one in timetable.plan], timetable.phase
    place = plan.index(phase.id) + 1 if phase and phase.id in plan else 0
    return say("cards/board#clock", session=session, timetable=timetable, place=place)


def _floor_text(say: Speech, session: Session) -> str:
    floor = session.floor
    points = [floor.points[name] for name in open_points(session)]
    first = [{"name": say.member(one.member), "speaker": one} for one in in_order(floor)[:WAITING]]
    turn = {"name": say.member(floor.turn.speaker.member), "turn": floor.turn} if floor.turn else None
    return say(
        "cards/board#floor",
        floor=floor,
        turn=turn,
        waiting=first,
        more=max(0, len(floor.waiting) - WAITING),
        points=points[:POINTS],
        more_points=max(0, len(points) - POINTS),
    )


def _decisions(say: Speech, session: Session) -> list[str]:
    motion, silence = session.voting.on_vote(), session.conclusion.silence
    blocks = [say("cards/board#vote", motion=motion, ballot=motion.ballot)] if motion and motion.ballot else []
    if silence is not None:
        blocks.append(say("cards/board#silence", silence=silence))
    return blocks


def _signatures(say: Speech, session: Session) -> str:
    agreed, conclusion = session.agreement, session.conclusion
    if agreed is None:
        return ""
    held = [(party, conclusion.standings[party]) for party in agreed.parties if party in conclusion.standings]
    return say("cards/board#signatures", held=held, in_force=conclusion.in_force) if held else ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A live proposal as it stands on the board, at its full length and without what can be left out."""

    full: str
    short: str


def _table(scene: Scene, links: Mapping[str, str], room: int) -> str:
    """Give the live proposals with who says what, those ahead first, as many as there is room for."""
    say, proposals = scene.say, ranked(scene.session)
    if not proposals:
        return say("cards/board#empty")
    head = say("cards/board#matrix_head", number=len(proposals))
    legend = say("cards/board#legend")
    more = say("cards/board#more", number=len(proposals))
    left = room - len(head) - len(legend) - len(more) - 3
    shown: list[str] = []
    for proposal in proposals:
        row = _row(scene, proposal, links.get(proposal.id, ""), first=not shown)
        fitting = next((one for one in (row.full, row.short) if len(one) + 1 <= left), None)
        if fitting is None:
            break
        shown.append(fitting)
        left -= len(fitting) + 1
    hidden = len(proposals) - len(shown)
    return "\n".join([head, *shown, *([say("cards/board#more", number=hidden)] if hidden else []), legend])


def _row(scene: Scene, proposal: Proposal, link: str, *, first: bool) -> _Row:
    """Draw a proposal; only what is ahead of all others has its balance of credits on the board."""
    session, say = scene.session, scene.say
    judgement = scene.judge(proposal)
    brackets = all_brackets(session, proposal)
    params = {
        "proposal": proposal,
        "link": link,
        "tone": tone(judgement),
        "cells": [(party, _mark(proposal, party)) for party in session.required],
        "accepted": len(set(proposal.accepted_by()) & set(session.required)),
        "required": len(session.required),
        "brackets": len(brackets),
    }
    short = say("cards/board#row", **params, balances=[])
    full = say("cards/board#row", **params, balances=balances(scene, judgement)) if first else short
    return _Row(full, short)


def _mark(proposal: Proposal, party: str) -> str:
    """Give what a party says of the newest version: accepted, ad_referendum, rejected, stale or nothing."""
    stance = proposal.stance(party)
    if stance is not None:
        return stance.kind.value
    return "stale" if party in proposal.fallen_acceptances() else "nothing"


def needs_text(scene: Scene) -> str:
    """Give what is needed next and from whom, the most urgent first."""
    say, session = scene.say, scene.session
    needed = needed_next(session, scene.frame)
    told = [say(f"cards/needs#{one.kind.value}", need=one) for one in needed[:NEEDS]]
    return say("cards/board#needed", told=told, more=max(0, len(needed) - NEEDS), phase=session.phase.value)


def _buttons(say: Speech, session: Session) -> Sequence[Part]:
    verbs = {
        Phase.CONVENED: ("boardfull", "help"),
        Phase.NEGOTIATING: ("boardfull", "listjoin", "point", "motion", "help"),
        Phase.AGREED: ("boardfull", "listjoin", "point", "help"),
        Phase.CLOSED: ("boardfull", "export"),
    }[session.phase]
    styles = {"boardfull": ButtonStyle.primary}
    return [
        button(Address(verb, session.id), say(f"panel#{verb}"), styles.get(verb, ButtonStyle.secondary))
        for verb in verbs
    ]


def _accent(session: Session) -> Colour:
    if session.agreement is not None:
        return GOOD
    if session.phase is Phase.CLOSED:
        return DONE
    return BAD if session.timetable.pause else CALM
