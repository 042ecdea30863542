"""An agreed text as an act: preamble, articles, who accepted and signed, and what is attached to it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.negotiation.codec import time_to_json
from bot.records.agreed import AgreedDocument, SignatureRow
from bot.records.akn.identity import Identity, People, identification, lifecycle, people
from bot.records.akn.markup import Element, Inside, el, lines, paragraphs
from bot.records.naming import ClauseRow
from bot.records.pens import PLAIN
from bot.records.view import day, time
from bot.text.words import Words


def agreed_act(document: AgreedDocument, words: Words, locale: str = "en") -> Element:
    """Give an agreed text as an `act`; its attachments are acts' annexes, each a `doc` with an identification."""
    return _Writer(document, words, locale).act()


def moment(at: datetime) -> str:
    """Give a moment as people read it, in UTC."""
    return f"{day(at)} {time(at)}"


def article(id_: str, number: Iterable[Inside], title: str, inside: Iterable[Inside]) -> Element:
    """Give a clause as an article: its number, the title of its issue (or ""), and what stands in it."""
    return el(
        "article",
        el("num", *number),
        *([el("heading", title)] if title else []),
        el("content", el("p", *inside), eId=f"{id_}__content"),
        eId=id_,
    )


def preamble(recitals: Sequence[Element], prefix: str = "") -> list[Element]:
    """Give recitals as a preamble, or none where there are none."""
    return [el("preamble", el("recitals", *recitals, eId=f"{prefix}recs"))] if recitals else []


def _article(row: ClauseRow) -> Element:
    return article(f"art_{row.number}", [f"{row.number}."], row.title, lines(row.text))


class _Writer:
    """Writes one document."""

    def __init__(self, document: AgreedDocument, words: Words, locale: str) -> None:
        self._doc, self._words, self._locale = document, words, locale
        self._people: People = people(words, locale)
        self._parties = [self._people.party(row.party) for row in document.signatures]

    def act(self) -> Element:
        doc = self._doc
        # A text of recitals alone has no other body than them.
        recitals, articles = (doc.recitals, doc.articles) if doc.articles else ((), doc.recitals)
        conclusions = self._conclusions()
        return el(
            "act",
            self._meta(),
            self._preface(),
            *preamble([el("recital", el("p", *lines(one.text)), eId=f"recs__rec_{one.number}") for one in recitals]),
            el("body", *(_article(one) for one in articles)),
            conclusions,
            self._attachments(),
            name="agreedText",
            contains="singleVersion",
        )

    def _say(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/akn#{name}", self._locale, **params)

    def _meta(self) -> Element:
        doc = self._doc
        for one in doc.acceptances:
            self._people.person(one.who)
        agreed = lifecycle([("eventRef_1", "generation", doc.at, source) for source in self._parties[:1]])
        return el(
            "meta",
            identification(self._identity()),
            *([agreed] if self._parties else []),
            self._people.references(doc.heading.session),
        )

    def _identity(self, part: str = "!main") -> Identity:
        doc = self._doc
        head = doc.heading
        return Identity(
            kind="act",
            name=f"{head.session}-{doc.proposal}",
            dates={"agreed": doc.at} | ({"entryIntoForce": doc.in_force} if doc.in_force else {}),
            authors=self._parties,
            language=self._say("language"),
            number=doc.proposal,
            version=doc.version,
            aliases={"text-sha256": doc.text_hash, "pack-sha256": head.pack_hash, "record-sha256": head.head_hash},
            part=part,
        )

    def _preface(self) -> Element:
        doc = self._doc
        told = self._say("agreed", parties=doc.parties, day=day(doc.at), time=time(doc.at), how=doc.how)
        number = self._say("version_of", proposal=PLAIN.line(doc.proposal), version=doc.version)
        return el(
            "preface",
            el("longTitle", el("p", el("docTitle", doc.heading.title))),
            el("p", el("docNumber", number)),
            el("p", told),
        )

    def _conclusions(self) -> Element:
        doc, head = self._doc, self._doc.heading
        force = [self._say("in_force", at=moment(doc.in_force))] if doc.in_force else []
        check = self._say(
            "check",
            hash=doc.text_hash,
            pack=PLAIN.line(head.pack),
            variant=PLAIN.line(head.variant or ""),
            pack_hash=PLAIN.line(head.pack_hash),
            session=PLAIN.line(head.session),
            head_seq=head.head_seq,
            head_hash=PLAIN.line(head.head_hash),
        )
        return el(
            "conclusions",
            el("p", el("date", moment(doc.at), date=time_to_json(doc.at))),
            *(el("p", self._signature(row, party)) for row, party in zip(doc.signatures, self._parties, strict=True)),
            *paragraphs([*force, *check.splitlines()]),
        )

    def _signature(self, row: SignatureRow, party: str) -> Element:
        inside: list[Inside] = [el("organization", row.party, refersTo=f"#{party}")]
        for one in self._doc.acceptances:
            if one.party == row.party:
                person = el("person", one.who, refersTo=f"#{self._people.person(one.who)}", as_=f"#{party}")
                inside += [el("br"), person, el("br"), self._say("accepted", at=moment(one.at), seq=one.seq)]
        for told in self._done(row):
            inside += [el("br"), told]
        return el("signature", *inside, refersTo=f"#{party}")

    def _done(self, row: SignatureRow) -> Iterator[str]:
        if row.initialled:
            yield self._say("initialled", at=moment(row.initialled))
        if row.signed:
            yield self._say("signed", at=moment(row.signed), consent=row.consent)
        if row.ratified:
            yield self._say("ratified", at=moment(row.ratified))
        if row.declined is not None:
            yield self._say("declined", reason=row.declined)

    def _attachments(self) -> Element:
        doc = self._doc
        lists = {
            "waivers": doc.waivers,
            "brackets": doc.brackets,
            "reservations": doc.reservations,
            "statements": doc.statements,
        }
        parts = [("rules", self._rules()), *((name, paragraphs(told)) for name, told in lists.items() if told)]
        return el("attachments", *(self._annex(number, *part) for number, part in enumerate(parts, start=1)))

    def _annex(self, number: int, name: str, blocks: Iterable[Element]) -> Element:
        meta = el("meta", identification(self._identity(f"annex_{number}")))
        inside = el("doc", meta, el("mainBody", *blocks), name="annex", contains="originalVersion")
        return el("attachment", el("heading", self._say(name)), inside, eId=f"att_{number}")

    def _rules(self) -> list[Element]:
        doc = self._doc
        head = el("tr", *(el("th", el("p", self._say(one))) for one in ("rule", "rule_verdict", "rule_why")))
        rows = [
            el("tr", *(el("td", el("p", cell)) for cell in (one.rule, one.verdict, one.why))) for one in doc.findings
        ]
        verdict = self._say("verdict", verdict=doc.verdict, reading=doc.heading.reading)
        quiet = [self._say("quiet", quiet=doc.quiet)] if doc.quiet else []
        return [
            *paragraphs([verdict]),
            *([el("table", head, *rows, eId="att_1__table_1")] if rows else []),
            *paragraphs(quiet),
        ]
