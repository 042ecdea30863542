"""Every refusal says why and what would work, whatever it holds."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.negotiation.refusals import Code, Refusal
from bot.ui.cards.refusal import refusal_words
from tests.ui.samples.refusals_of_conduct import OF_CONDUCT
from tests.ui.samples.refusals_of_texts import OF_TEXTS
from tests.ui.samples.speaking import speech

PARAMS = OF_TEXTS | OF_CONDUCT


def refusals() -> Iterator[Any]:
    for code in Code:
        for number, params in enumerate(PARAMS.get(code, [{}])):
            yield pytest.param(code, params, id=f"{code.value}-{number}")


@pytest.mark.parametrize(("code", "params"), list(refusals()))
@pytest.mark.parametrize("curable", [False, True])
def test_each_refusal_says_why_and_what_would_work(code: Code, params: dict[str, Any], curable: bool) -> None:  # noqa: FBT001
    why, remedy = refusal_words(speech(), Refusal(code, params), curable, 2)
    assert why.endswith((".", "!"))
    assert remedy.strip()
    assert "\n" not in remedy
    assert len(why) < 300
    assert len(remedy) < 300


def test_the_samples_cover_every_refusal_once() -> None:
    assert not set(OF_TEXTS) & set(OF_CONDUCT)
    assert set(PARAMS) == set(Code)


def test_a_refusal_of_a_name_shows_it_as_typed() -> None:
    why, _ = refusal_words(speech(), Refusal(Code.HEAD_TAKEN, {"party": "NORD", "name": "*Anna*"}))
    assert why == r"Nordland already has a head: \*Anna\*."
