"""Overviews for one reader: the board, the status, the seats, and what this member may do now."""

from collections.abc import Mapping, Sequence

from bot.negotiation.acts import Act, Actor, AssignSeat, Begin, Close, LeaveSeat, OpenSession, TakeSeat
from bot.negotiation.model import Phase, Role, Session
from bot.ui.kit.layout import Card, paged
from bot.ui.scene import Scene, Speech, stances, tone

SUBJECTS = ("proposals", "agreement", "floor", "votes", "rooms", "time", "chair", "session")
"""What acts are about, in the order in which help lists them."""
_PARTS = {
    "clockwork": "time",
    "floor": "floor",
    "voting": "votes",
    "concluding": "agreement",
    "rooms": "rooms",
    "order": "chair",
}
_OF_SESSION: frozenset[type[Act]] = frozenset({OpenSession, TakeSeat, LeaveSeat, AssignSeat, Begin, Close})


def board_cards(scene: Scene, links: Mapping[str, str]) -> list[Card]:
    """Show each live proposal with its verdict and stances; `links` leads from a proposal to its card."""
    return paged(board_blocks(scene, links))


def board_blocks(scene: Scene, links: Mapping[str, str]) -> list[str]:
    """Give the board in full: who must accept, and every live proposal, however many there are."""
    session, say = scene.session, scene.say
    blocks = [say("cards/board#head", session=session)]
    blocks += _proposals(scene, links)
    if not session.live_proposals():
        blocks.append(say("cards/board#empty"))
    over = [proposal for proposal in session.proposals.values() if not proposal.live]
    if over:
        blocks.append(say("cards/board#over", over=over))
    return blocks


def status_cards(scene: Scene, links: Mapping[str, str]) -> list[Card]:
    """Show phase, seats, what is missing before the beginning, and the live proposals."""
    session, say = scene.session, scene.say
    blocks = [say("cards/status#head", session=session), _seats(say, session)]
    if session.phase is Phase.CONVENED:
        missing = [party.id for party in session.parties if party.votes and not session.head_of(party.id)]
        if missing:
            blocks.append(say("cards/status#missing", missing=missing))
    return paged([*blocks, *_proposals(scene, links)])


def _proposals(scene: Scene, links: Mapping[str, str]) -> list[str]:
    return [
        scene.say(
            "cards/board#proposal",
            proposal=proposal,
            link=links.get(proposal.id, ""),
            tone=tone(scene.judge(proposal)),
            stances=stances(scene.session, proposal),
        )
        for proposal in scene.session.live_proposals()
    ]


def seats_cards(say: Speech, session: Session) -> list[Card]:
    """Show who sits where."""
    return paged([_seats(say, session)])


def _seats(say: Speech, session: Session) -> str:
    rows = [{"party": party, "seats": session.delegation(party.id)} for party in session.parties]
    return say(
        "cards/status#seats",
        chairs=[seat.name for seat in session.chairs()],
        rows=rows,
        observers=[seat.name for seat in session.seats.values() if seat.role is Role.OBSERVER],
    )


def help_cards(
    say: Speech, session: Session, actor: Actor, possible: Sequence[type[Act]], panel: str | None = None
) -> list[Card]:
    """Say what this member may do now, a line for each command under what it is about, and who they are.

    `panel` leads to the control panel; a chair on a phone reads of it first.
    """
    seat = session.seat_of(actor.member)
    phase = say(f"help#phase_{session.phase.value}")
    if seat is None:
        who = say("help#seat_none")
    elif seat.party:
        who = say("help#seat_party", role=seat.role.value, party=seat.party, phase=phase)
    else:
        who = say("help#seat_other", role=seat.role.value, phase=phase)
    chair = seat is not None and seat.role is Role.CHAIR
    if chair and session.phase is not Phase.CONVENED:
        who += "\n" + say("help#panel", panel=panel)
    briefs = [say("help#brief_chair" if chair else "help#brief")] if seat and (seat.party or chair) else []
    groups = may_blocks(say, possible, briefs)
    head, *others = groups or [say("help#nothing")]
    return paged([who, f"{say('help#title')}\n{head}", *others, say("help#read")])


def may_blocks(say: Speech, possible: Sequence[type[Act]], briefs: Sequence[str] = ()) -> list[str]:
    """Give what may be done, under what it is about: a block for each subject, in the order in which one needs them."""
    lines: dict[str, list[str]] = {subject: [] for subject in SUBJECTS}
    # Nobody asks for help in order to leave.
    for act in sorted(possible, key=lambda one: one is LeaveSeat):
        if say.words.has(f"help#{act.__name__}", say.locale):
            lines[_subject(act)].append(say(f"help#{act.__name__}"))
    lines["session"] += briefs
    return [
        "\n".join([say(f"help#about_{subject}"), *(f"- {one}" for one in found)])
        for subject, found in lines.items()
        if found
    ]


def _subject(act: type[Act]) -> str:
    part = act.__module__.split(".")[-2]
    return _PARTS.get(part) or ("session" if act in _OF_SESSION else "proposals")


def help_outside(say: Speech, *, moderator: bool) -> list[Card]:
    """Say what can be done in a channel without a session."""
    return paged([say("help#outside"), say("help#outside_moderator" if moderator else "help#outside_other")])
