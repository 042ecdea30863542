"""The rules' own checks of a pack: its sections, its rules under each variant, and the steps of every option."""

import re
from collections.abc import Iterator

from bot.rules import GATE_NAMES, REGISTRY, FileError, deal_from
from bot.scenarios.checks import Raw, entries, mapping, options_of, rule_ids, step_ids
from bot.scenarios.deal import STEP_KINDS, RawDeal, base_deal, rules_under, trim_rule
from bot.scenarios.editor import keys_at
from bot.scenarios.faults import Faults, Path, hint

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
        parties = [party for _, party in entries(raw.get("parties"), ())]
        self.parties = [str(party.get("id")) for party in parties]
        self.blocs = [str(party["bloc"]) for party in parties if party.get("bloc")]
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
                self.faults.add(code, where, self._worded(code, where, message))

    def _worded(self, code: str, where: Path, message: str) -> str:
        """Add the nearest name that there is, where the rules only say that there is none."""
        if code == "E_KEY":
            return f"unknown key{hint(str(where[-1]), keys_at(where[:-1]))}"
        known: dict[str, list[str]] = {
            "E_REGION": list(mapping(self.raw.get("regions"))),
            "E_CATEGORY": list(mapping(self.raw.get("categories"))),
            "E_PARTY": [*self.parties, *self.blocs],
            "E_RULE": list(REGISTRY),
        }
        nearest = hint(str(value_at(self.raw, where)), known[code]) if code in known else ""
        return message.rstrip(".").split(";")[0] + nearest if nearest else message

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
        """Check what each variant changes, rule by rule."""
        for place, variant in entries(self.raw.get("variants"), ("variants",)):
            listed = variant.get("drop")
            for number, name in enumerate(listed if isinstance(listed, list) else ()):
                self._rule(str(name), (*place, "drop", number))
            for name, parameters in mapping(variant.get("change")).items():
                path = (*place, "change", name)
                self._rule(name, path)
                if name in self.known and isinstance(parameters, dict):
                    self._change(name, parameters, path)

    def _rule(self, name: str, path: Path) -> None:
        if name not in self.known:
            self.faults.unknown("E_REF", path, "rule", name, sorted(self.known))

    def _change(self, name: str, parameters: Raw, place: Path) -> None:
        """Note what is wrong with one rule as changed, and was not before."""
        listed = [rule for rule in self.rules if str(rule.get("id", rule.get("rule"))) == name]
        found = []
        for change in ({}, {name: parameters}):
            rules = [dict(rule) for rule in rules_under(listed, change, (), GATE_NAMES)]
            found.append(set(refusals(base_deal(self.raw, self.without_steps(rules), _NAMING))))
        for code, path, message in sorted(found[1] - found[0], key=str):
            inside = path[:1] == ("rules",) and path[2:3] == ("with",)
            self.faults.add(code, (*place, *path[3:]) if inside else place, message)


def _texts(rule: Raw) -> Iterator[str]:
    for part in (mapping(rule.get("on")), mapping(rule.get("with"))):
        for key in ("ids", "clauses", "asymmetries"):
            value = part.get(key)
            if isinstance(value, list):
                yield from (name for name in value if isinstance(name, str))


def value_at(raw: object, path: Path) -> object:
    """Give what stands at a key path, or None."""
    for part in path:
        match raw, part:
            case dict(), str():
                raw = raw.get(part)
            case list(), int() if part < len(raw):
                raw = raw[part]
            case _:
                return None
    return raw
