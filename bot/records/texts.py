"""Whether texts in a record are what they say: their hashes, their versions, what packages are made of."""

from bot.drafting.clauses import Clause, text_hash
from bot.drafting.sentences.articles import without_numbers
from bot.negotiation import events
from bot.records.marks import blocked
from bot.records.seen import Seen


def fault_of_text(event: events.ProposalTabled | events.ProposalChanged, seen: Seen) -> str | None:
    """Say how the text of an entry is not what it says, or None."""
    found = text_hash(event.clauses)
    if found != event.text_hash:
        return f"the text of {event.proposal} has the hash {found[:12]}…, but {event.text_hash[:12]}… is named"
    if isinstance(event, events.ProposalTabled) and (why := _fault_of_tabling(event, seen)):
        return why
    versions = seen.texts.get(event.proposal)
    match event:
        case events.ProposalTabled(counters=None) if versions is None:
            seen.texts[event.proposal] = [found]
        case events.ProposalTabled(counters=str(countered)) if versions is None:
            if not 1 <= (event.counters_version or 0) <= len(seen.texts.get(countered, ())):
                return f"it counters {countered} version {event.counters_version}, which was never tabled"
            seen.texts[event.proposal] = [found]
        case events.ProposalTabled():
            return f"{event.proposal} was tabled before"
        case events.ProposalChanged():
            if versions is None or event.version != len(versions) + 1:
                return f"version {event.version} of {event.proposal} does not follow the one before"
            versions.append(found)
    return None


def _fault_of_tabling(event: events.ProposalTabled, seen: Seen) -> str | None:
    if event.proposal in seen.ghosts:
        return f"{event.proposal} was tabled before, and undone"
    return _fault_of_package(event, seen)


def _missing_parts(event: events.ProposalTabled, seen: Seen) -> list[str]:
    return [
        f"{part.proposal} version {part.version}"
        for part in event.bundles
        if not 1 <= part.version <= len(seen.texts.get(part.proposal, ()))
    ]


def _fault_of_package(event: events.ProposalTabled, seen: Seen) -> str | None:
    """Say how a package is not made of its parts as they stood; the numbers of articles may be other ones there."""
    if not event.bundles:
        return None
    if missing := _missing_parts(event, seen):
        return f"it is a package of {', '.join(missing)}, which was never tabled"
    for part in event.bundles:
        if part.version != len(seen.texts[part.proposal]):
            return f"{part.proposal} version {part.version} was not the newest one when it went into {event.proposal}"
        if why := blocked(part.proposal, seen.marks, seen.procedure):
            return why
    held = [clause for part in event.bundles for clause in seen.clauses[part.proposal][-1]]
    if list(map(_without_numbers, held)) != list(map(_without_numbers, event.clauses)):
        return f"{event.proposal} does not say what its parts say"
    return None


def _without_numbers(clause: Clause) -> object:
    return (clause.issue, clause.option), clause.text if clause.issue else without_numbers(clause.text)
