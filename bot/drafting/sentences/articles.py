"""Conditions on an article: a sentence names its number, the text knows the steps that stand there."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.drafting.sentences.reading import Reading, Step, Understood
from bot.drafting.sentences.tails import ARTICLE

_ARTICLES = re.compile(
    r"\barticles?\s+[0-9,]*[0-9](?:(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)(?:articles?\s+)?[0-9]+)*", re.IGNORECASE
)
_NUMBER = re.compile(r"[0-9]+")


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
        named = {number for step in one.steps for number in articles_named(step)} if isinstance(one, Understood) else ()
        if named:
            changed = _ARTICLES.sub(lambda found: _NUMBER.sub(lambda n: _other(n, numbers), found.group()), one.text)
            text = text[: one.start] + changed + text[one.start + len(one.text) :]
    return text


def _other(found: re.Match[str], numbers: Mapping[int, int]) -> str:
    number = int(found.group())
    return str(numbers.get(number, number))


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
