"""Reading a clause sentence by sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Any

from bot.drafting.brackets import labels, ranges
from bot.drafting.sentences.building import steps_of
from bot.drafting.sentences.following import Followed, follow
from bot.drafting.sentences.grammar import parser
from bot.drafting.sentences.hints import expected_codes, suggestion
from bot.drafting.sentences.lexicon import Lexeme, Lexicon, lexicon_of
from bot.drafting.sentences.reading import (
    NotUnderstoodError,
    Political,
    Reading,
    Soft,
    Step,
    Stopped,
    Understood,
)
from bot.drafting.sentences.source import Source
from bot.drafting.sentences.tokens import Span, Token, odd_character, sentences_of
from bot.drafting.sentences.vocabulary import Vocabulary
from bot.drafting.sentences.writing import UnsayableError, sentence_of
from bot.rules.numbers import exact, parse_quantity
from bot.rules.vocabulary import SOFT

_SUGGESTIONS = 8  # for so many stopped sentences of one clause a near word is looked for; noise has many more
_WORDS_BEFORE = 3
_RESTRICTING = frozenset(
    {
        *("provided", "if", "unless", "except", "but", "however", "only", "subject", "save", "excluding"),
        *("notwithstanding", "not", "or", "nor", "and"),
    }
)
_BRACKETS = frozenset("[]|")
_BACK = frozenset({"this", "that", "these", "those", "it", "they", "such", "foregoing", "above", "same"})
_LIMITING = frozenset({"not", "no", "never", "void", "null", "unless", "except", "only", "exempt", "lapses", "nor"})
_QUANTITIES = ("before", "after", "limit", "delta")
_OF_VERIFICATION = ("quota", "objects", "notice_h", "refusals")


def prepare(vocabulary: Vocabulary) -> None:
    """Build what every reading needs: the parser, once in a process, and the words of a vocabulary."""
    parser()
    lexicon_of(vocabulary)


def read_clause(text: str, vocabulary: Vocabulary) -> Reading:
    """Read a clause: each sentence is understood, soft, political, or stopped somewhere; never half understood.

    A sentence that an open bracket touches is political or stopped. Time is linear in the length of the text.
    """
    lexicon = lexicon_of(vocabulary)
    sentences: list[Understood | Soft | Political | Stopped] = []
    stops, alternative = 0, False
    for span, bracket in _with_brackets(text):
        one = _read(text, _unjoined(span), vocabulary, lexicon, hint=stops < _SUGGESTIONS and bracket is None)
        if bracket is not None and not isinstance(one, Political):
            found = next((token.text for token in span.tokens if token.start >= bracket), "")
            one = Stopped(one.text, one.start, bracket, "bracketed", found=found, after=_before(span, bracket))
        stops += isinstance(one, Stopped)
        if sentences and isinstance(one, (Political, Stopped)) and _restricts(span):
            sentences[-1] = _restricted(sentences[-1], span)
        if isinstance(one, Understood) and alternative:
            one = Stopped(one.text, one.start, one.start, "and_or", found=span.tokens[0].text, after="or")
        alone = {token.norm for token in span.tokens}
        alternative = alone == {"or"}
        if alone != {"and"}:  # `…; and` before the next item of a list
            sentences.append(one)
    if not sentences and text.strip():
        sentences.append(Political(text, 0))
    return Reading(tuple(sentences))


def _with_brackets(text: str) -> Iterator[tuple[Span, int | None]]:
    """Give each sentence, and where in it words begin that are not agreed; marks of brackets before it are left out."""
    held = ranges(text)
    labelled = {place for start, end in labels(text) for place in range(start, end)}
    at = 0
    for found in sentences_of(text):
        tokens = tuple(dropwhile(lambda token: token.text == "]" or token.start in labelled, found.tokens))
        if not tokens:
            continue
        span = found
        if left_out := len(found.tokens) - len(tokens):
            after = found.tokens[left_out - 1].end
            start = found.end - len(text[after : found.end].lstrip())
            span = replace(found, start=start, tokens=tokens)
        while at < len(held) and held[at][1] <= span.start:
            at += 1
        inside = at < len(held) and held[at][0] < span.end
        yield span, max(span.start, held[at][0]) if inside else None


def _unjoined(span: Span) -> Span:
    """Leave out the `and` that joins a sentence to the one before: `…; and Russia shall …`."""
    joined = len(span.tokens) > 1 and span.tokens[0].norm == "and"
    return Span(span.start, span.end, span.tokens[1:]) if joined else span


def _restricts(span: Span) -> bool:
    """Say whether a sentence may take back the one before: `except …`, `this does not …`, or a footnote's number."""
    plain = [token for token in span.tokens if token.text not in _BRACKETS]
    if not plain:
        return False
    first, words, kinds = plain[0].norm, {token.norm for token in plain}, {token.kind for token in plain}
    footnote = "number" in kinds and "word" not in kinds
    if words == {"and"}:
        return False
    return first in _RESTRICTING or footnote or (first in _BACK and not words.isdisjoint(_LIMITING))


