"""What texts count for and are worth, as the pictures show it: credits, the balance, points."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.drafting.clauses import Clause, choices_of
from bot.negotiation.lineage import Link
from bot.negotiation.model import Session
from bot.records.book import Book
from bot.records.pens import PLAIN
from bot.records.pictures.facts import Named, Series, Versions, all_versions, label, named, newest
from bot.scenarios.judge import compared


@dataclass(frozen=True, slots=True)
class Credits:
    """What each side gives and receives in each version, in the pack's unit; `unknown` steps could not be weighed."""

    versions: Versions
    given: tuple[Series, ...]
    received: tuple[Series, ...]
    unit: str
    unknown: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What a balance rule compares: each side's number, and the rule's verdict."""

    name: str
    verdict: str
    unit: str
    sides: tuple[tuple[Named, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What the balance rules in force say of one version; `reading` is how strictly they are read, or ""."""

    version: str
    reading: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What each version is worth to each party with a vote, and what it has without an agreement."""

    versions: Versions
    points: tuple[Series, ...]
    without: tuple[int, ...]


def credits_of(book: Book) -> Credits | None:
    """Give the credits of each version; None where no step of any of them counts for anything.

    What a side receives is what all others give.
    """
    links, versions = newest(book.session)
    weighed = [_given(book, version.clauses) for _, version in links]
    if not any(value for given, _ in weighed for value in given.values()):
        return None
    sides = tuple(dict.fromkeys([*book.frame.pack.sides, *(side for given, _ in weighed for side in given)]))
    given = {side: tuple(found.get(side, Fraction()) for found, _ in weighed) for side in sides}
    totals = [sum(found.values(), Fraction()) for found, _ in weighed]
    received = {side: tuple(map(Fraction.__sub__, totals, own)) for side, own in given.items()}
    return Credits(
        versions=versions,
        given=tuple(Series(named(book, side), given[side]) for side in sides),
        received=tuple(Series(named(book, side), received[side]) for side in sides),
        unit=PLAIN.line(str((book.frame.pack.equivalence or {}).get("unit", ""))),
        unknown=sum(unknown for _, unknown in weighed),
    )


def balance_of(book: Book) -> Balance | None:
    """Give the balance of the agreed text, else of the newest one on the table, else of the newest; None without."""
    link = _subject(book.session)
    if link is None:
        return None
    waived = book.session.agreement.waived if book.session.agreement else ()
    found = compared(book.frame.pack, book.frame.judge(link[1].clauses, waived))
    rules = tuple(
        Rule(
            name=_rule(book, one.finding.id),
            verdict=one.finding.verdict.value,
            unit=PLAIN.line(one.unit),
            sides=tuple((named(book, side), Fraction(value)) for side, value in one.values.items()),
        )
        for one in found
    )
    reading = PLAIN.line(book.session.reading or book.frame.reading)
    return Balance(label(link), reading, rules) if rules else None


def scores_of(book: Book) -> Scores | None:
    """Give what each version is worth to each party, for the chairs alone; None where nothing was tabled."""
    pack = book.frame.pack
    links, versions = newest(book.session)
    voters = [one.id for one in pack.voters if one.id in pack.confidential and one.id in pack.scores]
    if not links or not voters:
        return None
    choices = [choices_of(version.clauses) for _, version in links]
    points = tuple(
        Series(named(book, party), tuple(Fraction(pack.points(party, one) or 0) for one in choices)) for party in voters
    )
    return Scores(versions, points, tuple(pack.confidential[party].batna.points for party in voters))


def _given(book: Book, clauses: Sequence[Clause]) -> tuple[dict[str, Fraction], int]:
    """Give what each side's steps count for together, and how many steps have no known credit."""
    steps = {str(step["id"]): step for clause in clauses for step in clause.commitments}
    given: dict[str, Fraction] = {}
    unknown = 0
    for id_, credit in book.frame.judge(clauses).assessment.credits.items():
        step = steps.get(id_)
        if step is None:
            continue
        if credit.credit is None:
            unknown += 1
            continue
        side = _side(book, str(step.get("party", "")))
        given[side] = given.get(side, Fraction()) + credit.credit * book.frame.rate(str(step.get("category", "")))
    return given, unknown


def _side(book: Book, party: str) -> str:
    return next((side for side in book.frame.pack.sides if book.frame.same_side(party, side)), party)


def _subject(session: Session) -> Link | None:
    agreed = session.agreement or next(reversed(session.harvest), None)
    if agreed:
        proposal = session.proposals[agreed.proposal]
        return proposal, proposal.versions[agreed.version - 1]
    links = all_versions(session)
    live = [link for link in links if link[0].live and link[1] is link[0].current]
    return next(reversed([*links, *live]), None)


def _rule(book: Book, id_: str) -> str:
    name = book.frame.names.rules.get(id_)
    return PLAIN.line(name.words if name else id_)
