"""A draft that a newer version has overtaken: what collides is shown side by side, and never put together unasked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from discord import ButtonStyle

from bot.drafting.clauses import Clause, choices_of
from bot.drafting.merging import Collision, Merge, Passage, merge
from bot.drafting.redline import ClauseChange, Kind
from bot.negotiation.model import Proposal, Session, Version
from bot.scenarios.frame import Frame
from bot.service.ports import Draft
from bot.ui.drafts.drafting import clauses_of, is_stale
from bot.ui.kit.ids import Address
from bot.ui.kit.layout import Card, button, rows, text
from bot.ui.scene import Scene

MOST_SHOWN = 8
"""Collisions on the card; the number of all of them is said."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A draft, the version that it began from, and the newest one, which came meanwhile."""

    draft: Draft
    proposal: Proposal
    base: Version

    @property
    def newest(self) -> Version:
        """The version that the draft has to answer now."""
        return self.proposal.current

    def merged(self, frame: Frame) -> Merge:
        """Put what the draft and the newest version did to their base together."""
        mine = clauses_of(frame, self.draft)
        return merge(_words(self.base.clauses), _words(mine), _words(self.newest.clauses))


def overtaken(session: Session, draft: Draft) -> Overtaken | None:
    """Say whether the version that a draft began from is no longer the newest, and if so all about it."""
    proposal = session.proposals.get(draft.proposal or "")
    if proposal is None or not proposal.live or not is_stale(session, draft):
        return None
    base = next((one for one in proposal.versions if one.text_hash == draft.text_hash), None)
    return Overtaken(draft, proposal, base) if base else None


def rebased(frame: Frame, found: Overtaken) -> Draft:
    """Give the draft with the newest version's changes in it; words that collide stand as alternatives in brackets."""
    clauses = found.merged(frame).clauses
    own = tuple(clause.text for clause in clauses if not clause.issue)
    return replace(found.draft, choices=choices_of(clauses), clauses=own, text_hash=found.newest.text_hash)


def kept_as_is(found: Overtaken) -> Draft:
    """Give the draft as it is, as an answer to the newest version."""
    return replace(found.draft, text_hash=found.newest.text_hash)


def overtaken_card(scene: Scene, found: Overtaken) -> Card:
    """Show what both changed, side by side where it collides, and let the author choose."""
    say, merged = scene.say, found.merged(scene.frame)
    blocks = [
        say(
            "cards/rebase#head",
            proposal=found.proposal.id,
            base=found.base.number,
            newest=found.newest.number,
            mine=sum(_touched(row.ours) for row in merged.rows),
            theirs=sum(_touched(row.theirs) for row in merged.rows),
            collisions=len(merged.collisions),
        ),
        *(_collision(scene, found, one) for one in merged.collisions[:MOST_SHOWN]),
    ]
    session, version = scene.session.id, found.newest.number
    buttons = [
        button(Address("rebase", session), say("buttons#rebase"), ButtonStyle.primary),
        button(Address("keepmine", session), say("buttons#keepmine")),
        button(
            Address("renew", session, found.proposal.id, version, found.draft.purpose),
            say("buttons#taketheirs", version=version),
            ButtonStyle.danger,
        ),
    ]
    return Card(text("\n\n".join(blocks)), *rows(*buttons))


def _collision(scene: Scene, found: Overtaken, one: Collision) -> str:
    clause = found.base.clauses[one.clause - 1] if one.clause else None
    return scene.say(
        "cards/rebase#collision",
        kind=one.kind.value,
        number=one.clause,
        title=scene.issue_title(clause.issue) if clause and clause.issue else "",
        base=_said(one.base),
        ours=_said(one.ours),
        theirs=_said(one.theirs),
        version=found.newest.number,
    )


def _said(passage: Passage | None) -> str | None:
    return passage.text.strip() if passage else None


def _touched(change: ClauseChange | None) -> bool:
    return change is not None and change.kind is not Kind.KEPT


def _words(clauses: Sequence[Clause]) -> list[Clause]:
    # What the sentences promise is read again from the words that come out.
    return [clause if clause.issue else Clause(clause.text) for clause in clauses]
