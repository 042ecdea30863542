"""Cures as sentences: what a failing balance rule asks for, said as the shortest promise that satisfies it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from bot.drafting.clauses import Clause, choices_of
from bot.rules import Cure
from bot.rules.numbers import exact, parse_quantity
from bot.rules.vocabulary import GIVING_VERBS
from bot.scenarios.cures import PackageCure, changed, single_changes
from bot.scenarios.judge import Judgement
from bot.scenarios.searching import Search

if TYPE_CHECKING:
    from bot.scenarios.frame import Frame

Step = Mapping[str, Any]

MOST_OFFERED = 3
MOST_TRIED = 40  # texts judged in search of one
MOST_WAYS = 12  # ways to say what one cure of a rule asks for
_COPIED = ("deadline", "until", "duration_days", "destination", "verification")


def find_sentence_cures(
    frame: "Frame", clauses: Sequence[Clause], judgement: Judgement, search: Search | None = None
) -> tuple[PackageCure, ...]:
    """Give the sentences that, added at the end, bring a barred package within the rules; cheapest first.

    They promise just the quantity that the rule's own cure names, in every category that the short side still has.
    None where the rules cannot read the text, or ask for nothing that a sentence could say. `search` is the one that
    this is a part of.
    """
    found: list[PackageCure] = []
    search = search or Search(clauses, MOST_TRIED)
    for rule in judgement.failing:
        by_party: dict[str, list[Cure]] = {}
        for cure in judgement.assessment.results[rule].cures:
            by_party.setdefault(cure.party, []).append(cure)
        ways = [
            [way for cure in cures for way in islice(_ways(frame, clauses, cure), MOST_WAYS)]
            for cures in by_party.values()
        ]
        for promises in search.tried(islice(product(*ways) if ways else (), MOST_TRIED)):
            text = frame.compose((*clauses, *(Clause(sentence) for sentence, _ in promises))).clauses
            if not frame.judge(text).barred:
                found.append(_cure(frame, clauses, judgement, promises))
            if len(found) >= MOST_OFFERED:
                return tuple(found)
    return tuple(found)


def find_mixed_cures(frame: "Frame", clauses: Sequence[Clause], judgement: Judgement) -> tuple[PackageCure, ...]:
    """Give cures of one changed option and sentences, for a text that sentences alone cannot mend."""
    found: list[PackageCure] = []
    changes = single_changes(frame, clauses, judgement) if judgement.barred and not judgement.faults else iter(())
    search = Search(clauses, 2 * MOST_TRIED)
    for change, cost in search.tried(islice(changes, MOST_TRIED)):
        text = changed(frame, clauses, change)
        left = frame.judge(text)
        if left.broken or not all(left.assessment.results[rule].cures for rule in left.failing):
            continue
        found += [
            replace(cure, changes=change, for_rules=judgement.failing, cost=cure.cost + cost)
            for cure in find_sentence_cures(frame, text, left, search)
        ]
        if len(found) >= MOST_OFFERED:
            break
    return tuple(found[:MOST_OFFERED])


def cheapest_first(cures: Iterable[PackageCure]) -> tuple[PackageCure, ...]:
    """Give cures in the order of what more is given by them; equal ones stay in their order."""
    return tuple(sorted(cures, key=lambda cure: cure.cost))


def _cure(
    frame: "Frame", clauses: Sequence[Clause], judgement: Judgement, promises: Sequence[tuple[str, Cure]]
) -> PackageCure:
    parties = {cure.party for _, cure in promises}
    return PackageCure(
        changes={},
        party=parties.pop() if len(parties) == 1 else None,
        for_rules=judgement.failing,
        choices=choices_of(clauses),
        sentences=tuple(sentence for sentence, _ in promises),
        cost=sum((cure.quantity * frame.rate(cure.category) for _, cure in promises), Fraction(0)),
    )


def _ways(frame: "Frame", clauses: Sequence[Clause], cure: Cure) -> Iterator[tuple[str, Cure]]:
    steps = _lower(frame, clauses, cure) if cure.action == "lower_limit" else _more(frame, clauses, cure)
    for step in steps:
        if sentence := frame.sentence_for(step):
            yield sentence, cure


def _more(frame: "Frame", clauses: Sequence[Clause], cure: Cure) -> Iterator[Step]:
    """Give the steps by which a side could give more: where it has most first, and rather not on others' ground."""
    pack = frame.pack
    holders = _holders(frame, cure.party)
    rows = [row for row in pack.baselines if row["category"] == cure.category and row["party"] in holders]
    rows = [row for row in rows if parse_quantity(row["value"]) >= cure.quantity]
    for row in sorted(rows, key=lambda row: (_touches(frame, row), -parse_quantity(row["value"]))):
        model = _model(frame, row["party"], cure.category)
        verb = model["verb"] if model and model["verb"] in GIVING_VERBS - {"cap"} else "reduce"
        step = {"party": row["party"], "verb": verb, "category": cure.category, "region": row["region"]}
        copied = {key: model[key] for key in _COPIED if model and model.get(key) is not None}
        additive = {"additive": True} if _has_step_there(frame, clauses, row) else {}
        yield step | {"delta": exact(cure.quantity), "modality": "shall"} | copied | additive


def _lower(frame: "Frame", clauses: Sequence[Clause], cure: Cure) -> Iterator[Step]:
    """Give the limits by which a side could hold less, each in the place of one that it has promised."""
    holders = _holders(frame, cure.party)
    for clause in clauses:
        for step in clause.commitments:
            level = step.get("limit", step.get("after"))
            if step["category"] != cure.category or step["party"] not in holders or level is None:
                continue
            if (limit := parse_quantity(level) - cure.quantity) >= 0:
                kept = {key: step[key] for key in ("party", "category", "region", "unit", *_COPIED) if key in step}
                yield kept | {"verb": "cap", "limit": exact(limit), "modality": "shall"}


def _holders(frame: "Frame", side: str) -> tuple[str, ...]:
    """Give a side and, of a bloc, its members."""
    return (side, *(party.id for party in frame.pack.parties if party.bloc == side))


def _touches(frame: "Frame", row: Step) -> bool:
    return bool(frame.touched_by({"party": row["party"], "region": row["region"]}))


def _model(frame: "Frame", party: str, category: str) -> Step | None:
    """Give the step of the pack from which a new one takes its deadline and its verification: the nearest in kind."""
    steps = [step for issue in frame.pack.issues for option in issue.options for step in option.commitments]
    timed = [step for step in steps if step.get("deadline")]
    return min(timed, key=lambda step: (step["category"] != category, step["party"] != party), default=None)


def _has_step_there(frame: "Frame", clauses: Sequence[Clause], row: Step) -> bool:
    """Say whether the party gives something already in this place, above or below it (rule E06 counts it once)."""
    return any(
        step["verb"] in GIVING_VERBS
        and step["party"] == row["party"]
        and step["category"] == row["category"]
        and (frame.within(step["region"], row["region"]) or frame.within(row["region"], step["region"]))
        for clause in clauses
        for step in clause.commitments
    )
