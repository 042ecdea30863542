"""Figures of typesetting: the PDF of a long talk."""

import time

from bot.records import book_of, exports
from bot.text.words import Words
from tests.bench.figures import put
from tests.records import story

MESSAGES = 1_000
WORDS = "We could live with six hundred, if *you* reduce in Kaliningrad and let us see it. "


def test_the_pdf_of_a_thousand_messages() -> None:
    talk = [story.said(str(at), at * 0.9, story.US, f"{at}: {WORDS * (1 + at % 4)}") for at in range(MESSAGES)]
    book = book_of(story.agreed(), story.frame(), talk)
    began = time.perf_counter()
    made = exports(book, Words(), ["pdf"])
    taken = time.perf_counter() - began
    assert len(made) == 2
    put("PDF of 1,000 messages", taken, 2, "s", "agreed text and transcript with the acts, from the book")
