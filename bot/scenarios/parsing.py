"""Steps in the rules' own models: those of the pack's options once for all, others as long as they are remembered."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from bot.drafting.canonical import canonical_json
from bot.drafting.clauses import Clause
from bot.rules import Clause as Duty
from bot.rules import Commitment, Compensation, Deal, FileError
from bot.scenarios.cures import Choice
from bot.scenarios.memory import remembered
from bot.scenarios.schema import Pack

Raw = Mapping[str, Any]
_Step = TypeVar("_Step", Commitment, Duty)

MOST_KEPT = 4_000  # parsed steps; a text has 500 at most


class Steps(NamedTuple):
    """The parsed steps of a clause, in the rules' own models."""

    commitments: tuple[Commitment, ...]
    duties: tuple[Duty, ...]
    compensations: tuple[Compensation, ...]


class Parser:
    """Parses steps of somebody's own making under a pack's frame; the same step is the same object while it is kept.

    The assessor recognises steps by identity, so what it found for a text is used again for the next one like it.
    """

    def __init__(self, pool: Deal) -> None:
        self._pool = pool
        self._commitments: dict[str, Commitment] = {}
        self._duties: dict[str, Duty] = {}

    def steps(self, clause: Clause) -> Steps:
        """Give the steps of a clause; raises FileError."""
        return Steps(
            tuple(map(self._commitment, clause.commitments)),
            tuple(map(self._duty, clause.duties)),
            tuple(map(self._pool.compensation_from, clause.compensations)),
        )

    def fault(self, step: Raw) -> str | None:
        """Give why a step that a sentence carries is no step of the deal file, or None."""
        try:
            if "binds" in step:
                self._duty(step)
            else:
                self._commitment(step)
        except FileError as error:
            return error.errors[0].message
        return None

    def _commitment(self, raw: Raw) -> Commitment:
        return _kept(self._commitments, raw, self._pool.commitment_from)

    def _duty(self, raw: Raw) -> Duty:
        return _kept(self._duties, raw, self._pool.clause_from)


def _kept(kept: dict[str, _Step], raw: Raw, parse: Callable[[Raw], _Step]) -> _Step:
    try:
        key = canonical_json(raw)
    except (TypeError, ValueError):
        return parse(raw)  # no JSON, as in no text that was read; the rules' reader says what it thinks of it
    return remembered(kept, key, MOST_KEPT, lambda: parse(raw))


def steps_by_choice(pack: Pack, pool: Deal) -> dict[Choice, Steps]:
    """Give the pool's own step objects of each option, so that what was judged once is recognised."""
    commitments, duties, rows = iter(pool.commitments), iter(pool.clauses), iter(pool.compensations)
    return {
        (issue.id, option.id): Steps(
            tuple(next(commitments) for _ in option.commitments),
            tuple(next(duties) for _ in option.clauses),
            tuple(next(rows) for _ in option.compensations),
        )
        for issue in pack.issues
        for option in issue.options
    }
