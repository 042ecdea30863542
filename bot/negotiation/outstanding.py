"""What has to happen next and who has to do it, and what is still open: read from the state and the pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.drafting.clauses import choices_of
from bot.negotiation.acts import Accept, Counter, Table
from bot.negotiation.adoption import acceptances, ready
from bot.negotiation.clockwork.model import Presence
from bot.negotiation.concluding.model import Standing
from bot.negotiation.floor.points import open_points
from bot.negotiation.guards import in_phase, phases_for
from bot.negotiation.marks import all_brackets, unmet_links
from bot.negotiation.model import Phase, Proposal, Session, StanceKind
from bot.negotiation.needs import NEEDS
from bot.negotiation.overlays import Bracket, Link
from bot.scenarios.frame import Frame


class NeedKind(StrEnum):
    """What kind of thing has to happen."""

    PAUSE = "pause"
    POINT = "point"
    VOTE = "vote"
    MOTION = "motion"
    ROLL = "roll"
    WALKED_OUT = "walked_out"
    SILENCE = "silence"
    WAIVER = "waiver"
    ADOPT = "adopt"
    CONFIRM = "confirm"
    BRACKETS = "brackets"
    ACCEPT = "accept"
    TABLE = "table"
    TABLE_LATER = "table_later"
    INITIAL = "initial"
    SIGN = "sign"
    RATIFY = "ratify"


_STEPS = (NeedKind.INITIAL, NeedKind.SIGN, NeedKind.RATIFY)


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that has to happen: `about` names motions, points, a proposal, rule or phase; `parties` have to do it.

    No parties: the chair has to (or anybody may, as the kind says); of an adoption, `parties` have accepted.
    """

    kind: NeedKind
    about: str = ""
    parties: tuple[str, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A live proposal, and the required parties that have said nothing of its newest version."""

    proposal: str
    version: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """What is still open: issues that no live proposal decides, brackets by owner, links, and silence of parties."""

    issues: tuple[str, ...]
    brackets: Mapping[str, tuple[Bracket, ...]]
    links: tuple[Link, ...]
    unsaid: tuple[Unsaid, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing is open."""
        return not (self.issues or self.brackets or self.links or self.unsaid)


def ranked(state: Session) -> tuple[Proposal, ...]:
    """Give the live proposals, the one with the most full acceptances of required parties first, then the newest."""
    live = state.live_proposals()
    number = {one.id: at for at, one in enumerate(live)}
    return tuple(sorted(live, key=lambda one: (-_support(state, one), -number[one.id])))


def _support(state: Session, proposal: Proposal) -> int:
    return len(set(proposal.accepted_by()) & set(state.required))


def needed_next(state: Session, frame: Frame) -> tuple[Needed, ...]:
    """Give what has to happen next, the most urgent first; nothing before the beginning and after the end."""
    if state.phase is Phase.NEGOTIATING:
        return (*_of_the_room(state), *_adoptions(state, frame), *_of_the_texts(state))
    if state.phase is Phase.AGREED:
        return (*_of_the_room(state), *_of_the_agreement(state))
    return ()


def _of_the_room(state: Session) -> Iterator[Needed]:
    pause = state.timetable.pause
    if pause is not None:
        yield Needed(NeedKind.PAUSE, pause.kind.value, until=pause.until)
    if points := list(open_points(state)):
        yield Needed(NeedKind.POINT, ", ".join(points))
    motion = state.voting.on_vote()
    if motion is not None and motion.ballot is not None:
        ballot = motion.ballot
        waiting = tuple(one.party for one in ballot.voters if one.party not in ballot.cast)
        yield Needed(NeedKind.VOTE, motion.id, waiting, ballot.closes)
    if waits := [one.id for one in state.voting.motions.values() if one.open and one is not motion]:
        yield Needed(NeedKind.MOTION, ", ".join(waits))
    roll = state.timetable.roll
    if roll is not None and roll.open:
        yield Needed(NeedKind.ROLL, str(roll.number), tuple(one for one in state.required if one not in roll.answers))


def _walked_out(state: Session) -> tuple[str, ...]:
    presence = state.timetable.presence
    return tuple(one for one in state.required if presence.get(one) is Presence.WALKED_OUT)


def _adoptions(state: Session, frame: Frame) -> Iterator[Needed]:
    for proposal in ready(state, frame):
        yield Needed(NeedKind.ADOPT, f"{proposal.id} v{proposal.current.number}", acceptances(proposal, state))


def _of_the_texts(state: Session) -> Iterator[Needed]:
    gone = _walked_out(state)
    if gone:
        yield Needed(NeedKind.WALKED_OUT, parties=gone)
    silence = state.conclusion.silence
    if silence is not None:
        yield Needed(NeedKind.SILENCE, f"{silence.proposal} v{silence.version}", until=silence.until)
    for asked in state.conclusion.waivers_asked:
        proposal = state.proposals.get(asked.proposal)
        if proposal is None or not proposal.live or proposal.current.text_hash != asked.text_hash:
            continue
        given = {one.party for one in proposal.waivers if (one.rule, one.text_hash) == (asked.rule, asked.text_hash)}
        if waiting := tuple(one for one in asked.parties if one not in given):
            yield Needed(NeedKind.WAIVER, f"{asked.rule}, {asked.proposal}", waiting)
    best = ranked(state)
    if not best:
        yield _tabling(state)
        return
    first = best[0]
    if owners := tuple(dict.fromkeys(one.party for one in all_brackets(state, first) if one.party)):
        yield Needed(NeedKind.BRACKETS, first.id, owners)
    provisional = tuple(
        party for party in state.required if (stance := first.stance(party)) and stance.kind is StanceKind.AD_REFERENDUM
    )
    if provisional:
        yield Needed(NeedKind.CONFIRM, f"{first.id} v{first.current.number}", provisional)
    # Who has walked out can say nothing.
    said = {*first.accepted_by(), *provisional, *gone}
    waiting = tuple(one for one in state.required if one not in said)
    # What the present phase of the pack does not allow is not what is needed next.
    if waiting and (in_phase(state, Accept) or in_phase(state, Counter)):
        yield Needed(NeedKind.ACCEPT, f"{first.id} v{first.current.number}", waiting)


def _tabling(state: Session) -> Needed:
    """Give who tables; where the present phase does not allow it, the phase that the chair has to enter for it."""
    if in_phase(state, Table):
        return Needed(NeedKind.TABLE)
    return Needed(NeedKind.TABLE_LATER, phases_for(state, NEEDS[Table].words)[0].id)


def _of_the_agreement(state: Session) -> Iterator[Needed]:
    agreed = state.agreement
    if agreed is not None:
        for kind, parties in next_steps(state).items():
            yield Needed(kind, f"{agreed.proposal} v{agreed.version}", parties)


def next_steps(state: Session) -> dict[NeedKind, tuple[str, ...]]:
    """Give the parties that have to initial, sign or ratify next; nothing without an agreed text, or once it binds."""
    agreed = state.agreement
    if agreed is None or state.conclusion.in_force is not None:
        return {}
    steps = {one: _next_step(state, one) for one in agreed.parties}
    found = {kind: tuple(one for one, step in steps.items() if step is kind) for kind in _STEPS}
    return {kind: parties for kind, parties in found.items() if parties}


def _next_step(state: Session, party: str) -> NeedKind | None:
    """Give what binds a party next to the agreed text; None if nothing does, or if it has refused."""
    held, how = state.conclusion.standings.get(party, Standing()), state.procedure.authentication
    if how == "none" or held.declined is not None:
        return None
    if how == "initial":
        return None if held.initialled or held.signed else NeedKind.INITIAL
    if held.signed is None:
        return NeedKind.SIGN
    done = held.ratified is not None if how == "ratify" else held.bound
    return None if done else NeedKind.RATIFY


def open_matters(state: Session, issues: Sequence[str]) -> OpenMatters:
    """Give what is still open; `issues` are those of the pack, by id."""
    live = state.live_proposals()
    decided = {issue for one in live for issue in choices_of(one.current.clauses)}
    brackets: dict[str, list[Bracket]] = {}
    for bracket in (found for one in live for found in all_brackets(state, one)):
        brackets.setdefault(bracket.party, []).append(bracket)
    unsaid = [
        Unsaid(one.id, one.current.number, tuple(party for party in state.required if one.stance(party) is None))
        for one in live
    ]
    return OpenMatters(
        tuple(issue for issue in issues if issue not in decided),
        {owner: tuple(found) for owner, found in brackets.items()},
        tuple(link for one in live for link in unmet_links(state, one)),
        tuple(one for one in unsaid if one.parties),
    )
