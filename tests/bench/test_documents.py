"""Figures of the record's documents."""

import random
import time

from bot.drafting.clauses import Clause, text_hash
from bot.negotiation import events as happened
from bot.records import book_of
from bot.records.docx import docx_files
from bot.text.words import Words
from tests.bench.figures import put
from tests.records import story

VERSIONS, CLAUSES, WORDS_EACH, CHANGED = 20, 20, 100, 60


def test_versions_with_tracked_changes() -> None:
    drawn = random.Random(20)
    vocabulary = [f"word{number}" for number in range(400)]
    text = [[drawn.choice(vocabulary) for _ in range(WORDS_EACH)] for _ in range(CLAUSES)]
    acts: list[tuple[str, happened.Event]] = story.seated()
    for number in range(1, VERSIONS + 2):
        clauses = tuple(Clause(" ".join(words)) for words in text)
        digest = text_hash(clauses)
        if number == 1:
            acts.append((story.US, happened.ProposalTabled("P1", "US", clauses, digest)))
        else:
            acts.append((story.US, happened.ProposalChanged("P1", number, clauses, digest)))
        for _ in range(CHANGED):
            drawn.choice(text)[drawn.randrange(WORDS_EACH)] = drawn.choice(vocabulary)
    book, words = book_of(story.chained(acts), story.frame()), Words()
    began = time.perf_counter()
    made = dict(docx_files(book, words))
    taken = time.perf_counter() - began
    assert len(made) == VERSIONS
    note = f"each of {CLAUSES * WORDS_EACH:,} words, {CHANGED} of them changed"
    put(f"DOCX of {VERSIONS} versions against their parents", taken, 3, "s", note)
