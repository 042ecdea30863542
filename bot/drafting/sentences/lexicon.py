"""Which phrase of a text can be which terminal of the grammar, for one vocabulary."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.drafting.sentences import phrases
from bot.drafting.sentences.numerals import SHARES, Found, date_at, number_at
from bot.drafting.sentences.tokens import Token, words_of
from bot.drafting.sentences.vocabulary import Vocabulary, Words

Entry = tuple[str, str]  # terminal, meaning


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A phrase as one terminal: tokens [at, at + length), and all that it can mean there.

    `code` says why a number or date that stands there cannot be read; `text` is the phrase in small letters, or the
    number where it is one token.
    """

    terminal: str
    length: int
    meanings: tuple[Any, ...] = ()
    code: str = ""
    text: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their words, and the longest phrase that starts with a word."""

    entries: Mapping[tuple[str, ...], tuple[Entry, ...]]
    longest: Mapping[str, int]
    by_terminal: Mapping[str, Mapping[str, str]]  # terminal -> words -> the phrase as it was given

    def at(self, tokens: Sequence[Token], at: int) -> Iterator[Lexeme]:
        """Give what the text can be at a token, the longest first."""
        token = tokens[at]
        found = [*self._phrases(tokens, at)]
        if token.kind == "quoted":
            found.append(Lexeme("QUOTED", 1, (token.norm,)))
        for terminal, value in (("DATE", date_at(tokens, at)), ("NUMBER", number_at(tokens, at))):
            if value is not None:
                found.append(_lexeme(terminal, value, token))
        self._keep_scale(tokens, at, found)
        yield from sorted(found, key=lambda lexeme: -lexeme.length)

    def _keep_scale(self, tokens: Sequence[Token], at: int, found: list[Lexeme]) -> None:
        # Where `million crowns` is a unit, 15 million crowns are fifteen of it, and so are fifteen million crowns.
        numbers = [lexeme for lexeme in found if lexeme.terminal == "NUMBER" and lexeme.length > 1 and not lexeme.code]
        if not numbers:
            return
        scale = at + 1 if tokens[at].kind == "number" else at + numbers[0].length - 1
        if any(lexeme.terminal == "THING" for lexeme in self._phrases(tokens, scale)):
            shorter = number_at(tokens[at:scale], 0)
            found.remove(numbers[0])
            found += [] if shorter is None else [_lexeme("NUMBER", shorter, tokens[at])]

    def _phrases(self, tokens: Sequence[Token], at: int) -> Iterator[Lexeme]:
        if tokens[at].kind not in {"word", "mark"}:
            return
        for length in range(self.longest.get(tokens[at].norm, 0), 0, -1):
            entries = self.entries.get(tuple(token.norm for token in tokens[at : at + length]), ())
            terminals = dict.fromkeys(terminal for terminal, _ in entries)
            for terminal in terminals:
                meanings = tuple(meaning for name, meaning in entries if name == terminal)
                yield Lexeme(
                    terminal, length, meanings, text=" ".join(token.norm for token in tokens[at : at + length])
                )


def _lexeme(terminal: str, found: Found, first: Token) -> Lexeme:
    text = first.text if found.length == 1 else ""
    return Lexeme(terminal, found.length, () if found.value is None else (found.value,), found.code, text)


@lru_cache(maxsize=16)
def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """Give the lexicon of a vocabulary; the fixed phrases are in it too."""
    entries: dict[tuple[str, ...], dict[Entry, None]] = {}
    by_terminal: dict[str, dict[str, str]] = {}
    for phrase, terminal, meaning in (*_fixed(), *_named(vocabulary)):
        words = words_of(phrase)
        if words:
            entries.setdefault(words, {})[terminal, meaning] = None
            by_terminal.setdefault(terminal, {}).setdefault(" ".join(words), phrase)
    longest: dict[str, int] = {}
    for words in entries:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Lexicon({words: tuple(found) for words, found in entries.items()}, longest, by_terminal)


@lru_cache(maxsize=1)
def _fixed_words() -> frozenset[tuple[str, ...]]:
    return frozenset(words_of(phrase) for phrase, _, _ in _fixed())


def is_fixed(name: str) -> bool:
    """Say whether a name is one of the language's own phrases, so that nothing else should be called so."""
    return words_of(name) in _fixed_words()


def _fixed() -> Iterator[tuple[str, str, str]]:
    tables = (
        ("VERB", phrases.VERBS),
        ("GERUND", phrases.GERUNDS),
        ("DUTY", phrases.DUTIES),
        ("COUNTED", phrases.COUNTED_DUTIES),
        ("HARD", phrases.HARD),
        ("SOFT", phrases.SOFT),
        ("DEST", phrases.DESTINATIONS),
        ("TIME", phrases.TIMES),
        ("EVERYTIME", phrases.EVERY_TIMES),
    )
    for terminal, table in tables:
        yield from _listed(terminal, table.items())
    yield from _listed("HEDGE", [("best_efforts", phrases.HEDGES)])
    yield from ((phrase, terminal, phrase) for terminal, names in phrases.PLAIN.items() for phrase in names)
    yield from ((mark, terminal, mark) for mark, terminal in phrases.MARKS.items())
    yield from ((words, "SHARE", f"{share.numerator}/{share.denominator}") for words, share in SHARES.items())
    yield from _listed("GERUND", [("act", phrases.ACTING)])


def _listed(terminal: str, rows: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[tuple[str, str, str]]:
    return ((phrase, terminal, meaning) for meaning, names in rows for phrase in names)


def _named(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    for party in (*vocabulary.parties, *vocabulary.blocs):
        yield from ((name, "NAME", party.id) for name in party.names)
        own = (*party.adjectives, *(f"{name}'s" for name in party.names))
        yield from ((name, "ADJ", party.id) for name in own)
    yield from _sides(vocabulary)
    for region in vocabulary.regions:
        yield from ((name, placed(name), region.id) for name in region.names)
    for category in vocabulary.categories:
        yield from ((name, "THING", f"category {category.id}") for name in category.names)
    for unit in vocabulary.units:
        yield from ((name, "THING", f"unit {unit.id}") for name in unit.names)
    tables: tuple[tuple[str, Sequence[Words]], ...] = (
        ("METHOD", vocabulary.methods),
        ("TRIGGER", vocabulary.triggers),
        ("VERB", vocabulary.verbs),
    )
    for terminal, rows in tables:
        yield from _listed(terminal, ((row.id, row.names) for row in rows))
    yield from ((name, "ACTIVITY", name) for name in vocabulary.activities)


def _sides(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """Give what the sides are called together: `both sides` where there are two, `the five states` where there are."""
    counts = phrases.COUNTS.get(len(vocabulary.sides), ())
    for one, several in (*phrases.SIDES, *vocabulary.side_nouns):
        yield from ((f"{word} {one}", "EVERY", "each") for word in ("each", "every", "each of"))
        yield f"each of {several}", "EVERY", "each"
        yield from ((f"{word} {several}".strip(), "SIDES", "sides") for word in ("", "all", "all of", *counts))


def placed(name: str) -> str:
    """Say which terminal a region's name is: one such as `east of the Urals` needs no `in` before it."""
    return "PLACE" if words_of(name)[:1] and words_of(name)[0] in phrases.SELF_PLACED else "REGION"
