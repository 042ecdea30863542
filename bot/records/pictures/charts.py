"""What is drawn of each kind of facts."""

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from bot.negotiation.model import StanceKind
from bot.records.pictures.conduct import TAKEN_BACK, Acceptance, Activity, Burndown
from bot.records.pictures.drawing import (
    COLOURS,
    INK,
    SOFT,
    WIDTH,
    drawable,
    fill,
    legend,
    look,
    name_of,
    quiet,
    wrapped,
)
from bot.records.pictures.facts import Named, Series
from bot.records.pictures.told import Say
from bot.records.pictures.worth import Balance, Credits, Scores
from bot.rules import shown

MANY = 6  # more labels than these stand upright
# The name of a month would be in the language of the machine.
_NUMERIC = {
    "formats": ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%H:%M:%S"],
    "zero_formats": ["", "%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M"],
    "offset_formats": ["", "%Y", "%Y-%m", "%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d %H:%M"],
}
_DODGE = 0.07  # equal values would hide one another


class Charts:
    """Draws onto figures, in the words that `say` gives for blocks of `exports/pictures`."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def credits(self, figure: Figure, facts: Credits) -> None:
        """Draw what each side gives, and below it what each receives."""
        figure.set_size_inches(WIDTH, 5.2)
        upper, lower = figure.subplots(2, 1, sharex=True)
        for axes, series, block in ((upper, facts.given, "given"), (lower, facts.received, "received")):
            handles = _paths(axes, series)
            axes.set_title(wrapped(self._say(block, unit=facts.unit), 52))
            axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
        _versions(lower, facts.versions.labels)
        legend(figure, handles, [_name(one.of) for one in facts.given])

    def acceptance(self, figure: Figure, facts: Acceptance) -> None:
        """Draw a table of parties and versions, each cell with its sign."""
        figure.set_size_inches(WIDTH, 1.1 + 0.42 * len(facts.parties))
        axes, size = figure.subplots(), 9 if len(facts.versions.labels) > MANY else 13
        for row, cells in enumerate(facts.cells):
            for column, cell in enumerate(cells):
                sign, colour, hatch = _SIGNS[cell]
                axes.add_patch(
                    Rectangle(
                        (column - 0.47, row - 0.45), 0.94, 0.9, facecolor=colour, hatch=hatch, edgecolor="#ffffff"
                    )
                )
                axes.text(column, row, sign, ha="center", va="center", fontsize=size, color=INK)
        axes.set_xlim(-0.5, len(facts.versions.labels) - 0.5)
        axes.set_ylim(len(facts.parties) - 0.5, -0.5)
        axes.set_yticks(range(len(facts.parties)), [wrapped(_name(one), 18, 2) for one in facts.parties])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        _versions(axes, facts.versions.labels)
        keys = [
            Patch(facecolor=colour, hatch=hatch, edgecolor="#ffffff")
            for kind, (_, colour, hatch) in _SIGNS.items()
            if kind
        ]
        legend(figure, keys, [f"{sign}  {self._say(kind)}" for kind, (sign, *_) in _SIGNS.items() if kind])

    def balance(self, figure: Figure, facts: Balance) -> None:
        """Draw the sides of each balance rule as bars with their numbers."""
        sides = list(dict.fromkeys(side for rule in facts.rules for side, _ in rule.sides))
        bars = sum(len(rule.sides) for rule in facts.rules)
        figure.set_size_inches(WIDTH, 1.1 + 0.38 * bars + 0.75 * len(facts.rules))
        heights = [len(rule.sides) + 0.5 for rule in facts.rules]
        panels = figure.subplots(len(facts.rules), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axes, rule in zip(panels, facts.rules, strict=True):
            names, values = zip(*rule.sides, strict=True)
            looks = [sides.index(side) for side in names]
            _bars(axes, names, [float(value) for value in values], list(map(shown, values)), looks)
            axes.set_title(wrapped(self._say("rule", name=rule.name, verdict=rule.verdict, unit=rule.unit), 38))
        figure.supxlabel(
            wrapped(self._say("balance_axis", version=facts.version, reading=facts.reading), 62), fontsize=9
        )

    def brackets(self, figure: Figure, facts: Burndown) -> None:
        """Draw how many brackets were open, as steps over the time."""
        figure.set_size_inches(WIDTH, 3.4)
        axes = figure.subplots()
        counts = [(facts.begun, 0), *((one.at, one.open) for one in facts.counts)]
        times: Any = [at for at, _ in counts] + [facts.ended]
        values = [count for _, count in (*counts, counts[-1])]
        axes.fill_between(times, values, step="post", color=COLOURS[0], alpha=0.18, linewidth=0)
        axes.step(times, values, where="post", color=COLOURS[0], linewidth=1.8)
        axes.plot(times[1:-1], values[1:-1], "o", color=COLOURS[0], markersize=5)
        axes.annotate(str(values[-1]), (times[-1], values[-1]), (4, 4), textcoords="offset points", fontweight="bold")
        locator = AutoDateLocator(tz="UTC", minticks=3, maxticks=6)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, "UTC", **_NUMERIC))  # type: ignore[no-untyped-call]
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_ylim(-0.02 * max(values), max(values) * 1.15)
        axes.set_title(wrapped(self._say("brackets_axis"), 52))
        quiet(axes)

    def speaking(self, figure: Figure, facts: Sequence[Activity]) -> None:
        """Draw seconds on the floor, acts and messages side by side, a row for each party."""
        columns = [
            ("floor_axis", [one.seconds for one in facts], [_clock(one.seconds) for one in facts]),
            ("acts_axis", [one.acts for one in facts], [f"{one.acts:,}" for one in facts]),
            ("messages_axis", [one.messages for one in facts], [f"{one.messages:,}" for one in facts]),
        ]
        columns = [one for one in columns if any(one[1])]
        figure.set_size_inches(WIDTH, 1.3 + 0.45 * len(facts))
        panels = figure.subplots(1, len(columns), sharey=True, squeeze=False)[0]
        for place, (axes, (block, values, told)) in enumerate(zip(panels, columns, strict=True)):
            _bars(axes, [one.of for one in facts], values, told, [place] * len(facts))
            axes.set_title(wrapped(self._say(block), 50 // len(columns)))

    def scores(self, figure: Figure, facts: Scores) -> None:
        """Draw the path of the deal: in the plane of two parties' points, else as a line for each party."""
        figure.set_size_inches(WIDTH, 4.4)
        axes = figure.subplots()
        if len(facts.points) == 2:  # noqa: PLR2004  # a plane has two directions
            self._plane(axes, facts)
            return
        handles = _paths(axes, facts.points)
        for number, none in enumerate(facts.without):
            style = look(number)
            axes.axhline(none, color=style["color"], linestyle=style["linestyle"], linewidth=0.9, alpha=0.7)
        axes.set_title(wrapped(self._say("points_axis"), 52))
        _versions(axes, facts.versions.labels)
        labels = [
            self._say("points_of", party=wrapped(_name(one.of), 34, 1), points=none)
            for one, none in zip(facts.points, facts.without, strict=True)
        ]
        legend(figure, handles, labels)

    def _plane(self, axes: Axes, facts: Scores) -> None:
        across, up = ([float(value) for value in one.values] for one in facts.points)
        axes.plot(across, up, color=COLOURS[0], linewidth=1.4, marker="o", markersize=6)
        same: dict[tuple[float, float], list[str]] = {}
        for label, place in zip(facts.versions.labels, zip(across, up, strict=True), strict=True):
            same.setdefault(place, []).append(label)
        for place, labels in same.items():
            axes.annotate(drawable(", ".join(labels)), place, (6, 6), textcoords="offset points", fontsize=9)
        axes.axvline(facts.without[0], color=SOFT, linestyle="--", linewidth=1)
        axes.axhline(facts.without[1], color=SOFT, linestyle="--", linewidth=1)
        first, second = (
            self._say("points_of", party=wrapped(_name(one.of), 34, 1), points=none)
            for one, none in zip(facts.points, facts.without, strict=True)
        )
        axes.set_xlabel(wrapped(first, 48))
        axes.set_ylabel(wrapped(second, 48))
        axes.margins(0.15)
        quiet(axes, along="both")


