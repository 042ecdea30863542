"""Numbers and dates as people write them, read exactly or not at all."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.drafting.sentences.tokens import Token

LONGEST = 15  # digits; more than anybody counts, and far below what makes arithmetic slow
# A plain space is no separator: 600 700 may be two numbers.
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([,'\u2019\u00a0\u202f\u2009])[0-9]{3})(?:\1[0-9]{3})*(\.[0-9]+)?")
_PLAIN = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+|/[1-9][0-9]*)?")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.500: one and a half, or fifteen hundred elsewhere

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_SMALL = {word: value for value, word in enumerate(_UNITS)}
_TENS = {
    word: 20 + 10 * place
    for place, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
}
_FRESH = frozenset({"", "hundred", "scale", "and"})  # after these a new part of a number starts
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_GAP = 2  # characters between the words of a number
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
SHARES = {
    "half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "one third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "one fifth": Fraction(1, 5),
    "tenth": Fraction(1, 10),
    "one tenth": Fraction(1, 10),
    "three quarters": Fraction(3, 4),
}
MONTHS = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
            *("november", "december"),
        ),
        start=1,
    )
}
NUMBER_WORDS = frozenset(
    {*_SMALL, *_TENS, *_SCALES, *MONTHS, "hundred", "hundreds", "thousands", "millions", "dozen", "once", "twice"}
    | {word for share in SHARES for word in share.split()}
)
"""Every word that says a number, a part of one, or a month."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place: how many tokens it takes, and its value; or the code of why it cannot be read."""

    length: int
    value: Fraction | dt.date | None
    code: str = ""


def number_in(text: str) -> Fraction | str:
    """Read `1,500`, `0.25` or `7/3`, or give the code of why not.

    `long_number`: more than fifteen digits; `ambiguous_number`: `1.500`; `odd_number`: groups that are no thousands.
    """
    if sum(map(str.isdigit, text)) > LONGEST:
        return "long_number"
    if _TWO_WAYS.fullmatch(text):
        return "ambiguous_number"
    if _PLAIN.fullmatch(text):
        return Fraction(text)
    if _GROUPED.fullmatch(text):
        return Fraction(re.sub(r"[^0-9.]", "", text))
    return "odd_number"


def number_at(tokens: Sequence[Token], at: int) -> Found | None:
    """Read the number that starts at a token, in figures, in words, or both (`1,500 (fifteen hundred)`)."""
    token = tokens[at]
    if token.kind == "number":
        value = number_in(token.text)
        if isinstance(value, str):
            return Found(1, None, value)
        scale = _SCALES.get(tokens[at + 1].norm) if _goes_on(tokens, at + 1) else None
        length = 2 if scale else 1
        return _with_words(tokens, at, Found(length, value * (scale or 1)))
    return _with_figures(tokens, at, _words_at(tokens, at)) if token.kind == "word" else None


def _with_words(tokens: Sequence[Token], at: int, figures: Found) -> Found:
    # Treaties say it twice; two numbers that differ are no number.
    after = at + figures.length
    if after >= len(tokens) or tokens[after].text != "(":
        return figures
    words = _words_at(tokens, after + 1) if after + 1 < len(tokens) and tokens[after + 1].kind == "word" else None
    end = after + 1 + (words.length if words else 0)
    if words is None or end >= len(tokens) or tokens[end].text != ")":
        return figures
    length = figures.length + words.length + 2
    return Found(length, figures.value) if words.value == figures.value else Found(length, None, "numbers_differ")


def _with_figures(tokens: Sequence[Token], at: int, words: Found | None) -> Found | None:
    if words is None or words.value is None:
        return words
    after = [token.text for token in tokens[at + words.length : at + words.length + 3]]
    if len(after) < 3 or after[0] != "(" or after[2] != ")":  # noqa: PLR2004 - two brackets and what is in them
        return words
    if tokens[at + words.length + 1].kind != "number":
        return words
    same = number_in(after[1]) == words.value
    return Found(words.length + 3, words.value) if same else Found(words.length + 3, None, "numbers_differ")


