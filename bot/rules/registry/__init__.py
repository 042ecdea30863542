"""Every rule by name: one entry each, so that another rule can be added without touching these."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules.registry.balance import BALANCE
from bot.rules.registry.duties import DUTIES
from bot.rules.registry.gates import GATES
from bot.rules.registry.rule import Kind, Parameter, Rule, Want
from bot.rules.registry.verification import VERIFICATION

_LISTED = sorted((*BALANCE, *DUTIES, *VERIFICATION), key=lambda rule: rule.code)
REGISTRY: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in (*GATES, *_LISTED)})
GATE_NAMES: tuple[str, ...] = tuple(rule.name for rule in GATES)

__all__ = ["GATE_NAMES", "REGISTRY", "Kind", "Parameter", "Rule", "Want"]
