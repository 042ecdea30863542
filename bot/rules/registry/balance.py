"""The rules that compare what the sides give, or keep (format.md section 6)."""

from fractions import Fraction
from types import MappingProxyType

from bot.rules.families import ceilings, cuts, holdings, timing
from bot.rules.registry.rule import Parameter, Rule, Want, looks_at, rule
from bot.rules.verdicts import Severity

_QUANTITY = MappingProxyType(
    {
        "no_steps": "No step is selected.",
        "units": "The steps are counted in different units ({units}); no common measure.",
        "one_side": "Fewer than two sides are compared.",
    },
)
_TOL_NONE = Parameter("tol", Want.QUANTITY, Fraction(0))

BALANCE: tuple[Rule, ...] = (
    rule(
        "EQ_CUT",
        "R01",
        Severity.BALANCE,
        cuts.eq_cut,
        "Like-for-like equal reductions: a percentage of nothing is not a cut.",
        "largest D - smallest D <= max(tol_abs, tol x largest D); all 0 VACUOUS, one 0 FAIL",
        {
            **_QUANTITY,
            "unknown": "What is given cannot be weighed for {unknown}: {values}.",
            "VACUOUS": "Nobody gives anything.",
            "PASS": "Equal cuts: {values}; {gap} apart, {allowed} allowed.",
            "FAIL": "Unequal cuts: {values}; {gap} apart, {allowed} allowed, and every side must give something.",
        },
        (Parameter("tol", Want.QUANTITY, Fraction(5, 100)), Parameter("tol_abs", Want.QUANTITY, Fraction(0))),
    ),
    rule(
        "EQ_CEILING",
        "R02",
        Severity.BALANCE,
        ceilings.eq_ceiling,
        "Equal ceilings: parity at the end, whatever it takes to get there (INF, CFE, START).",
        "largest L - smallest L <= tol x largest L",
        {
            **_QUANTITY,
            "unknown": "No end level is known for {unknown}: {values}.",
            "PASS": "Equal ends: {values}.",
            "FAIL": "Unequal ends: {values}; {gap} apart, {allowed} allowed.",
        },
        (_TOL_NONE,),
    ),
    rule(
        "ZERO",
        "R03",
        Severity.BALANCE,
        ceilings.zero,
        "Zero option: everything goes, and nothing new comes.",
        "all L = 0, and a hard `refrain` clause that binds every side and covers the categories",
        {
            **_QUANTITY,
            "unknown": "No end level is known for {unknown}: {values}.",
            "left": "Something is left: {values}.",
            "no_ban": "All is abolished, but no clause forbids every side to come back to it.",
            "PASS": "All is abolished, and every side must refrain from it.",
        },
        looks=looks_at("commitments", "steps", "clauses"),
        every_clause=True,
    ),
    rule(
        "PROPORTIONAL",
        "R04",
        Severity.BALANCE,
        cuts.proportional,
        "Proportional cuts from declared baselines; blocs are pooled, never averaged.",
        "largest 100 D/B - smallest <= tol_pp; all 0 VACUOUS, one 0 FAIL",
        {
            **_QUANTITY,
            "unknown": "What is given cannot be weighed for {unknown}: {values}.",
            "no_base": "No holdings to take a share of for {unknown}.",
            "VACUOUS": "Nobody gives anything.",
            "PASS": "Equal shares: {values}; {gap} points apart, {allowed} allowed.",
            "FAIL": "Unequal shares: {values}; {gap} points apart, {allowed} allowed, and every side must give.",
        },
        (Parameter("tol_pp", Want.QUANTITY, Fraction(5)),),
    ),
    rule(
        "RATIO",
        "R05",
        Severity.BALANCE,
        ceilings.ratio,
        "Fixed ratio of what remains (Washington 1922, 5:5:3).",
        "largest L/r - smallest L/r <= tol x largest L/r; all L 0: N/A",
        {
            **_QUANTITY,
            "unknown": "No end level is known for {unknown}: {values}.",
            "zero": "Nothing is left to stand in a ratio.",
            "PASS": "In the agreed ratio: {values}.",
            "FAIL": "Outside the agreed ratio: {values}; per share {compared}, {gap} apart, {allowed} allowed.",
        },
        (
            Parameter("ratio", Want.BY_SIDE, required=True),
            Parameter("tol", Want.QUANTITY, Fraction(2, 100)),
        ),
    ),
    rule(
        "WEIGHTED",
        "R06",
        Severity.BALANCE,
        cuts.weighted,
        "Exchange rates across categories: equivalent (10 %) or similar (25 %) worth, or one side matching a mover.",
        "V = sum of rate x credit; gap of V <= tol x largest V; at_least: V_responder >= (1 - tol) V_mover",
        {
            **_QUANTITY,
            "unknown": "The worth cannot be weighed for {unknown}: {values}.",
            "VACUOUS": "Nobody gives anything of worth.",
            "PASS": "Equal worth within {tol} %: {values}.",
            "FAIL": "Unequal worth: {values}; within {tol} %, each side must give at least {demand}.",
            "VACUOUS_ONE_WAY": "{mover} gives nothing of worth, so there is nothing to match.",
            "PASS_ONE_WAY": "{responder} matches {mover} within {tol} %: {values}.",
            "FAIL_ONE_WAY": "{responder} does not match {mover}: {values}; within {tol} %, at least {demand} is due.",
        },
        (
            Parameter("tol", Want.QUANTITY, Fraction(10, 100)),
            Parameter("mode", Want.CHOICE, "symmetric", choices=("symmetric", "at_least")),
            Parameter("mover", Want.PARTY),
            Parameter("responder", Want.PARTY),
            Parameter("rates", Want.BY_CATEGORY),
            Parameter("reading", Want.TEXT),
        ),
    ),
    rule(
        "SUFFICIENCY",
        "R08",
        Severity.BALANCE,
        ceilings.sufficiency,
        "Sufficiency: nobody owns more than a share of everything (CFE, one third).",
        "L <= share x total (default: sum of L)",
        {
            **_QUANTITY,
            "unknown": "No end level is known for {unknown}: {values}.",
            "FAIL": "{over} would own more than {most}: {values}.",
            "PASS": "Nobody owns more than {most}: {values}.",
            "VACUOUS": "Nothing is left to own.",
        },
        (Parameter("share", Want.QUANTITY, Fraction(1, 3)), Parameter("total", Want.QUANTITY)),
    ),
    rule(
        "PHASE",
        "R17",
        Severity.BALANCE,
        timing.phase,
        "Nobody is worse off on the way (START: equal levels by the end of each phase).",
        "at each milestone and deadline: gap <= tol x largest; no_worse: A - B <= max(0, A - B before) + tol x largest",
        {
            **_QUANTITY,
            "none": "No milestones are named.",
            "unknown": "A level on the way is not known: {unknown}.",
            "unequal": "On {date} the levels are unequal: {values}.",
            "worse": "On {date} one side is further ahead than before: {values}.",
            "PASS": "Nobody is worse off on any of {dates} dates.",
        },
        (Parameter("mode", Want.CHOICE, "equal", choices=("equal", "no_worse")), _TOL_NONE),
        looks_at("commitments"),
    ),
    rule(
        "DIFFUSE",
        "R19",
        Severity.BALANCE,
        holdings.diffuse,
        "Diffuse reciprocity (Keohane 1986): balance over a relationship, without a strict sequence.",
        "gap of ledger sums <= credit_line x larger; the oldest entry not answered is at most max_age days old",
        {
            "not_two": "A ledger compares two sides.",
            "VACUOUS": "Nobody has given anything so far.",
            "FAIL": "The ledger is out of balance: {values}; {gap} apart, {allowed} allowed.",
            "too_old": "{entry} has waited {age} days for an answer; {most} are allowed.",
            "PASS": "The ledger balances: {values}; {gap} apart, {allowed} allowed.",
        },
        (
            Parameter("as_of", Want.DATE, required=True),
            Parameter("credit_line", Want.QUANTITY, Fraction(20, 100)),
            Parameter("max_age", Want.INTEGER, 180),
        ),
        looks_at(),
    ),
)
