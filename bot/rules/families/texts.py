"""Duties in words: MUTUAL, HOLLOW, COMPENSATED, CONDITIONAL (format.md section 6)."""

from bot.rules.case import Case
from bot.rules.findings import Outcome
from bot.rules.steps import Clause, Compensation, Conditions
from bot.rules.verdicts import Verdict
from bot.rules.vocabulary import EVENT, HARD


def binds_all(case: Case, clause: Clause) -> bool:
    """Say whether a clause binds every side that is compared."""
    return all(case.frame.holds(clause.binds, side) for side in case.sides)


def mutual(case: Case) -> Outcome:
    """R11: every clause binds every side, with the same force, deadline and duration."""
    if not case.clauses:
        return Outcome(Verdict.NA, "none", sides=case.sides)
    all_soft = True
    for clause in case.clauses:
        free = [side for side in case.sides if not case.frame.holds(clause.binds, side)]
        if free:
            params = {"clause": clause.id, "free": ", ".join(free), "bound": ", ".join(clause.binds)}
            return Outcome(Verdict.FAIL, "one_sided", {"clause": clause.id}, params, case.sides)
        duties = {side: clause.duty(side, case.frame.bloc_of(side)) for side in case.sides}
        for name in ("modality", "deadline", "until", "duration_days"):
            values = {side: getattr(duty, name) for side, duty in duties.items()}
            if len(set(values.values())) > 1:
                listed = ", ".join(f"{side} {value or 'none'}" for side, value in values.items())
                params = {"clause": clause.id, "what": name.replace("_", " "), "values": listed}
                return Outcome(Verdict.FAIL, "differs", {"clause": clause.id}, params, case.sides)
        all_soft = all_soft and not any(duty.modality in HARD for duty in duties.values())
    verdict = Verdict.VACUOUS if all_soft else Verdict.PASS
    return Outcome(verdict, verdict.name, {"clauses": len(case.clauses)}, {"count": str(len(case.clauses))}, case.sides)


def hollow(case: Case) -> Outcome:
    """R16: same words, unequal burden."""
    shared = [clause for clause in case.clauses if binds_all(case, clause)]
    if not shared:
        return Outcome(Verdict.NA, "none", sides=case.sides)
    for clause in shared:
        free = [side for side in case.sides if not case.frame.holds(clause.burdens, side)]
        if free:
            params = {"clause": clause.id, "free": ", ".join(free), "burdened": ", ".join(clause.burdens) or "nobody"}
            return Outcome(Verdict.WARN, "WARN", {"clause": clause.id}, params, case.sides)
    return Outcome(Verdict.PASS, "PASS", sides=case.sides)


def compensated(case: Case) -> Outcome:
    """R15: each asymmetry is paid for or waived, and whoever loses by it has accepted that by name."""
    listed = case.given["asymmetries"]
    one_sided = (clause.id for clause in case.clauses if not binds_all(case, clause))
    asymmetries = tuple(one_sided) if listed is None else listed
    if not asymmetries:
        return Outcome(Verdict.NA, "none", sides=case.sides)
    clauses = {clause.id: clause for clause in case.all_clauses}
    undecided: str | None = None
    for name in asymmetries:
        rows = [row for row in case.compensations if row.asymmetry == name]
        accepted = [row for row in rows if set(row.disadvantaged) <= set(row.accepted_by)]
        if any(row.waiver or any(_is_worth(case, clauses, row, by) for by in row.by) for row in accepted):
            continue
        if not any(_is_unknown(case, by) for row in accepted for by in row.by):
            losers = {side: None for row in rows for side in row.disadvantaged if side not in row.accepted_by}
            say = "not_accepted" if losers and not accepted else "FAIL"
            params = {"asymmetry": name, "losers": ", ".join(losers)}
            return Outcome(Verdict.FAIL, say, {"asymmetry": name}, params, case.sides)
        undecided = undecided or name
    if undecided is not None:
        inputs = {"asymmetry": undecided}
        return Outcome(Verdict.INDETERMINATE, "unknown", inputs, inputs, case.sides)
    count = {"count": str(len(asymmetries))}
    return Outcome(Verdict.PASS, "PASS", {"asymmetries": list(asymmetries)}, count, case.sides)


def _is_worth(case: Case, clauses: dict[str, Clause], row: Compensation, name: str) -> bool:
    """Say whether a step is worth something and comes from somebody who does not lose by the asymmetry."""
    if name == row.asymmetry:
        return False
    clause = clauses.get(name)
    if clause is not None:
        return clause.modality in HARD and any(not case.frame.holds(row.disadvantaged, side) for side in clause.binds)
    step = case.weighed.by_id[name]
    return bool(case.credit(step)) and not case.frame.holds(row.disadvantaged, step.party)


def _is_unknown(case: Case, name: str) -> bool:
    step = case.weighed.by_id.get(name)
    return step is not None and case.credit(step) is None


def conditional(case: Case) -> Outcome:
    """S05: no step waits, directly or not, for itself."""
    waiting: dict[str, Conditions] = {step.id: step.conditions for step in case.weighed.commitments}
    waiting.update({clause.id: clause.conditions for clause in case.all_clauses})
    if not any(conditions.ids for conditions in waiting.values()):
        return Outcome(Verdict.NA, "none")
    stuck = never_free(waiting)
    if not stuck:
        return Outcome(Verdict.PASS, "PASS")
    return Outcome(Verdict.FAIL, "FAIL", {"deadlock": stuck}, {"deadlock": ", ".join(stuck)})


def never_free(waiting: dict[str, Conditions]) -> list[str]:
    """Give what waits, directly or not, for itself, in file order, in time linear in the number of conditions."""
    followers: dict[str, list[str]] = {}
    left: dict[str, int] = {}
    ready: list[str] = []
    for name, conditions in waiting.items():
        awaited = [other for other in conditions.ids if other in waiting or not other.startswith(EVENT)]
        happens = len(awaited) < len(conditions.ids)
        left[name] = len(awaited)
        if conditions.one_is_enough and conditions.ids:
            left[name] = 0 if happens else 1
        for other in awaited:
            followers.setdefault(other, []).append(name)
        if left[name] == 0:
            ready.append(name)
    free: set[str] = set()
    while ready:
        name = ready.pop()
        if name in free:
            continue
        free.add(name)
        for follower in followers.get(name, ()):
            left[follower] -= 1
            if left[follower] <= 0:
                ready.append(follower)
    return [name for name in waiting if name not in free]
