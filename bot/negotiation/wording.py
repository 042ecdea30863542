"""How clauses come about that nobody typed: from a changed text, or from several texts joined. The one place for it."""

from collections.abc import Iterable, Sequence

from bot.drafting.clauses import Clause


def reworded(text: str) -> Clause:
    """Give the clause that a changed text is: words of one's own, which no longer are an option of the pack."""
    return Clause(text)


def joined(texts: Iterable[Sequence[Clause]]) -> tuple[Clause, ...]:
    """Give the clauses of several texts as one text, in their order."""
    return tuple(clause for text in texts for clause in text)


def same_wording(one: Clause, other: Clause) -> bool:
    """Say whether two clauses say the same; their steps may be numbered differently."""
    return (one.text, one.issue, one.option) == (other.text, other.issue, other.option)
