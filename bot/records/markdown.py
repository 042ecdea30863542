"""The agreed text and the acts of a session as Markdown."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from bot.negotiation.events import Recorded
from bot.negotiation.model import Agreement, Session
from bot.records.building import agreed_clauses, record_of
from bot.records.escape import code, line
from bot.records.model import AgreementInfo
from bot.records.naming import ClauseRow, Namer
from bot.records.view import ActRow, act_rows, day, time
from bot.rules import REGISTRY, Finding, Verdict
from bot.scenarios.frame import Frame
from bot.scenarios.naming import Name, Names
from bot.text.words import Words

# What follows from an act by itself is told without naming a member as its author.
_BY_ITSELF = {
    *("proposal_lapsed", "bracket_moved", "bracket_lifted", "adoption_barred", "text_adopted"),
    *("silence_ended", "ad_referendum_lapsed", "editorial_dropped", "editorial_applied", "entered_into_force"),
    # Whose entry it is would say who has answered; and whoever answered last closed the question.
    *("blind_answered", "blind_closed"),
}


def agreed_text_markdown(
    session: Session, entries: Sequence[Recorded], frame: Frame, words: Words, locale: str = "en"
) -> str | None:
    """Give the agreed text as a Markdown document, or None while there is none.

    Where the procedure binds issue by issue, all texts that stand by themselves, one after another.
    """
    agreements = (session.agreement,) if session.agreement else session.harvest
    if not agreements:
        return None
    said = _Printer(words, locale)
    return "\n---\n\n".join(_agreed_document(session, one, entries, frame, said) for one in agreements)


def _agreed_document(
    session: Session, agreement: Agreement, entries: Sequence[Recorded], frame: Frame, said: "_Printer"
) -> str:
    namer = _namer(session, entries, frame)
    record = record_of(session, entries)
    held = next(one for one in (record.agreement, *record.harvest) if one and one.proposal == agreement.proposal)
    return said.document(
        "agreed_text",
        **_heading(session, entries, frame, said),
        parties=namer.all(agreement.parties),
        how=agreement.how,
        day=day(agreement.at),
        time=time(agreement.at),
        text=said.clauses(namer.clauses(agreed_clauses(session, agreement))),
        hash=agreement.text_hash,
        proposal=agreement.proposal,
        version=agreement.version,
        **_accepted(held, namer, said, frame.names),
        **_left(session, held, namer, said),
        statements=_statements(held, namer, said),
        **_judged(session, agreement, frame, said),
    )


def acts_markdown(session: Session, entries: Sequence[Recorded], frame: Frame, words: Words, locale: str = "en") -> str:
    """Give every act of the session, in order, as a Markdown document."""
    said = _Printer(words, locale)
    namer = _namer(session, entries, frame)
    seats = [
        _cells(namer.member(seat.member), seat.role.value, namer.party(seat.party) if seat.party else "")
        for seat in session.seats.values()
    ]
    days = groupby(act_rows(session, entries, frame), key=lambda row: row.day)
    return said.document(
        "acts",
        **_heading(session, entries, frame, said),
        phase=session.phase.value,
        outcome=session.outcome,
        seats="\n".join(seats),
        acts="\n\n".join(f"### {date}\n\n" + "\n\n".join(said.act(row) for row in rows) for date, rows in days),
    )


class _Printer:
    """Renders the templates of the exports in one language."""

    def __init__(self, words: Words, locale: str) -> None:
        self._words, self._locale = words, locale

    def __call__(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self._words(f"exports/{name}", locale=self._locale, **params).strip()

    def document(self, name: str, **params: Any) -> str:  # noqa: ANN401  # what a template takes
        return self(name, **params) + "\n"

    def clauses(self, rows: Sequence[ClauseRow]) -> str:
        return "\n".join(
            self("clause", number=row.number, title=row.title, text=row.text).replace("\n", "\n   ") for row in rows
        )

    def rule(self, id_: str, names: Names) -> str:
        """Give a rule by its title, with its id in small print."""
        name = names.rules.get(id_)
        return self.name(name) if name else code(id_)

    def finding(self, finding: Finding, names: Names) -> str:
        """Give what a rule found, with words where its message has ids."""
        # Each piece is escaped by itself, and the blanks at its ends belong to the sentence.
        return "".join(
            self.name(piece) if isinstance(piece, Name) else _spaced(piece)
            for piece in names.pieces(finding.message, finding.params)
        )

    def name(self, name: Name) -> str:
        return self("name", kind=name.kind, words=line(name.words), id=code(name.id))

    def act(self, row: ActRow) -> str:
        told = self(f"acts/{row.kind}", **row.params)
        head = self(
            "act",
            seq=row.seq,
            time=row.time,
            who=row.who,
            told=told,
            by_itself=row.kind in _BY_ITSELF,
            gone=row.gone,
            struck=row.struck,
        )
        if not row.clauses:
            return head
        return head + "\n\n" + "\n".join(f"> {text}" for text in self.clauses(row.clauses).splitlines())


def _namer(session: Session, entries: Sequence[Recorded], frame: Frame) -> Namer:
    namer = Namer.of(session, entries, frame)
    for entry in entries:
        namer.see(entry.event)
    return namer


def _heading(session: Session, entries: Sequence[Recorded], frame: Frame, said: _Printer) -> dict[str, Any]:
    return {
        "title": line(session.title),
        "session": session.id,
        "pack": session.pack,
        "pack_hash": session.pack_hash,
        "variant": session.variant,
        "reading": line(session.reading or frame.reading) or said("plain_reading"),
        "head_seq": entries[-1].seq,
        "head_hash": entries[-1].hash,
    }


def _accepted(held: AgreementInfo, namer: Namer, said: _Printer, names: Names) -> dict[str, Any]:
    acceptances, waivers = held.acceptances, held.waivers
    return {
        "acceptances": "\n".join(
            _cells(namer.party(one.party), namer.member(one.member), one.at, str(one.seq)) for one in acceptances
        ),
        "waivers": "\n".join(
            said(
                "waiver",
                party=namer.party(one.party),
                who=namer.member(one.member),
                rule=said.rule(one.rule, names),
                statement=line(one.statement),
            )
            for one in waivers
        )
        or said("no_waivers"),
    }


def _statements(held: AgreementInfo, namer: Namer, said: _Printer) -> str:
    return "\n".join(
        said(
            "statement",
            id=line(one.id),
            kind=one.kind.replace("_", " "),
            party=namer.party(one.party),
            who=namer.member(one.member),
            version=one.version,
            words=line(one.words),
        )
        for one in held.statements
    )


def _left(session: Session, held: AgreementInfo, namer: Namer, said: _Printer) -> dict[str, Any]:
    """Give what the parties left open in the text: brackets, reservations; "" where there are none."""
    brackets, reservations = held.brackets, held.reservations
    return {
        "brackets": "\n".join(
            said(
                "bracket",
                id=line(one.id),
                party=namer.party(one.party),
                clause=one.clause,
                words=line(one.words),
                alternative=line(one.alternative),
            )
            for one in brackets
        ),
        "reservations": "\n".join(
            said(
                "reservation",
                id=line(one.id),
                kind=one.kind,
                party=namer.party(one.party),
                who=namer.member(one.member),
                version=one.version,
                clause=one.clause,
                words=line(session.brackets[one.bracket].words) if one.bracket else "",
                statement=line(one.statement),
            )
            for one in reservations
        ),
    }


def _judged(session: Session, agreement: Agreement, frame: Frame, said: _Printer) -> dict[str, Any]:
    assessment = frame.judge(agreed_clauses(session, agreement), agreement.waived).assessment
    found = assessment.results.values()
    quiet = [finding for finding in found if _is_quiet(finding)]
    names = frame.names
    return {
        "verdict": assessment.verdict.value,
        "quiet": len(quiet),
        "findings": "\n".join(
            _cells(said.rule(finding.id, names), finding.verdict.value, said.finding(finding, names))
            for finding in found
            if finding not in quiet
        ),
    }


def _is_quiet(finding: Finding) -> bool:
    """Whether it is a gate that stopped nothing; the table is for what somebody might ask about."""
    return REGISTRY[finding.rule].kind == "gate" and finding.verdict in (Verdict.PASS, Verdict.NA)


def _spaced(text: str) -> str:
    before, after = " " * text[:1].isspace(), " " * (text[-1:].isspace() and bool(text.strip()))
    return f"{before}{line(text)}{after}"


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