_SIGNS = {
    StanceKind.ACCEPTED.value: ("✔", "#9BD3BE", ""),
    StanceKind.AD_REFERENDUM.value: ("(✔)", "#CFE9DF", "\\\\\\"),
    StanceKind.REJECTED.value: ("✘", "#F0B48A", "///"),
    TAKEN_BACK: ("↶", "#E4E4E4", "xxx"),
    "": ("", "#F4F4F4", ""),
}
"""Of what a party says of a version: the sign in its cell, the colour and the hatch."""


def _paths(axes: Axes, series: Sequence[Series]) -> list[Any]:
    """Draw a line for each series, a little beside one another; give the lines."""
    handles = []
    for number, one in enumerate(series):
        aside = (number - (len(series) - 1) / 2) * _DODGE
        values = [float(value) for value in one.values]
        handles += axes.plot([place + aside for place in range(len(values))], values, **look(number))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:,g}"))
    quiet(axes)
    return handles


def _versions(axes: Axes, labels: Sequence[str]) -> None:
    upright = 90 if len(labels) > MANY else 0
    axes.set_xticks(range(len(labels)), [wrapped(one, 10, 2) for one in labels], rotation=upright)
    axes.set_xlim(-0.5, len(labels) - 0.5)


def _bars(
    axes: Axes, names: Sequence[Named], values: Sequence[float], told: Sequence[str], looks: Sequence[int]
) -> None:
    """Draw a bar for each name, from above to below, with its number in words behind it and the look of its series."""
    for place, (value, said, number) in enumerate(zip(values, told, looks, strict=True)):
        axes.bar_label(axes.barh(place, value, height=0.7, **fill(number)), [said], padding=4)
    axes.set_yticks(range(len(names)), [wrapped(_name(one), 18, 2) for one in names])
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.margins(x=0.3)
    axes.set_xlim(left=min(0, axes.get_xlim()[0]))
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _name(one: Named) -> str:
    return name_of(one.name, one.id)


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
