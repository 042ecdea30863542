"""Duties: what is notified, refrained from, visited or inspected, written out in one plain form."""

from collections.abc import Iterator
from typing import Any

from lark import Token as Terminal
from lark import Tree

from bot.drafting.sentences.following import Node
from bot.drafting.sentences.lexicon import placed
from bot.drafting.sentences.numerals import said
from bot.drafting.sentences.source import Source, leaves, nodes, terminals

_OFTEN = {"ADAY": "a day", "AMONTH": "a month", "AYEAR": "a year"}


def duty_of(act: Node, source: Source) -> dict[str, Any]:
    """Give `verb`, `text` and `categories` of a duty; the text is its topic, with every word that was read."""
    match act.data:
        case "duty":
            verb, _, doing = str(source.meaning(leaves(act, "DUTY")[0])).partition(" ")
            _check_scope(act, source)
            words = [*([doing] if doing else []), *_topics(act, source)]
            if verb == "accept_inspection":
                words.insert(0, "inspections of")
        case "noticed":
            verb, words = "notify", [*_topics(act, source), *_at_least(act), _ahead(act, source)]
        case _:
            verb, words = _counted(act, source)
    if verb != "refrain" and any(leaf.type == "OR" for part in nodes(act, "topics") for leaf in leaves(part, "OR")):
        raise source.refuse(nodes(act, "topics")[0], "and_or")
    categories = list(dict.fromkeys(_categories(act, source)))
    return {"verb": verb, "text": " ".join(words)} | ({"categories": categories} if categories else {})


def _counted(act: Node, source: Source) -> tuple[str, list[str]]:
    numbers, visits = leaves(act, "NUMBER"), leaves(act, "VISITS")
    one = bool(numbers) and source.number(numbers[0]) == 1
    noun = ("visit" if visits else "inspection") + ("" if one else "s")
    words = [*_at_least(act), *(said(source.number(number)) for number in numbers)]
    words += [source.text(leaf) for leaf in leaves(act, "NEW")]
    words.append(noun)
    words += [_OFTEN[str(leaf.type)] for often in nodes(act, "often") for leaf in leaves(often, *_OFTEN)]
    if nodes(act, "topics"):
        words += ["to" if visits else "of", *_topics(act, source)]
    return "host_visit" if visits else "accept_inspection", words


def _categories(act: Node, source: Source) -> Iterator[str]:
    for topics in nodes(act, "topics"):
        for topic in nodes(topics, "topic"):
            for thing in leaves(topic, "THING"):
                yield from _ids(thing, "category", source)


def _ids(thing: Terminal, kind: str, source: Source) -> list[str]:
    return [str(meaning).split(" ", 1)[1] for meaning in source.meanings(thing) if str(meaning).startswith(f"{kind} ")]


def _check_scope(act: Node, source: Source) -> None:
    """Refuse `not hold all exercises`: some may be held, or none."""
    head = source.text(leaves(act, "DUTY")[0])
    if (head.startswith("not ") or head.endswith(" no")) and any(leaf.type == "ALL" for leaf in terminals(act)):
        raise source.refuse(act, "does_not_fit", "activity")


def _topics(act: Node, source: Source) -> Iterator[str]:
    for child in (child for topics in nodes(act, "topics") for child in topics.children):
        if isinstance(child, Tree):
            yield from _topic(child, source)
        else:
            yield "or" if child.type == "OR" else "and"


def _topic(topic: Node, source: Source) -> Iterator[str]:
    for child in topic.children:
        if isinstance(child, Tree):
            yield from _qualifier(child, source)
            continue
        match child.type:
            case "GERUND" | "NEW":
                yield source.lexemes[int(child)][1].text
            case "ACTIVITY":
                yield str(source.meaning(child))
            case "THING":
                found = _ids(child, "category", source)
                if len(found) != 1:
                    raise source.refuse(child, "ambiguous" if found else "no_category", *(found or ["category"]))
                yield source.vocabulary.category_words[found[0]].names[0]


def _qualifier(part: Node, source: Source) -> Iterator[str]:
    match str(part.data):
        case "own":
            for leaf in terminals(part):
                if leaf.type == "ADJ":
                    raise source.refuse(part, "other_owner", "ITS")
                if leaf.type == "ALL":
                    yield "all"
        case "over":
            yield f"above {_size(part, source)}"
        case "size":
            yield f"of {_size(part, source)} or more"
        case "place":
            region = source.vocabulary.region_words[source.meaning(leaves(part, "REGION", "PLACE")[0])].names[0]
            yield region if placed(region) == "PLACE" else f"in {region}"
        case "ahead":
            yield from _at_least(part)
            yield _ahead(part, source)
        case "every":
            yield source.meaning(leaves(part, "EVERYTIME")[0])


def _at_least(part: Node) -> list[str]:
    return ["at least"] if leaves(part, "ATLEAST") else []


def _ahead(part: Node, source: Source) -> str:
    number, times = source.number(leaves(part, "NUMBER")[0]), leaves(part, "TIME")
    time = source.meaning(times[0]) if times else "hour"
    return f"{said(number)} {time}{'' if number == 1 else 's'} in advance"


def _size(part: Node, source: Source) -> str:
    number, things = source.number(leaves(part, "NUMBER")[0]), leaves(part, "THING")
    if not things:
        return said(number)
    units, categories = _ids(things[0], "unit", source), _ids(things[0], "category", source)
    if len(units or categories) != 1:
        raise source.refuse(things[0], "ambiguous", *(units or categories))
    if units:
        words = source.vocabulary.unit_words[units[0]]
        return f"{said(number)} {words.one if number == 1 else words.several}"
    return f"{said(number)} {source.vocabulary.category_words[categories[0]].names[0]}"
