"""What is odd about the words of a pack: names that mean two things, lead nowhere, or cannot stand in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.drafting.sentences import UnsayableError, Vocabulary, Words, canonical
from bot.drafting.sentences.lexicon import is_fixed
from bot.drafting.sentences.tokens import words_of
from bot.scenarios.remarks import Remark
from bot.scenarios.schema import Pack
from bot.scenarios.vocabulary import METHODS, vocabulary_of


def word_remarks(pack: Pack) -> Iterator[Remark]:
    """Give what is odd about the words, and the commitments that no sentence can say."""
    vocabulary = vocabulary_of(pack)
    for section, rows in _sections(vocabulary):
        yield from _shared(section, rows)
        yield from _unfit(section, rows, names_only=section in {"parties", "regions"})
    yield from _for_nothing(pack, vocabulary)
    yield from _unsayable(pack, vocabulary)


def _sections(vocabulary: Vocabulary) -> Iterator[tuple[str, Sequence[Words]]]:
    yield "parties", (*vocabulary.parties, *vocabulary.blocs)
    yield "regions", vocabulary.regions
    yield "categories", vocabulary.categories
    yield "units", vocabulary.units
    yield "methods", vocabulary.methods
    yield "triggers", vocabulary.triggers


def _shared(section: str, rows: Sequence[Words]) -> Iterator[Remark]:
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        for words, name in {words_of(name): name for name in row.names}.items():
            owner = first.setdefault(words, row.id)
            if owner != row.id:
                params = {"name": name, "first": owner, "second": row.id}
                yield Remark("word_shared", f"words.{section}.{row.id}", params)


def _unfit(section: str, rows: Sequence[Words], *, names_only: bool) -> Iterator[Remark]:
    for row in rows:
        for name in row.names:
            if not words_of(name) or (names_only and is_fixed(name)):
                yield Remark("word_unfit", f"words.{section}.{row.id}", {"name": name, "id": row.id})


def _steps(pack: Pack) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, issue in enumerate(pack.issues):
        for place, option in enumerate(issue.options):
            for kind in ("commitments", "clauses"):
                for row, step in enumerate(getattr(option, kind)):
                    yield f"issues[{number}].options[{place}].{kind}[{row}]", step


def _for_nothing(pack: Pack, vocabulary: Vocabulary) -> Iterator[Remark]:
    checks = [step["verification"] for _, step in _steps(pack) if step.get("verification")]
    there = {
        "units": set(vocabulary.unit_words),
        "methods": {str(check["method"]) for check in checks} | set(METHODS),
        "triggers": {str(step["trigger"]) for _, step in _steps(pack) if step.get("trigger")},
    }
    for section, known in there.items():
        for name in getattr(pack.words, section):
            if name not in known:
                yield Remark("word_for_nothing", f"words.{section}.{name}", {"section": section, "name": name})


def _unsayable(pack: Pack, vocabulary: Vocabulary) -> Iterator[Remark]:
    for where, step in _steps(pack):
        if "party" not in step:
            continue  # a duty in words of its own is its own sentence
        try:
            canonical(step, vocabulary)
        except UnsayableError as error:
            yield Remark("step_unsayable", where, {"id": step["id"], "field": error.field})
