"""What an agreed text alone can be seen to get wrong: it has no entries, but what it tells must fit together."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from bot.negotiation.codec import time_to_json
from bot.records.model import AgreedTextFile


def contradictions(held: AgreedTextFile) -> Iterator[str]:
    """Say what in an agreed text cannot be, the parties first, then the acceptances by entry, the waivers, the times.

    Silence is no proof: whoever invents names and times that fit together is found only by the record.
    """
    yield from _of_parties(held)
    yield from _of_acceptances(held)
    agreement = held.agreement
    parties = {one.id for one in held.session.parties}
    for what, marks in (
        ("waiver", agreement.waivers),
        ("bracket", agreement.brackets),
        ("reservation", agreement.reservations),
        ("statement", agreement.statements),
    ):
        for one in marks:
            if one.party not in parties:
                yield f"a {what} is by {one.party}, which is no party of the session"
    yield from _of_brackets(held)
    yield from _of_times(held)


def _of_parties(held: AgreedTextFile) -> Iterator[str]:
    agreement, voters = held.agreement, {one.id for one in held.session.parties if one.votes}
    accepted = [one.party for one in agreement.acceptances]
    if strange := sorted(set(agreement.parties) - voters):
        yield f"{', '.join(strange)} cannot have agreed: no party of the session with a vote"
    if len(set(agreement.parties)) != len(agreement.parties):
        yield "a party that agreed is named twice"
    # What was adopted by silence or by a vote is also the text of parties that never accepted it.
    if agreement.how == "accepted" and (missing := sorted(set(agreement.parties) - set(accepted))):
        yield f"no acceptance of {', '.join(missing)} is named"
    if surplus := sorted(set(accepted) - set(agreement.parties)):
        yield f"an acceptance of {', '.join(surplus)} is named, which is not among those that agreed"
    if len(set(accepted)) != len(accepted):
        yield "a party accepts twice"


def _of_acceptances(held: AgreedTextFile) -> Iterator[str]:
    acceptances = sorted(held.agreement.acceptances, key=lambda one: one.seq)
    for one in acceptances:
        # The adoption is an entry of its own, after the last acceptance.
        if one.seq >= held.head.seq:
            yield f"the acceptance of {one.party} is entry {one.seq}, but the record had only {held.head.seq}"
    for one, other in pairwise(acceptances):
        if one.seq == other.seq:
            yield f"the acceptances of {one.party} and {other.party} are the same entry, {one.seq}"


def _of_brackets(held: AgreedTextFile) -> Iterator[str]:
    texts = [clause.text for clause in held.clauses]
    for one in held.agreement.brackets:
        stands = texts[one.clause - 1] if one.clause <= len(texts) else ""
        if stands[one.start : one.end] != one.words:
            yield f"the words of the bracket {one.id} do not stand where it says"


def _of_times(held: AgreedTextFile) -> Iterator[str]:
    # Their order is no contradiction: a machine's clock may be set back between two entries.
    agreement = held.agreement
    named = [("adoption", agreement.at), *((f"acceptance of {one.party}", one.at) for one in agreement.acceptances)]
    named += [(f"waiver of {one.party}", one.at) for one in agreement.waivers]
    named += [(f"bracket {one.id}", one.at) for one in agreement.brackets]
    named += [(f"reservation {one.id}", one.at) for one in agreement.reservations]
    named += [(f"statement {one.id}", one.at) for one in agreement.statements]
    for what, at in named:
        if not _is_time(at):
            yield f"the time of the {what} is {at[:40]!r}, which is none"


def _is_time(text: str) -> bool:
    try:
        return time_to_json(datetime.fromisoformat(text)) == text
    except (ValueError, OverflowError):
        return False
