"""What reading a clause gives: for each sentence what it means, or where it could not be followed. Words come later."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Why reading stops; docs/sentences.md has an example of each.
REASONS = frozenset(
    {
        *("unexpected", "ends_early", "no_region", "no_category", "no_level", "no_entry_into_force"),
        *("no_such_date", "no_such_tier", "no_canonical", "together_or_each", "twice", "does_not_fit", "stray_number"),
        *("all_and_number", "numbers_differ", "ambiguous_number", "odd_number", "long_number", "odd_digit"),
        *("not_whole", "other_unit", "units_differ", "other_owner", "other_category", "ambiguous_date", "and_or"),
        *("dates_out_of_order", "restricted_after", "look_alike", "hidden", "ambiguous", "ambiguous_percent"),
        *("no_unit", "takes_or_gives", "range", "bracketed"),
        *("no_such_article", "no_such_step", "refused"),  # found only where the whole text is known
    }
)

Step = Mapping[str, Any]  # a commitment or a duty (a clause of the deal file) as plain JSON values, without its id


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in the clause; `start` is its offset there in characters."""

    text: str
    start: int


@dataclass(frozen=True)
class Understood(Sentence):
    """A sentence that carries steps; `canonical` says the same in the form that can only be read one way."""

    steps: tuple[Step, ...]
    canonical: str


@dataclass(frozen=True)
class Soft(Sentence):
    """A sentence that promises nothing: `why` is the modality (`consider`). It earns nothing.

    `steps` and `canonical` are empty where the rest of the sentence was not understood.
    """

    why: str
    steps: tuple[Step, ...] = ()
    canonical: str = ""


@dataclass(frozen=True)
class Political(Sentence):
    """A sentence that does not look like a promise; it carries no step."""


@dataclass(frozen=True)
class Stopped(Sentence):
    """A sentence that looks like a promise but was not understood; it carries no step.

    `at` is the offset in the clause where reading stopped, `found` what stands there (empty at the end), `after` the
    words before it. `expected` lists codes of what could have stood there, `suggestion` is a near word. `code` is one
    of `REASONS`.
    """

    at: int
    code: str
    expected: tuple[str, ...] = ()
    suggestion: str | None = None
    found: str = ""
    after: str = ""


@dataclass(frozen=True)
class Reading:
    """The sentences of a clause in order; numbering, marks of brackets before them and space between are left out."""

    sentences: tuple[Understood | Soft | Political | Stopped, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all sentences that were understood, in order; those of soft sentences are not among them."""
        return tuple(step for one in self.sentences if isinstance(one, Understood) for step in one.steps)


class NotUnderstoodError(Exception):
    """Reading stopped at an offset; carried to where the sentence is known."""

    def __init__(self, at: int, code: str, *, expected: tuple[str, ...] = (), found: str = "") -> None:
        if code not in REASONS:
            raise ValueError(code)
        super().__init__(code)
        self.at = at
        self.code = code
        self.expected = expected
        self.found = found
