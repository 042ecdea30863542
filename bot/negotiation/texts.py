"""Guards on what was typed or put together: clauses, reasons, statements, names."""

import re
from collections.abc import Sequence

from bot.drafting.brackets import Bracketed, blank, parse
from bot.drafting.clauses import Clause
from bot.negotiation.refusals import Code, Refusal
from bot.scenarios.frame import Frame

MOST_CLAUSES = 40
LONGEST_CLAUSE = 4_000
LONGEST_STATEMENT = 1_000
LONGEST_SAID = 2_000
"""Of a statement on the record."""
LONGEST_NAME = 100
NEAR = 20  # characters on either side of a fault that are shown

# Control characters but newline and tab, and halves of surrogate pairs: no database or screen takes them as they are.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Marks that turn the order of what is shown: a text must read as it stands. Those that a script needs may stay.
_BLOT = "\N{REPLACEMENT CHARACTER}"
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


def composed(clauses: Sequence[Clause], frame: Frame) -> tuple[Clause, ...] | Refusal:
    """Give clauses with the steps that their sentences promise, or refuse: no text, does not fit, not what it says.

    Clauses of one's own may come without steps; steps that their words do not carry are refused (CLAUSE_FORGED).
    """
    if refusal := _check_clauses(clauses, frame):
        return refusal
    text = frame.compose(clauses).clauses
    for number, (typed, read) in enumerate(zip(clauses, text, strict=True), start=1):
        if typed.carries_steps and typed != read:
            return Refusal(Code.CLAUSE_FORGED, {"number": number})
    return text


def check_count(count: int) -> Refusal | None:
    """Refuse a text of no clause, or of more than one text may have; else None."""
    if not count:
        return Refusal(Code.EMPTY_TEXT, {"number": None})
    if count > MOST_CLAUSES:
        return Refusal(Code.TOO_MANY_CLAUSES, {"count": count, "limit": MOST_CLAUSES})
    return None


def _check_clauses(clauses: Sequence[Clause], frame: Frame) -> Refusal | None:
    if refusal := check_count(len(clauses)):
        return refusal
    decided: set[str] = set()
    for number, clause in enumerate(clauses, start=1):
        check = check_text if clause.issue else check_own_text
        refusal = check(number, clause.text) or _check_origin(number, clause, frame)
        if refusal:
            return refusal
        if clause.issue is not None:
            if clause.issue in decided:
                return Refusal(Code.ISSUE_TWICE, {"issue": clause.issue})
            decided.add(clause.issue)
    return None


def check_words(text: str, limit: int = LONGEST_STATEMENT) -> Refusal | None:
    """Refuse a reason or a statement that is too long or unreadable; else None."""
    if len(text) > limit:
        return Refusal(Code.STATEMENT_TOO_LONG, {"length": len(text), "limit": limit})
    return None if readable(text) else Refusal(Code.UNREADABLE_WORDS)


def check_statement(text: str, limit: int = LONGEST_STATEMENT) -> Refusal | None:
    """Refuse a statement that says nothing, is too long or unreadable; else None."""
    return check_words(text, limit) or (Refusal(Code.STATEMENT_NEEDED) if blank(text) else None)


def check_alternative(number: int, text: str) -> Refusal | None:
    """Refuse the alternative to words of a clause (its number, from 1) if it fits no clause or is unreadable."""
    if len(text) > LONGEST_CLAUSE:
        return Refusal(Code.CLAUSE_TOO_LONG, {"number": number, "length": len(text), "limit": LONGEST_CLAUSE})
    return None if readable(text) else Refusal(Code.UNREADABLE_WORDS)


def no_clause(number: int, count: int) -> Refusal | None:
    """Refuse the number of a clause that a text of `count` clauses has not; else None."""
    return None if 1 <= number <= count else Refusal(Code.NO_SUCH_CLAUSE, {"number": number, "count": count})


def readable(text: str) -> bool:
    """Say whether a text can be shown as it stands: nothing in it that no screen takes, or that turns its order."""
    return not (_UNREADABLE.search(text) or _TURNED.search(text))


def shown_name(name: str) -> str:
    """Give a member's name so that it can be kept and shown: unreadable characters replaced, at most 100 of them."""
    return _TURNED.sub(_BLOT, _UNREADABLE.sub(_BLOT, name))[:LONGEST_NAME]


def check_text(number: int, text: str) -> Refusal | None:
    """Refuse the words of a clause, whose number is said, that are too long, unreadable or blank; else None."""
    if len(text) > LONGEST_CLAUSE:
        return Refusal(Code.CLAUSE_TOO_LONG, {"number": number, "length": len(text), "limit": LONGEST_CLAUSE})
    if not readable(text):
        return Refusal(Code.UNREADABLE_TEXT, {"number": number})
    if blank(text):
        return Refusal(Code.EMPTY_TEXT, {"number": number})
    return None


def check_own_text(number: int, text: str) -> Refusal | None:
    """Refuse words of one's own that no clause may hold, or whose brackets cannot be read; else None."""
    if refusal := check_text(number, text):
        return refusal
    read = parse(text)
    if isinstance(read, Bracketed):
        return None
    near = text[max(0, read.at - NEAR) : read.at + NEAR].strip()
    return Refusal(Code.BRACKET_UNREADABLE, {"number": number, "why": read.code, "near": near})


def _check_origin(number: int, clause: Clause, frame: Frame) -> Refusal | None:
    forged = Refusal(Code.CLAUSE_FORGED, {"number": number})
    if clause.issue is None:
        return forged if clause.option is not None or clause.compensations or clause.consent else None
    issue = frame.pack.issue(clause.issue)
    options = tuple(option.id for option in issue.options) if issue else ()
    if clause.option not in options:
        return Refusal(
            Code.UNKNOWN_OPTION, {"issue": clause.issue, "option": clause.option or "", "options": list(options)}
        )
    return None if frame.check_clause(clause) else forged
