from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.text.limits import clip, split
from bot.text.markdown import escape
from bot.text.words import Words, WordsMissing


@pytest.fixture
def words(tmp_path: Path) -> Words:
    files = {
        "en/greet.j2": "  Hello {{ name|md }}{% include 'parts/end.j2' %}\n",
        "en/parts/end.j2": "!",
        "en/only.j2": "in English: {{ number|grouped }}",
        "en/buttons.j2": "{% block accept %}Accept{% endblock %}{% block to %}To {{ name }}{% endblock %}",
        "en/broken.j2": "{% include 'parts/absent.j2' %}",
        "en/list.j2": "{{ items|listed }} / {{ at|moment('R') }} / {{ digest|short_hash }}",
        "de/buttons.j2": "{% block accept %}Annehmen{% endblock %}",
        "de/greet.j2": "Guten Tag {{ name|md }}{% include 'parts/end.j2' %}",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Words(tmp_path)


def test_a_template_is_trimmed_and_foreign_text_is_escaped(words: Words) -> None:
    assert words("greet", name="*Anna* <@1>") == r"Hello \*Anna\* \<@1\>!"


@pytest.mark.parametrize(("locale", "start"), [("de", "Guten Tag"), ("de-AT", "Guten Tag"), ("fr", "Hello")])
def test_a_locale_falls_back_to_its_language_and_then_to_english(words: Words, locale: str, start: str) -> None:
    assert words("greet", locale, name="A") == f"{start} A!"


def test_what_only_english_has_is_said_in_english(words: Words) -> None:
    assert words("only", "de", number=12000) == "in English: 12,000"
    assert words.has("only", "de")
    assert words("buttons#accept", "de") == "Annehmen"
    assert words("buttons#to", "de", name="US") == "To US", "a translation may be unfinished"


def test_a_block_of_a_file_is_a_word_of_its_own(words: Words) -> None:
    assert words("buttons#accept") == "Accept"
    assert words("buttons#to", name="US") == "To US"
    assert words.has("buttons#accept")
    assert not words.has("buttons#nothing")


def test_lists_moments_and_hashes_read_well(words: Words) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    text = words("list", items=["a", "b", "c"], at=at, digest="0123456789abcdef")
    assert text == f"a, b and c / <t:{int(at.timestamp())}:R> / 0123456789ab"
    assert words("list", items=["a and b", "c"], at=at, digest="").startswith("a and b, and c / ")
    assert words("list", items=["a"], at=at.isoformat(), digest="").startswith("a / <t:")


def test_a_missing_param_or_template_is_an_error_and_never_a_gap(words: Words) -> None:
    with pytest.raises(UndefinedError):
        words("greet")
    for name in ("nothing", "buttons#nothing"):
        with pytest.raises(WordsMissing):
            words(name)
    assert not words.has("nothing")


def test_a_locale_that_is_no_language_cannot_leave_the_folder(words: Words) -> None:
    assert words("greet", "../../etc", name="A") == "Hello A!"


def shown(markdown: str) -> str:
    """What Discord shows of escaped text: a backslash hides itself before punctuation."""
    result, index = [], 0
    while index < len(markdown):
        if markdown[index] == "\\" and index + 1 < len(markdown) and markdown[index + 1] in "\\*_~`|<>[]#+-":
            index += 1
        result.append(markdown[index])
        index += 1
    return "".join(result).replace("\u200b", "")


@given(st.text(alphabet="ab1.)* _~`|<>[]#+-\\\n@:everyone", max_size=60))
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    assert shown(escape(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "**x**",
        "__x__",
        "~~x~~",
        "||x||",
        "`x`",
        "[a](b)",
        "<@123>",
        "<t:1:R>",
        "# big",
        "> quote",
        "- item",
        "-# small",
    ],
)
def test_no_markup_survives(text: str) -> None:
    assert escape(text) != text
    assert escape(text).count("\\") >= 1


def test_a_broadcast_is_broken() -> None:
    assert "@everyone" not in escape("hello @everyone")
    assert "@here" not in escape("@here")
    assert escape("mail@example") == "mail@example"


def test_a_number_at_the_start_of_a_line_is_no_list() -> None:
    assert escape("1. first").startswith("\u200b1")
    assert escape("42 days") == "42 days"


@given(st.text(max_size=200), st.integers(1, 50))
def test_a_clipped_text_fits_and_is_the_beginning(text: str, most: int) -> None:
    clipped = clip(text, most)
    assert len(clipped) <= most
    assert clipped == text or text.startswith(clipped.removesuffix("…"))


def test_clipping_leaves_no_lonely_backslash() -> None:
    assert clip(r"abc\*def", 5) == "abc…"
    assert clip(r"ab\\def", 5) == r"ab\\…"


@given(st.text(alphabet="ab \n", max_size=200), st.integers(1, 30))
def test_pieces_fit_and_lose_nothing(text: str, most: int) -> None:
    pieces = split(text, most)
    assert "".join(pieces) == text
    assert pieces
    assert all(len(piece) <= most for piece in pieces)
