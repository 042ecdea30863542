"""What a member puts together before it is tabled: from a draft to clauses and to an act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.drafting.clauses import Clause, choices_of
from bot.drafting.sentences.articles import renumbered
from bot.negotiation.acts import Act, Change, Counter, Table
from bot.negotiation.model import Proposal, Session
from bot.scenarios.composing import Composed
from bot.scenarios.frame import Frame, PackageCure
from bot.service.ports import Draft

GONE = 0
"""The number that stands for an article that was taken out: no text has it, so nothing waits for the wrong one."""

Key = str | int
"""What an article is, whatever its number: an issue, or the place of a clause among one's own."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a draft is for: a new proposal, or a counter to or a change of one exact version."""

    kind: str = "table"
    proposal: str | None = None
    text_hash: str | None = None

    def begin(self, frame: Frame, base: Proposal | None = None) -> Draft:
        """Start a draft; one that answers or changes a proposal begins with the text of it."""
        if base is None:
            return Draft({}, (), self.kind, self.proposal, self.text_hash)
        version = next((one for one in base.versions if one.text_hash == self.text_hash), base.current)
        own = tuple(one.text for one in version.clauses if not one.issue)
        draft = Draft(choices_of(version.clauses), own, self.kind, self.proposal, self.text_hash)
        places = iter(range(len(own)))
        order = [clause.issue or next(places) for clause in version.clauses]
        return _renumbered(frame, draft, order, _order(frame, draft.choices, range(len(own))))

    def matches(self, draft: Draft) -> bool:
        """Say whether a draft is for this, whatever version it started from."""
        return draft.purpose == self.kind and draft.proposal == self.proposal


def is_empty(draft: Draft) -> bool:
    """Say whether nothing would be lost with it."""
    return not draft.choices and not draft.clauses


def composed(frame: Frame, draft: Draft) -> Composed:
    """Give the text that a draft stands for: the chosen options in the order of the issues, then own words."""
    return frame.compose((*frame.clauses(draft.choices), *(Clause(text=one) for one in draft.clauses)))


def clauses_of(frame: Frame, draft: Draft) -> tuple[Clause, ...]:
    """Give the clauses that a draft stands for, with their steps."""
    return composed(frame, draft).clauses


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


def choose(frame: Frame, draft: Draft, issue: str, option: str | None) -> Draft:
    """Settle an issue with an option, or leave it open again."""
    kept = {key: value for key, value in draft.choices.items() if key != issue}
    return _settled(frame, draft, kept if option is None else {**kept, issue: option})


def mend(frame: Frame, draft: Draft, cure: PackageCure) -> Draft:
    """Apply a cure: its options instead of the present ones, its sentences at the end."""
    mended = _settled(frame, draft, {**draft.choices, **cure.changes})
    return replace(mended, clauses=(*mended.clauses, *cure.sentences))


def reword(frame: Frame, draft: Draft, place: int, text: str) -> Draft:
    """Put other words into a clause of one's own (from 0); without words the clause goes, one at the end is new."""
    if place >= len(draft.clauses):
        return replace(draft, clauses=(*draft.clauses, text)) if text else draft
    if text:
        return replace(draft, clauses=(*draft.clauses[:place], text, *draft.clauses[place + 1 :]))
    kept = [at for at in range(len(draft.clauses)) if at != place]
    fewer = replace(draft, clauses=tuple(draft.clauses[at] for at in kept))
    before = _order(frame, draft.choices, range(len(draft.clauses)))
    return _renumbered(frame, fewer, before, _order(frame, draft.choices, kept))


def is_stale(session: Session, draft: Draft) -> bool:
    """Say whether the version that a draft answers is no longer the newest."""
    proposal = session.proposals.get(draft.proposal or "")
    return proposal is not None and proposal.current.text_hash != draft.text_hash


def _settled(frame: Frame, draft: Draft, choices: Mapping[str, str]) -> Draft:
    own = range(len(draft.clauses))
    before, after = _order(frame, draft.choices, own), _order(frame, choices, own)
    return _renumbered(frame, replace(draft, choices=choices), before, after)


def _order(frame: Frame, choices: Mapping[str, str], own: Sequence[int]) -> list[Key]:
    return [*(issue.id for issue in frame.pack.issues if issue.id in choices), *own]


def _renumbered(frame: Frame, draft: Draft, before: Sequence[Key], after: Sequence[Key]) -> Draft:
    """Let conditions such as `once Article 3 has been carried out` follow their article to its new number."""
    if list(before) == list(after):
        return draft
    places = {key: number for number, key in enumerate(after, 1)}
    numbers = {number: places.get(key, GONE) for number, key in enumerate(before, 1)}
    return replace(draft, clauses=tuple(renumbered(frame.read(text), text, numbers) for text in draft.clauses))
