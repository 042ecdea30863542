"""Which word was perhaps meant: never one that turns the sentence round or takes the promise out of it."""

import pytest

from bot.drafting.sentences import Stopped, read_clause
from tests.drafting.sentences.conftest import words

STEP = "Russia shall reduce its troops in Kaliningrad by 600 persons"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (f"{STEP}, verifed by on-site inspection", "verified by"),
        (f"{STEP} with teh consent of Poland", None),
        (f"{STEP} without the consent of Poland", None),
        (f"{STEP} if Article 2 has not been carried out", None),
        (f"{STEP} or 700 persons", None),
        (f"{STEP} as soon as possible", None),
        (f"{STEP} eest of the Urals", None),
        ("Russia schould reduce its troops in Kaliningrad by 600 persons", None),
        ("Russia shal reduce its troops in Kaliningrad by 600 persons", "shall"),
        ("Russia shall redcue its troops in Kaliningrad by 600 persons", "reduce"),
    ],
)
def test_what_is_suggested(text: str, suggestion: str | None) -> None:
    stops = [one for one in read_clause(text, words()).sentences if isinstance(one, Stopped)]
    assert [one.suggestion for one in stops] == [suggestion] * len(stops)
