"""How clauses come about that nobody typed: from a changed text, or from several texts joined. The one place for it."""

from collections.abc import Iterable, Sequence

from bot.drafting.clauses import Clause
from bot.drafting.sentences.articles import renumbered
from bot.scenarios.frame import Frame


def reworded(text: str) -> Clause:
    """Give the clause that a changed text is: words of one's own, which no longer are an option of the pack."""
    return Clause(text)


def joined(texts: Iterable[Sequence[Clause]], frame: Frame) -> tuple[Clause, ...]:
    """Give the clauses of several texts as one text, in their order.

    Promises that wait for an article of their own text wait for the same one under its new number.
    """
    found: list[Clause] = []
    for text in texts:
        numbers = {number: number + len(found) for number in range(1, len(text) + 1)}
        found += [
            clause if clause.issue else Clause(renumbered(frame.read(clause.text), clause.text, numbers))
            for clause in text
        ]
    return frame.compose(found).clauses
