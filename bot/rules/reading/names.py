"""Reading names that must be declared somewhere else in the file."""

from fractions import Fraction

from bot.rules.model import Frame
from bot.rules.numbers import ZERO
from bot.rules.reading.row import Row, check_identifier, check_unique
from bot.rules.steps import Conditions, Verification
from bot.rules.vocabulary import EVENT, HIGHEST_TIER


def party_in(row: Row, frame: Frame, key: str = "party") -> str:
    """Read a declared party or bloc; E_PARTY."""
    name = row.text(key)
    if name is not None and not frame.named(name):
        row.fault("E_PARTY", key, f"The party {name!r} is not declared.")
    return name or ""


def category_in(row: Row, frame: Frame, key: str = "category") -> str:
    """Read a declared category; E_CATEGORY."""
    name = row.text(key)
    if name is not None and name not in frame.categories:
        row.fault("E_CATEGORY", key, f"The category {name!r} is not declared.")
    return name or ""


def region_in(row: Row, frame: Frame, key: str = "region") -> str:
    """Read a declared region; E_REGION."""
    name = row.text(key)
    if name is not None and name not in frame.regions.parents:
        row.fault("E_REGION", key, f"The region {name!r} is not declared.")
    return name or ""


def unit_in(row: Row, frame: Frame, party: str, category: str) -> tuple[str, Fraction]:
    """Read the unit of a row (default: the category's) and what one of it is in the category's unit; E_UNIT."""
    if category not in frame.categories:
        return "", Fraction(1)
    target = frame.categories[category].unit
    written = row.text("unit")
    unit = target if written is None else written
    factor = frame.converted(unit, party, target)
    if factor is None:
        row.fault("E_UNIT", "unit", f"No row of units leads from {unit!r} of {party} to {target!r}.")
    return unit, Fraction(1) if factor is None else factor


def scaled(row: Row, key: str, factor: Fraction) -> Fraction | None:
    """Read a quantity of the row's unit and return it in the category's unit."""
    value = row.quantity(key)
    return value if value is None or factor == 1 else value * factor


def sides_in(row: Row, key: str, frame: Frame) -> tuple[str, ...] | None:
    """Read a list of declared parties and blocs; E_PARTY."""
    return row.names(key, frame.named, "E_PARTY")


def compared_in(row: Row, key: str, frame: Frame) -> tuple[str, ...] | None:
    """Read the sides to compare: no repetition (E_DUP_ID), no bloc together with its member (E_VALUE)."""
    names = sides_in(row, key, frame)
    if not names:
        return names
    path = (*row.path, key)
    check_unique(row.faults, (((name), (*path, place)) for place, name in enumerate(names)), "This side")
    for place, name in enumerate(names):
        if frame.bloc_of(name) in names:
            message = f"{name} cannot be compared with its own bloc {frame.bloc_of(name)}."
            row.faults.add("E_VALUE", (*path, place), message)
    return names


def verification_in(row: Row) -> Verification | None:
    """Read how a step is checked."""
    raw = row.values.get("verification")
    if raw is None:
        return None
    optional = ("quota", "objects", "notice_h", "refusals")
    inner = Row(row.faults, raw, (*row.path, "verification"), ("method", "tier"), optional)
    tier = inner.integer("tier") or 0
    if tier > HIGHEST_TIER:
        inner.fault("E_VALUE", "tier", f"The tier is {tier}; it is 0 to {HIGHEST_TIER}.")
    quota, objects = inner.quantity("quota"), inner.quantity("objects")
    notice, refusals = inner.quantity("notice_h"), inner.quantity("refusals")
    return Verification(inner.text("method") or "", tier, quota, objects, notice, refusals)


def conditions_in(row: Row) -> Conditions:
    """Read what a step waits for: a list (all of it) or `{any: [...]}`; whether the names exist is checked later."""
    raw = row.values.get("conditions")
    if isinstance(raw, dict):
        inner = Row(row.faults, raw, (*row.path, "conditions"), ("any",))
        return Conditions(inner.names("any", _is_waited_for, "E_ID") or (), one_is_enough=True)
    return Conditions(row.names("conditions", _is_waited_for, "E_ID") or ())


def _is_waited_for(name: str) -> bool:
    return name.startswith(EVENT) or bool(name)


def identifier_in(row: Row, key: str = "id") -> str:
    """Read the id of a row; E_ID."""
    name = row.text(key)
    if name is not None:
        check_identifier(row.faults, name, (*row.path, key))
    return name or ""


def number_in(row: Row, key: str) -> Fraction:
    """Read a required quantity; zero stands in where a fault was noted."""
    return row.quantity(key) or ZERO
