"""Who voted how on what, as a table."""

from collections.abc import Iterator, Mapping, Sequence

from bot.negotiation.events import Recorded
from bot.negotiation.replay import undone_by
from bot.negotiation.voting.facts import BallotCast
from bot.negotiation.voting.model import Ballot, Motion, Voter
from bot.records.book import Book
from bot.records.sheets.cells import Cell, Sheet, columns
from bot.text.words import Words


def votes_sheet(book: Book, words: Words, locale: str) -> Sheet:
    """Give a row for each party that could vote on each motion; what was voted secretly is not told."""
    return Sheet(columns(words, locale, "votes"), _rows(book, words, locale))


def _rows(book: Book, words: Words, locale: str) -> Iterator[Sequence[Cell]]:
    names, proxies = {party.id: party.name for party in book.session.parties}, _proxies(book.entries)
    for motion in book.session.voting.motions.values():
        if (ballot := motion.ballot) is None:
            continue
        for voter in ballot.voters:
            yield (
                *_of_motion(motion, ballot),
                voter.party,
                names.get(voter.party),
                voter.weight,
                words("exports/sheets#choice", locale=locale, choice=_choice(ballot, voter)),
                proxies.get((motion.id, voter.party)),
                motion.status.value,
                *_result(ballot),
            )


def _of_motion(motion: Motion, ballot: Ballot) -> Sequence[Cell]:
    rule = ballot.rule
    return (
        motion.id,
        motion.kind.value,
        motion.words,
        motion.proposal,
        ballot.method.value,
        rule.share,
        rule.of,
        int(rule.blocs),
        " ".join(rule.veto),
        ballot.opened_at,
    )


def _choice(ballot: Ballot, voter: Voter) -> str:
    if voter.party not in ballot.cast:
        return "none"
    choice = ballot.cast[voter.party]
    return choice.value if choice else "kept"


def _result(ballot: Ballot) -> Sequence[Cell]:
    tally = ballot.tally
    if tally is None:
        return (None,) * 5
    return (tally.reason, tally.yes, tally.no, tally.abstain, tally.absent)


def _proxies(entries: Sequence[Recorded]) -> Mapping[tuple[str, str], str | None]:
    """Give the party that cast the vote of another, by motion and party: of the vote that counts, the last one."""
    undone = undone_by(entries)
    return {
        (one.event.motion, one.event.party): one.event.by
        for one in entries
        if isinstance(one.event, BallotCast) and one.seq not in undone
    }
