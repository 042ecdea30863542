"""What is counted, and how much of it: the category, the unit and the amounts of a part of a sentence."""

import re
from dataclasses import dataclass
from fractions import Fraction

from lark import Token as Terminal
from lark import Tree

from bot.drafting.sentences.following import Node
from bot.drafting.sentences.numerals import scale_of
from bot.drafting.sentences.source import Source, leaves, nodes, terminals

_PREPOSITIONS = ("BY", "TO", "AT", "FROM", "OF")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class Amount:
    """A number of a step as it was said: after which preposition, how bounded, of which unit (None: not said).

    `is_points`: percent of something that is counted in percent.
    """

    part: Node
    preposition: str
    bound: str
    value: Fraction
    is_share: bool
    unit: str | None
    is_points: bool = False


@dataclass(frozen=True)
class Counted:
    """What a group of parts counts: the category, the unit, and the amounts in the order of the text."""

    category: str
    unit: str
    amounts: tuple[Amount, ...]
    everything: bool
    level: Terminal | None = None  # the number of `all 6,000 troops`


def counted(group: Node, inherited: str | None, source: Source) -> Counted:
    """Find category, unit and amounts of a group; raises NotUnderstoodError where they do not agree."""
    quantities = [(amount, _quantity(amount)) for amount in nodes(group, "amount")]
    _check_bare(group, source)
    category = _category(group, [part for _, part in quantities], inherited, source)
    amounts = tuple(_amount(part, quantity, category, source) for part, quantity in quantities)
    units = {amount.unit for amount in amounts} | {_unit(point, category, source) for point in points_of(group)}
    own = source.vocabulary.category_words[category].unit
    named = {unit for unit in units if unit is not None}
    for amount in amounts:
        _check_alone(amount, source)
    _check_scale(amounts, own, bare=not named, source=source)
    if len(named) > 1 or (named and named != {own} and None in units):
        raise source.refuse(group, "units_differ", *sorted(named))
    levels = [number for part in nodes(group, "object") for number in leaves(part, "NUMBER")]
    return Counted(category, named.pop() if named else own, amounts, _says_all(group), next(iter(levels), None))


def _check_alone(amount: Amount, source: Source) -> None:
    """Refuse `by 2022`, which may be a year, and `by 1/3`, which may be a share, where no unit says what is counted."""
    if amount.unit is not None or amount.is_share or amount.is_points:
        return
    if amount.preposition == "BY" and _YEAR.fullmatch(source.text(leaves(_quantity(amount.part), "NUMBER")[0])):
        things = leaves(_quantity(amount.part), "THING")
        if not things:
            raise source.refuse(amount.part, "ambiguous_date", "date", "unit")
    if 0 < amount.value < 1:
        raise source.refuse(amount.part, "no_unit", "unit", "percent")


def _check_scale(amounts: tuple[Amount, ...], unit: str, *, bare: bool, source: Source) -> None:
    """Refuse a number alone where the unit is a million of something: 4,000,000 and 4 may both be meant by it."""
    words = source.vocabulary.unit_words.get(unit)
    scale = 1 if words is None else scale_of(words.one)
    for amount in amounts:
        if amount.unit is None and not amount.is_share and scale > 1 and (bare or amount.value >= scale):
            raise source.refuse(amount.part, "no_unit", unit)


def _check_bare(group: Node, source: Source) -> None:
    """Refuse a number without a preposition, unless it stands first and with its noun: `withdraw 1,500 troops`."""
    for amount in nodes(group, "amount"):
        if leaves(amount, *_PREPOSITIONS):
            continue
        noun = leaves(_quantity(amount), "THING")
        if amount is not group.children[0] or not noun or nodes(group, "object"):
            raise source.refuse(amount, "stray_number", "BY")


def names_its_own(group: Node, source: Source) -> bool:
    """Say whether a group says of what or where it is, and is no mere second amount of the one before."""
    if nodes(group, "object", "region"):
        return True
    things = [thing for amount in nodes(group, "amount") for thing in leaves(_quantity(amount), "THING")]
    return any(_of_kind(thing, "category", source) for thing in things)


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
    prepositions = leaves(amount, *_PREPOSITIONS)
    bounds = [leaf for bound in nodes(amount, "bound") for leaf in leaves(bound, "ATLEAST", "UPTO", "NOMORE")]
    numbers, shares = leaves(quantity, "NUMBER"), leaves(quantity, "SHARE")
    value = source.number(numbers[0] if numbers else shares[0])
    preposition = str(prepositions[0].type) if prepositions else ""
    is_share = quantity.data in {"share", "share_of"}
    is_points = is_share and bool(numbers) and _in_percent(category, source)
    if is_points and preposition == "OF":  # a rise of 3 percent is of three points
        is_share = is_points = False
    elif is_share and numbers and not is_points:
        value /= 100
    return Amount(
        part=amount,
        preposition=preposition,
        bound=str(bounds[0].type) if bounds else "",
        value=value,
        is_share=is_share,
        unit=None if quantity.data in {"share", "share_of"} else _unit(quantity, category, source),
        is_points=is_points,
    )


def _in_percent(category: str, source: Source) -> bool:
    own = source.vocabulary.category_words[category].unit
    return any(name.casefold() in {"percent", "per cent"} for name in (own, *_names(own, source)))


def _names(unit: str, source: Source) -> tuple[str, ...]:
    words = source.vocabulary.unit_words.get(unit)
    return () if words is None else words.names
