"""Reading the `expect` section of test files: its keys are checked like the rest."""

from bot.rules.reading.row import Faults, Row
from bot.rules.verdicts import Verdict

_KEYS = ("overall", "rules", "credits", "reasons", "cures", "error", "where")
_VERDICTS = frozenset(str(verdict) for verdict in Verdict)


def read_expectation(faults: Faults, top: Row) -> None:
    """Note what is wrong with `expect`; its values are for a test runner, which takes them as they stand."""
    if not top.has("expect"):
        return
    row = top.child("expect", (), _KEYS)
    row.one_of("overall", _VERDICTS)
    row.text("error")
    row.text("where")
    verdicts = Row(faults, dict(row.items("rules")), ("expect", "rules"), (), [name for name, _ in row.items("rules")])
    for name in verdicts.values:
        verdicts.one_of(name, _VERDICTS)
    for name, value in row.items("credits"):
        Row(faults, {name: value}, ("expect", "credits"), (), (name,)).quantity(name)
    for name, value in row.items("reasons"):
        Row(faults, {name: value}, ("expect", "reasons"), (), (name,)).names(name)
    for name, value in row.items("cures"):
        holder = Row(faults, {name: value}, ("expect", "cures"), (), (name,))
        for cure in holder.rows(name, ("party", "category", "quantity"), ("action",)):
            cure.quantity("quantity")
