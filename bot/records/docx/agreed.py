"""The agreed text as a document that looks like one: preamble, articles, signatures, and an annex of what was said."""

from datetime import datetime
from typing import Any

from bot.records.agreed import AgreedDocument, SignatureRow, agreed_documents
from bot.records.book import Book
from bot.records.docx.paper import Paper
from bot.records.docx.styles import SMALL
from bot.records.docx.telling import Teller
from bot.records.pens import PLAIN
from bot.records.view import day, time
from bot.text.words import Words


def agreed_text_docx(book: Book, words: Words, locale: str = "en") -> bytes | None:
    """Give the agreed text, or None while there is none.

    Where the procedure binds issue by issue, all texts that stand by themselves, each with pages of its own.
    """
    texts = agreed_documents(book, words, PLAIN, locale)
    if not texts:
        return None
    say = Teller(book, words, locale)
    printer = _Printer(say, say.paper(say("agreed_title", title=say.heading.title)))
    for text in texts:
        printer.text(text)
    return printer.paper.content()


class _Printer:
    """Prints agreed texts, one after another."""

    def __init__(self, say: Teller, paper: Paper) -> None:
        self.paper, self._say = paper, say
        self._who = say.who()

    def text(self, text: AgreedDocument) -> None:
        named = {"proposal": text.proposal, "version": text.version, "hash": text.text_hash}
        self._say.section(self.paper, self._say("agreed_foot", **named))
        self._write("agreed_title", "Title", title=text.heading.title)
        self._write("agreed_day", "Subtitle", how=text.how, day=day(text.at), time=time(text.at))
        self._preamble(text)
        self._articles(text)
        self._signatures(text)
        self._annex(text)
        self._check(text)

    def _write(self, block: str, style: str = "Body Text", **params: Any) -> None:  # noqa: ANN401  # of the template
        self.paper.write(self._say(block, **params), style)

    def _preamble(self, text: AgreedDocument) -> None:
        self._write("preamble", "Heading 1")
        self._write("parties", parties=text.parties)
        for row in text.recitals:
            self._write("recital", number=row.number, text=row.text)
        self._write("agree")

    def _articles(self, text: AgreedDocument) -> None:
        self._write("articles", "Heading 1")
        for row in text.articles:
            self._write("article", "Heading 2", number=row.number, title=row.title)
            self.paper.write(row.text)

    def _signatures(self, text: AgreedDocument) -> None:
        self._write("signatures", "Heading 1")
        self._write("done", hash=text.text_hash, in_force=_moment(text.in_force))
        self.paper.table(
            self._say("signatures_caption"),
            [self._say("signatures_party"), self._say("signatures_seat"), self._say("signatures_done")],
            [self._signature(text, one) for one in text.signatures],
            shares=(3, 4, 5),
        )

    def _signature(self, text: AgreedDocument, one: SignatureRow) -> list[str]:
        accepted = [row for row in text.acceptances if row.party == one.party]
        told = self._say(
            "signature",
            accepted=[{"at": _moment(row.at), "seq": row.seq} for row in accepted],
            initialled=_moment(one.initialled),
            signed=_moment(one.signed),
            consent=one.consent,
            ratified=_moment(one.ratified),
            declined=one.declined,
        )
        return [one.party, "\n".join(self._who[row.seq] for row in accepted), told]

    def _annex(self, text: AgreedDocument) -> None:
        self._write("annex", "Heading 1")
        self._write("rules", "Heading 2")
        self._write("verdict", verdict=text.verdict, reading=text.heading.reading)
        if text.findings:
            self.paper.table(
                self._say("rules_caption"),
                [self._say("rule"), self._say("rule_verdict"), self._say("rule_why")],
                [[one.rule, one.verdict, one.why] for one in text.findings],
                shares=(5, 2, 6),
            )
        self._write("quiet", SMALL, quiet=text.quiet)
        said = {
            "waivers": text.waivers,
            "brackets": text.brackets,
            "reservations": text.reservations,
            "statements": text.statements,
        }
        for block, sentences in said.items():
            self._write(block, "Heading 2")
            self.paper.bullets(sentences)
            if not sentences:
                self._write("none")

    def _check(self, text: AgreedDocument) -> None:
        heading = text.heading
        self._write("check", "Heading 1")
        told = self._say(
            "checked",
            hash=text.text_hash,
            proposal=text.proposal,
            version=text.version,
            session=heading.session,
            pack=heading.pack,
            variant=heading.variant,
            pack_hash=heading.pack_hash,
            head_seq=heading.head_seq,
            head_hash=heading.head_hash,
        )
        self.paper.bullets(told.splitlines())


def _moment(at: datetime | None) -> str:
    return f"{day(at)} {time(at)}" if at else ""
