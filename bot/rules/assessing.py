"""From a deal to its assessment: weigh the steps, ask each rule, combine. One implementation, with a memo."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.rules.case import Case, Weighed
from bot.rules.deal import Deal
from bot.rules.findings import Assessment, Finding, combined
from bot.rules.gates.weighing import weigh
from bot.rules.model import Frame, RuleUse, Selection
from bot.rules.registry import REGISTRY, Rule
from bot.rules.steps import Clause, Commitment, Compensation

_Ids = tuple[int, ...]


def assess(deal: Deal) -> Assessment:
    """Assess a deal by its rules (format.md sections 4 to 7)."""
    return Assessor(deal).assess(deal)


class Assessor:
    """Assesses many deals of one frame, and remembers what each rule said about the same steps.

    The memo keys are the identities of the step objects, so compose deals from the same parsed steps: those of the
    deal that the assessor was made with. Everything it has seen is kept alive as long as the assessor itself.
    """

    def __init__(self, pool: Deal) -> None:
        self.pool = pool
        self._frame: Frame = pool.frame
        self._seen: list[object] = [pool]  # keeps alive what memo keys identify
        self._weighed: dict[tuple[_Ids, _Ids], Weighed] = {}
        self._findings: dict[tuple[object, ...], Finding] = {}
        self._selected: dict[tuple[int, _Ids, _Ids], tuple[tuple[Commitment, ...], tuple[Clause, ...]]] = {}
        self._narrowed: dict[tuple[object, ...], RuleUse] = {}

    def compose(
        self,
        commitments: Sequence[Commitment],
        clauses: Sequence[Clause],
        compensations: Sequence[Compensation] = (),
    ) -> Deal:
        """Return the deal of some of the pool's steps under the pool's rules.

        Names of pool steps that are absent are left out of `on.ids`, `on.clauses`, `asymmetries` and `by` (an emptied
        list stays empty), and a row `for` an absent step goes, as for the packages of a pack. Raises FileError.
        """
        present = {row.id for row in commitments} | {row.id for row in clauses}
        absent = self.pool.step_ids - present
        rules = [self._narrow(use, absent) for use in self.pool.rules]
        rows = [_narrowed_row(row, absent) for row in compensations if row.asymmetry not in absent]
        return self.pool.with_steps(commitments=commitments, clauses=clauses, compensations=rows, rules=rules)

    def _narrow(self, use: RuleUse, absent: Collection[str]) -> RuleUse:
        on, asymmetries = use.on, use.given.get("asymmetries")
        if on.ids is None and on.clauses is None and asymmetries is None:
            return use
        lists = (_without(on.ids, absent), _without(on.clauses, absent), _without(asymmetries, absent))
        if lists == (on.ids, on.clauses, asymmetries):
            return use
        key = (id(use), *lists)
        found = self._narrowed.get(key)
        if found is None:
            given = use.given if asymmetries is None else {**use.given, "asymmetries": lists[2]}
            found = replace(use, on=replace(on, ids=lists[0], clauses=lists[1]), given=given)
            self._narrowed[key] = found
        return found

    def assess(self, deal: Deal) -> Assessment:
        """Assess a deal of this assessor's frame; raises ValueError for a deal of another frame."""
        if deal.frame is not self._frame:
            raise ValueError("this deal has another frame than the assessor")
        steps: _Ids = tuple(map(id, deal.commitments))
        clauses: _Ids = tuple(map(id, deal.clauses))
        weighed = self._weigh(deal, steps)
        results = {use.id: self._finding(deal, use, weighed, steps, clauses) for use in deal.rules if not use.off}
        return combined(self._frame.title, results, weighed.credits, any_of=self._frame.any_of)

    def _weigh(self, deal: Deal, steps: _Ids) -> Weighed:
        running = [use for use in deal.rules if not use.off and use.rule == use.id]
        key = (tuple(map(id, running)), steps)
        found = self._weighed.get(key)
        if found is None:
            gates = {use.rule: use.given for use in running}
            found = self._weighed[key] = weigh(self._frame, deal.commitments, gates)
            self._seen.append((deal.commitments, running))
        return found

    def _finding(self, deal: Deal, use: RuleUse, weighed: Weighed, steps: _Ids, clauses: _Ids) -> Finding:
        rule = REGISTRY[use.rule]
        looks = rule.looks_at
        selected = self._select(deal, use, rule, steps, clauses)
        key = (
            id(use),
            tuple(map(id, selected[0])) if "commitments" in looks else None,
            tuple(map(id, selected[1])) if "clauses" in looks else None,
            id(weighed) if "steps" in looks else None,
            clauses if "all_clauses" in looks else None,
            deal.compensations if "compensations" in looks else None,
        )
        found = self._findings.get(key)
        if found is None:
            case = Case(self._frame, use, weighed, *selected, deal.clauses, deal.compensations)
            found = self._findings[key] = _judged(case, rule)
            self._seen.append((deal.clauses, selected, use))
        return found

    def _select(
        self,
        deal: Deal,
        use: RuleUse,
        rule: Rule,
        steps: _Ids,
        clauses: _Ids,
    ) -> tuple[tuple[Commitment, ...], tuple[Clause, ...]]:
        looks = rule.looks_at
        wanted = "commitments" in looks, "clauses" in looks
        key = (id(use), steps if wanted[0] else (), clauses if wanted[1] else ())
        found = self._selected.get(key)
        if found is None:
            commitments = _selected_commitments(self._frame, use.on, deal.commitments, rule) if wanted[0] else ()
            chosen = _selected_clauses(use.on, deal.clauses, rule) if wanted[1] else ()
            found = self._selected[key] = (commitments, chosen)
            self._seen.append((use, deal))
        return found


def _judged(case: Case, rule: Rule) -> Finding:
    outcome = rule.judge(case)
    return Finding(
        id=case.use.id,
        rule=rule.name,
        code=rule.code,
        severity=case.use.severity,
        verdict=outcome.verdict,
        inputs=outcome.inputs,
        message=rule.message(outcome),
        params=outcome.params,
        reading=case.given.get("reading"),
        sides=outcome.sides,
        cures=outcome.cures,
    )


def _selected_commitments(
    frame: Frame,
    on: Selection,
    commitments: tuple[Commitment, ...],
    rule: Rule,
) -> tuple[Commitment, ...]:
    if on.clauses_only:
        return commitments if rule.name == "ZERO" else ()
    if on.categories is None and on.regions is None and on.ids is None:
        return commitments
    ids = None if on.ids is None else frozenset(on.ids)
    regions = None if on.regions is None else frozenset(on.regions)
    lineage = frame.regions.lineage
    return tuple(
        step
        for step in commitments
        if (on.categories is None or step.category in on.categories)
        and (ids is None or step.id in ids)
        and (regions is None or not regions.isdisjoint(lineage[step.region]))
    )


def _selected_clauses(on: Selection, clauses: tuple[Clause, ...], rule: Rule) -> tuple[Clause, ...]:
    if on.clauses is None:
        return clauses if rule.every_clause else ()
    wanted = frozenset(on.clauses)
    return tuple(clause for clause in clauses if clause.id in wanted)


def _without(names: tuple[str, ...] | None, absent: Collection[str]) -> tuple[str, ...] | None:
    return None if names is None else tuple(name for name in names if name not in absent)


def _narrowed_row(row: Compensation, absent: Collection[str]) -> Compensation:
    by = _without(row.by, absent) or ()
    return row if len(by) == len(row.by) else replace(row, by=by)
