"""What must hold of every story: its events fit the states before them, and no id comes back."""

from bot.negotiation.concluding.after import fits
from bot.negotiation.concluding.facts import ConcludingEvent
from bot.negotiation.evolve import evolve
from bot.negotiation.model import Session
from tests.support.builders import Story


def holds(story: Story) -> None:
    """Replay a story: each event of this part fits the state in which it happened."""
    state: Session | None = None
    for entry in story.entries:
        if isinstance(entry.event, ConcludingEvent):
            assert state is not None
            assert fits(state, entry.event), entry.event
            assert not fits(before_anything(state), entry.event) or entry.event.type == "statement_made"
        state = evolve(state, entry)
    assert state == story.state


def before_anything(state: Session) -> Session:
    """The same session, as if nothing had been tabled or agreed."""
    return Session(
        id=state.id,
        pack=state.pack,
        pack_hash=state.pack_hash,
        title=state.title,
        variant=state.variant,
        reading=state.reading,
        parties=state.parties,
        procedure=state.procedure,
    )
