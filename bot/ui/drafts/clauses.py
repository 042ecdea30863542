"""Clauses in a delegation's own words: written, edited, quoted; what was understood is shown before they are tabled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import discord

from bot.negotiation.texts import check_own_text
from bot.service.ports import Draft
from bot.ui.answering.answers import Answer, AnyInteraction, Noted
from bot.ui.answering.visits import Visit, visit, visit_by_id
from bot.ui.cards.examples import sentence
from bot.ui.cards.refusal import refusal_words
from bot.ui.drafts.drafting import Purpose, is_empty, reword
from bot.ui.drafts.table import draft_card
from bot.ui.drafts.verbs import draft_of, refuse_early
from bot.ui.kit.forms import CLAUSE_MOST, Form, clause_form
from bot.ui.kit.ids import Address

Values = Sequence[str]

MOST_CLAUSES = 25
"""Own clauses in a draft: as many as its select can name."""
MOST_NUMBER = 100
"""The highest number of a clause that is asked for: those of options come before one's own."""
NEW = "new"
"""In the address of a form: the clause is a new one."""

MARK = 8
"""Characters of the mark by which a form knows the words again with which it opened."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which clause a form writes: its place among one's own (None: a new one), and the page of the table.

    `was` marks the words with which the form opened: the draft may change while it is open.
    """

    place: int | None = None
    page: int = 0
    was: str = ""

    @property
    def extra(self) -> str:
        """As it stands in the address of the form."""
        return f"{self.page}.{NEW if self.place is None else self.place}" + (f".{self.was}" if self.was else "")

    @classmethod
    def of(cls, extra: str) -> "Target":
        """Read it from the address of a form."""
        page, _, rest = extra.partition(".")
        place, _, was = rest.partition(".")
        return cls(int(place) if place.isdecimal() else None, int(page) if page.isdecimal() else 0, was)

    def found_in(self, clauses: Sequence[str]) -> int | None:
        """Give the place where the clause is now, a new one's at the end; None if it is there no more."""
        if self.place is None:
            return len(clauses)
        if not self.was:
            return self.place if self.place < len(clauses) else None
        same = [at for at, one in enumerate(clauses) if mark_of(one) == self.was]
        if self.place in same:
            return self.place
        return same[0] if len(same) == 1 else None


def mark_of(words: str) -> str:
    """Give a short mark by which the words of a clause are known again."""
    return sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:MARK]


async def clause(answer: Answer, address: Address, _: Values) -> None:
    """Ask for a new clause of one's own."""
    here = await visit_by_id(answer, address.session)
    draft = await draft_of(here)
    if len(draft.clauses) >= MOST_CLAUSES:
        raise Noted("clauses_full", count=len(draft.clauses), limit=MOST_CLAUSES)
    form = Address("clauseform", address.session, extra=Target(None, int(address.extra or "0")).extra)
    await answer.form(_new_form(here, form))


async def reword_chosen(answer: Answer, address: Address, values: Values) -> None:
    """Open the form with the clause that was chosen, to edit it or to empty it."""
    here = await visit_by_id(answer, address.session)
    await _ask_again(here, await draft_of(here), Target(int(values[0]), int(address.extra or "0")))


async def _ask_again(here: Visit, draft: Draft, target: Target) -> None:
    place = target.found_in(draft.clauses)
    if place is None:
        raise _gone(draft, target)
    words = draft.clauses[place]
    if len(words) > CLAUSE_MOST:
        raise Noted("clause_too_long_for_form", number=_number(draft, place), length=len(words), limit=CLAUSE_MOST)
    form = Address("clauseform", here.session.id, extra=replace(target, was=mark_of(words)).extra)
    await here.answer.form(clause_form(here.scene.say, form, "reword", words))


def _place_of(draft: Draft, number: int) -> int:
    """Give the place among one's own of a clause by its number in the draft; raises Noted for any other."""
    place = number - _number(draft, 0)
    if not 0 <= place < len(draft.clauses):
        raise _gone(draft, Target(place))
    return place


def _number(draft: Draft, place: int) -> int:
    """Give the number that the drafting table shows for a clause of one's own: options come first."""
    return len(draft.choices) + place + 1


