"""Motions and votes, drawn: what is moved, what it needs, who has voted, and how it came out."""

from collections.abc import Mapping, Sequence
from typing import Any

from discord import ButtonStyle

from bot.negotiation.model import Phase, Session
from bot.negotiation.voting.after import called, lacks_second
from bot.negotiation.voting.majority import counted
from bot.negotiation.voting.model import Ballot, Choice, Method, Motion, MotionStatus
from bot.negotiation.voting.motions import adopts, before, precedence, rank, rule_for
from bot.ui.cards.menus import way_button
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import CALM, DONE, GOOD, Card, Part, button, paged, rows, text
from bot.ui.scene import Scene

ENDED_SHOWN = 10
"""Motions that have ended of which the list tells, the newest."""
_STYLES: Mapping[Choice, ButtonStyle] = {
    Choice.YES: ButtonStyle.success,
    Choice.NO: ButtonStyle.danger,
    Choice.ABSTAIN: ButtonStyle.secondary,
}


def motion_card(scene: Scene, motion: Motion) -> Card:
    """Draw the public card of a motion as it stands."""
    accent = GOOD if motion.status is MotionStatus.CARRIED else CALM if motion.open else DONE
    return Card(text(motion_text(scene, motion)), *rows(*_buttons(scene, motion)), accent=accent)


def motion_text(scene: Scene, motion: Motion) -> str:
    """Give all that the card of a motion says; nothing of ballots that are kept apart but who has voted."""
    say, session = scene.say, scene.session
    blocks = [say("cards/motions#head", **_about(session, motion))]
    if motion.open:
        blocks.append(say("cards/motions#needs", rule=_rule(session, motion)))
    if motion.status is MotionStatus.MADE:
        blocks.append(say("cards/motions#waits", motion=motion, **_in_the_way(session, motion)))
    elif motion.ballot is not None and motion.status is not MotionStatus.UNDONE:
        blocks.append(_vote(scene, motion, motion.ballot))
    else:
        blocks.append(say("cards/motions#over", status=motion.status.value, reason=motion.reason))
    return "\n".join(blocks)


def motion_cards(scene: Scene) -> list[Card]:
    """Show the open motions in the order in which they are voted on, and how the last ones ended."""
    say, session = scene.say, scene.session
    motions = tuple(session.voting.motions.values())
    waiting = sorted((one for one in motions if one.open), key=lambda one: rank(session.procedure, one.kind))
    ended = [one for one in motions if not one.open][-ENDED_SHOWN:]
    blocks = [say("cards/motions#list", count=len(waiting))]
    blocks += [motion_text(scene, one) for one in waiting]
    if ended:
        blocks.append("\n".join(say("cards/motions#ended", **_about(session, one)) for one in reversed(ended)))
    return paged(blocks)


def _about(session: Session, motion: Motion) -> dict[str, Any]:
    kinds = precedence(session.procedure)
    proposal = session.proposals.get(motion.proposal or "")
    versions = proposal.versions if proposal else ()
    version = next((one.number for one in reversed(versions) if one.text_hash == motion.text_hash), None)
    return {
        "motion": motion,
        "kind": motion.kind.value,
        "minutes": motion.minutes,
        "proposal": f"{motion.proposal} v{version}" if version else motion.proposal,
        "place": rank(session.procedure, motion.kind) + 1,
        "places": len(kinds),
        "adopts": adopts(session.procedure, motion.kind),
        "status": motion.status.value,
    }


def _rule(session: Session, motion: Motion) -> Any:  # noqa: ANN401  # of the procedure
    return motion.ballot.rule if motion.ballot else rule_for(session.procedure, motion.kind)


def _in_the_way(session: Session, motion: Motion) -> dict[str, Any]:
    first = before(session, motion)
    return {"first": first.id if first else None, "lacks_second": lacks_second(session, motion)}


def _vote(scene: Scene, motion: Motion, ballot: Ballot) -> str:
    session, over = scene.session, ballot.tally is not None
    shown = over or not ballot.sealed
    params = {
        "motion": motion,
        "ballot": ballot,
        "method": ballot.method.value,
        "hidden": ballot.hidden,
        "tally": ballot.tally or (_so_far(ballot) if shown else None),
        "said": _said(ballot) if shown and ballot.method is not Method.SECRET else {},
        "voted": [one.party for one in ballot.voters if one.party in ballot.cast],
        "waiting": [one.party for one in ballot.voters if one.party not in ballot.cast],
        "called": called(session, ballot) if ballot.method is Method.ROLL_CALL and not over else None,
        "proxies": bool(session.voting.proxies),
        "unadopted": _unadopted(session, motion),
    }
    return scene.say("cards/motions#result" if over else "cards/motions#vote", **params)


def _so_far(ballot: Ballot) -> Any:  # noqa: ANN401  # a tally
    cast = {party: choice for party, choice in ballot.cast.items() if choice is not None}
    return counted(ballot.rule, ballot.voters, cast)


def _said(ballot: Ballot) -> dict[str, Sequence[str]]:
    found = {
        one.value: [voter.party for voter in ballot.voters if ballot.cast.get(voter.party) is one] for one in Choice
    }
    return {choice: parties for choice, parties in found.items() if parties}


def _unadopted(session: Session, motion: Motion) -> bool:
    """Say whether a vote that should adopt a text carried, and yet the text is not the agreed one."""
    if motion.status is not MotionStatus.CARRIED or not adopts(session.procedure, motion.kind):
        return False
    agreed = [one.text_hash for one in (session.agreement, *session.harvest) if one is not None]
    return motion.text_hash not in agreed


def _buttons(scene: Scene, motion: Motion) -> list[Part]:
    session, say = scene.session, scene.say
    if session.phase is Phase.CLOSED:
        return []
    if motion.status is MotionStatus.MADE:
        return [
            button(Address("second", session.id, extra=motion.id), say("buttons#second")),
            button(Address("voteopen", session.id, extra=motion.id), say("buttons#voteopen"), ButtonStyle.primary),
            *(way_button(scene, key, motion.id) for key in ("voteas", "withdrawmotion", "ruleout")),
        ]
    if motion.status is not MotionStatus.VOTING:
        return []
    return [
        *(
            button(Address("votecast", session.id, extra=f"{motion.id}:{one}"), say(f"buttons#votecast_{one}"), style)
            for one, style in _STYLES.items()
        ),
        button(Address("voteclose", session.id, extra=motion.id), say("buttons#voteclose")),
        *([way_button(scene, "votefor", motion.id)] if session.procedure.proxies else []),
    ]
