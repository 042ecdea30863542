"""The gates of format.md section 4, in its order."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from bot.rules.case import Case
from bot.rules.findings import Outcome
from bot.rules.gates import judging
from bot.rules.registry.rule import Kind, Parameter, Rule, Want, looks_at
from bot.rules.verdicts import Severity
from bot.rules.vocabulary import DESTINATIONS

STRICT = Parameter("strict", Want.FLAG, default=False)
_FACTORS = MappingProxyType(
    {
        "destroyed": Fraction(1),
        "converted": Fraction(3, 4),
        "home_garrison": Fraction(1),
        "storage_sealed": Fraction(1, 2),
        "out_of_area": Fraction(1, 4),
        "inside_zone": Fraction(0),
    },
)
_NEEDS = ("quantity", "deadline", "verification")
_CLEAR = MappingProxyType({"none": "No step gives anything.", "clear": "No step is touched."})


def _gate(
    name: str,
    code: str,
    judge: Callable[[Case], Outcome],
    touched: str,
    reason: str,
    formula: str,
    doctrine: str,
    parameters: tuple[Parameter, ...] = (),
    more: Mapping[str, str] = MappingProxyType({}),
) -> Rule:
    return Rule(
        name=name,
        code=code,
        kind=Kind.GATE,
        severity=Severity.GATE,
        judge=judge,
        messages={**_CLEAR, "touched": touched, **more},
        doctrine=doctrine,
        formula=formula,
        source=f"rule list A.1, {code}; deal file format section 4",
        looks_at=looks_at("steps"),
        parameters=(*parameters, STRICT),
        reason=reason,
    )


_BITES = Rule(
    name="BITES",
    code="E12",
    kind=Kind.GATE,
    severity=Severity.ADVISORY,
    judge=judging.bites,
    messages={
        "none": "No step sets a limit.",
        "clear": "Every limit lies below what is held.",
        "free": "The limit on {line} binds nobody: {levels}.",
        "some": "The limit on {line} leaves somebody free: {levels}.",
        "unknown": "Whether the limit on {line} binds cannot be said: {levels}.",
    },
    doctrine="A ceiling above what is held gives permission and takes nothing away.",
    formula="per line of category and region: limit < before binds; none FAIL, some WARN, all PASS",
    source="rule list A.1, E12; deal file format section 6",
    looks_at=looks_at("steps"),
)

GATES: tuple[Rule, ...] = (
    _gate(
        "SPECIFIC",
        "E01",
        judging.specific,
        "Cannot be weighed, as too little is named: {steps}.",
        "Names no {missing}; it cannot be weighed.",
        "something in `need` is missing: credit unknown",
        "Only a step with a number, a date and a check can be compared with another.",
        (Parameter("need", Want.CHOICES, _NEEDS, choices=_NEEDS),),
    ),
    _gate(
        "MODALITY",
        "E02",
        judging.modality,
        "Promises no result, so earns nothing: {steps}.",
        "'{word}' promises no result; say 'shall' and a number.",
        "soft modality or `up_to`: credit 0",
        "A promise to consider, to seek or to try is not a step.",
    ),
    _gate(
        "MATERIAL",
        "E03",
        judging.material,
        "Too small to count: {steps}.",
        "{total} is below the floor of {floor}.",
        "credit < max(abs[unit], pct x before): credit 0",
        "A token step is no step.",
        (
            Parameter("abs", Want.BY_UNIT, MappingProxyType({"person": Fraction(100)})),
            Parameter("pct", Want.QUANTITY, Fraction(1, 100)),
            Parameter("scope", Want.CHOICE, "aggregate", choices=("aggregate", "commitment")),
        ),
    ),
    _gate(
        "EXCLUSION",
        "E04",
        judging.exclusion,
        "Expected, but not counted: {steps}.",
        "Not counted: {reason}.",
        "a matching exclusion: credit 0; a step that may hide there: unknown; a required one absent: FAIL",
        "What is owed anyway is required and earns nothing, such as ending one's own build-up.",
        more={
            "absent": "A step by {party} in {where} is required and absent.",
            "unclear": "May lie where nothing is counted: {steps}. Say what it leaves outside.",
        },
    ),
    _gate(
        "STATUS_QUO_ANTE",
        "E05",
        judging.status_quo_ante,
        "Only undoes its own increase, in whole or in part: {steps}.",
        "{undone} of {delta} only undoes an increase since the reference level of {reference}.",
        "credit = min(credit, max(0, min(before, ref) - (before - delta)))",
        "Nobody is paid for taking back what it added before the talks.",
    ),
    _gate(
        "NO_DOUBLE",
        "E06",
        judging.no_double,
        "Partly counted under another step: {steps}.",
        "{amount} of it is already counted under a step in the same place or inside it.",
        "credit = max(0, credit - credits of the same party and category inside the region or before it in its place)",
        "The same things are counted once, however often they are named.",
        (Parameter("scope", Want.CHOICE, "category", choices=("category", "group")),),
    ),
    _gate(
        "NO_RELABEL",
        "E07",
        judging.no_relabel,
        "Reappears under another name or place: {steps}.",
        "{amount} of it reappears as {step}.",
        "credit -= min(credit, increase of the same party in the same relabel group and lineage)",
        "Renaming or moving is not reducing.",
        (Parameter("scope", Want.CHOICE, "lineage", choices=("lineage", "anywhere")),),
    ),
    _gate(
        "DESTINATION",
        "E08",
        judging.destination,
        "Moved more than removed: {steps}.",
        "Moved, not removed: {destination} counts {factor}.",
        "credit x factor of the destination; a factor above 1 counts as 1",
        "What is destroyed is gone; what is stored or moved can come back. The factors are made for play.",
        (Parameter("factors", Want.BY_DESTINATION, _FACTORS, choices=tuple(sorted(DESTINATIONS))),),
    ),
    _gate(
        "ADDITIONAL",
        "E09",
        judging.additional,
        "Already owed: {steps}.",
        "Already owed under {text}.",
        "already owed, or announced before the talks were opened: credit 0",
        "A duty that exists already is no concession.",
    ),
    _gate(
        "CONSENT",
        "E10",
        judging.consent,
        "Waits for the consent of others: {steps}.",
        "Needs the consent of {hosts}.",
        "a needed consent is absent: credit 0",
        "Nobody gives what belongs to another.",
    ),
    _gate(
        "PERSIST",
        "E11",
        judging.persist,
        "Ends too soon: {steps}.",
        "Ends after {days} days; at least {least} count.",
        "duration < min_days: credit 0",
        "A pause between two rotations is no reduction.",
        (Parameter("min_days", Want.INTEGER, 180),),
    ),
    _BITES,
    _gate(
        "BASELINE",
        "E13",
        judging.baseline,
        "The starting level is in doubt: {steps}.",
        "The baseline is in doubt: {why}.",
        "missing, disputed, after the freeze date, planned, or sources differ by more than tol x the larger: unknown",
        "A cut is only as good as the number it starts from.",
        (Parameter("tol", Want.QUANTITY, Fraction(2, 100)),),
    ),
    _gate(
        "CAPACITY",
        "E14",
        judging.capacity,
        "Gives more than is there: {steps}.",
        "Cannot give {delta}; there are {before}.",
        "delta > before: credit = before, FAIL",
        "Nobody can give more than it has.",
    ),
    _gate(
        "WITHIN_TERM",
        "S07",
        judging.within_term,
        "Due outside the term of the text: {steps}.",
        "Due {due}, but the text {term}.",
        "deadline after the end of the terms or before their start: credit 0",
        "What is due when the text no longer binds is not promised by it.",
    ),
)
