"""How a text came about: each version against the one that it was made from, with who made it and when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.drafting.clauses import Clause
from bot.drafting.redline import ClauseChange, Kind, Mark, Segment, compare
from bot.negotiation.lineage import Link, before, place
from bot.negotiation.model import ProposalStatus, Session
from bot.records.agreed import heading_of, is_recital, namer_of
from bot.records.akn.agreed import article, moment, preamble
from bot.records.akn.identity import BOT, Identity, identification, lifecycle, people
from bot.records.akn.markup import Element, Inside, el, lines
from bot.records.book import Book
from bot.records.naming import Namer
from bot.records.pens import PLAIN
from bot.text.words import Words

_MARKUP = {Mark.ADDED: "ins", Mark.REMOVED: "del"}
_MODIFIED = {
    Kind.ADDED: "insertion",
    Kind.REMOVED: "repeal",
    Kind.CHANGED: "substitution",
    Kind.MOVED: "renumbering",
}


def history(book: Book, words: Words, locale: str = "en") -> Element | None:
    """Give the versions that led to what was agreed (else all that stand), oldest first; None where there are none."""
    links = versions(book.session)
    return _Writer(book, words, locale).collection(links) if links else None


def versions(session: Session) -> tuple[Link, ...]:
    """Give the versions that led to the agreed texts, or, where there are none, all that were not undone, by time."""
    agreed = (session.agreement,) if session.agreement else session.harvest
    ends: list[Link] = [
        (session.proposals[one.proposal], session.proposals[one.proposal].versions[one.version - 1]) for one in agreed
    ] or [(one, one.current) for one in session.proposals.values() if one.status is not ProposalStatus.UNDONE]
    found: dict[tuple[str, int], Link] = {}
    while ends:
        link = ends.pop()
        if place(link) not in found:
            found[place(link)] = link
            ends += sources(session, link)
    numbers = {id_: number for number, id_ in enumerate(session.proposals)}
    return tuple(sorted(found.values(), key=lambda link: (link[1].at, numbers[link[0].id], link[1].number)))


def sources(session: Session, link: Link) -> tuple[Link, ...]:
    """Give what a version was made from: the one before it or the one that it counters, or the parts of a package."""
    if (earlier := before(session, *link)) is not None:
        return (earlier,)
    parts = ((session.proposals.get(one.proposal), one.version) for one in link[0].bundles)
    return tuple((part, part.versions[number - 1]) for part, number in parts if part and number <= len(part.versions))


class _Writer:
    """Writes the collection of the versions."""

    def __init__(self, book: Book, words: Words, locale: str) -> None:
        self._book, self._words, self._locale = book, words, locale
        self._namer = namer_of(book, PLAIN)
        self._people = people(words, locale)
        self._language = words("exports/akn#language", locale)

    def collection(self, links: Sequence[Link]) -> Element:
        head = heading_of(self._book, self._words, PLAIN, self._locale)
        title = self._words("exports/akn#history_title", self._locale, title=head.title)
        told = self._words("exports/akn#history_told", self._locale)
        parts = [self._component(number, link) for number, link in enumerate(links, start=1)]
        identity = Identity(
            kind="doc",
            name=f"{head.session}-history",
            dates={"tabled": links[0][1].at},
            authors=[BOT],
            language=self._language,
            expressed=("changed", links[-1][1].at),
            aliases={"record-sha256": head.head_hash},
        )
        events = [
            (f"eventRef_{number}", self._event(link), link[1].at, self._maker(link))
            for number, link in enumerate(links, start=1)
        ]
        return el(
            "documentCollection",
            el("meta", identification(identity), lifecycle(events), self._people.references(head.session)),
            el("preface", el("p", el("docTitle", title)), el("p", told)),
            el("collectionBody", *parts),
            name="amendmentHistory",
            contains="multipleVersions",
        )

    def _event(self, link: Link) -> str:
        return "amendment" if sources(self._book.session, link) else "generation"

    def _maker(self, link: Link) -> str:
        return self._people.person(self._namer.member(link[1].member))

    def _component(self, number: int, link: Link) -> Element:
        id_ = f"version_{number}"
        old = [clause for _, version in sources(self._book.session, link) for clause in version.clauses]
        told = _told(old, link[1].clauses, self._namer)
        recitals = list(takewhile(lambda one: one.recital, told))
        # A text of recitals alone has no other body than them.
        recitals, articles = (recitals, told[len(recitals) :]) if len(recitals) < len(told) else ([], recitals)
        first = [el("recital", el("p", *one.words()), eId=f"{id_}__recs__{one.id}") for one in recitals]
        body = [article(f"{id_}__{one.id}", one.number(), one.title, one.words()) for one in articles]
        modified = [
            *((f"{id_}__recs__{one.id}", one.change) for one in recitals),
            *((f"{id_}__{one.id}", one.change) for one in articles),
        ]
        bill = el(
            "bill",
            self._meta(number, link, modified),
            self._preface(link),
            *preamble(first, f"{id_}__"),
            el("body", *body),
            name="version",
            contains="singleVersion",
        )
        return el("component", bill, eId=id_)

    def _meta(self, number: int, link: Link, modified: Sequence[tuple[str, ClauseChange]]) -> Element:
        proposal, version = link
        id_ = f"version_{number}"
        identity = Identity(
            kind="bill",
            name=f"{self._book.session.id}-{proposal.id}",
            dates={"tabled": proposal.versions[0].at},
            authors=[self._maker(link), *([self._people.party(self._party(link))] if proposal.party else [])],
            language=self._language,
            number=proposal.id,
            version=version.number,
            expressed=("tabled" if version.number == 1 else "changed", version.at),
            aliases={"text-sha256": version.text_hash},
        )
        event = (f"{id_}__eventRef", self._event(link), version.at, self._maker(link))
        mods = [
            el(
                "textualMod",
                el("source", href=f"#{id_}"),
                el("destination", href=f"#{address}"),
                eId=f"{id_}__mod_{count}",
                type=_MODIFIED[change.kind],
            )
            for count, (address, change) in enumerate(modified, start=1)
            if change.kind in _MODIFIED
        ]
        analysis = [el("analysis", el("passiveModifications", *mods), source=f"#{BOT}")] if mods else []
        return el("meta", identification(identity), lifecycle([event]), *analysis)

    def _preface(self, link: Link) -> Element:
        proposal, version = link
        from_ = sources(self._book.session, link)
        told = self._words(
            "exports/akn#made",
            self._locale,
            party=self._party(link),
            who=self._namer.member(version.member),
            at=moment(version.at),
            base=self._name(from_[0]) if from_ and not proposal.bundles else "",
            base_other=bool(from_) and from_[0][0].id != proposal.id,
            parts=[self._name(one) for one in from_],
        )
        return el("preface", el("p", el("docNumber", self._name(link))), el("p", told))

    def _party(self, link: Link) -> str:
        return self._namer.party(link[0].party)

    def _name(self, link: Link) -> str:
        params = {"proposal": PLAIN.line(link[0].id), "version": link[1].number}
        return self._words("exports/akn#version_of", self._locale, **params)


@dataclass(frozen=True, slots=True)
class _Told:
    """What happened to a clause, with the title of its issue, and whether it stands as a recital."""

    change: ClauseChange
    title: str
    recital: bool

    @property
    def id(self) -> str:
        """Its identifier in its version; what is gone has the number that it had."""
        after = self.change.after
        kind = "rec" if self.recital else "art"
        return f"{kind}_{after}" if after else f"gone_{self.change.before}"

    def number(self) -> list[Inside]:
        """Give the old number as deleted and the new one as inserted, where they differ."""
        was, now = self.change.before, self.change.after
        if was == now:
            return [f"{now}."]
        return [*([el("del", f"{was}.")] if was else []), *([el("ins", f"{now}.")] if now else [])]

    def words(self) -> list[Inside]:
        """Give the words with what was inserted and deleted."""
        inside: list[Inside] = []
        for one in self.change.segments:
            tag = _MARKUP.get(one.mark)
            inside += [el(tag, *lines(one.text))] if tag else lines(one.text)
        return inside


def _told(old: Sequence[Clause], new: Sequence[Clause], namer: Namer) -> list[_Told]:
    """Give what happened to each clause; of a text that was made from none, nothing but its clauses."""
    was, now = _seen(old), _seen(new)
    first = [
        ClauseChange(Kind.KEPT, number, number, (Segment(Mark.KEPT, one.text),)) for number, one in enumerate(now, 1)
    ]
    changes = compare(was, now) if old else first
    told = []
    for change in changes:
        clause = new[change.after - 1] if change.after else old[(change.before or 1) - 1]
        told.append(_Told(change, namer.clauses([clause])[0].title, is_recital(clause)))
    return told


def _seen(clauses: Sequence[Clause]) -> list[Clause]:
    return [replace(one, text=PLAIN.block(one.text)) for one in clauses]
