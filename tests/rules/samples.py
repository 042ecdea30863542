"""Small deals for tests: two parties, three categories, four regions."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.rules import Assessment, assess, deal_from

CHECK = {"method": "inspection", "tier": 3}


def step(name: str, party: str, before: object = 100, after: object = 90, **more: object) -> dict[str, Any]:
    """Return a reduction of tanks in the area that no gate touches; None takes a field out."""
    row = {
        "id": name,
        "party": party,
        "verb": "reduce",
        "category": "tank",
        "region": "AREA",
        "before": before,
        "after": after,
        "deadline": "2030-06-30",
        "verification": dict(CHECK),
        **more,
    }
    return {key: value for key, value in row.items() if value is not None}


def clause(name: str, binds: Sequence[str] = ("A", "B"), **more: object) -> dict[str, Any]:
    """Return a clause."""
    return {"id": name, "binds": list(binds), **more}


def deal(
    steps: Sequence[Mapping[str, Any]] = (),
    rules: Sequence[Mapping[str, Any]] = (),
    **sections: object,
) -> dict[str, Any]:
    """Return a deal as plain values; sections replace those that are there."""
    return {
        "deal": 1,
        "title": "sample",
        "parties": {"A": {"name": "Arden"}, "B": {"name": "Borland"}},
        "regions": {"AREA": None, "NORTH": "AREA", "SOUTH": "AREA", "FAR_NORTH": "NORTH"},
        "categories": {
            "tank": {"unit": "item", "relabel_group": "armour"},
            "carrier": {"unit": "item", "relabel_group": "armour"},
            "gun": {"unit": "item"},
            "troops": {"unit": "person"},
        },
        "commitments": list(steps),
        "rules": list(rules),
        **sections,
    }


def judged(
    steps: Sequence[Mapping[str, Any]] = (),
    rules: Sequence[Mapping[str, Any]] = (),
    **sections: object,
) -> Assessment:
    """Return the assessment of a sample deal."""
    return assess(deal_from(deal(steps, rules, **sections)))


def verdict(
    rule: Mapping[str, Any],
    steps: Sequence[Mapping[str, Any]] = (),
    **sections: object,
) -> str:
    """Return what one rule says of a sample deal."""
    found = judged(steps, [rule], **sections)
    return str(found.results[str(rule.get("id", rule["rule"]))].verdict)


def use(rule: str, /, **given: object) -> dict[str, Any]:
    """Return a rule entry with parameters."""
    return {"rule": rule, "with": given} if given else {"rule": rule}


def cuts(a: object, b: object) -> list[dict[str, Any]]:
    """Return a cut of A from 1,000 and one of B from 500, each to a level."""
    return [step("a", "A", 1000, a), step("b", "B", 500, b)]
