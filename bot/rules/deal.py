"""A deal: its frame, its steps and its rules; from a file, from parsed values, or composed from parsed steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.rules.model import Frame, RuleUse
from bot.rules.reading.expectation import read_expectation
from bot.rules.reading.frame import read_frame
from bot.rules.reading.parameters import Names
from bot.rules.reading.row import Faults, Row
from bot.rules.reading.steps import (
    CLAUSE,
    CLAUSE_MORE,
    COMMITMENT,
    COMMITMENT_MORE,
    COMPENSATION,
    COMPENSATION_MORE,
    check_compensations,
    check_steps,
    read_clause,
    read_commitment,
    read_compensation,
)
from bot.rules.reading.tree import LONGEST, LONGEST_OTHER, check_tree
from bot.rules.reading.uses import read_uses
from bot.rules.registry import GATE_NAMES
from bot.rules.steps import Clause, Commitment, Compensation
from bot.rules.yamlio import Document, Path, read_yaml

SECTIONS = (
    *("note", "sides", "regions", "categories", "units", "equivalence", "baselines", "levels", "exclusions", "terms"),
    *("commitments", "clauses", "activities", "sites", "quotas", "counting", "compensations", "sequence"),
    *("declarations", "ledger", "balance", "rules", "expect"),
)
_REQUIRED = ("deal", "title", "parties")


@dataclass(frozen=True, eq=False)
class Deal:
    """A deal that has been checked whole. Compared by identity; `rules` holds every gate, then the listed rules."""

    frame: Frame
    commitments: tuple[Commitment, ...]
    clauses: tuple[Clause, ...]
    compensations: tuple[Compensation, ...]
    rules: tuple[RuleUse, ...]

    @cached_property
    def step_ids(self) -> frozenset[str]:
        """Return the ids of all commitments and clauses."""
        return frozenset(step.id for step in self.commitments) | {clause.id for clause in self.clauses}

    def with_steps(
        self,
        *,
        commitments: Sequence[Commitment] | None = None,
        clauses: Sequence[Clause] | None = None,
        compensations: Sequence[Compensation] | None = None,
        rules: Sequence[RuleUse] | None = None,
    ) -> "Deal":
        """Return the same frame with other steps or rules, already parsed under this frame (None: keep those here).

        Checks only what can change: how many there are (E_LIMIT), ids used twice (E_DUP_ID), names that lead nowhere
        (E_REF). Rules are taken as they are: what they select and the deal lacks is passed over. Raises FileError.
        """
        deal = Deal(
            self.frame,
            self.commitments if commitments is None else tuple(commitments),
            self.clauses if clauses is None else tuple(clauses),
            self.compensations if compensations is None else tuple(compensations),
            self.rules if rules is None else tuple(rules),
        )
        faults = Faults(Document({}))
        check_steps(faults, deal.frame, deal.commitments, deal.clauses)
        check_compensations(faults, deal.compensations, deal.step_ids, deal.rules, GATE_NAMES)
        _check_number(faults, deal)
        faults.stop()
        return deal

    def commitment_from(self, raw: Mapping[str, Any], path: Path = ("commitments", 0)) -> Commitment:
        """Parse one commitment under this deal's frame; raises FileError with places under `path`."""
        faults = Faults(Document({}))
        check_tree(faults, raw, path)
        step = read_commitment(Row(faults, raw, path, COMMITMENT, COMMITMENT_MORE), self.frame)
        faults.stop()
        return step

    def clause_from(self, raw: Mapping[str, Any], path: Path = ("clauses", 0)) -> Clause:
        """Parse one clause under this deal's frame; raises FileError with places under `path`."""
        faults = Faults(Document({}))
        check_tree(faults, raw, path)
        clause = read_clause(Row(faults, raw, path, CLAUSE, CLAUSE_MORE), self.frame)
        faults.stop()
        return clause

    def compensation_from(self, raw: Mapping[str, Any], path: Path = ("compensations", 0)) -> Compensation:
        """Parse one row of compensations under this deal's frame; raises FileError with places under `path`."""
        faults = Faults(Document({}))
        check_tree(faults, raw, path)
        row = read_compensation(Row(faults, raw, path, COMPENSATION, COMPENSATION_MORE), self.frame)
        faults.stop()
        return row


def _check_number(faults: Faults, deal: Deal) -> None:
    lists: tuple[tuple[str, Sequence[object]], ...] = (
        ("commitments", deal.commitments),
        ("clauses", deal.clauses),
        ("compensations", deal.compensations),
    )
    for key, rows in lists:
        most = LONGEST.get(key, LONGEST_OTHER)
        if len(rows) > most:
            faults.add("E_LIMIT", (key,), f"This has {len(rows)} entries; at most {most} are read.")


def load_deal(text: str | bytes) -> Deal:
    """Read a deal file (format.md, version 1).

    Raises FileError with the codes and places of format.md section 9 and the line of each fault.
    """
    document = read_yaml(text)
    return _read(document.value, document)


def deal_from(raw: Mapping[str, Any]) -> Deal:
    """Check a deal that is a mapping already, as a package of a pack is; raises FileError like `load_deal`."""
    return _read(raw, Document({}))


def _read(raw: Mapping[str, Any], document: Document) -> Deal:
    faults = Faults(document)
    if "deal" in raw and raw["deal"] is not None and (isinstance(raw["deal"], bool) or raw["deal"] != 1):
        faults.add("E_VERSION", ("deal",), "This is not a deal file of version 1; write `deal: 1`.")
    check_tree(faults, raw)
    faults.stop()
    top = Row(faults, raw, (), _REQUIRED, SECTIONS)
    frame = read_frame(faults, top)
    commitments = tuple(read_commitment(row, frame) for row in top.rows("commitments", COMMITMENT, COMMITMENT_MORE))
    clauses = tuple(read_clause(row, frame) for row in top.rows("clauses", CLAUSE, CLAUSE_MORE))
    compensations = tuple(
        read_compensation(row, frame) for row in top.rows("compensations", COMPENSATION, COMPENSATION_MORE)
    )
    check_steps(faults, frame, commitments, clauses)
    read_expectation(faults, top)
    faults.stop()
    names = Names(frozenset(step.id for step in commitments), frozenset(clause.id for clause in clauses))
    rules = read_uses(faults, top, frame, names)
    deal = Deal(frame, commitments, clauses, compensations, rules)
    check_compensations(faults, compensations, deal.step_ids, rules, GATE_NAMES)
    faults.stop()
    return deal
