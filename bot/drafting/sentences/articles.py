"""Conditions on an article: a sentence names its number, the text knows the steps that stand there."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.drafting.sentences.numerals import number_at
from bot.drafting.sentences.reading import Reading, Step, Understood
from bot.drafting.sentences.tails import ARTICLE
from bot.drafting.sentences.tokens import Token, tokens_of

_OF_SENTENCE = re.compile(r"A([1-9][0-9]*)\.([1-9][0-9]*)")
_NAMED = frozenset({"article", "articles", "clause", "clauses"})
_EVENTS = frozenset({"event", "events"})
_LISTED = frozenset({",", "and", "or", "as", "well"})  # what stands between the numbers of several articles


def step_id(article: int, number: int) -> str:
    """Give the id of a step that a sentence carries: the article (from 1) and which of its steps (from 1)."""
    return f"A{article}.{number}"


def article_of(step: str) -> int | None:
    """Give the article in whose sentence a step stands, by the step's id; None for a step of the pack."""
    found = _OF_SENTENCE.fullmatch(step)
    return int(found.group(1)) if found else None


def under_numbers(step: str, numbers: Mapping[int, int]) -> str:
    """Give the id that a step has where the articles have other numbers; one of the pack keeps its own."""
    found = _OF_SENTENCE.fullmatch(step)
    if found is None:
        return step
    article, number = map(int, found.groups())
    return step_id(numbers.get(article, article), number)


class NoSuchArticleError(LookupError):
    """A condition waits for an article that the text does not have, or that carries no step; `number` is its number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Article {number} carries no step.")
        self.number = number


def bind_articles(step: Step, articles: Mapping[int, Sequence[str]]) -> dict[str, Any]:
    """Give the step with the ids of an article's steps where its conditions named the article.

    `articles` maps numbers to the ids of the steps there. Raises NoSuchArticleError. With `any`, an article with
    several steps stands for all of them, which no condition can say: that is refused as NoSuchArticleError too.
    """
    conditions = step.get("conditions")
    if not conditions:
        return dict(step)
    if isinstance(conditions, Mapping):
        return {**step, "conditions": {"any": [_single(name, articles) for name in conditions["any"]]}}
    return {**step, "conditions": [one for name in conditions for one in _ids(name, articles)]}


def awaited(step: Step) -> tuple[str, ...]:
    """Give what a step waits for, as its conditions name it: `article:2`, the id of a step, `event:name`."""
    conditions = step.get("conditions") or ()
    return tuple(conditions["any"] if isinstance(conditions, Mapping) else conditions)


def articles_named(step: Step) -> tuple[int, ...]:
    """Give the numbers of the articles for which a step waits."""
    return tuple(int(name.removeprefix(ARTICLE)) for name in awaited(step) if name.startswith(ARTICLE))


def renumbered(reading: Reading, text: str, numbers: Mapping[int, int]) -> str:
    """Give a clause with the articles that its promises wait for under other numbers, where the text was reordered.

    `reading` is that of `text`. Only sentences that carry steps with such conditions are touched: `Article 5 of the
    North Atlantic Treaty` in a political sentence is somebody else's article. A number that is not in `numbers` stays.
    """
    for one in reversed(reading.sentences):
        names = {name for step in one.steps for name in awaited(step)} if isinstance(one, Understood) else set[str]()
        if any(name.startswith(ARTICLE) or article_of(name) for name in names):
            text = text[: one.start] + _under(one.text, names, numbers) + text[one.start + len(one.text) :]
    return text


def without_numbers(text: str) -> tuple[str, ...]:
    """Give the words of a text without its numbers, in which it may differ from what `renumbered` makes of it."""
    tokens = tuple(tokens_of(text, 0, len(text)))
    words: list[str] = []
    at = 0
    while at < len(tokens):
        found = number_at(tokens, at)
        if found is None and tokens[at].kind == "quoted":
            words.append(_OF_SENTENCE.sub("", tokens[at].norm))
        else:
            words.append("" if found else tokens[at].text)
        at += found.length if found else 1
    return tuple(words)


def _under(text: str, names: Collection[str], numbers: Mapping[int, int]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end, put in _places(tuple(tokens_of(text, 0, len(text))), names, numbers):
        pieces += [text[done:start], put]
        done = end
    return "".join((*pieces, text[done:]))


def _places(
    tokens: Sequence[Token], names: Collection[str], numbers: Mapping[int, int]
) -> Iterator[tuple[int, int, str]]:
    """Give what is replaced by what: numbers in figures or words behind `Article`, and ids of steps in quotes."""
    at, listing = 0, False
    while at < len(tokens):
        token = tokens[at]
        found = number_at(tokens, at) if listing else None
        length = 1
        if found is not None:
            length = found.length
            if isinstance(found.value, Fraction) and found.value in numbers:
                yield token.start, tokens[at + length - 1].end, str(numbers[int(found.value)])
        elif token.kind == "quoted" and token.norm in names and not (at and tokens[at - 1].norm in _EVENTS):
            yield token.start + 1, token.end - 1, under_numbers(token.norm, numbers)
        listing = token.norm in _NAMED or (listing and (found is not None or token.norm in _LISTED))
        at += length


def _ids(name: str, articles: Mapping[int, Sequence[str]]) -> Sequence[str]:
    if not name.startswith(ARTICLE):
        return (name,)
    number = int(name.removeprefix(ARTICLE))
    if not articles.get(number):
        raise NoSuchArticleError(number)
    return articles[number]


def _single(name: str, articles: Mapping[int, Sequence[str]]) -> str:
    found = _ids(name, articles)
    if len(found) != 1:
        raise NoSuchArticleError(int(name.removeprefix(ARTICLE)))
    return found[0]
