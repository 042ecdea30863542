"""What a picture shows, in words with the numbers: for those who cannot see it."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.records.pictures.conduct import Acceptance, Activity, Burndown
from bot.records.pictures.facts import Series, Versions
from bot.records.pictures.kinds import Kind
from bot.records.pictures.worth import Balance, Credits, Scores
from bot.rules import shown

Say = Callable[..., str]
"""A block of `exports/pictures` in a language, with what it takes."""
MOST_COUNTS = 30
"""So many changes of the number of brackets are told."""

Facts = Credits | Acceptance | Balance | Burndown | tuple[Activity, ...] | Scores


def told(kind: Kind, facts: Facts, say: Say) -> str:
    """Give what the facts of a picture are, a line for each party, side or rule."""
    return say(f"told_{kind.value}", **_params(facts, say))


def _params(facts: Facts, say: Say) -> dict[str, Any]:
    match facts:
        case Credits():
            return {
                "older": _older(facts.versions, say),
                "unit": facts.unit,
                "given": _along(facts.given, facts.versions, say),
                "received": _along(facts.received, facts.versions, say),
                "unknown": facts.unknown,
            }
        case Acceptance():
            said = [_said(cells, facts.versions, say) for cells in facts.cells]
            parties = zip(facts.parties, said, strict=True)
            return {
                "older": _older(facts.versions, say),
                "parties": [say("along", name=party.name, values=values) for party, values in parties],
            }
        case Balance():
            return {
                "version": facts.version,
                "reading": facts.reading,
                "rules": [
                    say(
                        "rule_sides",
                        rule=say("rule", name=rule.name, verdict=rule.verdict, unit=rule.unit),
                        sides=[(side.name, shown(value)) for side, value in rule.sides],
                    )
                    for rule in facts.rules
                ],
            }
        case Burndown():
            counts = [one.open for one in facts.counts]
            last = counts[-MOST_COUNTS:]
            return {"most": max(counts), "last": counts[-1], "counts": last, "left_out": len(counts) - len(last)}
        case Scores():
            named = [
                say("points_of", party=one.of.name, points=without)
                for one, without in zip(facts.points, facts.without, strict=True)
            ]
            return {
                "older": _older(facts.versions, say),
                "parties": _along(facts.points, facts.versions, say, named),
            }
        case _:
            return {
                "parties": [
                    say("did", name=one.of.name, seconds=one.seconds, acts=one.acts, messages=one.messages)
                    for one in facts
                ]
            }


def _said(cells: Sequence[str], versions: Versions, say: Say) -> list[tuple[str, str]]:
    """Give what a party said, with the versions that it said it of."""
    kinds = dict.fromkeys(cell for cell in cells if cell)
    of = {kind: [label for label, cell in zip(versions.labels, cells, strict=True) if cell == kind] for kind in kinds}
    return [(say(kind), ", ".join(labels)) for kind, labels in of.items()]


def _along(series: Sequence[Series], versions: Versions, say: Say, names: Sequence[str] = ()) -> list[str]:
    called = names or [one.of.name for one in series]
    return [
        say("along", name=name, values=list(zip(versions.labels, map(shown, one.values), strict=True)))
        for name, one in zip(called, series, strict=True)
    ]


def _older(versions: Versions, say: Say) -> str:
    return say("older", shown=len(versions.labels), left_out=versions.left_out) if versions.left_out else ""