def _gone(draft: Draft, target: Target) -> Noted:
    """Give the note on a clause that is there no more, by the number that it had."""
    number = _number(draft, target.place or 0)
    if target.was:
        return Noted("clause_changed", number=number)
    numbers = [_number(draft, place) for place in range(len(draft.clauses))]
    return Noted("no_clause", number=number, numbers=numbers)


async def clause_sent(answer: Answer, address: Address, values: Mapping[str, str]) -> None:
    """Write the clause of a form of the drafting table; what does not fit changes nothing and is given back."""
    await _sent(await visit_by_id(answer, address.session), address, values, begin=False)


async def quote_sent(answer: Answer, address: Address, values: Mapping[str, str]) -> None:
    """Write the clause of a form that came from a command or a message; begins a draft where there is none."""
    await _sent(await visit_by_id(answer, address.session), address, values, begin=True)


async def _sent(here: Visit, address: Address, values: Mapping[str, str], *, begin: bool) -> None:
    typed, target = values.get("text", "").strip(), Target.of(address.extra)
    try:
        await write(here, typed, target, begin=begin)
    except Noted as noted:
        # The drafting table is gone or full, or the words do not fit: what was typed goes back to its author.
        if not typed or "typed" in noted.params:
            raise
        why = here.answer.say(f"cards/notes#{noted.note}", **noted.params)
        raise Noted("form_returned", why=why, typed=typed) from None


async def write(here: Visit, typed: str, target: Target, *, begin: bool) -> None:
    """Put a clause into the member's draft and show the drafting table with all that was understood of it.

    `begin`: a draft is begun where there is none; else its absence is Noted.
    """
    if len(typed) > CLAUSE_MOST:
        raise Noted("clause_long", length=len(typed), limit=CLAUSE_MOST, typed=typed)
    if not typed and target.place is None:
        raise Noted("clause_empty")
    desk, session, member = here.answer.desk, here.session, here.actor.member
    async with desk.lock(session.id, member):
        draft = await desk.drafts.get(session.id, member) if begin else await draft_of(here)
        if draft is None:
            draft = Purpose().begin(here.scene.frame)
            await refuse_early(here, draft)
        place = target.found_in(draft.clauses)
        if place is None:
            raise _gone(draft, target)
        if place >= MOST_CLAUSES:
            raise Noted("clauses_full", count=len(draft.clauses), limit=MOST_CLAUSES)
        if typed and (refusal := check_own_text(place + 1, typed)):
            raise Noted("form_returned", why=" ".join(refusal_words(here.scene.say, refusal)), typed=typed)
        draft = reword(here.scene.frame, draft, place, typed)
        await desk.drafts.put(session.id, member, draft)
        await here.answer.replace(draft_card(here.scene, draft, here.party, target.page, place if typed else None))


async def write_clause(here: Visit, number: int | None, text: str | None) -> None:
    """/clause: with words, write them; without, open the form, empty or with the clause of this number.

    Clauses are numbered as the drafting table shows them (from 1): those of options come first.
    """
    draft = await here.answer.desk.drafts.get(here.session.id, here.actor.member)
    target = Target(None if number is None else _place_of(draft or Draft({}), number))
    if text is not None:
        await write(here, text.strip(), target, begin=True)
        return
    if number is not None:
        await _ask_again(here, draft or Draft({}), target)
        return
    if draft is None or is_empty(draft):
        await refuse_early(here, Purpose().begin(here.scene.frame))
    await here.answer.form(_new_form(here, _quoting(here)))


async def quote_message(interaction: AnyInteraction, message: discord.Message) -> None:
    """Make a clause of a message: the form opens with its words, so that they can be edited first."""
    here = await visit(interaction)
    words = message.content.strip()
    if not words:
        raise Noted("quote_nothing")
    if await here.answer.desk.drafts.get(here.session.id, here.actor.member) is None:
        await refuse_early(here, Purpose().begin(here.scene.frame))
    await here.answer.form(clause_form(here.scene.say, _quoting(here), "quote", words[:CLAUSE_MOST]))


def _new_form(here: Visit, address: Address) -> Form:
    return clause_form(here.scene.say, address, "clause", example=sentence(here.scene, here.party))


def _quoting(here: Visit) -> Address:
    return Address("quoteform", here.session.id, extra=Target().extra)
