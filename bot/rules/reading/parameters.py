"""Reading the parameters of a rule: each type has its reader, and a value outside its type is E_PARAM."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.rules.model import Frame
from bot.rules.numbers import ZERO
from bot.rules.reading.names import category_in, party_in, region_in
from bot.rules.reading.row import Row
from bot.rules.registry import Parameter, Rule, Want


@dataclass(frozen=True)
class Names:
    """What a rule may name: the ids of commitments, of clauses and of rules of its deal."""

    commitments: Collection[str] = frozenset()
    clauses: Collection[str] = frozenset()
    rules: Collection[str] = frozenset()

    def with_rules(self, rules: Collection[str]) -> "Names":
        """Return the same names with the ids of rules."""
        return replace(self, rules=rules)


def read_parameters(row: Row, rule: Rule, frame: Frame, names: Names) -> dict[str, Any]:
    """Return all parameters of a rule, defaults filled in; faults are noted as E_PARAM, dangling names as their own."""
    given = rule.defaults()
    known = {parameter.name: parameter for parameter in rule.parameters}
    raw = row.values.get("with", {})
    if not isinstance(raw, Mapping):
        row.fault("E_TYPE", "with", "with must be a mapping of parameters to their values.")
    inner = Row(row.faults, raw, (*row.path, "with"), (), _keys(raw), "E_PARAM")
    for name in inner.values:
        parameter = known.get(name)
        if parameter is None:
            listed = ", ".join(known) or "none"
            inner.fault("E_PARAM", name, f"{rule.name} has no parameter {name!r}; it has {listed}.")
            continue
        if name == "strict":
            inner.strict_code = None
        value = _READERS[parameter.want](inner, parameter, frame, names)
        inner.strict_code = "E_PARAM"
        if value is not None:
            given[name] = value
    needed = [parameter.name for parameter in rule.parameters if parameter.required]
    if given.get("mode") == "at_least":
        needed += ["mover", "responder"]
    for name in needed:
        if not inner.has(name):
            inner.fault("E_PARAM", name, f"{rule.name} needs the parameter {name!r} here.")
    return given


def _keys(raw: object) -> tuple[str, ...]:
    return tuple(str(key) for key in raw) if isinstance(raw, Mapping) else ()


Reader = Callable[[Row, Parameter, Frame, Names], Any]


def _quantity(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.quantity(parameter.name)


def _integer(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.integer(parameter.name)


def _flag(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.flag(parameter.name)


def _date(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.date(parameter.name)


def _text(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.text(parameter.name)


def _party(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    return _declared(row, party_in, frame, parameter.name)


def _choice(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.one_of(parameter.name, parameter.choices)


def _choices(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.names(parameter.name, parameter.choices.__contains__, "E_PARAM")


def _ids(row: Row, parameter: Parameter, _frame: Frame, names: Names) -> object:
    def check(name: str) -> bool:
        return name in names.commitments or name in names.clauses or name in names.rules

    return row.names(parameter.name, check)


def _anything(_name: str) -> bool:
    return True


def _by_unit(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    return row.quantities(parameter.name, _anything, "E_PARAM")


def _by_destination(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    found = row.quantities(parameter.name, parameter.choices.__contains__, "E_PARAM")
    return {**parameter.default, **found}


def _by_category(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    return row.quantities(parameter.name, frame.categories.__contains__, "E_CATEGORY")


def _by_side(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    found = row.quantities(parameter.name, frame.named, "E_PARTY")
    if not found or not all(found.values()):
        row.fault("E_PARAM", parameter.name, f"{parameter.name} needs a quantity above 0 for each side.")
    return found


def _by_method(row: Row, parameter: Parameter, _frame: Frame, _names: Names) -> object:
    path = (*row.path, parameter.name)
    return {
        method: row.names_in(units, (*path, method), _anything, "E_PARAM") or ()
        for method, units in row.items(parameter.name)
    }


def _caps(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    return tuple(
        MappingProxyType(
            {
                "region": _declared(cap, region_in, frame, "region"),
                "cap": cap.quantity("cap") or ZERO,
                "party": _declared(cap, party_in, frame, "party"),
                "category": _declared(cap, category_in, frame, "category"),
            },
        )
        for cap in row.rows(parameter.name, ("region", "cap"), ("party", "category"))
    )


def _sided(row: Row, parameter: Parameter, frame: Frame, fields: tuple[str, ...]) -> dict[str, Row]:
    """Return the inner mapping of each side; a field that is absent is for the rule to judge."""
    found: dict[str, Row] = {}
    for side, raw in row.items(parameter.name):
        path = (*row.path, parameter.name, side)
        if not frame.named(side):
            row.faults.add("E_PARTY", path, f"The party {side!r} is not declared.")
        found[side] = Row(row.faults, raw, path, (), fields, "E_PARAM")
    return found


def _distances(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    return {
        side: {
            "distance": inner.quantity("distance"),
            "line": inner.text("line"),
            "meaning": inner.one_of("meaning", {"per_side", "width"}),
        }
        for side, inner in _sided(row, parameter, frame, ("distance", "line", "meaning")).items()
    }


def _thresholds(row: Row, parameter: Parameter, frame: Frame, _names: Names) -> object:
    return {
        side: {
            "notify": inner.quantity("notify"),
            "observe": inner.quantity("observe"),
            "lead_days": inner.integer("lead_days"),
        }
        for side, inner in _sided(row, parameter, frame, ("notify", "observe", "lead_days")).items()
    }


def _declared(row: Row, read: Callable[[Row, Frame, str], str], frame: Frame, key: str) -> str | None:
    """Read a declared name; a name that is not declared keeps its own code, another type is E_PARAM."""
    if isinstance(row.values.get(key), str):
        row.strict_code = None
    name = read(row, frame, key) or None
    row.strict_code = "E_PARAM"
    return name


_READERS: Mapping[Want, Reader] = {
    Want.QUANTITY: _quantity,
    Want.INTEGER: _integer,
    Want.FLAG: _flag,
    Want.DATE: _date,
    Want.TEXT: _text,
    Want.PARTY: _party,
    Want.CHOICE: _choice,
    Want.CHOICES: _choices,
    Want.IDS: _ids,
    Want.BY_UNIT: _by_unit,
    Want.BY_DESTINATION: _by_destination,
    Want.BY_CATEGORY: _by_category,
    Want.BY_SIDE: _by_side,
    Want.BY_METHOD: _by_method,
    Want.CAPS: _caps,
    Want.DISTANCES: _distances,
    Want.THRESHOLDS: _thresholds,
}
