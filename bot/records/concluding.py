"""Whether what entries say of silence, statements and editorial changes is true to the texts and to each other."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.drafting.clauses import text_hash
from bot.negotiation import events
from bot.negotiation.concluding import facts
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.concluding.model import StatementKind

Versions = dict[str, dict[str, int]]  # proposal -> party -> version


@dataclass(slots=True)
class SeenConclusion:
    """What the entries so far have established about how texts are concluded."""

    silence: facts.SilenceBegun | None = None
    passed: tuple[str, int] | None = None  # the version under silence to which nobody objected, just now
    editorials: dict[str, facts.EditorialCertified] = field(default_factory=dict)  # those that are open
    certified: set[str] = field(default_factory=set)
    aside: Versions = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)


def fault_of_conclusion(event: ConcludingEvent, seen: SeenConclusion, at: datetime) -> str | None:
    """Take an event in, or say what does not fit; that its version is the newest was asked before."""
    match event:
        case facts.SilenceBegun():
            if seen.silence is not None:
                return f"{seen.silence.proposal} was under silence already"
            seen.silence = event
        case facts.SilenceBroken() | facts.SilenceEnded():
            return _silence_over(event, seen, at)
        case facts.StatementMade():
            return _stated(event, seen)
        case facts.EditorialCertified():
            if event.editorial in seen.certified:
                return f"the change {event.editorial} was certified before"
            seen.certified.add(event.editorial)
            seen.editorials[event.editorial] = event
        case facts.EditorialContested(editorial=name) | facts.EditorialDropped(editorial=name):
            if seen.editorials.pop(name, None) is None:
                return f"the change {name} is open no longer"
        case _:
            pass
    return None


def _stated(event: facts.StatementMade, seen: SeenConclusion) -> str | None:
    if event.statement in seen.statements:
        return f"the statement {event.statement} was made before"
    seen.statements.add(event.statement)
    if event.kind is StatementKind.STANDING_ASIDE and event.proposal and event.party:
        seen.aside.setdefault(event.proposal, {})[event.party] = event.version or 0
    return None


def fault_of_editorial(event: facts.EditorialApplied, seen: SeenConclusion, newest: str, number: int) -> str | None:
    """Take a change in that came into force, or say what does not fit; `newest` is the hash that it was made on."""
    certified = seen.editorials.pop(event.editorial, None)
    if certified is None:
        return f"no open change {event.editorial} was certified"
    if (certified.proposal, certified.clauses) != (event.proposal, event.clauses):
        return f"{event.editorial} was certified with another text"
    if certified.text_hash != newest or event.version != number + 1:
        return f"{event.proposal} has changed since {event.editorial} was certified"
    found = text_hash(event.clauses)
    if found != event.text_hash:
        return f"the text of {event.proposal} has the hash {found[:12]}…, but {event.text_hash[:12]}… is named"
    return None


def carry(held: Versions, proposal: str, version: int) -> None:
    """Let what was said of the version before hold for this one."""
    of = held.get(proposal, {})
    of.update({party: version for party, said in of.items() if said == version - 1})


def fault_of_silence(event: events.TextAdopted, seen: SeenConclusion, required: tuple[str, ...]) -> str | None:
    """Say why a text was not adopted by silence; None if it was."""
    if seen.passed != (event.proposal, event.version):
        return f"{event.proposal} version {event.version} was under no silence that had passed"
    if event.parties != required:
        return "what nobody objected to is the text of all required parties"
    return None


def _silence_over(event: facts.SilenceBroken | facts.SilenceEnded, seen: SeenConclusion, at: datetime) -> str | None:
    silence, seen.silence = seen.silence, None
    if silence is None or (silence.proposal, silence.version) != (event.proposal, event.version):
        return f"{event.proposal} version {event.version} was not under silence"
    if isinstance(event, facts.SilenceEnded) and event.how == "passed":
        if at < silence.until:
            return "the time for objections was not over"
        seen.passed = (event.proposal, event.version)
    return None
