"""A package as a deal: the pack's sections under a variant, with the steps of what was chosen."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bot.rules import GATE_NAMES
from bot.scenarios.schema import Pack, Variant

RawDeal = dict[str, Any]
Raw = Mapping[str, Any]

# Sections that a pack shares with the deal file, in the words of the deal file.
SECTIONS = (
    "sides", "regions", "categories", "units", "equivalence", "baselines", "levels", "exclusions", "terms", "balance",
)  # fmt: skip
STEP_KINDS = ("commitments", "clauses", "compensations")
_STEP_LISTS = (("on", ("ids", "clauses")), ("with", ("asymmetries",)))


def sections_of(pack: Pack) -> RawDeal:
    """Give a pack's sections as they stood in its file, as far as the rules look at them."""
    parties = [{"id": party.id, "name": party.name, "bloc": party.bloc} for party in pack.parties]
    sections = {section: getattr(pack, section) for section in (*SECTIONS, "rules")}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in sections.items()}
    return {"title": pack.title, "parties": parties, **values}


def base_deal(sections: Raw, rules: Sequence[Raw], names: Collection[str] = SECTIONS) -> RawDeal:
    """Give the deal of a pack before anybody promised anything: the sections named, the rules given, no step.

    `sections` are as in the file; what is not there or empty is left out.
    """
    deal: RawDeal = {"deal": 1, "title": sections.get("title"), "parties": {}}
    for party in _dicts(sections.get("parties")):
        if isinstance(party.get("id"), str):
            named = {"name": party.get("name")}
            deal["parties"][party["id"]] = named | ({"bloc": party["bloc"]} if party.get("bloc") else {})
    for section in names:
        if sections.get(section):
            deal[section] = sections[section]
    if "baselines" in deal:
        deal["baselines"] = [
            {key: value for key, value in row.items() if key != "evidence"} for row in _dicts(deal["baselines"])
        ]
    return deal | {"rules": list(rules)}


def _dicts(value: object) -> list[Raw]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []


def rules_under(rules: Sequence[Raw], change: Raw, drop: Collection[str], gates: Collection[str]) -> list[Raw]:
    """Give the rule entries as a variant has them.

    `change` replaces single parameters by rule id. A rule in `drop` is left out; if it is one of `gates`, which always
    run, it is switched off.
    """
    entries: dict[str, Raw] = {str(entry.get("id", entry.get("rule"))): entry for entry in rules}
    for rule_id, parameters in change.items():
        entry = entries.get(rule_id, {"rule": rule_id})
        entries[rule_id] = {**entry, "with": {**entry.get("with", {}), **parameters}}
    for rule_id in drop:
        name = entries.pop(rule_id, {"rule": rule_id})["rule"]
        if name in gates:
            entries[rule_id] = {"rule": name, "off": True}
    return list(entries.values())


def trim_rule(entry: Raw, absent: Collection[str]) -> Raw:
    """Leave names of steps out of a rule entry; an emptied list stays, and selects nothing."""
    trimmed = dict(entry)
    for section, keys in _STEP_LISTS:
        if isinstance(entry.get(section), Mapping):
            trimmed[section] = {
                key: [name for name in value if not (isinstance(name, str) and name in absent)]
                if key in keys and isinstance(value, list)
                else value
                for key, value in entry[section].items()
            }
    return trimmed


def pool_deal(pack: Pack, variant: Variant | None) -> RawDeal:
    """Give the deal that holds the steps of every option at once, from which packages are composed."""
    sections = sections_of(pack)
    rules = sections["rules"]
    if variant is not None:
        rules = rules_under(rules, variant.change, variant.drop, GATE_NAMES)
    options = [option for issue in pack.issues for option in issue.options]
    return base_deal(sections, rules) | {
        kind: [step for option in options for step in getattr(option, kind)] for kind in STEP_KINDS
    }
