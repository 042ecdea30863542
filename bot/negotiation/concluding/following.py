"""What ends by itself with a proposal or its text: the silence that it is under, an open editorial change of it."""

from bot.negotiation.concluding.facts import EditorialDropped, SilenceEnded
from bot.negotiation.concluding.model import Editorial
from bot.negotiation.events import Event
from bot.negotiation.model import Session

OVERTAKEN = "overtaken"
"""The text was adopted, or lapsed, before the time was over."""
CHANGED, WITHDRAWN = "changed", "withdrawn"
WITH_ITS_TEXT = frozenset({OVERTAKEN, CHANGED, WITHDRAWN})
"""How a silence ends whose text is no longer on the table as it was."""


def overtaken(state: Session, proposal_id: str, how: str = OVERTAKEN) -> tuple[Event, ...]:
    """Give what ends because a proposal is over or has another text; nothing where nothing runs."""
    found: list[Event] = []
    silence = state.conclusion.silence
    if silence is not None and silence.proposal == proposal_id:
        found.append(SilenceEnded(proposal_id, silence.version, how))
    found += [EditorialDropped(one.id, proposal_id) for one in open_editorials(state, proposal_id)]
    return tuple(found)


def open_editorials(state: Session, proposal_id: str | None = None) -> tuple[Editorial, ...]:
    """Give the editorial changes that may still be contested, of one proposal or of all."""
    return tuple(
        one
        for one in state.conclusion.editorials.values()
        if one.status == "open" and proposal_id in {None, one.proposal}
    )
