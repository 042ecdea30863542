"""What is odd about the constraints of a pack: they always hold, never hold, or contradict each other."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from math import prod

from bot.scenarios.parts import Constraint
from bot.scenarios.remarks import Remark
from bot.scenarios.schema import Pack

_MOST = 20_000  # combinations of the issues of two constraints that are tried


def constraint_remarks(pack: Pack) -> Iterator[Remark]:
    """Give what is odd about each constraint, and about each two of them."""
    for number, constraint in enumerate(pack.constraints):
        same = [
            issue for issue, options in constraint.when.items() if set(options) & set(constraint.any.get(issue, ()))
        ]
        if same:
            yield Remark("constraint_always_holds", f"constraints[{number}]", {"issue": same[0]})
        against = [issue for issue in constraint.any if issue in constraint.when and issue not in same]
        if len(against) == len(constraint.any):
            yield Remark("constraint_never_holds", f"constraints[{number}]", {"issue": against[0]})
    for first, second in combinations(range(len(pack.constraints)), 2):
        if _contradict(pack, [pack.constraints[first], pack.constraints[second]]):
            why = {"first": pack.constraints[first].why, "second": pack.constraints[second].why}
            yield Remark("constraints_contradict", f"constraints[{second}]", why)


def _contradict(pack: Pack, pair: Sequence[Constraint]) -> bool:
    """Say whether one of two constraints, once triggered, can be kept alone but never together with the other."""
    named = {issue for one in pair for issue in (*one.when, *one.any)}
    options = {issue.id: [option.id for option in issue.options] for issue in pack.issues if issue.id in named}
    if prod(map(len, options.values())) > _MOST:
        return False
    packages = [dict(zip(options, chosen, strict=True)) for chosen in product(*options.values())]
    for one, other in (pair, reversed(pair)):
        triggered = [
            package for package in packages if all(package[issue] in chosen for issue, chosen in one.when.items())
        ]
        kept = [package for package in triggered if one.holds(package)]
        others = [package for package in triggered if other.holds(package)]
        if kept and others and not any(other.holds(package) for package in kept):
            return True
    return False
