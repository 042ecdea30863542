"""Edits keep to the pace, each gets its turn, and nobody waits for a turn that is not needed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.service.pacing import LATE, Pacing

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_the_first_go_at_once_and_the_others_one_a_second_in_turn() -> None:
    pacing = Pacing(1, 3)
    assert [pacing.turn("s", row, START) for row in range(3)] == [None, None, None]
    later = [START + timedelta(seconds=seconds) for seconds in (1, 2)]
    assert [pacing.turn("s", row, START) for row in (3, 4)] == later
    assert pacing.turn("s", 4, START) == later[1]
    assert pacing.turn("other", 9, START) is None
    assert pacing.waiting(START)
    assert [pacing.turn("s", 3, later[0]), pacing.turn("s", 4, later[1])] == [None, None]
    assert not pacing.waiting(later[1])


def test_after_a_rest_several_go_at_once_again() -> None:
    pacing = Pacing(1, 3)
    for row in range(3):
        pacing.turn("s", row, START)
    rested = START + timedelta(seconds=3)
    assert [pacing.turn("s", row, rested) for row in (10, 11, 12)] == [None, None, None]
    assert pacing.turn("s", 13, rested) == rested + timedelta(seconds=1)


def test_a_turn_that_nobody_comes_for_is_forgotten() -> None:
    pacing = Pacing(1, 1)
    pacing.turn("s", 1, START)
    at = pacing.turn("s", 2, START)
    assert at is not None
    assert pacing.waiting(at + LATE)
    assert not pacing.waiting(at + LATE + timedelta(seconds=1))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=150), st.integers(1, 8), st.integers(1, 10))
def test_no_span_of_time_holds_more_edits_than_the_pace_allows(gaps: list[int], burst: int, rate: int) -> None:
    """Rows come at random; each is shown when its turn is. Gaps are milliseconds."""
    pacing, now, shown = Pacing(rate, burst), START, []
    for row, gap in enumerate(gaps):
        now += timedelta(milliseconds=gap)
        shown.append(pacing.turn("s", row, now) or now)
    assert shown == sorted(shown)
    for first in range(len(shown)):
        for last in range(first, len(shown)):
            seconds = (shown[last] - shown[first]).total_seconds()
            assert last - first + 1 <= burst + seconds * rate + 1e-3
