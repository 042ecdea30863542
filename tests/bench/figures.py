"""The table of figures: what was measured, against what limit."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: it holds while `measured` is at most `limit`, both in `unit`; `note` says what it was made of."""

    name: str
    measured: float
    limit: float
    unit: str
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.measured <= self.limit


FIGURES: list[Figure] = []


def put(name: str, measured: float, limit: float, unit: str, note: str = "") -> None:
    """Take a figure into the table; whether it holds is asked once its test has measured all of them."""
    FIGURES.append(Figure(name, measured, limit, unit, note))


def p50(samples: Sequence[float]) -> float:
    return statistics.median(samples)


def p95(samples: Sequence[float]) -> float:
    return _quantile(samples, 0.95)


def p99(samples: Sequence[float]) -> float:
    return _quantile(samples, 0.99)


def _quantile(samples: Sequence[float], part: float) -> float:
    ordered = sorted(samples)
    return ordered[round(part * (len(ordered) - 1))]


def table() -> str:
    rows = [
        (
            one.name,
            f"{one.measured:.3g} {one.unit}",
            f"{one.limit:.3g} {one.unit}",
            "ok" if one.holds else "OVER",
            one.note,
        )
        for one in FIGURES
    ]
    head = ("figure", "measured", "limit", "", "made of")
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )
