"""A member at work in a session: found by the channel or by a button's id, acting, and told what came of it."""

from dataclasses import dataclass

from bot.negotiation.acts import Act, Actor
from bot.negotiation.brackets import waiting_for
from bot.negotiation.events import (
    ProposalAccepted,
    ProposalLapsed,
    Recorded,
    SeatTaken,
    SessionOpened,
)
from bot.negotiation.marked import BracketLiftAgreed
from bot.negotiation.model import Role, Seat, Session
from bot.negotiation.overlays import BracketStatus
from bot.negotiation.possible import may
from bot.negotiation.refusals import Code, Refusal
from bot.service.negotiations import Done
from bot.ui.answering.answers import Answer, AnyInteraction, Noted, Refused
from bot.ui.answering.asking import ask_first
from bot.ui.kit.layout import GOOD, Card, text
from bot.ui.scene import Scene, Speech, stances
from bot.ui.transformers import ProposalRef


@dataclass(frozen=True, slots=True)
class Visit:
    """One member's look at one session, as it is now."""

    answer: Answer
    scene: Scene

    @property
    def session(self) -> Session:
        """The session."""
        return self.scene.session

    @property
    def actor(self) -> Actor:
        """The member."""
        return self.answer.actor

    @property
    def seat(self) -> Seat | None:
        """The member's seat."""
        return self.session.seat_of(self.actor.member)

    @property
    def party(self) -> str | None:
        """The member's party."""
        return self.seat.party if self.seat else None

    def hash_of(self, ref: ProposalRef) -> str:
        """Give the hash of the version that a member means: the named one, or else the newest.

        An unknown proposal or version has none; the refusal that follows says so.
        """
        proposal = self.session.proposals.get(ref.proposal)
        if proposal is None:
            return ""
        if ref.version is None:
            return proposal.current.text_hash
        return next((one.text_hash for one in proposal.versions if one.number == ref.version), "")

    def may(self, kind: type[Act], ref: ProposalRef | None = None) -> bool:
        """Say whether the member may do an act of this kind, on a proposal (whichever version is meant) or on none."""
        return may(self.session, self.actor, kind, ref.proposal if ref else None, self.scene.frame)

    async def perform(self, act: Act) -> Done:
        """Do an act; raises Refused."""
        outcome = await self.answer.desk.service.perform(self.session.id, act, self.actor, self.answer.cause)
        if isinstance(outcome, Refusal):
            raise Refused(outcome)
        self.answer.session = outcome.session
        return outcome

    async def act(self, act: Act) -> None:
        """Do an act and tell the member what came of it, or first show a chair what it would do; raises Refused."""
        if not await ask_first(self, act):
            await self.answer.show(done_card(self.answer, await self.perform(act)))


async def visit(interaction: AnyInteraction) -> Visit:
    """Find the session of the channel or thread in which a command is used; raises Refused if there is none."""
    answer = Answer.of(interaction)
    session = await answer.desk.service.at(str(interaction.guild_id), str(interaction.channel_id))
    if session is None:
        raise Refused(Refusal(Code.NO_SESSION_HERE))
    return await _visit(answer, session)


async def visit_by_id(answer: Answer, session_id: str) -> Visit:
    """Find the session that a button or form names; raises Noted if the records do not know it."""
    try:
        session = await answer.desk.service.state(session_id)
    except LookupError:
        raise Noted("old_button") from None
    return await _visit(answer, session)


async def _visit(answer: Answer, session: Session) -> Visit:
    answer.session = session
    return Visit(answer, await answer.desk.scene(session, answer.say.locale))


def done_card(answer: Answer, done: Done) -> Card:
    """Say what an act did, a line for each fact that the member caused."""
    say = Speech(answer.desk.words, answer.say.locale, done.session)
    lines = [_done_line(say, entry, done.session, answer.actor.member) for entry in _told(done.entries)]
    return Card(text("\n".join(f"✔ {line}" for line in lines)), accent=GOOD)


def _told(entries: tuple[Recorded, ...]) -> list[Recorded]:
    """Leave out what follows by itself: that other proposals lapsed, and that who opens a session is its chair."""
    opened = any(isinstance(entry.event, SessionOpened) for entry in entries)
    return [
        entry
        for entry in entries
        if not isinstance(entry.event, ProposalLapsed) and not (opened and isinstance(entry.event, SeatTaken))
    ]


def _done_line(say: Speech, entry: Recorded, session: Session, reader: str) -> str:
    event = entry.event
    waiting: list[str] = []
    if isinstance(event, ProposalAccepted):
        said = stances(session, session.proposals[event.proposal])
        waiting = [party for key in ("ad_referendum", "rejected", "stale", "waiting") for party in said[key]]
    elif isinstance(event, BracketLiftAgreed):
        bracket = session.brackets[event.bracket]
        waiting = list(waiting_for(session, bracket)) if bracket.status is BracketStatus.OPEN else []
    return say(f"cards/done#{event.type}", event=event, reader=reader, waiting=waiting)


def role_for(session: Session, party: str) -> Role:
    """Give the role that pressing a party's button takes: head while there is none, then delegate."""
    return Role.DELEGATE if session.head_of(party) else Role.HEAD
