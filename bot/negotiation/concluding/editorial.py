"""Editorial changes: words that change no meaning, certified by the chair, and off as soon as a party contests."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.drafting.clauses import Clause, text_hash
from bot.drafting.sentences.numerals import NUMBER_WORDS
from bot.negotiation.concluding.acts import CertifyEditorial, ContestEditorial
from bot.negotiation.concluding.facts import (
    EditorialApplied,
    EditorialCertified,
    EditorialContested,
    EditorialDropped,
)
from bot.negotiation.concluding.model import Editorial
from bot.negotiation.concluding.silence import editorial_open, silence_runs
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing
from bot.negotiation.marks import all_brackets
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_own_text, check_statement, check_words, composed, no_clause

_WORD = re.compile(r"[0-9]+(?:[.,'\u2019/:-][0-9]+)*|[a-z]+")


def certify_editorial(state: Session, act: CertifyEditorial, context: Context) -> Outcome:
    """Certify other words for a clause of one's own words, with the same steps and the same numbers."""
    if refusal := standing(state, context.actor, CertifyEditorial):
        return refusal
    proposal = editable(state, context, act.proposal, act.text_hash)
    if isinstance(proposal, Refusal):
        return proposal
    if refusal := _wrong_place(state, proposal, act.clause) or check_statement(act.reason):
        return refusal
    clauses = _reworded(proposal, act, context)
    if isinstance(clauses, Refusal):
        return clauses
    return (
        EditorialCertified(
            editorial=f"E{len(state.conclusion.editorials) + 1}",
            proposal=proposal.id,
            version=proposal.current.number,
            text_hash=proposal.current.text_hash,
            clause=act.clause,
            words=act.words,
            clauses=clauses,
            new_hash=text_hash(clauses),
            reason=act.reason,
            until=context.now + timedelta(minutes=state.procedure.editorial_minutes),
        ),
    )


def contest_editorial(state: Session, act: ContestEditorial, context: Context) -> Outcome:
    """Contest a change: nothing comes of it, and the chair may ask the author for a new version."""
    if refusal := standing(state, context.actor, ContestEditorial):
        return refusal
    editorial = contestable(state, context, act.editorial)
    if isinstance(editorial, Refusal):
        return editorial
    if refusal := check_words(act.reason):
        return refusal
    return (EditorialContested(editorial.id, editorial.proposal, party_of(state, context), act.reason),)


def editable(state: Session, context: Context, proposal_id: str, digest: str | None = None) -> Proposal | Refusal:
    """Give the proposal of which a clause may get other words now, or refuse; `standing` has been asked before."""
    proposal = on_proposal(state, context, CertifyEditorial, proposal_id, digest)
    if isinstance(proposal, Refusal):
        return proposal
    silence = state.conclusion.silence
    if silence is not None and silence.proposal == proposal.id:
        return silence_runs(silence)
    return editorial_open(state, proposal) or proposal


def contestable(state: Session, context: Context, editorial_id: str) -> Editorial | Refusal:
    """Give the change that may be contested now, or refuse; `standing` has been asked before."""
    editorial = state.conclusion.editorials.get(editorial_id)
    if editorial is None:
        found = [one.id for one in state.conclusion.editorials.values() if one.status == "open"]
        return Refusal(Code.UNKNOWN_EDITORIAL, {"editorial": editorial_id, "open": found})
    status = "over" if editorial.status == "open" and context.now >= editorial.until else editorial.status
    if status == "open":
        return editorial
    return Refusal(Code.EDITORIAL_CLOSED, {"editorial": editorial.id, "status": status})


def editorial_due(state: Session, editorial: Editorial) -> Outcome:
    """Give what comes of a change that nobody contested: the new version, unless the clause is in question by now."""
    proposal = state.proposals[editorial.proposal]
    current = proposal.current
    if not proposal.live or current.text_hash != editorial.text_hash or _bracketed(state, proposal, editorial.clause):
        return (EditorialDropped(editorial.id, proposal.id),)
    applied = EditorialApplied(editorial.id, proposal.id, current.number + 1, editorial.clauses, editorial.new_hash)
    return (applied,)


def numbers_in(text: str) -> Counter[str]:
    """Give the numbers of a text, in figures or in words, each as often as it stands there."""
    return Counter(one for one in _WORD.findall(text.lower()) if one[0].isdigit() or one in NUMBER_WORDS)


def _wrong_place(state: Session, proposal: Proposal, number: int) -> Refusal | None:
    clauses = proposal.current.clauses
    if refusal := no_clause(number, len(clauses)):
        return refusal
    if (issue := clauses[number - 1].issue) is not None:
        return Refusal(Code.EDITORIAL_OF_OPTION, {"number": number, "issue": issue})
    if brackets := _bracketed(state, proposal, number):
        return Refusal(Code.EDITORIAL_BRACKETED, {"number": number, "brackets": list(brackets)})
    return None


def _bracketed(state: Session, proposal: Proposal, number: int) -> tuple[str, ...]:
    return tuple(one.id for one in all_brackets(state, proposal) if one.clause == number)


def _reworded(proposal: Proposal, act: CertifyEditorial, context: Context) -> tuple[Clause, ...] | Refusal:
    """Give the text with the new words, or refuse: unreadable, the same, other numbers, other steps."""
    current, place = proposal.current, act.clause - 1
    old = current.clauses[place]
    if refusal := check_own_text(act.clause, act.words):
        return refusal
    if act.words == old.text:
        return Refusal(Code.NO_CHANGE, {"proposal": proposal.id, "version": current.number})
    before, after = numbers_in(old.text), numbers_in(act.words)
    if before != after:
        params = {"number": act.clause, "gone": _listed(before - after), "new": _listed(after - before)}
        return Refusal(Code.EDITORIAL_NUMBERS, params)
    typed = (*current.clauses[:place], Clause(act.words), *current.clauses[place + 1 :])
    clauses = composed(typed, context.frame)
    if isinstance(clauses, Refusal):
        return clauses
    same = all(
        replace(new, text="") == replace(held, text="") for new, held in zip(clauses, current.clauses, strict=True)
    )
    # A bracket is a question and no wording.
    if not same or "[" in act.words:
        return Refusal(Code.EDITORIAL_STEPS, {"number": act.clause})
    return clauses


def _listed(numbers: Counter[str]) -> list[str]:
    return sorted(numbers)
