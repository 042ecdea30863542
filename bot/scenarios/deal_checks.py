"""The rules' own checks of a pack: its sections, its rules under each variant, and the steps of every option."""

import re
from collections.abc import Iterator

from bot.rules import GATE_NAMES, FileError, deal_from
from bot.scenarios.checks import Raw, entries, mapping, options_of, rule_ids, step_ids
from bot.scenarios.deal import STEP_KINDS, RawDeal, base_deal, rules_under, trim_rule
from bot.scenarios.faults import Faults, Path

_PART = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_NAMING = ("sides", "regions", "categories", "units", "balance")  # the sections that steps and rules take names from


def check_deals(raw: Raw, faults: Faults) -> None:
    """Note what the rules' own reader refuses in a pack as read.

    The reader stops at the first part that is wrong, so sections, steps and rules are handed to it apart, and
    together only if each is sound.
    """
    checker = _Deals(raw, faults)
    rules = checker.without_steps(checker.rules)
    checker.note(base_deal(raw, []))
    checker.note(base_deal(raw, [], _NAMING) | checker.steps_without_rules())
    checker.note(base_deal(raw, rules, _NAMING))
    if not faults.ordered():
        checker.note(base_deal(raw, checker.rules) | checker.steps)
        checker.note_conditions()
    checker.variants()


def refusals(deal: RawDeal) -> Iterator[tuple[str, Path, str]]:
    """Give code, key path in the deal, and message of everything that the rules refuse in a deal."""
    try:
        deal_from(deal)
    except FileError as error:
        for fault in error.errors:
            path = tuple(int(number) if number else name for number, name in _PART.findall(fault.where))
            yield fault.code, path, fault.message


class _Deals:
    def __init__(self, raw: Raw, faults: Faults) -> None:
        self.raw = raw
        self.faults = faults
        self.rules = [rule for _, rule in entries(raw.get("rules"), ())]
        self.known = rule_ids(raw) | set(GATE_NAMES)
        self.named = step_ids(raw)
        self.places: dict[tuple[str | int, ...], Path] = {
            ("parties", str(party.get("id"))): path for path, party in entries(raw.get("parties"), ("parties",))
        }
        self.places |= {
            ("rules", number): path for number, (path, _) in enumerate(entries(raw.get("rules"), ("rules",)))
        }
        self.steps = self._pool()

    def _pool(self) -> RawDeal:
        """Give the steps of every option, and note where in the pack each stands."""
        pool: RawDeal = {kind: [] for kind in STEP_KINDS}
        for path, option in options_of(self.raw):
            for kind in STEP_KINDS:
                for step_path, step in entries(option.get(kind), (*path, kind)):
                    self.places[kind, len(pool[kind])] = step_path
                    pool[kind].append(step)
        return pool

    def steps_without_rules(self) -> RawDeal:
        """Give the steps for a deal that lists no rule: what pays for a rule's asymmetry pays for some step."""
        stand_in = next(iter(sorted(self.named)), "")
        rows = [
            {**row, "for": stand_in} if str(row.get("for")) in self.known else row
            for row in self.steps["compensations"]
        ]
        return {**self.steps, "compensations": rows}

    def without_steps(self, rules: list[Raw]) -> list[Raw]:
        """Leave every name of a step out of the rules; those that lead nowhere are noted with the references."""
        return [
            dict(trim_rule(rule, {name for name in _texts(rule) if name in self.named or name not in self.known}))
            for rule in rules
        ]

    def note(self, deal: RawDeal) -> None:
        """Note what is refused in a deal at its places in the pack."""
        for code, path, message in refusals(deal):
            where = (*self.places.get(path[:2], path[:2]), *path[2:])
            if not self.faults.has_under(where):
                self.faults.add(code, where, message)

    def note_conditions(self) -> None:
        """Check that no step waits for a step of another option, which need not be in the package."""
        for path, option in options_of(self.raw):
            own = {str(step.get("id")) for kind in STEP_KINDS[:2] for _, step in entries(option.get(kind), ())}
            for kind in STEP_KINDS[:2]:
                for place, step in entries(option.get(kind), (*path, kind)):
                    waited = step.get("conditions") or ()
                    for name in mapping(waited).get("any", ()) if isinstance(waited, dict) else waited:
                        if name in self.named - own:
                            message = f"{name!r} stands in another option, which need not be chosen; use a constraint"
                            self.faults.add("E_REF", (*place, "conditions"), message)

    def variants(self) -> None:
        """Check each variant's rules."""
        sound = not any(True for _ in refusals(base_deal(self.raw, self.without_steps(self.rules), _NAMING)))
        for place, variant in entries(self.raw.get("variants"), ("variants",)):
            change = {name: value for name, value in mapping(variant.get("change")).items() if isinstance(value, dict)}
            listed = variant.get("drop")
            drop = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []
            for name in change:
                self._rule(name, (*place, "change", name))
            for number, name in enumerate(drop):
                self._rule(name, (*place, "drop", number))
            if sound and {*change, *drop} <= self.known:
                self._variant(place, change, drop)

    def _rule(self, name: str, path: Path) -> None:
        if name not in self.known:
            self.faults.unknown("E_REF", path, "rule", name, sorted(self.known))

    def _variant(self, place: Path, change: Raw, drop: list[str]) -> None:
        rules = [dict(rule) for rule in rules_under(self.rules, change, drop, GATE_NAMES)]
        for code, path, message in refusals(base_deal(self.raw, self.without_steps(rules), _NAMING)):
            where = place
            match path:
                case ("rules", int(number), "with", *rest):
                    where = (*place, "change", str(rules[number].get("id", rules[number].get("rule"))), *rest)
            self.faults.add(code, where, message)


def _texts(rule: Raw) -> Iterator[str]:
    for part in (mapping(rule.get("on")), mapping(rule.get("with"))):
        for key in ("ids", "clauses", "asymmetries"):
            value = part.get(key)
            if isinstance(value, list):
                yield from (name for name in value if isinstance(name, str))
