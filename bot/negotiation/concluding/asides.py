"""Which parties stand aside: they do not agree, and do not stop the others."""

from bot.negotiation.concluding.model import StatementKind
from bot.negotiation.model import Proposal, Session


def same_since(state: Session, proposal: Proposal) -> int:
    """Give the oldest version that differs from the current one by editorial changes only."""
    applied = {
        one.version
        for one in state.conclusion.editorials.values()
        if one.proposal == proposal.id and one.status == "applied"
    }
    number = proposal.current.number
    while number - 1 in applied:
        number -= 1
    return number


def standing_aside(state: Session, proposal: Proposal) -> tuple[str, ...]:
    """Give the parties that stand aside on the current version."""
    since = same_since(state, proposal)
    return tuple(
        dict.fromkeys(
            one.party
            for one in state.conclusion.statements.values()
            if one.kind is StatementKind.STANDING_ASIDE
            and one.proposal == proposal.id
            and one.party is not None
            and not one.undone
            and since <= (one.version or 0) <= proposal.current.number
        )
    )
