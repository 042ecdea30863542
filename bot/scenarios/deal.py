"""A package as a deal: the pack's sections under a variant, with the steps of what was chosen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from bot.scenarios.schema import Pack, Variant

RawDeal = dict[str, Any]

# Sections that a pack shares with the deal file, in the words of the deal file.
SECTIONS = (
    "sides", "regions", "categories", "units", "equivalence", "baselines", "levels", "exclusions", "terms", "balance",
)  # fmt: skip


def base_deal(pack: Pack, variant: Variant | None, gates: Collection[str]) -> RawDeal:
    """Give the deal of a pack before anybody promised anything: every section, no step.

    `gates`: the names of the rules that are gates; a dropped gate is switched off, any other rule is left out.
    """
    deal: RawDeal = {"deal": 1, "title": pack.title, "parties": {}}
    for party in pack.parties:
        deal["parties"][party.id] = {"name": party.name} | ({"bloc": party.bloc} if party.bloc else {})
    for section in SECTIONS:
        value = getattr(pack, section)
        if value:
            deal[section] = list(value) if isinstance(value, tuple) else value
    deal["baselines"] = [without(row, "evidence") for row in pack.baselines]
    deal["rules"] = rules_under(pack.rules, variant, gates)
    return deal


def without(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Copy a row and leave one key out."""
    return {name: value for name, value in row.items() if name != key}


def rules_under(
    rules: Sequence[Mapping[str, Any]], variant: Variant | None, gates: Collection[str]
) -> list[dict[str, Any]]:
    """Give the rule entries as the variant changes them."""
    entries = {str(entry.get("id", entry.get("rule"))): dict(entry) for entry in rules}
    if variant is None:
        return list(entries.values())
    for rule_id, parameters in variant.change.items():
        entry = entries.setdefault(rule_id, {"rule": rule_id})
        entry["with"] = {**entry.get("with", {}), **parameters}
    for rule_id in variant.drop:
        name = str(entries.pop(rule_id, {"rule": rule_id})["rule"])
        if name in gates:
            entries[rule_id] = {"rule": name, "off": True}
    return list(entries.values())


def steps_named(entry: Mapping[str, Any]) -> Iterable[str]:
    """Give every id of a step that a rule entry names."""
    on, parameters = entry.get("on") or {}, entry.get("with") or {}
    for names in (on.get("ids"), on.get("clauses"), parameters.get("asymmetries")):
        yield from names or ()


def trim_rule(entry: Mapping[str, Any], absent: Collection[str]) -> dict[str, Any]:
    """Leave out of a rule entry the steps that are not in the package; an emptied list stays, and selects nothing."""
    trimmed = dict(entry)
    for section, keys in (("on", ("ids", "clauses")), ("with", ("asymmetries",))):
        if section not in entry:
            continue
        part = dict(entry[section])
        for key in keys:
            if key in part:
                part[key] = [name for name in part[key] if name not in absent]
        trimmed[section] = part
    return trimmed


def trim_compensation(row: Mapping[str, Any], absent: Collection[str]) -> dict[str, Any] | None:
    """Leave absent steps out of what pays; a row for an absent step goes (None)."""
    if row.get("for") in absent:
        return None
    if "by" not in row:
        return dict(row)
    return {**row, "by": [name for name in row["by"] if name not in absent]}
