"""What each gate says about the whole deal."""

from bot.rules.case import Case
from bot.rules.findings import Outcome
from bot.rules.gates.single import concerns, matches
from bot.rules.model import Exclusion
from bot.rules.numbers import shown
from bot.rules.steps import Commitment, Key
from bot.rules.verdicts import Verdict

_MOST_NAMED = 8  # a sentence stays readable; `inputs` holds all of them


def _named(ids: tuple[str, ...]) -> dict[str, str]:
    listed = ", ".join(ids[:_MOST_NAMED])
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return {"steps": listed + more, "count": str(len(ids))}


def _touched(case: Case, code: str, verdict: Verdict) -> Outcome:
    """Return the verdict if the gate touched any step."""
    if not any(step.giving for step in case.weighed.commitments):
        return Outcome(Verdict.NA, "none")
    ids = case.weighed.touched.get(code, ())
    return Outcome(verdict, "touched", {"steps": list(ids)}, _named(ids)) if ids else Outcome(Verdict.PASS, "clear")


def _warning(case: Case, code: str) -> Outcome:
    return _touched(case, code, Verdict.FAIL if case.given["strict"] else Verdict.WARN)


def specific(case: Case) -> Outcome:
    """E01: any step that names too little leaves the deal undecided."""
    return _touched(case, "E01", Verdict.INDETERMINATE)


def modality(case: Case) -> Outcome:
    """E02: soft promises earn nothing."""
    return _warning(case, "E02")


def material(case: Case) -> Outcome:
    """E03: steps below the floor earn nothing."""
    return _warning(case, "E03")


def exclusion(case: Case) -> Outcome:
    """E04: a required step that is absent fails; steps that may hide leave the deal undecided."""
    for row in case.frame.exclusions:
        if row.required and not any(_meets(case, row, step) for step in case.weighed.commitments):
            where = ", ".join(part for part in (row.category, row.region) if part is not None)
            params = {"party": "anybody" if row.party == "*" else row.party, "where": where}
            return Outcome(Verdict.FAIL, "absent", {"absent": params}, params)
    if case.weighed.unclear:
        ids = case.weighed.unclear
        return Outcome(Verdict.INDETERMINATE, "unclear", {"steps": list(ids)}, _named(ids))
    return _warning(case, "E04")


def _meets(case: Case, row: Exclusion, step: Commitment) -> bool:
    """Say whether a step is what a required exclusion demands."""
    return (
        concerns(case.frame, row, step.party)
        and step.giving
        and step.hard
        and step.bound != "up_to"
        and step.delta is not None
        and step.delta > 0
        and matches(case.frame, row, step)
        and "S07" not in case.weighed.credits[step.id].reasons
    )


def status_quo_ante(case: Case) -> Outcome:
    """E05: undoing one's own build-up earns nothing."""
    return _warning(case, "E05")


def no_double(case: Case) -> Outcome:
    """E06: the same things are counted once."""
    return _warning(case, "E06")


def no_relabel(case: Case) -> Outcome:
    """E07: what reappears under another name is no step."""
    return _warning(case, "E07")


def destination(case: Case) -> Outcome:
    """E08: moved is not removed."""
    return _warning(case, "E08")


def additional(case: Case) -> Outcome:
    """E09: what is owed already earns nothing."""
    return _warning(case, "E09")


def consent(case: Case) -> Outcome:
    """E10: what hosts have not agreed to earns nothing yet."""
    return _warning(case, "E10")


def persist(case: Case) -> Outcome:
    """E11: what ends soon earns nothing."""
    return _warning(case, "E11")


def within_term(case: Case) -> Outcome:
    """S07: what is due outside the term of the text earns nothing."""
    return _warning(case, "S07")


def baseline(case: Case) -> Outcome:
    """E13: a doubtful starting level leaves the deal undecided; a missing one only warns."""
    found = _touched(case, "E13", Verdict.INDETERMINATE)
    if found.verdict is not Verdict.INDETERMINATE:
        return found
    doubtful = {step.id for step in case.weighed.commitments if step.delta is not None or step.before is not None}
    if doubtful.intersection(case.weighed.touched["E13"]):
        return found
    verdict = Verdict.FAIL if case.given["strict"] else Verdict.WARN
    return Outcome(verdict, "touched", found.inputs, found.params)


def capacity(case: Case) -> Outcome:
    """E14: nobody gives more than it has."""
    return _touched(case, "E14", Verdict.FAIL)


def bites(case: Case) -> Outcome:
    """E12: a limit that binds nobody is no step (advisory; the worst line of category and region counts)."""
    lines: dict[Key, list[Commitment]] = {}
    for step in case.weighed.commitments:
        if step.limit is not None:
            lines.setdefault(("", step.category, step.region), []).append(step)
    if not lines:
        return Outcome(Verdict.NA, "none")
    ranked = {key: _bite(rows) for key, rows in lines.items()}
    for verdict, say in ((Verdict.FAIL, "free"), (Verdict.INDETERMINATE, "unknown"), (Verdict.WARN, "some")):
        for key, found in ranked.items():
            if found is verdict:
                free = [step for step in lines[key] if step.before is None or (step.limit or 0) >= step.before]
                levels = "; ".join(f"{step.party} has {shown(step.before)}, limit {shown(step.limit)}" for step in free)
                return Outcome(verdict, say, {"line": list(key[1:])}, {"line": " in ".join(key[1:]), "levels": levels})
    return Outcome(Verdict.PASS, "clear")


def _bite(rows: list[Commitment]) -> Verdict:
    if any(step.before is None for step in rows):
        return Verdict.INDETERMINATE
    binding = [step.limit is not None and step.before is not None and step.limit < step.before for step in rows]
    if not any(binding):
        return Verdict.FAIL
    return Verdict.PASS if all(binding) else Verdict.WARN
