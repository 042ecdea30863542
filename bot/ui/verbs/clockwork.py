"""The buttons of phases, clock, pauses and roll calls: each does what its command does."""

from collections.abc import Mapping, Sequence

from bot.negotiation.acts import Act, Begin
from bot.negotiation.clockwork.acts import (
    AnswerRoll,
    CallRoll,
    CloseRoll,
    ComeBack,
    EnterPhase,
    ExtendClock,
    PauseSession,
    ResumeSession,
    StartClock,
    StopClock,
)
from bot.negotiation.clockwork.model import Pace, PauseKind, Presence
from bot.negotiation.clockwork.phases import later_phases, unmet
from bot.ui.answering.answers import Answer, Noted
from bot.ui.answering.clock import end_of
from bot.ui.answering.visits import visit_by_id
from bot.ui.cards.clock import ROLL
from bot.ui.kit.forms import pause_form, phase_form
from bot.ui.kit.ids import Address
from bot.ui.verbs.marking import act_of_form

Values = Sequence[str]
Sent = Mapping[str, str]


async def begin_live(answer: Answer, address: Address, _: Values) -> None:
    """Begin, with the phases of the pack at their length in the room; the same as /session begin pace:live."""
    await _do(answer, address, Begin(pace=Pace.LIVE))


async def begin_post(answer: Answer, address: Address, _: Values) -> None:
    """Begin, with the phases of the pack at their length by post; the same as /session begin pace:post."""
    await _do(answer, address, Begin(pace=Pace.POST))


async def phase_next(answer: Answer, address: Address, _: Values) -> None:
    """Enter the next phase; where its guards do not hold, ask for a reason to enter it all the same."""
    here = await visit_by_id(answer, address.session)
    following = later_phases(here.session)[:1]
    missing = unmet(here.session, following[0], here.scene.frame) if following else ()
    if not missing or not here.may(EnterPhase):
        await here.act(EnterPhase())
        return
    form = Address("phaseform", address.session, extra=following[0].id[:30])
    await answer.form(phase_form(here.scene.say, form, missing))


async def phase_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Enter the phase of the form with its reason."""
    here = await visit_by_id(answer, address.session)
    phase = next((one.id for one in here.session.timetable.plan if one.id[:30] == address.extra), address.extra)
    reason = values.get("text", "").strip()
    await act_of_form(here, EnterPhase(phase, reason, anyway=True), reason)


async def clock_extend(answer: Answer, address: Address, _: Values) -> None:
    """Add the minutes of the button; the same as /clock extend."""
    if not address.extra.isdecimal():
        raise Noted("old_button")
    await _do(answer, address, ExtendClock(int(address.extra)))


async def clock_stop(answer: Answer, address: Address, _: Values) -> None:
    """Stop the clock; the same as /clock stop."""
    await _do(answer, address, StopClock())


async def clock_start(answer: Answer, address: Address, _: Values) -> None:
    """Let the clock go on; the same as /clock start."""
    await _do(answer, address, StartClock())


async def suspend(answer: Answer, address: Address, _: Values) -> None:
    """Ask for how long and why the talks rest; the same as /session suspend."""
    here = await visit_by_id(answer, address.session)
    if not here.may(PauseSession):
        await here.act(PauseSession(PauseKind.SUSPENDED))
        return
    await answer.form(pause_form(here.scene.say, Address("suspendform", address.session), timed=True))


async def suspend_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Suspend the talks for the time of the form."""
    here = await visit_by_id(answer, address.session)
    reason = values.get("text", "").strip()
    try:
        until = end_of(values.get("time"))
    except Noted as noted:
        why = here.scene.say(f"cards/notes#{noted.note}", **noted.params)
        raise Noted("form_returned", why=why, typed=reason or "-") from None
    await act_of_form(here, PauseSession(PauseKind.SUSPENDED, reason, until), reason)


async def freeze(answer: Answer, address: Address, _: Values) -> None:
    """Ask why everything is stopped; the same as /chair freeze."""
    here = await visit_by_id(answer, address.session)
    if not here.may(PauseSession):
        await here.act(PauseSession(PauseKind.FROZEN))
        return
    await answer.form(pause_form(here.scene.say, Address("freezeform", address.session), timed=False))


async def freeze_sent(answer: Answer, address: Address, values: Sent) -> None:
    """Freeze the session with the reason of the form."""
    here = await visit_by_id(answer, address.session)
    reason = values.get("text", "").strip()
    await act_of_form(here, PauseSession(PauseKind.FROZEN, reason), reason)


async def resume(answer: Answer, address: Address, _: Values) -> None:
    """Go on after a pause; the same as /session resume."""
    await _do(answer, address, ResumeSession())


async def roll_call(answer: Answer, address: Address, _: Values) -> None:
    """Call the roll; the same as /roll call."""
    await _do(answer, address, CallRoll())


async def roll_close(answer: Answer, address: Address, _: Values) -> None:
    """Close the roll; the same as /roll close."""
    await _do(answer, address, CloseRoll())


async def roll_present(answer: Answer, address: Address, _: Values) -> None:
    """Answer that one's party is present."""
    await _answer_roll(answer, address, Presence.PRESENT)


async def roll_voting(answer: Answer, address: Address, _: Values) -> None:
    """Answer that one's party is present and voting."""
    await _answer_roll(answer, address, Presence.VOTING)


async def come_back(answer: Answer, address: Address, _: Values) -> None:
    """Bring one's party back; the same as /comeback."""
    await _do(answer, address, ComeBack())


async def _answer_roll(answer: Answer, address: Address, presence: Presence) -> None:
    here = await visit_by_id(answer, address.session)
    roll = here.session.timetable.roll
    if roll is not None and roll.open and address.extra not in ("", f"{ROLL}{roll.number}"):
        raise Noted("old_button")  # it is of an earlier roll
    await here.act(AnswerRoll(presence))


async def _do(answer: Answer, address: Address, act: Act) -> None:
    await (await visit_by_id(answer, address.session)).act(act)
