"""The forms of brackets, reservations and links: what was typed into one that is refused is given back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from bot.negotiation.acts import Act, PlaceBracket, Reject, Reserve, StateLink
from bot.negotiation.model import Proposal
from bot.negotiation.overlays import ReservationKind
from bot.negotiation.possible import usable_marks
from bot.text.limits import SELECT_OPTIONS
from bot.ui.answering.answers import Answer, Noted, Refused
from bot.ui.answering.reading import proposal_named
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.cards.refusal import refusal_words
from bot.ui.kit.forms import bracket_form, link_form, reserve_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import option
from bot.ui.transformers import ProposalRef

Values = Sequence[str]
Sent = Mapping[str, str]

WHOLE = "-"
"""What a reservation is about, if it is no clause and no bracket."""
SCRUTINY = "scrutiny"


async def act_of_form(here: Visit, act: Act, typed: str) -> None:
    """Do what a form asks for; a refusal gives back what was typed, if anything was. Raises Refused or Noted."""
    with giving_back(here, typed):
        await here.act(act)


@contextmanager
def giving_back(here: Visit, typed: str) -> Iterator[None]:
    """Let a refusal give back what was typed, if anything was. Raises Refused or Noted."""
    try:
        yield
    except Refused as refused:
        if not typed.strip():
            raise
        why = " ".join(refusal_words(here.scene.say, refused.refusal))
        raise Noted("form_returned", why=why, typed=typed) from None


async def place(here: Visit, ref: ProposalRef, clause: int, words: str, alternative: str, typed: str = "") -> None:
    """Put words of a clause (its number, from 1) in brackets: the same for the command and the form."""
    proposal = here.session.proposals.get(ref.proposal)
    if proposal is not None and 1 <= clause <= len(proposal.current.clauses):
        words = as_it_stands(proposal.current.clauses[clause - 1].text, words)
    await act_of_form(here, PlaceBracket(ref.proposal, here.hash_of(ref), clause, words, alternative), typed)


def as_it_stands(text: str, words: str) -> str:
    """Give words as a clause has them if only letter case or spaces differ; else as they were typed."""
    if words in text or not words.split():
        return words
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), text, re.IGNORECASE))
    return found[0].group() if len(found) == 1 else words


async def bracket(answer: Answer, address: Address, values: Values) -> None:
    """Ask which words of the chosen clause stand in brackets; who may not is told before typing any."""
    here, ref = await _at(answer, address)
    number = int(values[0])
    if not here.may(PlaceBracket, ref):
        await here.act(PlaceBracket(ref.proposal, here.hash_of(ref), number))
        return
    proposal = proposal_named(here, ref)
    if here.hash_of(ref) != proposal.current.text_hash or number > len(proposal.current.clauses):
        await here.act(PlaceBracket(ref.proposal, here.hash_of(ref), number))
        return
    form = Address("bracketform", address.session, address.proposal, address.version, str(number))
    await answer.form(bracket_form(here.scene.say, form, number, proposal.current.clauses[number - 1].text))


async def bracket_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Place the bracket of the form."""
    here, ref = await _at(answer, address)
    words, other = values.get("text", ""), values.get("alternative", "")
    await place(here, ref, int(address.extra), words, other, "\n\n".join(one for one in (words, other) if one.strip()))


async def reserve(answer: Answer, address: Address, _: Values) -> None:
    """Ask for a reservation: on the whole text, on a clause, or in the place of one's own bracket."""
    here, ref = await _at(answer, address)
    if not here.may(Reserve, ref):
        await here.act(Reserve(ref.proposal, here.hash_of(ref), ReservationKind.GENERAL, ""))
        return
    proposal, say = proposal_named(here, ref), here.scene.say
    own = usable_marks(here.session, here.actor, Reserve, here.scene.frame, ref.proposal)
    about = [option(say("forms#reserve_whole"), WHOLE, chosen=True)]
    about += [
        option(say("forms#reserve_bracket", bracket=one, words=here.session.brackets[one].words), one) for one in own
    ]
    about += [option(f"{number}. {one}", str(number)) for number, one in _clauses(proposal)]
    kinds = [
        option(say("forms#reserve_firm"), WHOLE, chosen=True),
        option(say("forms#reserve_scrutiny"), SCRUTINY),
    ]
    form = Address("reserveform", address.session, address.proposal, address.version)
    more = say("forms#about_more") if len(about) > SELECT_OPTIONS else ""
    await answer.form(reserve_form(say, form, about[:SELECT_OPTIONS], kinds, more))


async def reserve_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Make the reservation of the form."""
    here, ref = await _at(answer, address)
    about, statement = values.get("about", WHOLE), values.get("text", "")
    clause = int(about) if about.isdecimal() else None
    held = about if about.startswith("B") else None
    kind = ReservationKind.SPECIFIC if clause or held else ReservationKind.GENERAL
    if values.get("kind") == SCRUTINY:
        kind = ReservationKind.SCRUTINY
    act = Reserve(ref.proposal, here.hash_of(ref), kind, statement, held, clause)
    await act_of_form(here, act, statement)


async def link(answer: Answer, address: Address, _: Values) -> None:
    """Ask which proposals have to go together with this one; where there is no other, the refusal says so."""
    here, ref = await _at(answer, address)
    others = [one for one in here.session.live_proposals() if one.id != ref.proposal][:SELECT_OPTIONS]
    if not others or not here.may(StateLink, ref):
        await here.act(StateLink(ref.proposal, ()))
        return
    options = [option(f"{one.id} · {_title(one)}", one.id) for one in others]
    await answer.form(link_form(here.scene.say, Address("linkform", address.session, address.proposal), options))


async def link_sent(answer: Answer, address: Address, values: Sent) -> None:
    """State the condition of the form."""
    here, ref = await _at(answer, address)
    await here.act(StateLink(ref.proposal, tuple(values.get("others", "").split())))


async def reject_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Reject with the reason of the form."""
    here, ref = await _at(answer, address)
    reason = values.get("text", "").strip()
    await act_of_form(here, Reject(ref.proposal, here.hash_of(ref), reason), reason)


async def _at(answer: Answer, address: Address) -> tuple[Visit, ProposalRef]:
    return await visit_by_id(answer, address.session), ProposalRef(address.proposal or "", address.version)


def _clauses(proposal: Proposal) -> list[tuple[int, str]]:
    return [(number, one.text) for number, one in enumerate(proposal.current.clauses, 1)]


def _title(proposal: Proposal) -> str:
    return proposal.current.clauses[0].text
