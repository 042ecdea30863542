"""An agreed text as the document that it is: what every format prints of it, in the words of that format's pen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from bot.drafting.clauses import Clause
from bot.negotiation.codec import time_from_json
from bot.negotiation.model import Agreement
from bot.records.book import Book
from bot.records.building import agreed_clauses, record_of
from bot.records.model import AgreementInfo
from bot.records.naming import ClauseRow, Namer
from bot.records.pens import Pen
from bot.rules import REGISTRY, Finding, Verdict
from bot.scenarios.naming import Name, Names
from bot.text.words import Words


@dataclass(frozen=True, slots=True)
class Heading:
    """Which session a document is of, and by which record it can be checked."""

    title: str
    session: str
    pack: str
    pack_hash: str
    variant: str | None
    reading: str
    head_seq: int
    head_hash: str


@dataclass(frozen=True, slots=True)
class AcceptanceRow:
    """Who accepted for a party, when, and in which entry."""

    party: str
    who: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a rule says of the text."""

    rule: str
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """How far a party has gone with the text; `consent` as the record has it, or ""."""

    party: str
    initialled: datetime | None
    signed: datetime | None
    consent: str
    ratified: datetime | None
    declined: str | None


@dataclass(frozen=True, slots=True)
class AgreedDocument:
    """All of it. `recitals` open the text; numbers of `articles` are those of the clauses, so that references hold.

    Waivers, brackets, reservations and statements are sentences. `quiet` further gates stop nothing. `how`: `accepted`,
    or by `silence` or `vote`.
    """

    heading: Heading
    parties: str
    how: str
    at: datetime
    proposal: str
    version: int
    text_hash: str
    recitals: tuple[ClauseRow, ...]
    articles: tuple[ClauseRow, ...]
    acceptances: tuple[AcceptanceRow, ...]
    verdict: str
    findings: tuple[FindingRow, ...]
    quiet: int
    waivers: tuple[str, ...]
    brackets: tuple[str, ...]
    reservations: tuple[str, ...]
    statements: tuple[str, ...]
    signatures: tuple[SignatureRow, ...]
    in_force: datetime | None

    @property
    def clauses(self) -> tuple[ClauseRow, ...]:
        """The whole text in order."""
        return (*self.recitals, *self.articles)


def agreed_documents(book: Book, words: Words, pen: Pen, locale: str = "en") -> tuple[AgreedDocument, ...]:
    """Give the agreed text; where the procedure binds issue by issue, all texts that stand by themselves."""
    session = book.session
    agreements = (session.agreement,) if session.agreement else session.harvest
    if not agreements:
        return ()
    record = record_of(session, book.entries)
    held = {one.proposal: one for one in (record.agreement, *record.harvest) if one}
    writer = _Writer(book, words, pen, locale)
    return tuple(writer.document(one, held[one.proposal]) for one in agreements)


def heading_of(book: Book, words: Words, pen: Pen, locale: str = "en") -> Heading:
    """Give which session it is."""
    session, last = book.session, book.entries[-1]
    return Heading(
        title=pen.line(session.title),
        session=session.id,
        pack=session.pack,
        pack_hash=session.pack_hash,
        variant=session.variant,
        reading=pen.line(session.reading or book.frame.reading) or words("exports/plain_reading", locale=locale),
        head_seq=last.seq,
        head_hash=last.hash,
    )


def namer_of(book: Book, pen: Pen) -> Namer:
    """Give who is who at the end of the session."""
    namer = Namer.of(book.session, book.entries, book.frame, pen)
    for entry in book.entries:
        namer.see(entry.event)
    return namer


