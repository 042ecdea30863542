"""Conditions on an article: a sentence names its number, the text knows the steps that stand there."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.drafting.sentences.reading import Step
from bot.drafting.sentences.tails import ARTICLE


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
