"""Each version against the one that it was made from, with tracked changes: who made it is their author."""

from collections.abc import Iterator, Sequence

from bot.drafting.clauses import Clause
from bot.drafting.redline import Mark, Segment
from bot.negotiation import events
from bot.negotiation.concluding.facts import EditorialApplied
from bot.negotiation.lineage import Link, before
from bot.negotiation.model import ProposalStatus
from bot.records.agreed import namer_of
from bot.records.book import Book
from bot.records.docx.marks import Changes
from bot.records.docx.styles import CLAUSE, SMALL
from bot.records.docx.telling import Teller
from bot.records.naming import version_name
from bot.records.pens import PLAIN
from bot.records.tracking import Tracked, seen, tracked
from bot.records.view import day, time
from bot.text.words import Words


def versions_docx(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give a document for each version that was made from another: `P1-v2.docx`.

    Accepting all changes in it gives the text of that version, rejecting them the text that it was made from. A
    proposal that was undone has none.
    """
    printer = _Printer(book, words, locale)
    for proposal in book.session.proposals.values():
        for version in proposal.versions if proposal.status is not ProposalStatus.UNDONE else ():
            parent = before(book.session, proposal, version)
            if parent is not None:
                yield f"{proposal.id}-v{version.number}.docx", printer.compared(parent, (proposal, version))


class _Printer:
    """Prints the versions of one session."""

    def __init__(self, book: Book, words: Words, locale: str) -> None:
        self._say = Teller(book, words, locale)
        self._issues = namer_of(book, PLAIN).issues
        who = self._say.who()
        self._makers = {
            (entry.event.proposal, entry.event.text_hash, entry.at): who[entry.seq]
            for entry in book.entries
            if isinstance(entry.event, events.ProposalTabled | events.ProposalChanged | EditorialApplied)
        }

    def compared(self, parent: Link, link: Link) -> bytes:
        proposal, version = link
        names = {"old": version_name(parent), "new": version_name(link)}
        paper = self._say.paper(self._say("versions_title", **names))
        self._say.section(paper, self._say("versions_foot", hash=version.text_hash, **names))
        author = self._makers.get((proposal.id, version.text_hash, version.at), PLAIN.line(version.member))
        rows = tracked(seen(parent[1].clauses), seen(version.clauses))
        paper.write(self._say("versions_title", **names), "Title")
        told = {"who": author, "day": day(version.at), "time": time(version.at)}
        paper.write(self._say("versions_made", **told, **names), "Subtitle")
        paper.write(self._say("versions_how", marked=any(map(_differs, rows)), **names))
        changes = Changes.by(author, version.at)
        for row in rows:
            clause = _clause_of(row, parent[1].clauses, version.clauses)
            segments = (*self._label(row, clause), *row.segments)
            paper.add(changes.paragraph(CLAUSE, segments, row.whole))
        # A paragraph that is gone as a whole leaves nothing behind only if another comes after it.
        paper.write(self._say("versions_end", **names), SMALL)
        return paper.content()

    def _label(self, row: Tracked, clause: Clause) -> Iterator[Segment]:
        """Give the number of a clause, and the title of its issue."""
        if row.whole is Mark.KEPT and row.before != row.after:
            yield Segment(Mark.REMOVED, f"{row.before}.")
            yield Segment(Mark.ADDED, f"{row.after}.")
        else:
            yield Segment(row.whole, f"{row.after or row.before}.")
        title = self._issues.get(clause.issue or "", PLAIN.line(clause.issue or ""))
        label = self._say("clause_label", title=title) + " " if title else ""
        yield Segment(row.whole, f"\t{label}")


def _differs(row: Tracked) -> bool:
    return row.before != row.after or any(one.mark is not Mark.KEPT for one in row.segments)


def _clause_of(row: Tracked, old: Sequence[Clause], new: Sequence[Clause]) -> Clause:
    return new[row.after - 1] if row.after else old[(row.before or 1) - 1]
