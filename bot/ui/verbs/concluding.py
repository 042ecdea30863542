"""The buttons and forms on the way to an agreed text and after it."""

from collections.abc import Mapping, Sequence

from bot.negotiation.acts import Waive
from bot.negotiation.concluding.acts import (
    BreakSilence,
    ContestEditorial,
    Decline,
    Initial,
    MakeStatement,
    Ratify,
    Sign,
    TakeOver,
)
from bot.negotiation.concluding.model import Consent, StatementKind
from bot.negotiation.concluding.statements import ON_TEXT, kinds_now
from bot.negotiation.texts import LONGEST_SAID, LONGEST_STATEMENT
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.visits import Visit, visit_by_id
from bot.ui.kit.forms import silence_form, words_form
from bot.ui.kit.ids import Address
from bot.ui.transformers import ProposalRef
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]


def agreed_hash(here: Visit) -> str:
    """Give the hash of the agreed text, "" while there is none: the refusal that follows says so."""
    return here.session.agreement.text_hash if here.session.agreement else ""


# Words that are asked for in a form are left out where nobody gets the form: then the act is refused in any case.
def _ref(address: Address) -> ProposalRef:
    return ProposalRef(address.proposal or "", address.version)


# silence
async def silence_break(answer: Answer, address: Address, _: Values) -> None:
    """Ask for the objection; who may not object is told before typing one."""
    here = await visit_by_id(answer, address.session)
    silence = here.session.conclusion.silence
    if silence is None or not here.may(BreakSilence):
        await here.act(BreakSilence(""))
        return
    if (silence.proposal, silence.version) != (address.proposal, address.version):
        raise Noted("old_button")
    form = Address("silenceform", address.session, address.proposal, address.version)
    await answer.form(silence_form(here.scene.say, form))


async def silence_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Object with the words of the form; it may have become another text that is under silence meanwhile."""
    here = await visit_by_id(answer, address.session)
    objection, words, number = (values.get(name, "").strip() for name in ("text", "words", "clause"))
    silence = here.session.conclusion.silence
    typed = "\n\n".join(one for one in (objection, words) if one)
    if silence is not None and (silence.proposal, silence.version) != (address.proposal, address.version):
        raise Noted("form_lost", typed=typed)
    clause = int(number) if number.isdecimal() else None
    if number and clause is None:
        # What is no number is no clause: the refusal gives the words back.
        clause = 0
    await act_of_form(here, BreakSilence(objection, clause, words), typed)


# statements
async def say_for_the_record(
    here: Visit, kind: str, words: str | None, proposal: ProposalRef | None, clause: int | None
) -> None:
    """Make a statement, or ask for its words where there are none: the same for the command and the form.

    A statement about a text is about the agreed one where none is named.
    """
    agreement = here.session.agreement
    if proposal is None and agreement is not None and StatementKind(kind) in ON_TEXT:
        proposal = ProposalRef(agreement.proposal)
    named = proposal.proposal if proposal else None
    if words is not None:
        await here.act(MakeStatement(StatementKind(kind), words, named, clause))
        return
    kinds = kinds_now(here.session, here.actor.member) if here.may(MakeStatement) else ()
    if StatementKind(kind) not in kinds or (named is not None and named not in here.session.proposals):
        await here.act(MakeStatement(StatementKind(kind), "", named, clause))
        return
    form = Address("statementform", here.session.id, named, extra=f"{kind}:{clause or ''}")
    await here.answer.form(words_form(here.scene.say, form, "statement", {"kind": kind}, most=LONGEST_SAID))


async def statement_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Make the statement of the form."""
    here = await visit_by_id(answer, address.session)
    kind, _, number = address.extra.partition(":")
    words = values.get("text", "")
    clause = int(number) if number else None
    await act_of_form(here, MakeStatement(StatementKind(kind), words, address.proposal, clause), words)


# taking over, editorial changes, waivers
async def take_over(answer: Answer, address: Address, _: Values) -> None:
    """Take the withdrawn text on the card over; the same as /takeover."""
    await (await visit_by_id(answer, address.session)).act(TakeOver(address.proposal or ""))


async def contest(answer: Answer, address: Address, _: Values) -> None:
    """Ask why a change is not editorial; who may not contest is told before typing."""
    here = await visit_by_id(answer, address.session)
    if not here.may(ContestEditorial):
        await here.act(ContestEditorial(address.extra))
        return
    form = Address("contestform", address.session, address.proposal, extra=address.extra)
    params = {"editorial": address.extra}
    await answer.form(words_form(here.scene.say, form, "contest", params, most=LONGEST_STATEMENT, required=False))


async def contest_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Contest with the reason of the form."""
    here = await visit_by_id(answer, address.session)
    reason = values.get("text", "").strip()
    await act_of_form(here, ContestEditorial(address.extra, reason), reason)


async def waive_form(answer: Answer, address: Address, _: Values) -> None:
    """Show the statement that the chair asks for, to be sent or changed; only a head gets it."""
    here = await visit_by_id(answer, address.session)
    ref, rule = _ref(address), address.extra
    digest = here.hash_of(ref)
    if not here.may(Waive, ref):
        await here.act(Waive(ref.proposal, digest, rule, ""))
        return
    asked = (one for one in here.session.conclusion.waivers_asked if (one.text_hash, one.rule) == (digest, rule))
    statement = next((one.statement for one in asked), "")
    form = Address("waivesent", address.session, address.proposal, address.version, rule)
    params = {"rule": rule, "proposal": address.proposal, "version": address.version}
    await answer.form(words_form(here.scene.say, form, "waive", params, most=LONGEST_STATEMENT, words=statement))


async def waive_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Waive with the statement of the form."""
    here = await visit_by_id(answer, address.session)
    ref, words = _ref(address), values.get("text", "")
    await act_of_form(here, Waive(ref.proposal, here.hash_of(ref), address.extra, words), words)


# after the adoption
async def initial(answer: Answer, address: Address, _: Values) -> None:
    """Initial the text that the button stands under; the same as /initial."""
    here = await visit_by_id(answer, address.session)
    await here.act(Initial(here.hash_of(_ref(address))))


async def sign(answer: Answer, address: Address, _: Values) -> None:
    """Sign the text that the button stands under; the same as /sign."""
    here = await visit_by_id(answer, address.session)
    await here.act(Sign(here.hash_of(_ref(address)), Consent(address.extra or Consent.DEFINITIVE.value)))


async def ratify(answer: Answer, address: Address, _: Values) -> None:
    """Ratify the text that the button stands under; the same as /ratify."""
    here = await visit_by_id(answer, address.session)
    await here.act(Ratify(here.hash_of(_ref(address))))


async def decline(answer: Answer, address: Address, _: Values) -> None:
    """Ask why the party does not go on; who cannot decline is told before typing."""
    here = await visit_by_id(answer, address.session)
    if not here.may(Decline):
        await here.act(Decline(here.hash_of(_ref(address)), ""))
        return
    form = Address("declineform", address.session, address.proposal, address.version)
    await answer.form(words_form(here.scene.say, form, "decline", most=LONGEST_STATEMENT))


async def decline_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Decline with the reason of the form."""
    here = await visit_by_id(answer, address.session)
    reason = values.get("text", "")
    await act_of_form(here, Decline(here.hash_of(_ref(address)), reason), reason)
