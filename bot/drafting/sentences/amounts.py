"""How much: what a step's numbers mean with its verb, and which category and unit they count."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lark import Token as Terminal
from lark import Tree

from bot.drafting.sentences.following import Node
from bot.drafting.sentences.numerals import plain
from bot.drafting.sentences.source import Source, leaves, nodes, terminals
from bot.drafting.sentences.tails import moment
from bot.rules.numbers import parse_quantity
from bot.rules.vocabulary import GIVING_VERBS

_CUTTING = GIVING_VERBS - {"cap"}
_BOUNDS = {"ATLEAST": "at_least", "UPTO": "up_to", "NOMORE": "up_to"}


@dataclass(frozen=True)
class Amount:
    """A number of a step as it was said: after which preposition, how bounded, of which unit (None: not said)."""

    part: Node
    preposition: str
    bound: str
    value: Fraction
    is_share: bool
    unit: str | None


@dataclass(frozen=True)
class Counted:
    """What a group of parts counts: the category, the unit, and the amounts in the order of the text."""

    category: str
    unit: str
    amounts: tuple[Amount, ...]
    everything: bool


def counted(group: Node, inherited: str | None, source: Source) -> Counted:
    """Find category, unit and amounts of a group; raises NotUnderstoodError where they do not agree."""
    quantities = [(amount, _quantity(amount)) for amount in nodes(group, "amount")]
    _check_bare(group, source)
    category = _category(group, [part for _, part in quantities], inherited, source)
    amounts = tuple(_amount(part, quantity, category, source) for part, quantity in quantities)
    units = {amount.unit for amount in amounts} | {_unit(point, category, source) for point in points_of(group)}
    own = source.vocabulary.category_words[category].unit
    named = {unit for unit in units if unit is not None}
    if len(named) > 1 or (named and named != {own} and None in units):
        raise source.refuse(group, "units_differ", *sorted(named))
    return Counted(category, named.pop() if named else own, amounts, _says_all(group))


def _check_bare(group: Node, source: Source) -> None:
    """Refuse a number without a preposition, unless it stands first and with its noun: `withdraw 1,500 troops`."""
    for amount in nodes(group, "amount"):
        if leaves(amount, "BY", "TO", "AT", "FROM"):
            continue
        noun = leaves(_quantity(amount), "THING")
        if amount is not group.children[0] or not noun or nodes(group, "object"):
            raise source.refuse(amount, "stray_number", "BY")


def points_of(group: Node) -> list[Node]:
    """Give the milestones of a group, in order."""
    return [point for row in nodes(group, "milestones") for point in nodes(row, "point")]


def _quantity(amount: Node) -> Node:
    return next(child for child in amount.children if isinstance(child, Tree) and child.data != "bound")


def _says_all(group: Node) -> bool:
    return any(leaf.type == "ALL" for leaf in terminals(group))


def _category(group: Node, quantities: list[Node], inherited: str | None, source: Source) -> str:
    """Find what is counted: the object's noun, else that of `1,500 troops`, else what the step before counted."""
    objects = [leaves(part, "THING")[-1] for part in nodes(group, "object")]
    objects += [
        leaves(part, "THING")[-1] for part in quantities if part.data in {"counted_of", "number_of", "share_of"}
    ]
    found = [_only(thing, source) for thing in objects]
    if not found:
        things = [thing for part in quantities for thing in leaves(part, "THING")]
        found = [_only(thing, source) for thing in things if _of_kind(thing, "category", source)]
        if inherited in found or (inherited is not None and all(_of_kind(one, "unit", source) for one in things)):
            return str(inherited)
    if len(found) > 1 and len(set(found)) > 1:
        raise source.refuse(objects[-1] if objects else group, "twice", "category")
    if len(objects) > 1:
        raise source.refuse(objects[-1], "twice", "category")
    if found:
        return found[0]
    if inherited is None:
        raise source.refuse(group, "no_category", "category")
    return inherited


def _of_kind(thing: Terminal, kind: str, source: Source) -> list[str]:
    return [str(meaning).split(" ", 1)[1] for meaning in source.meanings(thing) if str(meaning).startswith(f"{kind} ")]


def _only(thing: Terminal, source: Source) -> str:
    found = _of_kind(thing, "category", source)
    if not found:
        raise source.refuse(thing, "no_category", "category")
    if len(found) > 1:
        raise source.refuse(thing, "ambiguous", *found)
    return found[0]


