"""The drafting table: every change is stored before it is shown, so a restart loses no typed word."""

from collections.abc import Callable, Sequence

from discord import ButtonStyle

from bot.negotiation.decide import decide
from bot.negotiation.model import Proposal
from bot.negotiation.refusals import Code, Refusal
from bot.service.ports import Draft
from bot.ui.answering.answers import Answer, Noted, Refused
from bot.ui.answering.refusing import cure_of
from bot.ui.answering.visits import Visit, done_card, visit_by_id
from bot.ui.drafts.drafting import Purpose, act_of, choose, clauses_of, is_empty, mend
from bot.ui.drafts.rebasing import Overtaken, kept_as_is, overtaken, overtaken_card, rebased
from bot.ui.drafts.table import OPEN, PAGE, draft_card
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import DONE, Card, Part, button, rows, text

Values = Sequence[str]
Edit = Callable[[Visit, Draft], Draft]

OF_THE_TEXT = frozenset(
    {
        Code.EMPTY_TEXT,
        Code.NO_CHANGE,
        Code.TOO_MANY_CLAUSES,
        Code.CLAUSE_TOO_LONG,
        Code.ISSUE_TWICE,
        Code.UNKNOWN_OPTION,
        Code.CLAUSE_FORGED,
        Code.UNREADABLE_TEXT,
        Code.BRACKET_UNREADABLE,
        Code.NOT_RECIPROCAL,
    }
)
"""Refusals that the drafting table is there to mend; any other is told before a word is typed."""


async def open_draft(visit: Visit, purpose: Purpose, base: Proposal | None = None, cure: int | None = None) -> None:
    """Show the member's draft for a purpose, begun from the proposal that it answers; raises Refused.

    An unfinished draft for something else is not lost: the member is asked first. `cure` is the number of a cure
    of the proposal, to begin from.
    """
    fresh = _begun(visit, purpose, base, cure)
    await refuse_early(visit, fresh)
    desk, session, member = visit.answer.desk, visit.session, visit.actor.member
    async with desk.lock(session.id, member):
        kept = await desk.drafts.get(session.id, member)
        if kept is not None and not is_empty(kept) and kept not in (fresh, purpose.begin(visit.scene.frame, base)):
            if cure is not None or not purpose.matches(kept):
                await visit.answer.show(_other_draft(visit, kept, purpose, base, cure))
                return
            if found := overtaken(session, kept):
                await visit.answer.show(overtaken_card(visit.scene, found))
                return
            fresh = kept
        await desk.drafts.put(session.id, member, fresh)
    await visit.answer.show(draft_card(visit.scene, fresh, visit.party))


def _begun(visit: Visit, purpose: Purpose, base: Proposal | None, cure: int | None) -> Draft:
    fresh = purpose.begin(visit.scene.frame, base)
    if cure is None or base is None:
        return fresh
    found = cure_of(visit.scene, base.current.clauses, cure)
    if found is None or base.current.text_hash != purpose.text_hash:
        raise Noted("cure_gone", proposal=base.id)
    return mend(visit.scene.frame, fresh, found)


async def refuse_early(visit: Visit, draft: Draft) -> None:
    """Tell who may not table it at all before a word is typed; raises Refused."""
    context = await visit.answer.desk.service.context(visit.session.id, visit.actor)
    outcome = decide(visit.session, act_of(visit.scene.frame, draft), context)
    if isinstance(outcome, Refusal) and outcome.code not in OF_THE_TEXT:
        raise Refused(outcome)


def _other_draft(visit: Visit, kept: Draft, purpose: Purpose, base: Proposal | None, cure: int | None) -> Card:
    say, session = visit.scene.say, visit.session
    version = None
    if base is not None:
        version = next((one.number for one in base.versions if one.text_hash == purpose.text_hash), None)
    extra = purpose.kind if cure is None else f"{purpose.kind}.{cure}"
    renew = Address("renew", session.id, purpose.proposal, version, extra)
    told = say(
        "cards/draft#other",
        purpose=kept.purpose,
        proposal=kept.proposal,
        choices=len(kept.choices),
        clauses=len(kept.clauses),
    )
    buttons: list[Part] = [
        button(Address("opendraft", session.id), say("buttons#opendraft"), ButtonStyle.primary),
        button(renew, say("buttons#renew"), ButtonStyle.danger),
    ]
    return Card(text(told), *rows(*buttons))


async def resume(answer: Answer, address: Address, _: Values) -> None:
    """Open the unfinished draft after all."""
    visit = await visit_by_id(answer, address.session)
    await answer.replace(draft_card(visit.scene, await draft_of(visit), visit.party))


