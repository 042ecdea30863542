"""Every rule by name: one entry each, so that another rule can be added without touching these."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules.findings import Note
from bot.rules.registry.balance import BALANCE
from bot.rules.registry.duties import DUTIES
from bot.rules.registry.gates import GATES
from bot.rules.registry.rule import Kind, Parameter, Rule, Want
from bot.rules.registry.verification import VERIFICATION

_LISTED = sorted((*BALANCE, *DUTIES, *VERIFICATION), key=lambda rule: rule.code)
REGISTRY: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in (*GATES, *_LISTED)})
GATE_NAMES: tuple[str, ...] = tuple(rule.name for rule in GATES)
_REASONS: Mapping[str, str] = {rule.code: rule.reason for rule in GATES if rule.reason is not None}


def reason_of(note: Note) -> str:
    """Return why a step counts less than it says, in a sentence with its numbers."""
    return _REASONS[note.code].format_map(note.params)


def find_rule(name: str) -> Rule | None:
    """Return a rule by its name or its code, in any case; None if there is none."""
    wanted = name.upper()
    return next((rule for rule in REGISTRY.values() if wanted in {rule.name, rule.code.upper()}), None)


__all__ = ["GATE_NAMES", "REGISTRY", "Kind", "Parameter", "Rule", "Want", "find_rule", "reason_of"]
