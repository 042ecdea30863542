"""Gates that look at one step at a time: they make its credit zero, or leave it unknown.

Each function returns the values for the reason text, or None where the gate does not touch the step.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from bot.rules.model import Baseline, Exclusion, Frame
from bot.rules.numbers import shown
from bot.rules.steps import Commitment
from bot.rules.vocabulary import ANYBODY

Touch = Mapping[str, str] | None
Given = Mapping[str, Any]


def unspecific(_frame: Frame, step: Commitment, given: Given) -> Touch:
    """E01: something in `need` is missing."""
    there = {
        "quantity": step.declared is not None or step.after is not None or step.limit is not None,
        "deadline": step.deadline is not None,
        "verification": step.verification is not None,
    }
    if step.verb == "eliminate":
        there["quantity"] = True
    missing = [need for need in given["need"] if not there[need]]
    return {"missing": ", ".join(missing)} if missing else None


def soft(_frame: Frame, step: Commitment, _given: Given) -> Touch:
    """E02: a soft modality, or a quantity that is only a most."""
    if not step.hard:
        return {"word": step.modality}
    return {"word": "up to"} if step.bound == "up_to" else None


def excluded(frame: Frame, step: Commitment, _given: Given) -> Touch:
    """E04: an exclusion that gives no credit matches the step."""
    for row in frame.exclusions:
        if not row.creditable and matches(frame, row, step):
            return {"reason": row.reason or "it is excluded"}
    return None


def matches(frame: Frame, row: Exclusion, step: Commitment) -> bool:
    """Say whether a step is by a party of the exclusion, of its category and in its region."""
    return (
        concerns(frame, row, step.party)
        and (row.category is None or row.category == step.category)
        and (row.region is None or frame.regions.inside(step.region, row.region))
    )


def concerns(frame: Frame, row: Exclusion, party: str) -> bool:
    """Say whether an exclusion is about a party: by its name, its bloc's, or anybody."""
    return row.party in (party, ANYBODY) or row.party == frame.bloc_of(party)


def may_hide(frame: Frame, step: Commitment, _given: Given) -> Touch:
    """E04, unclear: the step's region contains an excluded one that `outside` does not take out."""
    for row in frame.exclusions:
        if row.creditable or row.region is None or not frame.regions.below(row.region, step.region):
            continue
        if not concerns(frame, row, step.party) or row.category not in (None, step.category):
            continue
        if not frame.regions.inside_any(row.region, step.outside):
            return {"reason": f"it may lie in {row.region}, which the step does not leave out"}
    return None


def owed_already(frame: Frame, step: Commitment, _given: Given) -> Touch:
    """E09: already owed, or made public before the talks were opened."""
    if step.already_owed:
        return {"text": step.already_owed if isinstance(step.already_owed, str) else "an earlier text"}
    opened = frame.terms.opened
    if step.announced is not None and opened is not None and step.announced < opened:
        return {"text": f"an announcement of {step.announced}"}
    return None


def without_consent(_frame: Frame, step: Commitment, _given: Given) -> Touch:
    """E10: a host or owner has not consented."""
    missing = [name for name in step.needs_consent if name not in step.consent]
    return {"hosts": ", ".join(missing)} if missing else None


def short_lived(_frame: Frame, step: Commitment, given: Given) -> Touch:
    """E11: the step lapses sooner than `min_days` after it is done."""
    days = step.duration_days
    if days is None and step.until is not None:
        since = step.deadline or step.start
        days = None if since is None else (step.until - since).days
    if days is None or days >= given["min_days"]:
        return None
    return {"days": str(days), "least": str(given["min_days"])}


def out_of_term(frame: Frame, step: Commitment, _given: Given) -> Touch:
    """S07: due after the text ends, or before it binds."""
    starts, expires = frame.terms.starts, frame.terms.expires
    if step.deadline is None:
        return None
    if expires is not None and step.deadline > expires:
        return {"due": str(step.deadline), "term": f"ends {expires}"}
    if starts is not None and step.deadline < starts:
        return {"due": str(step.deadline), "term": f"starts {starts}"}
    return None


def baseline_unsure(frame: Frame, step: Commitment, given: Given) -> Touch:
    """E13: the starting level is missing, disputed, too young, partly planned, or differs between sources."""
    if step.delta is None and step.before is None and step.end is not None:
        return {"why": "the level before is not known"}
    row = frame.baseline_at.get(step.key)
    why = None if row is None else _doubt(frame, row, step, given["tol"])
    return None if why is None else {"why": why}


def _doubt(frame: Frame, row: Baseline, step: Commitment, tolerance: Fraction) -> str | None:
    freeze = frame.terms.freeze_date
    if row.disputed:
        return "it is disputed"
    if row.date is not None and freeze is not None and row.date > freeze:
        return f"it is of {row.date}, after the freeze date {freeze}"
    if row.planned and not row.planned_agreed:
        return f"{shown(row.planned)} of it is only planned"
    for other, name in ((row.audited, "audited"), (step.before, "named in the step")):
        if other is not None and abs(row.value - other) > tolerance * max(row.value, other):
            return f"{shown(row.value)} is declared, {shown(other)} {name}"
    return None