def _unit(part: Node, category: str, source: Source) -> str | None:
    """Find the unit that is named beside a number; a noun of the category itself names none."""
    things = leaves(part, "THING")
    if part.data in {"number_of", "share_of"} or not things:
        return None
    units = _of_kind(things[0], "unit", source)
    own = source.vocabulary.category_words[category].unit
    if own in units:
        return own
    if category in _of_kind(things[0], "category", source) and part.data != "counted_of":
        return None
    if not units:
        raise source.refuse(things[0], "other_category", category)
    if len(units) > 1:
        raise source.refuse(things[0], "ambiguous", *units)
    return units[0]


def _amount(amount: Node, quantity: Node, category: str, source: Source) -> Amount:
    prepositions = leaves(amount, "BY", "TO", "AT", "FROM")
    bounds = [leaf for bound in nodes(amount, "bound") for leaf in leaves(bound, "ATLEAST", "UPTO", "NOMORE")]
    numbers, shares = leaves(quantity, "NUMBER"), leaves(quantity, "SHARE")
    value = source.number(numbers[0] if numbers else shares[0])
    is_share = quantity.data in {"share", "share_of"}
    if is_share and numbers:
        own = source.vocabulary.category_words[category].unit
        if any(name.casefold() in {"percent", "per cent"} for name in (own, *_names(own, source))):
            raise source.refuse(quantity, "ambiguous_percent", "percentage points")
        value /= 100
    return Amount(
        part=amount,
        preposition=str(prepositions[0].type) if prepositions else "",
        bound=str(bounds[0].type) if bounds else "",
        value=value,
        is_share=is_share,
        unit=None if is_share else _unit(quantity, category, source),
    )


def _names(unit: str, source: Source) -> tuple[str, ...]:
    words = source.vocabulary.unit_words.get(unit)
    return () if words is None else words.names


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
    if what.everything and verb == "withdraw":
        if {"delta", "after", "limit"} & fields.keys():
            raise source.refuse(what.amounts[0].part, "all_and_number")
        fields["after"] = 0
    elif what.everything and verb in {"reduce", "eliminate"} and "delta" in fields:
        raise source.refuse(what.amounts[0].part, "all_and_number")
    return fields


def _check_sum(fields: dict[str, Any], what: Counted, source: Source) -> None:
    """Refuse `from 12,000 to 10,500 by 600`: of three numbers that must agree, nobody can say which is meant."""
    end = fields.get("after", fields.get("limit"))
    if end is None or "before" not in fields or "delta" not in fields:
        return
    if parse_quantity(fields["before"]) - parse_quantity(end) != parse_quantity(fields["delta"]):
        raise source.refuse(what.amounts[-1].part, "numbers_differ", "before", "after", "delta")


@dataclass(frozen=True)
class _Level:
    """What is there: as the sentence says, else the baseline."""

    what: Counted
    key: tuple[str, str, str]
    source: Source

    def of(self, fields: dict[str, Any], part: Node) -> Fraction:
        if "before" in fields:
            return parse_quantity(fields["before"])
        category = self.source.vocabulary.category_words[self.what.category]
        value = self.source.vocabulary.values.get(self.key)
        if value is None or self.what.unit != category.unit:
            raise self.source.refuse(part, "no_level", "FROM")
        return parse_quantity(value)


def _one(verb: str, amount: Amount, fields: dict[str, Any], level: _Level) -> Iterator[tuple[str, Any]]:
    refusal = level.source.refuse(amount.part, "does_not_fit", verb)
    if amount.is_share and (amount.preposition not in {"BY", ""} or verb not in _CUTTING):
        raise refusal
    match amount.preposition, verb:
        case "FROM", _ if not amount.bound:
            yield "before", plain(amount.value)
        case "BY" | "", _ if verb in _CUTTING:
            share = amount.value * level.of(fields, amount.part) if amount.is_share else amount.value
            yield "delta", plain(share)
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


def milestones_of(group: Node, source: Source) -> list[dict[str, Any]]:
    """Give the levels on the way, in the order of the text; their dates must rise."""
    rows: list[dict[str, Any]] = []
    for point in points_of(group):
        value = plain(source.number(leaves(point, "NUMBER")[0]))
        rows.append({"date": moment(nodes(point, "deadline")[0], source), "level": value})
    return rows