async def renew(answer: Answer, address: Address, _: Values) -> None:
    """Discard the unfinished draft and begin the other one."""
    visit = await visit_by_id(answer, address.session)
    kind, _, cure = address.extra.partition(".")
    base = visit.session.proposals.get(address.proposal or "")
    text_hash = base.versions[(address.version or 1) - 1].text_hash if base else None
    purpose = Purpose(kind, address.proposal, text_hash)
    draft = _begun(visit, purpose, base, int(cure) if cure else None)
    async with answer.desk.lock(visit.session.id, visit.actor.member):
        await answer.desk.drafts.put(visit.session.id, visit.actor.member, draft)
    await answer.replace(draft_card(visit.scene, draft, visit.party))


async def bring(answer: Answer, address: Address, _: Values) -> None:
    """Show what came meanwhile beside what was drafted."""
    visit = await visit_by_id(answer, address.session)
    draft = await draft_of(visit)
    found = overtaken(visit.session, draft)
    await answer.replace(overtaken_card(visit.scene, found) if found else draft_card(visit.scene, draft, visit.party))


async def rebase(answer: Answer, address: Address, _: Values) -> None:
    """Put the draft and the newest version together."""
    await _edit(
        answer, address, 0, lambda visit, draft: _after(visit, draft, lambda one: rebased(visit.scene.frame, one))
    )


async def keep_mine(answer: Answer, address: Address, _: Values) -> None:
    """Let the draft answer the newest version as it is."""
    await _edit(answer, address, 0, lambda visit, draft: _after(visit, draft, kept_as_is))


def _after(visit: Visit, draft: Draft, change: Callable[[Overtaken], Draft]) -> Draft:
    # A second press, or one after the draft was brought up to date elsewhere, changes nothing.
    found = overtaken(visit.session, draft)
    return change(found) if found else draft


async def draft_of(visit: Visit) -> Draft:
    """Give the member's draft; raises Noted if there is none."""
    draft = await visit.answer.desk.drafts.get(visit.session.id, visit.actor.member)
    if draft is None:
        raise Noted("no_draft")
    return draft


async def _edit(answer: Answer, address: Address, page: int, edit: Edit) -> None:
    """Change the draft, store it, and show it again."""
    visit = await visit_by_id(answer, address.session)
    async with answer.desk.lock(visit.session.id, visit.actor.member):
        draft = edit(visit, await draft_of(visit))
        await answer.desk.drafts.put(visit.session.id, visit.actor.member, draft)
        await answer.replace(draft_card(visit.scene, draft, visit.party, page))


async def pick(answer: Answer, address: Address, values: Values) -> None:
    """Settle an issue, or leave it open."""
    number, value = int(address.extra), values[0]

    def edit(visit: Visit, draft: Draft) -> Draft:
        issues = visit.scene.frame.pack.issues
        if number >= len(issues):
            raise Noted("old_button")
        issue = issues[number]
        if value != OPEN and issue.option(value) is None:
            options = [one.id for one in issue.options]
            raise Refused(Refusal(Code.UNKNOWN_OPTION, {"issue": issue.id, "option": value, "options": options}))
        return choose(visit.scene.frame, draft, issue.id, None if value == OPEN else value)

    await _edit(answer, address, number // PAGE, edit)


async def page(answer: Answer, address: Address, _: Values) -> None:
    """Turn to other issues."""
    await _edit(answer, address, int(address.extra), lambda _visit, draft: draft)


async def mend_draft(answer: Answer, address: Address, _: Values) -> None:
    """Apply a cure to the draft."""
    shown, _, number = address.extra.partition(".")

    def edit(visit: Visit, draft: Draft) -> Draft:
        found = cure_of(visit.scene, clauses_of(visit.scene.frame, draft), int(number))
        return mend(visit.scene.frame, draft, found) if found else draft

    await _edit(answer, address, int(shown), edit)


async def submit(answer: Answer, address: Address, _: Values) -> None:
    """Table what was drafted; a refusal leaves the draft as it is, and a newer version is shown beside it first."""
    visit = await visit_by_id(answer, address.session)
    async with answer.desk.lock(visit.session.id, visit.actor.member):
        draft = await draft_of(visit)
        if found := overtaken(visit.session, draft):
            await answer.replace(overtaken_card(visit.scene, found))
            return
        done = await visit.perform(act_of(visit.scene.frame, draft))
        await answer.desk.drafts.drop(visit.session.id, visit.actor.member)
        await answer.replace(done_card(answer, done))


async def discard(answer: Answer, address: Address, _: Values) -> None:
    """Forget the draft."""
    visit = await visit_by_id(answer, address.session)
    async with answer.desk.lock(visit.session.id, visit.actor.member):
        await answer.desk.drafts.drop(visit.session.id, visit.actor.member)
        await answer.replace(Card(text(visit.scene.say("cards/draft#discarded")), accent=DONE))
