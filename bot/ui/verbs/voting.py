"""The buttons and the form of motions and votes: each does what its command does."""

from collections.abc import Mapping, Sequence

from bot.negotiation.possible import may
from bot.negotiation.voting.acts import CastVote, CloseVote, Move, OpenVote, SecondMotion
from bot.negotiation.voting.model import Choice, MotionKind
from bot.negotiation.voting.motions import ON_TEXTS
from bot.text.limits import SELECT_OPTIONS
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.cards.motions import motion_cards
from bot.ui.kit.forms import motion_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import option
from bot.ui.transformers import ProposalRef, read_ref
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]

NO_TEXT = "-"
"""What stands for no proposal in the form."""


async def second(answer: Answer, address: Address, _: Values) -> None:
    """Support the motion."""
    await (await visit_by_id(answer, address.session)).act(SecondMotion(address.extra))


async def vote_open(answer: Answer, address: Address, _: Values) -> None:
    """Put the motion to an open vote; the other methods are options of the command."""
    await (await visit_by_id(answer, address.session)).act(OpenVote(address.extra))


async def vote_cast(answer: Answer, address: Address, _: Values) -> None:
    """Vote for one's own party."""
    name, _colon, choice = address.extra.partition(":")
    if choice not in set(Choice):
        raise Noted("old_button")
    await (await visit_by_id(answer, address.session)).act(CastVote(name, Choice(choice)))


async def vote_close(answer: Answer, address: Address, _: Values) -> None:
    """Close the vote."""
    await (await visit_by_id(answer, address.session)).act(CloseVote(address.extra))


async def motion(answer: Answer, address: Address, _: Values) -> None:
    """Ask what is moved; who may move nothing is told before typing anything."""
    here = await visit_by_id(answer, address.session)
    if not may(here.session, here.actor, Move, None, here.scene.frame):
        await here.act(Move(MotionKind.OTHER))
        return
    say = here.scene.say
    kinds = [option(say("forms#motion_kind", kind=one.value), one.value) for one in MotionKind if _movable(here, one)]
    live = [f"{one.id} v{one.current.number}" for one in reversed(here.session.live_proposals())]
    texts = [option(say("forms#motion_text_none"), NO_TEXT, chosen=True), *(option(one, one) for one in live)]
    await answer.form(motion_form(say, Address("motionform", address.session), kinds, texts[:SELECT_OPTIONS]))


async def motion_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Make the motion of the form."""
    here = await visit_by_id(answer, address.session)
    kind, words, typed = values.get("kind", ""), values.get("text", ""), values.get("minutes", "").strip()
    named = values.get("proposal", NO_TEXT)
    if kind not in set(MotionKind):
        raise Noted("old_button")
    # What is no number is refused with the numbers that are possible.
    minutes = None if not typed else int(typed) if typed.isdecimal() else 0
    act = moved(here, MotionKind(kind), words, minutes, None if named == NO_TEXT else read_ref(named))
    await act_of_form(here, act, words)


def moved(here: Visit, kind: MotionKind, words: str, minutes: int | None, ref: ProposalRef | None) -> Move:
    """Give the act of a motion: the same for the command and the form."""
    text_hash = here.hash_of(ref) if ref and kind in ON_TEXTS else None
    return Move(kind, words, ref.proposal if ref else None, text_hash, minutes)


async def show_motions(here: Visit) -> None:
    """Show the motions of the session."""
    await here.answer.show(*motion_cards(here.scene))


def _movable(here: Visit, kind: MotionKind) -> bool:
    if kind is MotionKind.RECONSIDER:
        return here.session.agreement is not None or bool(here.session.harvest)
    return kind is not MotionKind.APPEAL
