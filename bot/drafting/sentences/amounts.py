"""How much: what a step's numbers mean with its verb."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from bot.drafting.sentences.counting import Amount, Counted, points_of
from bot.drafting.sentences.following import Node
from bot.drafting.sentences.numerals import plain
from bot.drafting.sentences.source import Source, leaves, nodes
from bot.drafting.sentences.tails import moment
from bot.rules.numbers import parse_quantity
from bot.rules.vocabulary import GIVING_VERBS

_CUTTING = GIVING_VERBS - {"cap"}
_GIVEN = frozenset({"pay", "transfer", "lift"})  # verbs of which an amount can be said with `of`
_WHOLE = 100  # of a level of a hundred percent, a percentage and so many points are the same
_BOUNDS = {"ATLEAST": "at_least", "UPTO": "up_to", "NOMORE": "up_to"}


def amount_fields(verb: str, what: Counted, key: tuple[str, str, str], source: Source) -> dict[str, Any]:
    """Give the fields of a commitment that its numbers set; `key` is its party, category and region.

    Raises NotUnderstoodError: `does_not_fit` for a number that the verb cannot take, `twice`, `no_level` for a share
    of a level that nobody stated.
    """
    fields: dict[str, Any] = {}
    rows = sorted(what.amounts, key=lambda amount: amount.preposition != "FROM")  # a share needs the level first
    for amount in rows:
        for name, value in _one(verb, amount, fields, _Level(what, key, source)):
            if name in fields:
                raise source.refuse(amount.part, "twice", name)
            fields[name] = value
    _check_sum(fields, what, source)
    _check_range(fields, _Level(what, key, source))
    return fields | _everything(verb, what, fields, source)


def _everything(verb: str, what: Counted, fields: dict[str, Any], source: Source) -> dict[str, Any]:
    """Give what `all its troops` and `all 6,000 troops` say; raises NotUnderstoodError where another number follows."""
    if what.level is not None and (not what.everything or verb not in {"withdraw", "eliminate"}):
        raise source.refuse(what.level, "stray_number", "FROM")
    against = {"withdraw": {"delta", "after", "limit"}, "eliminate": {"delta"}, "reduce": {"delta"}}.get(verb, set())
    if what.everything and (against & fields.keys() or (fields and what.level is not None)):
        raise source.refuse(what.amounts[0].part, "all_and_number")
    more = {"after": 0} if what.everything and verb == "withdraw" else {}
    return more | ({} if what.level is None else {"before": plain(source.number(what.level))})


def _check_sum(fields: dict[str, Any], what: Counted, source: Source) -> None:
    """Refuse `from 12,000 to 10,500 by 600`: of three numbers that must agree, nobody can say which is meant."""
    end = fields.get("after", fields.get("limit"))
    if end is None or "before" not in fields or "delta" not in fields:
        return
    if parse_quantity(fields["before"]) - parse_quantity(end) != parse_quantity(fields["delta"]):
        raise source.refuse(what.amounts[-1].part, "numbers_differ", "before", "after", "delta")


def _check_range(fields: dict[str, Any], level: "_Level") -> None:
    """Refuse `by 500 to 700 persons`: a range, unless the level that is there less 500 is 700."""
    if "before" in fields or "delta" not in fields or not {"after", "limit"} & fields.keys():
        return
    known, end = level.known(fields), parse_quantity(fields.get("after", fields.get("limit", 0)))
    for first, second in pairwise(level.what.amounts):
        bare = first.unit is None and not first.is_share and (first.preposition, second.preposition) == ("BY", "TO")
        if bare and (known is None or known - first.value != end):
            raise level.source.refuse(first.part, "range", "number")


@dataclass(frozen=True)
class _Level:
    """What is there: as the sentence says, else the baseline."""

    what: Counted
    key: tuple[str, str, str]
    source: Source

    def known(self, fields: dict[str, Any]) -> Fraction | None:
        if "before" in fields:
            return parse_quantity(fields["before"])
        category = self.source.vocabulary.category_words[self.what.category]
        value = self.source.vocabulary.values.get(self.key)
        return None if value is None or self.what.unit != category.unit else parse_quantity(value)

    def of(self, fields: dict[str, Any], part: Node) -> Fraction:
        value = self.known(fields)
        if value is None:
            raise self.source.refuse(part, "no_level", "FROM")
        return value


def _one(verb: str, said: Amount, fields: dict[str, Any], level: _Level) -> Iterator[tuple[str, Any]]:
    refusal = level.source.refuse(said.part, "does_not_fit", verb)
    amount = _absolute(verb, said, fields, level)
    match amount.preposition, verb:
        case "FROM", _ if not amount.bound:
            yield "before", plain(amount.value)
        case (("BY" | "" | "OF"), _) if verb in (_GIVEN if amount.preposition == "OF" else _CUTTING):
            yield "delta", plain(amount.value)
            if amount.bound:
                yield "bound", _BOUNDS[amount.bound]
        case "BY", "increase" if not amount.bound:
            yield "after", plain(level.of(fields, amount.part) + amount.value)
        case "TO" | "AT" | "", "cap" if amount.bound in {"", "NOMORE"}:
            yield "limit", plain(amount.value)
        case "AT", "freeze" if amount.bound in {"", "NOMORE"}:
            yield "limit", plain(amount.value)
        case "TO", _ if not amount.bound and verb != "freeze":
            yield "after", plain(amount.value)
        case "TO", _ if amount.bound == "NOMORE" and verb in _CUTTING:
            yield "limit", plain(amount.value)
        case _:
            raise refusal


def _absolute(verb: str, amount: Amount, fields: dict[str, Any], level: _Level) -> Amount:
    """Give the amount with its share of the level worked out."""
    if amount.is_points and level.known(fields) != _WHOLE:
        raise level.source.refuse(amount.part, "ambiguous_percent", "percentage points")
    if amount.is_points or not amount.is_share:
        return amount
    if amount.preposition not in {"BY", ""} or verb not in _CUTTING or amount.value > 1:
        raise level.source.refuse(amount.part, "does_not_fit", verb)
    return replace(amount, value=amount.value * level.of(fields, amount.part))


def milestones_of(group: Node, source: Source) -> list[dict[str, Any]]:
    """Give the levels on the way, in the order of the text; their dates must rise."""
    rows: list[dict[str, Any]] = []
    for point in points_of(group):
        value = plain(source.number(leaves(point, "NUMBER")[0]))
        rows.append({"date": moment(nodes(point, "deadline")[0], source), "level": value})
    return rows