def _restricted(before: Understood | Soft | Political | Stopped, span: Span) -> Understood | Soft | Political | Stopped:
    """Take a promise back whose next sentence restricts it (`; provided that ...`) in a way that was not understood."""
    if not isinstance(before, Understood):
        return before
    found = span.tokens[0].text
    return Stopped(before.text, before.start, span.start, "restricted_after", found=found)


def canonical(step: Step, vocabulary: Vocabulary) -> str:
    """Give the sentence that says exactly this step: reading it gives `normal(step)` back.

    Raises UnsayableError, with the field, if no sentence does.
    """
    try:
        sentence = sentence_of(step, vocabulary)
    except (KeyError, ValueError) as error:
        if isinstance(error, UnsayableError):
            raise
        raise UnsayableError(str(error)) from error
    again = _steps(sentence, vocabulary)
    if again != [normal(step, vocabulary)]:
        raise UnsayableError(_difference(again, normal(step, vocabulary)))
    return sentence


def normal(step: Step, vocabulary: Vocabulary) -> dict[str, Any]:
    """Give a step as reading gives it: no id, no empty field, no default but the modality, numbers in lowest terms."""
    own = vocabulary.category_words.get(str(step.get("category")))
    defaults = {"bound": "exact", "unit": own.unit if own else None, "id": step.get("id")}
    kept = {
        key: _plain(key, value)
        for key, value in step.items()
        if value not in (None, False, [], {}, ()) or (value == 0 and not isinstance(value, bool))
    }
    return {"modality": "shall"} | {key: value for key, value in kept.items() if value != defaults.get(key)}


