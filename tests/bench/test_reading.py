"""Figures of what is read and weighed: deals of many steps, the largest pack, long clauses."""

import math
import statistics
import time
from collections.abc import Callable, Sequence

from bot.cli.packs import shipped
from bot.drafting.sentences import Understood, read_clause
from bot.rules import assess
from bot.scenarios.frame import frame_of
from bot.scenarios.reading import load_pack
from bot.scenarios.solve import solve
from bot.scenarios.vocabulary import vocabulary_of
from tests.bench.figures import put
from tests.rules.test_cost import large, seconds

SIZES = (50, 100, 200, 350, 500)
LENGTHS = (500, 1_000, 2_000, 4_000, 8_000)
LONGEST_CLAUSE = 4_000  # characters
# The least exponent e with which n ** e keeps up with n log n from 50 to 500: 500 log 500 is 15.9 times 50 log 50.
N_LOG_N = math.log(SIZES[-1] * math.log(SIZES[-1]) / (SIZES[0] * math.log(SIZES[0]))) / math.log(SIZES[-1] / SIZES[0])
SENTENCES = (
    "Washington shall reduce its rotational forces in Poland by 1,500 persons within 90 days of entry into force. ",
    "Russia shall withdraw 6 launchers from Kaliningrad by 30 June 2022, verified by on-site inspection. ",
    "The Parties shall notify each other of exercises above 9,000 persons in Europe, 42 days in advance. ",
    "The Parties reaffirm the principles of the Helsinki Final Act. ",
    "Russia shall reduce its troops in Kalinigrad by 600 persons. ",
)


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Give the slope of the straight line through the logarithms: 1 is linear, 2 is quadratic."""
    slope, _ = statistics.linear_regression([math.log(size) for size in sizes], [math.log(one) for one in times])
    return slope


def growth(sizes: Sequence[int], made: Callable[[int], Callable[[], object]]) -> tuple[float, list[float]]:
    """Give the exponent with which the work made for a size grows, and the processor time of each in seconds."""
    times = [seconds(made(size), 9) for size in sizes]
    return exponent(sizes, times), times


def test_a_deal_of_five_hundred_commitments_under_twenty_rules() -> None:
    deals = {size: large(size) for size in SIZES}
    found, times = growth(SIZES, lambda size: lambda: assess(deals[size]))
    put("assessment of 500 commitments, 20 rules", times[-1] * 1000, 100, "ms", "best of 9, processor time")
    put(
        "growth from 50 to 500 commitments, exponent",
        found,
        N_LOG_N,
        "",
        "fitted to 50, 100, 200, 350, 500; limit n log n",
    )


def test_solving_the_largest_pack() -> None:
    pack = load_pack(shipped()["northmere-tramways"].read_bytes())
    began = time.perf_counter()
    found = solve(frame_of(pack))
    taken = time.perf_counter() - began
    assert found.combinations == 49_152
    put("packs solve of the largest pack", taken, 15, "s", "49,152 packages")


def test_reading_a_long_clause() -> None:
    vocabulary = vocabulary_of(load_pack(shipped()["ee-deescalation-2022"].read_bytes()))
    whole = "".join(SENTENCES) * (LENGTHS[-1] // len("".join(SENTENCES)) + 1)
    kinds = {type(one) for one in read_clause(whole[:LONGEST_CLAUSE], vocabulary).sentences}
    assert Understood in kinds
    found, times = growth(LENGTHS, lambda length: lambda: read_clause(whole[:length], vocabulary))
    taken = times[LENGTHS.index(LONGEST_CLAUSE)]
    put("reading of a clause of 4,000 characters", taken * 1000, 100, "ms", "promises, duties, political text, a slip")
    put("growth of reading a clause, exponent", found, 1.15, "", "fitted to 500, 1,000, 2,000, 4,000, 8,000")


def test_reading_one_endless_sentence() -> None:
    vocabulary = vocabulary_of(load_pack(shipped()["ee-deescalation-2022"].read_bytes()))
    first = "Russia shall reduce its troops in Kaliningrad by 600 persons"
    more = " and its troops in Europe by 600 persons"
    text = first + more * (LENGTHS[-1] // len(more) + 1)
    found, times = growth(LENGTHS, lambda length: lambda: read_clause(text[: text.index(" and", length)], vocabulary))
    taken = times[LENGTHS.index(LONGEST_CLAUSE)]
    put("reading of one sentence of 4,000 characters", taken * 1000, 250, "ms", "some hundred steps")
    put("growth of reading a sentence, exponent", found, 1.15, "", "fitted to 500, 1,000, 2,000, 4,000, 8,000")
