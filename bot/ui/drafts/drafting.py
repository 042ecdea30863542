"""What a member puts together before it is tabled: from a draft to clauses and to an act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.drafting.clauses import Clause, choices_of
from bot.negotiation.acts import Act, Change, Counter, Table
from bot.negotiation.model import Proposal, Session
from bot.scenarios.frame import Frame
from bot.service.ports import Draft


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a draft is for: a new proposal, or a counter to or a change of one exact version."""

    kind: str = "table"
    proposal: str | None = None
    text_hash: str | None = None

    def begin(self, base: Proposal | None = None) -> Draft:
        """Start a draft; one that answers or changes a proposal begins with the text of it."""
        if base is None:
            return Draft({}, (), self.kind, self.proposal, self.text_hash)
        version = next((one for one in base.versions if one.text_hash == self.text_hash), base.current)
        own = tuple(one.text for one in version.clauses if not one.issue)
        return Draft(choices_of(version.clauses), own, self.kind, self.proposal, self.text_hash)

    def matches(self, draft: Draft) -> bool:
        """Say whether a draft is for this, whatever version it started from."""
        return draft.purpose == self.kind and draft.proposal == self.proposal


def is_empty(draft: Draft) -> bool:
    """Say whether nothing would be lost with it."""
    return not draft.choices and not draft.clauses


def clauses_of(frame: Frame, draft: Draft) -> tuple[Clause, ...]:
    """Give the clauses that a draft stands for: the chosen options in the order of the issues, then own words."""
    return (*frame.clauses(draft.choices), *(Clause(text=one) for one in draft.clauses))


def act_of(frame: Frame, draft: Draft) -> Act:
    """Give the act that tables a draft."""
    clauses = clauses_of(frame, draft)
    match draft.purpose:
        case "counter":
            return Counter(draft.proposal or "", draft.text_hash or "", clauses)
        case "change":
            return Change(draft.proposal or "", draft.text_hash or "", clauses)
        case _:
            return Table(clauses)


def choose(draft: Draft, issue: str, option: str | None) -> Draft:
    """Settle an issue with an option, or leave it open again."""
    kept = {key: value for key, value in draft.choices.items() if key != issue}
    return replace(draft, choices=kept if option is None else {**kept, issue: option})


def mend(draft: Draft, changes: Mapping[str, str]) -> Draft:
    """Apply a cure."""
    return replace(draft, choices={**draft.choices, **changes})


def is_stale(session: Session, draft: Draft) -> bool:
    """Say whether the version that a draft answers is no longer the newest."""
    proposal = session.proposals.get(draft.proposal or "")
    return proposal is not None and proposal.current.text_hash != draft.text_hash
