"""Pure: is a package of steps reciprocal? Commitments, credits, rules, verdicts and cures.

One deal: `assess(load_deal(text))`, or `assess(deal_from(mapping))`; both readers raise FileError.

Many deals of one frame, as a solver has them: read all steps once as one deal, the pool, then compose and assess
each package from the pool's own step objects. The assessor remembers what each rule said about the same steps.

    pool = deal_from(frame and rules, and the steps of all options)
    assessor = Assessor(pool)
    deal = assessor.compose(commitments, clauses, compensations)   # names of absent steps are left out of the rules
    assessment = assessor.assess(deal)

A further step under the same frame: `pool.commitment_from(mapping)`, `pool.clause_from(mapping)`,
`pool.compensation_from(mapping)`; then `deal.with_steps(commitments=[*deal.commitments, step])`. Another set of rules
is another pool.
"""

from bot.rules.assessing import Assessor, assess
from bot.rules.deal import Deal, deal_from, load_deal
from bot.rules.findings import Assessment, Credit, Cure, Finding, Groups, Note
from bot.rules.model import Frame, RuleUse
from bot.rules.numbers import exact, shown
from bot.rules.registry import GATE_NAMES, REGISTRY, Parameter, Rule, find_rule, reason_of
from bot.rules.steps import Clause, Commitment, Compensation
from bot.rules.verdicts import Severity, Verdict
from bot.rules.yamlio import DEAL_LIMITS, Document, Fault, FileError, Limits, read_yaml, where_of

__all__ = [
    "DEAL_LIMITS",
    "GATE_NAMES",
    "REGISTRY",
    "Assessment",
    "Assessor",
    "Clause",
    "Commitment",
    "Compensation",
    "Credit",
    "Cure",
    "Deal",
    "Document",
    "Fault",
    "FileError",
    "Finding",
    "Frame",
    "Groups",
    "Limits",
    "Note",
    "Parameter",
    "Rule",
    "RuleUse",
    "Severity",
    "Verdict",
    "assess",
    "deal_from",
    "exact",
    "find_rule",
    "load_deal",
    "read_yaml",
    "reason_of",
    "shown",
    "where_of",
]
