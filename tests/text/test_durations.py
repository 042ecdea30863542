"""Durations as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.durations import LONGEST_DAYS, minutes_of, typed_minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        (" 90m ", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("2d 4h", 2 * 1440 + 240),
        ("1 hour and 5 minutes", 65),
        ("1D", 1440),
        ("1 day, 2 hrs, 3 min", 1440 + 123),
        ("90 Minutes", 90),
        ("365d", 365 * 1440),
        ("0h 5", 5),
    ],
)
def test_what_is_understood(typed: str, minutes: int) -> None:
    assert minutes_of(typed) == minutes


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "0",
        "0m",
        "-5",
        "soon",
        "5 s",
        "30m 1h",
        "5 5",
        "1h 1h",
        "366d",
        "9" * 9,
        "1.5h",
        "m",
        "5" * 90,
        "\N{ARABIC-INDIC DIGIT FIVE}",
    ],
)
def test_what_is_no_duration(typed: str) -> None:
    assert minutes_of(typed) is None


@given(st.integers(1, LONGEST_DAYS * 1440))
def test_what_is_written_reads_the_same(minutes: int) -> None:
    assert minutes_of(typed_minutes(minutes)) == minutes


@given(st.text(max_size=80))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    found = minutes_of(typed)
    assert found is None or 0 < found <= LONGEST_DAYS * 1440


@given(st.integers(0, 999), st.integers(0, 99), st.integers(0, 9999))
def test_units_add_up(days: int, hours: int, minutes: int) -> None:
    total = days * 1440 + hours * 60 + minutes
    expected = total if 0 < total <= LONGEST_DAYS * 1440 else None
    assert minutes_of(f"{days}d {hours}h {minutes}") == expected
