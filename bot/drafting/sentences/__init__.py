"""Pure: operative sentences to steps of the deal file, and back. The language is described in docs/sentences.md.

    reading = read_clause("The United States shall reduce ...", vocabulary)
    canonical(reading.steps[0], vocabulary)

A vocabulary is plain data; `bot.scenarios.vocabulary.vocabulary_of` makes one from a pack.
"""

from bot.drafting.sentences.articles import bind_articles
from bot.drafting.sentences.reader import canonical, normal, prepare, read_clause
from bot.drafting.sentences.reading import REASONS, Political, Reading, Soft, Step, Stopped, Understood
from bot.drafting.sentences.vocabulary import (
    Baseline,
    CategoryWords,
    Conversion,
    MethodWords,
    PartyWords,
    UnitWords,
    Vocabulary,
    Words,
)
from bot.drafting.sentences.writing import UnsayableError

__all__ = [
    "REASONS",
    "Baseline",
    "CategoryWords",
    "Conversion",
    "MethodWords",
    "PartyWords",
    "Political",
    "Reading",
    "Soft",
    "Step",
    "Stopped",
    "Understood",
    "UnitWords",
    "UnsayableError",
    "Vocabulary",
    "Words",
    "bind_articles",
    "canonical",
    "normal",
    "prepare",
    "read_clause",
]
