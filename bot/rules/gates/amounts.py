"""Gates that take a part off the credit: step by step (E14, E05, E08), then over the whole file (E07, E06, E03)."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from bot.rules.findings import Note
from bot.rules.model import Frame
from bot.rules.numbers import ZERO, shown
from bot.rules.steps import Commitment

Given = Mapping[str, Any]
Credits = dict[str, Fraction | None]
Notes = dict[str, list[Note]]


def within_capacity(_frame: Frame, step: Commitment, credit: Fraction, _given: Given) -> tuple[Fraction, Note]:
    """E14: nobody can give more than it has."""
    most = credit if step.before is None else min(credit, step.before)
    return most, Note("E14", {"delta": shown(step.delta), "before": shown(step.before)})


def net_of_build_up(frame: Frame, step: Commitment, credit: Fraction, _given: Given) -> tuple[Fraction, Note]:
    """E05: min(credit, max(0, min(before, ref) - (before - delta)))."""
    reference = frame.reference_at.get(step.key)
    if reference is None or step.before is None or step.delta is None:
        return credit, Note("E05")
    below = max(ZERO, min(step.before, reference) - (step.before - step.delta))
    counted = min(credit, below)
    undone = {"undone": shown(credit - counted), "delta": shown(step.delta), "reference": shown(reference)}
    return counted, Note("E05", undone)


def by_destination(_frame: Frame, step: Commitment, credit: Fraction, given: Given) -> tuple[Fraction, Note]:
    """E08: credit times the factor of where the things go; a factor above 1 adds nothing to what is given."""
    if step.destination is None:
        return credit, Note("E08")
    factor = given["factors"][step.destination]
    return credit * min(factor, Fraction(1)), Note("E08", {"destination": step.destination, "factor": shown(factor)})


SINGLE: Mapping[str, Callable[[Frame, Commitment, Fraction, Given], tuple[Fraction, Note]]] = {
    "CAPACITY": within_capacity,
    "STATUS_QUO_ANTE": net_of_build_up,
    "DESTINATION": by_destination,
}


def net_of_relabelling(
    frame: Frame, steps: Sequence[Commitment], given: Given, credits_: Credits, notes: Notes
) -> None:
    """E07: a party's increase is taken off its other steps of the relabel group and lineage, in file order."""
    rising = [step for step in steps if step.increase > 0]
    if not rising:
        return
    open_steps: dict[str, list[Commitment]] = {}
    for step in steps:
        if credits_[step.id]:
            open_steps.setdefault(frame.categories[step.category].group, []).append(step)
    for source in rising:
        group = frame.categories[source.category].group
        left = source.increase
        spent = False
        for step in open_steps.get(group, ()):
            credit = credits_[step.id] or ZERO
            if left == 0:
                break
            if credit == 0 or step is source or not _one_hand(frame, source.party, step.party):
                continue
            if given["scope"] == "anywhere" or frame.regions.related(step.region, source.region):
                taken = min(left, credit)
                left -= taken
                credits_[step.id] = credit - taken
                spent = spent or taken == credit
                notes[step.id].append(Note("E07", {"amount": shown(taken), "step": source.id}))
        if spent:
            open_steps[group] = [step for step in open_steps[group] if credits_[step.id]]


def _one_hand(frame: Frame, party: str, other: str) -> bool:
    return other == party or frame.bloc_of(party) == other or frame.bloc_of(other) == party


def counted_once(frame: Frame, steps: Sequence[Commitment], given: Given, credits_: Credits, notes: Notes) -> None:
    """E06: from the deepest region up, a step counts only beyond what lies inside it or came before it in its place."""
    by_group = given["scope"] == "group"
    regions = frame.regions
    order = sorted(range(len(steps)), key=lambda place: (-regions.depth(steps[place].region), place))
    inside: dict[tuple[str, str, str], Fraction] = {}
    for step in (steps[place] for place in order):
        credit = credits_[step.id]
        if step.additive or not credit:
            continue
        what = frame.categories[step.category].group if by_group else step.category
        already = inside.get((step.party, what, step.region), ZERO)
        if already > 0:
            credits_[step.id] = counted = max(ZERO, credit - already)
            notes[step.id].append(Note("E06", {"amount": shown(credit - counted)}))
            credit = counted
        for region in regions.lineage[step.region]:
            key = (step.party, what, region)
            inside[key] = inside.get(key, ZERO) + credit


def material(frame: Frame, steps: Sequence[Commitment], given: Given, credits_: Credits, notes: Notes) -> None:
    """E03: credits below max(abs[unit], pct x before) become zero, one by one or for the party's whole category."""
    counted = [step for step in steps if credits_[step.id]]
    groups: dict[tuple[str, ...], list[Commitment]] = {}
    for step in counted:
        key = (step.id,) if given["scope"] == "commitment" else (step.party, step.category)
        groups.setdefault(key, []).append(step)
    for rows in groups.values():
        total = sum((credits_[step.id] or ZERO for step in rows), ZERO)
        pooled = sum((step.before or ZERO for step in rows), ZERO)
        floor = max(given["abs"].get(frame.categories[rows[0].category].unit, ZERO), given["pct"] * pooled)
        if total < floor:
            for step in rows:
                credits_[step.id] = ZERO
                notes[step.id].append(Note("E03", {"total": shown(total), "floor": shown(floor)}))


WHOLE: Mapping[str, Callable[[Frame, Sequence[Commitment], Given, Credits, Notes], None]] = {
    "NO_RELABEL": net_of_relabelling,
    "NO_DOUBLE": counted_once,
    "MATERIAL": material,
}
