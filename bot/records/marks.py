"""Whether what entries say of brackets, reservations and links is true to the texts and to each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.drafting.clauses import Clause
from bot.negotiation import events, marked
from bot.negotiation.brackets import agreements_needed
from bot.negotiation.marks import all_parts, held_parts
from bot.negotiation.model import Bundled
from bot.scenarios.procedure import Procedure

Texts = Mapping[str, Sequence[Sequence[Clause]]]  # proposal -> the clauses of each version


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose word counts in the session, and under which procedure."""

    required: tuple[str, ...]
    procedure: Procedure


@dataclass(slots=True)
class SeenMarks:
    """What the entries so far have established about marks; by id, closed ones too."""

    brackets: dict[str, marked.BracketPlaced] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    agreed: set[tuple[str, str]] = field(default_factory=set)  # bracket, party
    reservations: dict[str, marked.ReservationMade] = field(default_factory=dict)
    links: dict[str, marked.LinkStated] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)  # ids of lifted reservations and dropped links
    parts: dict[str, tuple[Bundled, ...]] = field(default_factory=dict)  # proposal -> what it is a package of
    changing: str | None = None  # the proposal whose brackets follow its change just now


_BEGUN = (marked.BracketPlaced, marked.BracketLiftAgreed, marked.ReservationMade, marked.LinkStated)


def fault_of_mark(event: marked.MarkEvent, seen: SeenMarks, texts: Texts, voices: Voices) -> str | None:
    """Take an event of a mark in, or say what does not fit; that its version is the newest was asked before."""
    if isinstance(event, _BEGUN) and event.party not in voices.required:
        return f"{event.party!r} is no party whose word counts in the session"
    return _taken_in(event, seen, texts, voices)


def _taken_in(event: marked.MarkEvent, seen: SeenMarks, texts: Texts, voices: Voices) -> str | None:
    match event:
        case marked.BracketPlaced():
            return _placed(event, seen, texts)
        case marked.BracketMoved() | marked.BracketLiftAgreed() | marked.BracketLifted():
            return _fault_of_bracket(event, seen) or _after(event, seen, texts, voices)
        case marked.ReservationMade():
            return _made(event, seen)
        case marked.LinkStated():
            return _stated(event, seen, texts)
        case marked.ReservationLifted(reservation=name):
            return _ended(name, seen.reservations.get(name), event, seen)
        case marked.LinkDropped(link=name):
            return _ended(name, seen.links.get(name), event, seen)


def blocked(proposal: str, seen: SeenMarks, procedure: Procedure) -> str | None:
    """Say which brackets stand open on a proposal, where they stop acceptance and adoption; None if none do."""
    found = [name for name in seen.brackets if name in seen.open and seen.brackets[name].proposal == proposal]
    if not found or procedure.brackets != "block":
        return None
    return f"{', '.join(found)} stood open in {proposal}, and open brackets block it"


def marks_against(event: events.TextAdopted, seen: SeenMarks, procedure: Procedure, texts: Texts) -> str | None:
    """Say which bracket, reservation or link should have barred an adoption; None if none did."""
    if why := blocked(event.proposal, seen, procedure):
        return why
    whole = all_parts(event.proposal, lambda one: seen.parts.get(one, ()))
    reserved = [name for name, made in seen.reservations.items() if made.proposal in whole and name not in seen.ended]
    if reserved and (event.how == "silence" or procedure.consensus == "no_objection"):
        return f"{', '.join(reserved)} was not lifted, and a reservation is an objection"
    met = {event.proposal, *held_parts(event.proposal, event.version, seen.parts, texts)}
    unmet = [
        name
        for name, stated in seen.links.items()
        if name not in seen.ended
        and stated.proposal in whole
        and stated.party in event.parties
        and not met.issuperset(stated.others)
    ]
    return f"{', '.join(unmet)} asks for more than it holds" if unmet else None


def _placed(event: marked.BracketPlaced, seen: SeenMarks, texts: Texts) -> str | None:
    if event.bracket in seen.brackets:
        return f"the bracket {event.bracket} was placed before"
    if why := _wrong_words(event, event.words, texts):
        return why
    seen.brackets[event.bracket] = event
    seen.open.add(event.bracket)
    return None


