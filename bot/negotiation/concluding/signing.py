"""From the agreed text to what binds: initial, sign, ratify, decline; and when it enters into force."""

from bot.negotiation.acts import Act
from bot.negotiation.concluding.acts import Decline, Initial, Ratify, Sign
from bot.negotiation.concluding.after import after
from bot.negotiation.concluding.facts import (
    EnteredIntoForce,
    SignatureDeclined,
    TextInitialled,
    TextRatified,
    TextSigned,
)
from bot.negotiation.concluding.model import Consent, Standing
from bot.negotiation.context import Context, Outcome
from bot.negotiation.guards import party_of, standing
from bot.negotiation.model import Agreement, Session
from bot.negotiation.refusals import Code, Refusal
from bot.negotiation.texts import check_statement

_Step = TextInitialled | TextSigned | TextRatified


def initial(state: Session, act: Initial, context: Context) -> Outcome:
    """Initial the agreed text."""
    found = _text_for(state, Initial, act.text_hash, context)
    if isinstance(found, Refusal):
        return found
    return _then_in_force(state, TextInitialled(found.proposal, party_of(state, context), found.text_hash), context)


def sign(state: Session, act: Sign, context: Context) -> Outcome:
    """Sign the agreed text, for good or subject to something at home."""
    found = _text_for(state, Sign, act.text_hash, context)
    if isinstance(found, Refusal):
        return found
    signed = TextSigned(found.proposal, party_of(state, context), found.text_hash, act.consent)
    return _then_in_force(state, signed, context)


def ratify(state: Session, act: Ratify, context: Context) -> Outcome:
    """Bring the consent of the capital."""
    found = _text_for(state, Ratify, act.text_hash, context)
    if isinstance(found, Refusal):
        return found
    return _then_in_force(state, TextRatified(found.proposal, party_of(state, context), found.text_hash), context)


def decline(state: Session, act: Decline, context: Context) -> Outcome:
    """Refuse to go on, with the reason."""
    found = _text_for(state, Decline, act.text_hash, context)
    if isinstance(found, Refusal):
        return found
    return check_statement(act.reason) or (
        SignatureDeclined(found.proposal, party_of(state, context), found.text_hash, act.reason),
    )


def not_signable(state: Session, kind: type[Act], context: Context) -> Refusal | None:
    """Refuse a step that the actor's party cannot take now; `standing` has been asked before, the text is left out."""
    agreement, party = state.agreement, party_of(state, context)
    parties = agreement.parties if agreement else ()
    if party not in parties:
        return Refusal(Code.NO_PARTY_TO_TEXT, {"party": party, "parties": list(parties)})
    held = state.conclusion.standings.get(party, Standing())
    if kind is Decline:
        step = "in_force" if state.conclusion.in_force else "declined" if held.declined is not None else ""
        step = step or ("bound" if held.bound else "")
        return Refusal(Code.SIGNED_ALREADY, {"step": step}) if step else None
    if kind is Ratify:
        return _not_to_ratify(state, held)
    step = "signed" if held.signed else "initialled" if held.initialled and kind is Initial else ""
    return Refusal(Code.SIGNED_ALREADY, {"step": step}) if step else None


def binds_all(state: Session, agreement: Agreement) -> bool:
    """Say whether every party to the text has done what the procedure asks for; where it asks for nothing, never."""
    held = [state.conclusion.standings.get(party, Standing()) for party in agreement.parties]
    match state.procedure.authentication:
        case "none":
            return False
        case "initial":
            return all(one.initialled or one.signed for one in held)
        case "sign":
            return all(one.bound for one in held)
        case "ratify":
            return all(one.ratified for one in held)


def _text_for(state: Session, kind: type[Act], text_hash: str, context: Context) -> Agreement | Refusal:
    if refusal := standing(state, context.actor, kind):
        return refusal
    agreement = state.agreement
    if agreement is None or text_hash != agreement.text_hash:
        of = (agreement.proposal, agreement.version) if agreement else (None, None)
        return Refusal(Code.NOT_AGREED_TEXT, {"proposal": of[0], "version": of[1]})
    return not_signable(state, kind, context) or agreement


def _not_to_ratify(state: Session, held: Standing) -> Refusal | None:
    if held.ratified:
        return Refusal(Code.SIGNED_ALREADY, {"step": "ratified"})
    # A signature for good needs no ratification, but where the procedure asks for one.
    final = held.consent is Consent.DEFINITIVE and state.procedure.authentication != "ratify"
    if held.signed is None or final:
        return Refusal(Code.NOTHING_TO_RATIFY, {"signed": held.signed is not None})
    return None


def _then_in_force(state: Session, event: _Step, context: Context) -> Outcome:
    after_it = after(state, event, context.actor.member, context.now)
    agreement = after_it.agreement
    if agreement is None or state.conclusion.in_force is not None or not binds_all(after_it, agreement):
        return (event,)
    return event, EnteredIntoForce(event.proposal, event.text_hash)
