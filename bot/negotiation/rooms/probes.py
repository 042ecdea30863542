"""Blind questions: would you accept this? Answered by each head alone, and told only if all say yes."""

from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import on_proposal, party_of, standing, unknown_party
from bot.negotiation.model import Proposal, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.rooms.acts import AnswerBlind, AskBlind, CloseBlind
from bot.negotiation.rooms.caucuses import check_minutes, ends_in
from bot.negotiation.rooms.facts import BlindAnswered, BlindAsked, BlindClosed
from bot.negotiation.rooms.finding import FEWEST_ASKED, on_probe
from bot.negotiation.rooms.model import Probe
from bot.negotiation.texts import check_statement, check_words

YES = "yes"
"""How a yes is written where answers are kept apart from the record; everything else is a no."""


def ask(state: Session, act: AskBlind, context: Context) -> Outcome:
    """Ask required parties, in words or about a version of a proposal."""
    if refusal := standing(state, context.actor, AskBlind):
        return refusal
    proposal = on_proposal(state, context, AskBlind, act.proposal, act.text_hash) if act.proposal is not None else None
    if isinstance(proposal, Refusal):
        return proposal
    parties = tuple(dict.fromkeys(act.parties)) or state.required
    refusal = (
        _not_to_be_asked(state, parties)
        or _open_already(state, proposal)
        or (check_words(act.words) if proposal else check_statement(act.words))
        or check_minutes(act.minutes)
    )
    if refusal:
        return refusal
    asked = BlindAsked(
        probe=f"Q{len(state.private.probes) + 1}",
        words=act.words.strip(),
        parties=parties,
        proposal=proposal.id if proposal else None,
        version=proposal.current.number if proposal else None,
        closes=ends_in(act.minutes, context.now),
    )
    return (asked,)


def answer(state: Session, act: AnswerBlind, context: Context) -> Outcome:
    """Answer for one's party, or answer otherwise; the last to answer closes the question."""
    if refusal := standing(state, context.actor, AnswerBlind):
        return refusal
    probe = on_probe(state, context, AnswerBlind, act.probe)
    if isinstance(probe, Refusal):
        return probe
    party = party_of(state, context)
    answered = BlindAnswered(probe.id, party)
    if set(probe.parties) - {*probe.answered, party}:
        return (answered,)
    said = {**_answers(probe, context), party: act.yes}
    return answered, BlindClosed(probe.id, all(said.get(one, False) for one in probe.parties), "all")


def close(state: Session, act: CloseBlind, context: Context) -> Outcome:
    """Close a question; who has not answered counts as a no."""
    if refusal := standing(state, context.actor, CloseBlind):
        return refusal
    probe = on_probe(state, context, CloseBlind, act.probe)
    return probe if isinstance(probe, Refusal) else (counted(probe, "chair", context),)


def counted(probe: Probe, how: str, context: Context) -> BlindClosed:
    """Give the one thing that is ever told: whether every party said yes."""
    said = _answers(probe, context)
    return BlindClosed(probe.id, all(said.get(party, False) for party in probe.parties), how)


def _answers(probe: Probe, context: Context) -> dict[str, bool]:
    # An answer that was undone is kept apart still, and does not count.
    kept = context.sealed.get(probe.id, {})
    return {party: kept.get(party) == YES for party in probe.answered}


def _not_to_be_asked(state: Session, parties: tuple[str, ...]) -> Refusal | None:
    for party in parties:
        if unknown := unknown_party(state, party):
            return unknown
        if party not in state.required:
            return Refusal(Code.STAYS_OUT, {"party": party, "required": list(state.required)})
    return None if len(parties) >= FEWEST_ASKED else Refusal(Code.PROBE_TOO_SMALL, {"count": len(parties)})


def _open_already(state: Session, proposal: Proposal | None) -> Refusal | None:
    if proposal is None:
        return None
    open_one = next((one for one in state.private.probes.values() if one.open and one.proposal == proposal.id), None)
    return Refusal(Code.PROBE_OPEN, {"probe": open_one.id, "proposal": proposal.id}) if open_one else None