def _wrong_words(event: marked.BracketPlaced | marked.BracketMoved, words: str, texts: Texts) -> str | None:
    clauses = texts[event.proposal][-1]
    stands = clauses[event.clause - 1].text if 1 <= event.clause <= len(clauses) else ""
    if words and event.start >= 0 and stands[event.start : event.end] == words:
        return None
    return f"the words of {event.bracket} do not stand there in {event.proposal}"


_OpenOnly = marked.BracketMoved | marked.BracketLiftAgreed | marked.BracketLifted


def _fault_of_bracket(event: _OpenOnly, seen: SeenMarks) -> str | None:
    placed = seen.brackets.get(event.bracket)
    if placed is None or placed.proposal != event.proposal:
        return f"the bracket {event.bracket} was never placed on {event.proposal}"
    return None if event.bracket in seen.open else f"the bracket {event.bracket} is open no longer"


def _after(event: _OpenOnly, seen: SeenMarks, texts: Texts, voices: Voices) -> str | None:
    placed = seen.brackets[event.bracket]
    match event:
        case marked.BracketMoved():
            return _not_changed(event, seen) or _wrong_words(event, placed.words, texts)
        case marked.BracketLiftAgreed(bracket=name, party=party):
            if party == placed.party or (name, party) in seen.agreed:
                return f"{party} cannot agree to lift {name}: its own, or agreed before"
            seen.agreed.add((name, party))
        case marked.BracketLifted(bracket=name, party=party):
            if party != placed.party:
                return f"the bracket {name} is of {placed.party}, not of {party}"
            if why := _wrongly_lifted(event, seen, texts, voices):
                return why
            seen.open.discard(name)
    return None


def _wrongly_lifted(event: marked.BracketLifted, seen: SeenMarks, texts: Texts, voices: Voices) -> str | None:
    placed, name = seen.brackets[event.bracket], event.bracket
    match event.how:
        case "owner":
            return None
        case "consensus":
            agreed = [party for party in voices.required if (name, party) in seen.agreed]
            others = sum(party != placed.party for party in voices.required)
            needed = agreements_needed(voices.procedure, others)
            return None if len(agreed) >= needed else f"{len(agreed)} parties agreed to lift {name}, {needed} had to"
        case "taken":
            stands = any(placed.alternative in clause.text for clause in texts[event.proposal][-1])
            if not placed.alternative or not stands:
                return f"the alternative of {name} was not taken into {event.proposal}"
            return _not_changed(event, seen)
        case "words_gone":
            return _not_changed(event, seen)
        case _:
            return f"{name} cannot be lifted by {event.how!r}"


def _not_changed(event: marked.BracketMoved | marked.BracketLifted, seen: SeenMarks) -> str | None:
    if seen.changing == event.proposal:
        return None
    return f"{event.bracket} follows a change of {event.proposal}, but there was none just before"


def _made(event: marked.ReservationMade, seen: SeenMarks) -> str | None:
    if event.reservation in seen.reservations:
        return f"the reservation {event.reservation} was made before"
    if event.bracket is not None:
        placed = seen.brackets.get(event.bracket)
        own = placed is not None and (placed.proposal, placed.party) == (event.proposal, event.party)
        if not own or event.bracket not in seen.open:
            return f"it settles the bracket {event.bracket}, which is no open one of {event.party}"
        seen.open.discard(event.bracket)
    seen.reservations[event.reservation] = event
    return None


def _stated(event: marked.LinkStated, seen: SeenMarks, texts: Texts) -> str | None:
    if event.link in seen.links:
        return f"the link {event.link} was stated before"
    if unknown := [one for one in (event.proposal, *event.others) if one not in texts]:
        return f"{unknown[0]} was never tabled"
    if event.proposal in event.others or not event.others:
        return f"the link {event.link} leads nowhere"
    seen.links[event.link] = event
    return None


def _ended(
    name: str,
    begun: marked.ReservationMade | marked.LinkStated | None,
    event: marked.ReservationLifted | marked.LinkDropped,
    seen: SeenMarks,
) -> str | None:
    if begun is None or (begun.proposal, begun.party) != (event.proposal, event.party):
        return f"there is no {name} of {event.party} on {event.proposal}"
    if name in seen.ended:
        return f"{name} was taken back before"
    seen.ended.add(name)
    return None