def _plain(key: str, value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if key in _QUANTITIES or key == "level":
        number = parse_quantity(value)
        return number.numerator if number.denominator == 1 else exact(number)
    if isinstance(value, Mapping):
        return {
            name: _plain("level" if name in _OF_VERIFICATION else name, inner)
            for name, inner in value.items()
            if inner is not None
        }
    if isinstance(value, (list, tuple)):
        return [_plain("", inner) for inner in value]
    return value


def _difference(again: Sequence[Step], step: Step) -> str:
    if len(again) != 1:
        return "text" if "binds" in step else "verb"
    keys = sorted(key for key in step.keys() | again[0].keys() if step.get(key) != again[0].get(key))
    return keys[0] if keys else "text"


def _steps(text: str, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    lexicon = lexicon_of(vocabulary)
    steps: list[dict[str, Any]] = []
    if ranges(text):
        return []
    for span in sentences_of(text):
        if odd_character(text, span.start, span.end):
            return []
        followed = follow(span.tokens, lexicon, span.end)
        if followed.tree is None:
            return []
        try:
            steps += steps_of(followed.tree, _source(span, followed, vocabulary))
        except NotUnderstoodError:
            return []
    return steps


def _source(span: Span, followed: Followed, vocabulary: Vocabulary) -> Source:
    placed = tuple((span.tokens[at].start, lexeme) for at, lexeme in followed.lexemes)
    return Source(vocabulary, placed, span.end)


def _read(
    text: str, span: Span, vocabulary: Vocabulary, lexicon: Lexicon, *, hint: bool
) -> Understood | Soft | Political | Stopped:
    words = text[span.start : span.end]
    odd = odd_character(text, span.start, span.end)
    if odd is not None:
        at, code = odd
        return Stopped(words, span.start, at, code, found=text[at], after=_before(span, at))
    followed = follow(span.tokens, lexicon, span.end)
    try:
        if followed.tree is None:
            raise followed.stop or NotUnderstoodError(span.end, "ends_early")
        steps = tuple(steps_of(followed.tree, _source(span, followed, vocabulary)))
        said = " ".join(canonical(step, vocabulary) for step in steps)
    except NotUnderstoodError as stop:
        return _not_understood(words, span, followed, stop, lexicon, hint=hint)
    except UnsayableError as error:
        unsayable = NotUnderstoodError(span.start, "no_canonical", expected=(error.field,))
        return _not_understood(words, span, followed, unsayable, lexicon, hint=False)
    if all(step["modality"] in SOFT for step in steps):
        return Soft(words, span.start, str(steps[0]["modality"]), steps, said)
    return Understood(words, span.start, steps, said)


def _not_understood(
    words: str, span: Span, followed: Followed, stop: NotUnderstoodError, lexicon: Lexicon, *, hint: bool
) -> Soft | Political | Stopped:
    read = followed.lexemes
    soft = _soft_word(read)
    rest = [token for token in span.tokens if token.start >= stop.at]
    if soft is not None and not _has(rest, lexicon, {"HARD"}):
        return Soft(words, span.start, soft)
    if not _promises(span.tokens, read, lexicon):
        return Political(words, span.start)
    near = suggestion(stop.expected, span.tokens, stop.at, lexicon) if hint and stop.code == "unexpected" else None
    found = stop.found or next((token.text for token in rest), "")
    expected = expected_codes(stop.expected, terminals=stop.code in {"unexpected", "ends_early"})
    return Stopped(words, span.start, stop.at, stop.code, expected, near, found, _before(span, stop.at))


def _before(span: Span, at: int) -> str:
    return " ".join([token.text for token in span.tokens if token.end <= at and token.kind != "mark"][-_WORDS_BEFORE:])


def _soft_word(read: Sequence[tuple[int, Lexeme]]) -> str | None:
    """Give the soft word if every verb that was read so far is soft."""
    found: str | None = None
    hard = False
    for _, lexeme in read:
        match lexeme.terminal:
            case "HARD":
                if hard:
                    return None
                hard = True
            case "SOFT":
                found, hard = found or str(lexeme.meanings[0]), False
            case "EACH":
                continue
            case _ if hard:
                return None
    return None if hard else found


def _promises(tokens: Sequence[Token], read: Sequence[tuple[int, Lexeme]], lexicon: Lexicon) -> bool:
    """Say whether a sentence looks like a promise: a hard word, or a subject that the rules' verb follows."""
    if _has(tokens, lexicon, {"HARD"}):
        return True
    if not any(lexeme.terminal in {"NAME", "EVERY", "SIDES"} for _, lexeme in read):
        return False
    verbs = {word.split()[0] for name in ("VERB", "DUTY", "COUNTED") for word in lexicon.by_terminal.get(name, {})}
    verbs.discard("not")
    return any(_stem(token.norm) in verbs or token.norm in verbs for token in tokens)


def _stem(word: str) -> str:
    return word.removesuffix("s")


def _has(tokens: Sequence[Token], lexicon: Lexicon, terminals: set[str]) -> bool:
    return any(lexeme.terminal in terminals for at in range(len(tokens)) for lexeme in lexicon.at(tokens, at))