def _words_at(tokens: Sequence[Token], start: int) -> Found | None:
    """Read `fifteen hundred`, `two thousand five hundred and six`."""
    total, part, at, last = 0, 0, start, ""
    while at < len(tokens) and tokens[at].kind == "word" and (at == start or _goes_on(tokens, at)):
        word = tokens[at].norm
        kind = _kind_of(word)
        if kind == "and" and last in {"hundred", "scale"} and at + 1 < len(tokens):
            if _kind_of(tokens[at + 1].norm) not in {"small", "tens"}:
                break
        elif kind == "small" and (last in _FRESH or (last == "tens" and 0 < _SMALL[word] < 10)):  # noqa: PLR2004
            part += _SMALL[word]
        elif kind == "tens" and last in _FRESH:
            part += _TENS[word]
        elif kind == "hundred" and last in {"", "small", "tens"} and part < 100:  # noqa: PLR2004
            part = (part or 1) * 100
        elif kind == "scale" and (part or last == "") and total % (_SCALES[word] * 1_000) == 0:
            total, part = total + (part or 1) * _SCALES[word], 0
        else:
            break
        last, at = kind, at + 1
    if at < len(tokens) and at > start and _kind_of(tokens[at].norm) not in {"", "and"}:
        return Found(at + 1 - start, None, "odd_number")
    return Found(at - start, Fraction(total + part)) if at > start else None


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a token follows the one before without an article between them: `700 a thousand` is no number."""
    return at < len(tokens) and tokens[at].start - tokens[at - 1].end <= _GAP


def _kind_of(word: str) -> str:
    if word in _SMALL:
        return "small"
    if word in _TENS:
        return "tens"
    if word in _SCALES:
        return "scale"
    return word if word in {"hundred", "and"} else ""


def date_at(tokens: Sequence[Token], at: int) -> Found | None:
    """Read `30 June 2022`, `the 30th of June, 2022`, `June 30, 2022`, `2022-06-30`, `end of June 2022`, `end of 2022`.

    The code is `no_such_date` for a day that the calendar does not have, `ambiguous_date` for `03/04/2022`.
    """
    token = tokens[at]
    if token.kind == "date":
        return _dated(1, *token.text.split("-"))
    if token.kind == "number" and token.text.count("/") > 1:
        return Found(1, None, "ambiguous_date")
    if token.kind not in {"number", "word"}:
        return None
    words = [*(token.norm for token in tokens[at : at + 6]), *[""] * 6]
    if _day(words[0]):
        return _day_first(words)
    if words[0] in MONTHS:
        return _month_first(words)
    return _end_of(words[2], words[3]) if words[:2] == ["end", "of"] else None


def _day_first(words: Sequence[str]) -> Found | None:
    place = 1
    if words[place] in _ORDINALS:
        place += 1 + (words[2] == "of")
    month, place = words[place], place + 1
    place += words[place] == ","
    year = words[place]
    return _dated(place + 1, year, str(MONTHS[month]), words[0]) if month in MONTHS and _year(year) else None


def _month_first(words: Sequence[str]) -> Found | None:
    place = 2 + (words[2] in _ORDINALS)
    place += words[place] == ","
    year = words[place]
    return _dated(place + 1, year, str(MONTHS[words[0]]), words[1]) if _day(words[1]) and _year(year) else None


def _end_of(first: str, second: str) -> Found | None:
    if first in MONTHS and _year(second):
        month = MONTHS[first]
        following = dt.date(int(second) + month // 12, month % 12 + 1, 1)
        return Found(4, following - dt.timedelta(days=1))
    return Found(3, dt.date(int(first), 12, 31)) if _year(first) else None


def _day(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2  # noqa: PLR2004 - digits of a day


def _year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4 and text < "9999" and text > "0999"  # noqa: PLR2004


def _dated(length: int, year: str, month: str, day: str) -> Found:
    try:
        return Found(length, dt.date(int(year), int(month), int(day)))
    except ValueError:
        return Found(length, None, "no_such_date")


def scale_of(unit: str) -> int:
    """Give how many a unit such as `million crowns` stands for; 1 where its name is no number."""
    return _SCALES.get(unit.split(maxsplit=1)[0].casefold(), 1)


def said(value: Fraction) -> str:
    """Write a number so that `number_in` reads the same: `1,500`, `0.25`, `7/3`."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    return f"{value.numerator}/{value.denominator}"


def said_date(day: dt.date) -> str:
    """Write a date as `30 June 2022`."""
    name = next(name for name, number in MONTHS.items() if number == day.month)
    return f"{day.day} {name.capitalize()} {day.year:04d}"


def plain(value: Fraction) -> int | str:
    """Write a number as the deal file holds it: an integer, or `7/3`."""
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