class _Writer:
    """Says what the facts of an agreement are."""

    def __init__(self, book: Book, words: Words, pen: Pen, locale: str) -> None:
        self._book, self._words, self._pen, self._locale = book, words, pen, locale
        self._namer = namer_of(book, pen)

    def document(self, agreement: Agreement, held: AgreementInfo) -> AgreedDocument:
        clauses = agreed_clauses(self._book.session, agreement)
        rows = self._namer.clauses(clauses)
        opening = len(list(takewhile(is_recital, clauses)))
        assessment = self._book.frame.judge(clauses, agreement.waived).assessment
        findings = tuple(assessment.results.values())
        told = tuple(one for one in findings if not _is_quiet(one))
        return AgreedDocument(
            heading=heading_of(self._book, self._words, self._pen, self._locale),
            parties=self._namer.all(agreement.parties),
            how=agreement.how,
            at=agreement.at,
            proposal=agreement.proposal,
            version=agreement.version,
            text_hash=agreement.text_hash,
            recitals=rows[:opening],
            articles=rows[opening:],
            acceptances=self._acceptances(held),
            verdict=assessment.verdict.value,
            findings=tuple(self._finding(one) for one in told),
            quiet=len(findings) - len(told),
            waivers=self._waivers(held),
            brackets=self._brackets(held),
            reservations=self._reservations(held),
            statements=self._statements(held),
            signatures=self._signatures(agreement),
            in_force=self._book.session.conclusion.in_force,
        )

    def _say(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/{name}", locale=self._locale, **params)

    def _acceptances(self, held: AgreementInfo) -> tuple[AcceptanceRow, ...]:
        return tuple(
            AcceptanceRow(self._namer.party(one.party), self._namer.member(one.member), time_from_json(one.at), one.seq)
            for one in held.acceptances
        )

    def _finding(self, finding: Finding) -> FindingRow:
        names = self._book.frame.names
        # Each piece is escaped by itself, and the blanks at its ends belong to the sentence.
        why = "".join(
            self._name(piece) if isinstance(piece, Name) else _spaced(piece, self._pen)
            for piece in names.pieces(finding.message, finding.params)
        )
        return FindingRow(self._rule(finding.id, names), finding.verdict.value, why)

    def _rule(self, id_: str, names: Names) -> str:
        name = names.rules.get(id_)
        return self._name(name) if name else self._pen.code(id_)

    def _name(self, name: Name) -> str:
        return self._say("name", kind=name.kind, words=self._pen.line(name.words), id=self._pen.code(name.id))

    def _waivers(self, held: AgreementInfo) -> tuple[str, ...]:
        return tuple(
            self._say(
                "waiver",
                party=self._namer.party(one.party),
                who=self._namer.member(one.member),
                rule=self._rule(one.rule, self._book.frame.names),
                statement=self._pen.line(one.statement),
            )
            for one in held.waivers
        )

    def _brackets(self, held: AgreementInfo) -> tuple[str, ...]:
        return tuple(
            self._say(
                "bracket",
                id=self._pen.line(one.id),
                party=self._namer.party(one.party),
                clause=one.clause,
                words=self._pen.line(one.words),
                alternative=self._pen.line(one.alternative),
            )
            for one in held.brackets
        )

    def _reservations(self, held: AgreementInfo) -> tuple[str, ...]:
        brackets = self._book.session.brackets
        return tuple(
            self._say(
                "reservation",
                id=self._pen.line(one.id),
                kind=one.kind,
                party=self._namer.party(one.party),
                who=self._namer.member(one.member),
                version=one.version,
                clause=one.clause,
                words=self._pen.line(brackets[one.bracket].words) if one.bracket else "",
                statement=self._pen.line(one.statement),
            )
            for one in held.reservations
        )

    def _statements(self, held: AgreementInfo) -> tuple[str, ...]:
        return tuple(
            self._say(
                "statement",
                id=self._pen.line(one.id),
                kind=one.kind.replace("_", " "),
                party=self._namer.party(one.party),
                who=self._namer.member(one.member),
                version=one.version,
                words=self._pen.line(one.words),
            )
            for one in held.statements
        )

    def _signatures(self, agreement: Agreement) -> tuple[SignatureRow, ...]:
        standings = self._book.session.conclusion.standings
        rows = []
        for party in agreement.parties:
            one = standings.get(party)
            rows.append(
                SignatureRow(
                    party=self._namer.party(party),
                    initialled=one.initialled if one else None,
                    signed=one.signed if one else None,
                    consent=one.consent.value if one and one.consent else "",
                    ratified=one.ratified if one else None,
                    declined=self._pen.line(one.declined) if one and one.declined is not None else None,
                )
            )
        return tuple(rows)


def is_recital(clause: Clause) -> bool:
    """Say whether a clause is a recital: political text that ends in a comma, as those before the first article do."""
    return not (clause.issue or clause.commitments or clause.duties) and clause.text.rstrip().endswith(",")


def _is_quiet(finding: Finding) -> bool:
    """Whether it is a gate that stopped nothing; the table is for what somebody might ask about."""
    return REGISTRY[finding.rule].kind == "gate" and finding.verdict in (Verdict.PASS, Verdict.NA)


def _spaced(text: str, pen: Pen) -> str:
    before, after = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(text.strip()))
    return f"{before}{pen.line(text)}{after}"


def sentences(said: Sequence[str], none: str = "") -> str:
    """Give sentences as the list that plain and Markdown documents have; `none` where there are none."""
    return "\n".join(f"- {one}" for one in said) or none
