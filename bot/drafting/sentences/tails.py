"""The details of a step: when, how long, how checked, on what it waits; each as a field of the deal file."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from lark import Token as Terminal

from bot.drafting.sentences.following import Node
from bot.drafting.sentences.numerals import plain
from bot.drafting.sentences.source import Source, leaves, nodes
from bot.rules.numbers import parse_date
from bot.rules.vocabulary import EVENT, HIGHEST_TIER

ARTICLE = "article:"  # a condition on an article; who composes the text puts the ids of its steps there
_LONGEST_SPAN = 99_999  # days: the deal file takes five digits
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_YEAR, _MONTH = 365, 30  # a span of months as days: 12 months are 365, 6 months are 180
NO_METHOD = "none"
_DETAILS = {"TIER": "tier", "QUOTA": "quota", "OBJECTS": "objects", "NOTICE": "notice_h", "REFUSALS": "refusals"}
_EXCLUSIVE = {"until": "duration_days", "duration_days": "until"}

Fields = dict[str, Any]


def fields_of(tails: Iterable[Node], source: Source) -> Fields:
    """Give the fields that the details of one step set.

    Raises NotUnderstoodError: `twice` where a field is set twice, and whatever a detail cannot mean.
    """
    fields: Fields = {}
    for tail in tails:
        for key, value in field_of(tail, source).items():
            if key in fields or _EXCLUSIVE.get(key) in fields:
                raise source.refuse(tail, "twice", key)
            fields[key] = value
    _check_order(fields, list(tails), source)
    return fields


def _check_order(fields: Mapping[str, Any], tails: list[Node], source: Source) -> None:
    days = {key: parse_date(fields[key]) for key in ("start", "deadline", "until") if key in fields}
    start = days.get("start")
    for key in ("deadline", "until"):
        if start is not None and key in days and days[key] < start:
            raise source.refuse(tails[-1], "dates_out_of_order", key)


def field_of(tail: Node, source: Source) -> Fields:  # noqa: C901, PLR0911 - one line for each kind of detail
    """Give the field or fields that one detail sets."""
    match str(tail.data):
        case "deadline":
            return {"deadline": moment(tail, source)}
        case "start_on":
            return {"start": moment(tail, source)}
        case "until":
            return {"until": moment(tail, source)}
        case "lasting":
            return {"duration_days": _duration(tail, source)}
        case "forever" | "as_is" as kind:
            return {"as_is": True} if kind == "as_is" else {}
        case "checked":
            return {"verification": _verification(tail, source)}
        case "unchecked":
            return {"verification": {"method": NO_METHOD, "tier": 0}}
        case "consent":
            return {"needs_consent": names_of(nodes(tail, "names")[0], source)}
        case "given":
            return {"consent": names_of(nodes(tail, "names")[0], source)}
        case "outside":
            return {"outside": _unique(tail, leaves(tail, "REGION", "PLACE"), source)}
        case "waiting":
            return {"conditions": _conditions(tail, source)}
        case _:
            return _remark(tail, source)


def _remark(tail: Node, source: Source) -> Fields:  # noqa: PLR0911 - one line for each kind of detail
    match str(tail.data):
        case "destination":
            return {"destination": source.meaning(leaves(tail, "DEST")[0])}
        case "owed":
            quoted = leaves(tail, "QUOTED")
            return {"already_owed": source.meaning(quoted[0]) if quoted else True}
        case "announced":
            return {"announced": source.meaning(leaves(tail, "DATE")[0]).isoformat()}
        case "additive":
            return {"additive": True}
        case "trigger":
            return {"trigger": source.meaning(leaves(tail, "TRIGGER", "QUOTED")[0])}
        case "note":
            return {"note": source.meaning(leaves(tail, "QUOTED")[0])}
        case "minimum" | "maximum" as bound:
            return {"bound": "at_least" if bound == "minimum" else "up_to"}
        case "recipient":
            return {"note": f"to {source.meaning(leaves(tail, 'NAME')[0])}"}
        case "hedge":
            return {"hedge": source.meaning(leaves(tail, "HEDGE")[0])}
        case other:
            raise source.refuse(tail, "does_not_fit", other)


def names_of(names: Node, source: Source) -> list[str]:
    """Give the ids of a list of parties; one that stands twice is refused."""
    return _unique(names, leaves(names, "NAME"), source)


def _unique(part: Node, found: list[Terminal], source: Source) -> list[str]:
    ids = [str(source.meaning(terminal)) for terminal in found]
    if len(set(ids)) < len(ids):
        raise source.refuse(part, "twice", *ids)
    return ids


def moment(part: Node, source: Source) -> str:
    """Give a date of the deal file: `2022-06-30`, or `2022-02-01+90d`."""
    inner = nodes(part, "when")
    if inner:
        return moment(inner[0], source)
    anchors = nodes(part, "anchor")
    base = _day(anchors[0] if anchors else part, source)
    if not anchors:
        return base.isoformat()
    count = _whole(leaves(part, "NUMBER")[0], source)
    time = source.meaning(leaves(part, "TIME")[0])
    try:
        if time in _MONTHS:
            return _months_later(base, count * _MONTHS[time]).isoformat()
        days = count * _DAYS[time]
        parse_date(f"{base.isoformat()}+{days}d")
    except ValueError as error:
        raise source.refuse(part, "no_such_date") from error
    return f"{base.isoformat()}+{days}d"


def _day(part: Node, source: Source) -> dt.date:
    dates = leaves(part, "DATE")
    if dates:
        return dt.date.fromisoformat(str(source.meaning(dates[0])))
    starts = source.vocabulary.starts
    if starts is None:
        raise source.refuse(part, "no_entry_into_force", "date")
    return starts


def _months_later(day: dt.date, months: int) -> dt.date:
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))


def _whole(terminal: Terminal, source: Source) -> int:
    value = source.number(terminal)
    if value.denominator != 1:
        raise source.refuse(terminal, "not_whole", "number")
    if value > _LONGEST_SPAN:
        raise source.refuse(terminal, "long_number", "number")
    return value.numerator


def _duration(tail: Node, source: Source) -> int:
    number = leaves(tail, "NUMBER")[0]
    count, time = _whole(number, source), source.meaning(leaves(tail, "TIME")[0])
    if time in _DAYS:
        return count * _DAYS[time]
    years, months = divmod(count * _MONTHS[time], 12)
    return years * _YEAR + months * _MONTH


def _verification(tail: Node, source: Source) -> Fields:
    method = source.vocabulary.method_words[source.meaning(leaves(tail, "METHOD")[0])]
    found: Fields = {"method": method.id, "tier": method.tier}
    said: set[str] = set()
    for detail in (row for group in nodes(tail, "details") for row in nodes(group, "detail")):
        key = next(_DETAILS[str(leaf.type)] for leaf in leaves(detail, *_DETAILS))
        value = source.number(leaves(detail, "NUMBER")[0])
        if key in said:
            raise source.refuse(detail, "twice", key)
        if key == "tier" and (value.denominator != 1 or value > HIGHEST_TIER):
            raise source.refuse(detail, "no_such_tier", "number")
        said.add(key)
        found[key] = plain(value)
    return found


def _conditions(tail: Node, source: Source) -> list[str] | dict[str, list[str]]:
    found: list[str] = []
    for waited in nodes(tail, "waited"):
        numbers, quoted = leaves(waited, "NUMBER"), leaves(waited, "QUOTED")
        if numbers:
            if not leaves(waited, "ARTICLE") and not (found and found[-1].startswith(ARTICLE)):
                raise source.refuse(waited, "unexpected", "ARTICLE")
            found.append(f"{ARTICLE}{_whole(numbers[0], source)}")
        else:
            found.append(f"{EVENT if leaves(waited, 'EVENT') else ''}{source.meaning(quoted[0])}")
    joined = {str(leaf.type) for leaf in leaves(tail, "AND_LIST", "OR")}
    if joined == {"AND_LIST", "OR"}:
        raise source.refuse(tail, "and_or")
    return {"any": found} if "OR" in joined else found
