"""/check on what is not on the table: one's own draft, or any text."""

import re
from collections.abc import Mapping, Sequence

from bot.drafting.clauses import Clause, choices_of
from bot.scenarios.composing import Composed
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.reading import show_details
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.cards.credits import balances, credit_blocks
from bot.ui.cards.details import findings_block, points_blocks
from bot.ui.cards.reading import reading_lines
from bot.ui.cards.refusal import MOST_CURES, cure_lines
from bot.ui.drafts.drafting import composed, is_empty
from bot.ui.drafts.table import deadlock_words
from bot.ui.drafts.verbs import draft_of
from bot.ui.kit.forms import CLAUSE_MOST, check_form
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import paged
from bot.ui.scene import tone
from bot.ui.transformers import ProposalRef

_EMPTY_LINES = re.compile(r"\n\s*\n")
MOST_ARTICLES = 40


async def check(here: Visit, ref: ProposalRef | None, text: str | None) -> None:
    """Show all about a version, a text, or one's own draft; where there is none of these, ask for a text."""
    if ref is not None:
        await show_details(here, ref)
    elif text is not None:
        await _show_text(here, text)
    else:
        draft = await here.answer.desk.drafts.get(here.session.id, here.actor.member)
        if draft is None or is_empty(draft):
            await here.answer.form(check_form(here.scene.say, Address("checkform", here.session.id)))
            return
        await _show(here, composed(here.scene.frame, draft), here.scene.say("cards/check#draft"))


async def check_draft(answer: Answer, address: Address, _: Sequence[str]) -> None:
    """Show every finding on a draft, what each step counts for, and one's own points."""
    here = await visit_by_id(answer, address.session)
    await _show(here, composed(here.scene.frame, await draft_of(here)), here.scene.say("cards/check#draft"))


async def check_sent(answer: Answer, address: Address, values: Mapping[str, str]) -> None:
    """Check the text of the form."""
    await _show_text(await visit_by_id(answer, address.session), values.get("text", ""))


async def _show_text(here: Visit, text: str) -> None:
    typed = text.strip()
    if not typed:
        raise Noted("clause_empty")
    if len(typed) > CLAUSE_MOST:
        raise Noted("clause_long", length=len(typed), limit=CLAUSE_MOST, typed=typed)
    articles = [one.strip() for one in _EMPTY_LINES.split(typed) if one.strip()]
    if len(articles) > MOST_ARTICLES:
        articles = [*articles[: MOST_ARTICLES - 1], "\n\n".join(articles[MOST_ARTICLES - 1 :])]
    whole = here.scene.frame.compose([Clause(one) for one in articles])
    await _show(here, whole, here.scene.say("cards/check#text", articles=len(articles)))


async def _show(here: Visit, whole: Composed, head: str) -> None:
    scene = here.scene
    judgement = scene.frame.judge(whole.clauses)
    # A long text takes several messages, and what the rules say ends the last.
    blocks = [scene.say("cards/check#verdict", head=head, tone=tone(judgement))]
    for place, clause in enumerate(whole.clauses):
        if whole.readings[place] is not None:
            lines = reading_lines(scene, whole, place, judgement)
            blocks.append(scene.say("cards/check#clause", number=place + 1, text=clause.text, lines=lines))
    if deadlock := deadlock_words(scene, whole):
        blocks.append(deadlock)
    blocks.append("\n".join([findings_block(scene, judgement), *balances(scene, judgement)]))
    cures = scene.frame.all_cures(whole.clauses)[:MOST_CURES] if judgement.barred else ()
    if cures:
        blocks.append(scene.say("cards/check#cures", lines=cure_lines(scene, cures, here.party)))
    blocks += credit_blocks(scene, whole.clauses, judgement)
    choices = choices_of(whole.clauses)
    if here.party and choices:
        blocks += points_blocks(scene, here.party, choices)
    await here.answer.show(*paged(blocks))
