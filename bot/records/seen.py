"""What the entries of a record have established so far."""

from dataclasses import dataclass, field

from bot.drafting.clauses import Clause
from bot.negotiation import events
from bot.records.concluding import SeenConclusion
from bot.records.marks import SeenMarks, Voices
from bot.records.votes import SeenVotes
from bot.scenarios.procedure import Procedure


@dataclass(slots=True)
class Seen:
    """What the entries so far have established."""

    opening: events.SessionOpened | None = None
    required: tuple[str, ...] = ()
    closed: bool = False
    texts: dict[str, list[str]] = field(default_factory=dict)  # proposal -> hash of each version
    clauses: dict[str, list[tuple[Clause, ...]]] = field(default_factory=dict)  # proposal -> each version
    marks: SeenMarks = field(default_factory=SeenMarks)
    conclusion: SeenConclusion = field(default_factory=SeenConclusion)
    votes: SeenVotes = field(default_factory=SeenVotes)
    # proposal -> party -> version; an author who returns to an earlier text does not revive what was said of it
    accepted: dict[str, dict[str, int]] = field(default_factory=dict)
    rejected: dict[str, dict[str, int]] = field(default_factory=dict)
    ghosts: set[str] = field(default_factory=set)
    """Proposals and brackets that were undone: their numbers are taken."""

    @property
    def procedure(self) -> Procedure:
        """The procedure of the session; the default one before its opening."""
        return self.opening.procedure if self.opening else Procedure()

    @property
    def voices(self) -> Voices:
        """Whose word counts, and under which procedure."""
        return Voices(self.required, self.procedure)
