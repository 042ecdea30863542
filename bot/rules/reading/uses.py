"""Reading the `rules` section: which rules a deal lists, what they look at, and their parameters."""

from types import MappingProxyType

from bot.rules.model import Frame, RuleUse, Selection
from bot.rules.reading.names import compared_in
from bot.rules.reading.parameters import Names, read_parameters
from bot.rules.reading.row import Faults, Row, check_identifier
from bot.rules.registry import REGISTRY, Kind, Rule
from bot.rules.verdicts import Severity

_SEVERITIES = frozenset(str(severity) for severity in Severity)
_OPTIONAL = ("id", "on", "parties", "severity", "with", "off")
_SELECTION = ("categories", "regions", "ids", "clauses")


def gate_by_default(rule: Rule) -> RuleUse:
    """Return a gate as it runs where a deal does not mention it."""
    return RuleUse(rule.name, rule.name, rule.severity, MappingProxyType(rule.defaults()))


_DEFAULT_GATES = tuple(gate_by_default(rule) for rule in REGISTRY.values() if rule.kind is Kind.GATE)


def read_uses(faults: Faults, top: Row, frame: Frame, names: Names) -> tuple[RuleUse, ...]:
    """Read all rules; the gates come first, each once, then the listed rules in file order."""
    gates = {use.id: use for use in _DEFAULT_GATES}
    listed: dict[str, RuleUse] = {}
    named: set[str] = set()
    rows = list(top.rows("rules", ("rule",), _OPTIONAL))
    known = names.with_rules({*gates, *(_identifier(row) for row in rows)})
    for row in rows:
        use = _read_use(row, frame, known)
        if use is None:
            continue
        if use.id in named or (use.rule not in gates and use.id in gates):
            row.fault("E_DUP_ID", "id" if row.has("id") else "rule", f"A rule {use.id!r} stands here a second time.")
        named.add(use.id)
        (gates if use.rule in gates else listed)[use.id] = use
    faults.stop()
    return (*gates.values(), *listed.values())


def _identifier(row: Row) -> str:
    return str(row.values.get("id") or row.values.get("rule"))


def _read_use(row: Row, frame: Frame, names: Names) -> RuleUse | None:
    name = row.text("rule")
    rule = None if name is None else REGISTRY.get(name)
    if name is None or rule is None:
        if name is not None:
            row.fault("E_RULE", "rule", f"There is no rule {name!r}; known are {', '.join(sorted(REGISTRY))}.")
        return None
    if rule.kind is Kind.GATE:
        for key in ("id", "on", "parties"):
            if row.has(key):
                row.fault("E_VALUE", key, f"{name} is a gate: it always looks at everything and takes no {key}.")
    elif row.has("off"):
        row.fault("E_VALUE", "off", "Only gates can be switched off; leave the rule out instead.")
    identifier = row.text("id")
    if identifier is not None:
        check_identifier(row.faults, identifier, (*row.path, "id"))
    parties = compared_in(row, "parties", frame)
    if parties == () and not row.values["parties"]:
        row.fault("E_VALUE", "parties", "Name the sides, or leave parties out.")
    severity = row.one_of("severity", _SEVERITIES)
    return RuleUse(
        id=identifier or name,
        rule=name,
        severity=rule.severity if severity is None else Severity(severity),
        given=MappingProxyType(read_parameters(row, rule, frame, names)),
        on=_selection(row, frame, names),
        parties=parties or None,
        off=row.flag("off"),
    )


def _selection(row: Row, frame: Frame, names: Names) -> Selection:
    on = row.child("on", (), _SELECTION)
    return Selection(
        categories=on.names("categories", frame.categories.__contains__, "E_CATEGORY"),
        regions=on.names("regions", frame.regions.parents.__contains__, "E_REGION"),
        ids=on.names("ids", names.commitments.__contains__),
        clauses=on.names("clauses", names.clauses.__contains__),
    )
