"""A pack with phases and guards, and stories in which it is kept."""

from functools import cache
from typing import TYPE_CHECKING, Any

from bot.negotiation import acts
from bot.negotiation.clockwork.model import Clock, Pace
from bot.negotiation.evolve import apply
from bot.negotiation.fitting import fits
from bot.scenarios.frame import Frame, frame_of
from bot.scenarios.parts import PackPhase
from tests.support.builders import SEATS, Story, tiny_under

if TYPE_CHECKING:
    from bot.negotiation.model import Session

PHASES = (
    PackPhase(id="opening", minutes=10, async_hours=24, acts=("statement",), exit=("roll_called", "list_done")),
    PackPhase(id="bargaining", minutes=40, async_hours=48, acts=("table", "counter", "accept"), entry=("quorum",)),
    PackPhase(id="signing", minutes=5, async_hours=1, acts=("sign",), entry=("text_adopted",)),
)


@cache
def phased_frame(**procedure: Any) -> Frame:  # noqa: ANN401  # fields of the procedure
    """The tiny pack with three phases."""
    return frame_of(tiny_under(**procedure).model_copy(update={"phases": PHASES}), None)


def kept_story(pace: Pace = Pace.LIVE, **procedure: Any) -> Story:  # noqa: ANN401  # fields of the procedure
    """A story in which everybody sits and the phases are kept."""
    story = Story(phased_frame(**procedure))
    story.open()
    story.seat(*SEATS)
    story.does("chair", acts.Begin(pace=pace))
    return story


def clock_of(story: Story) -> Clock:
    """The clock."""
    return story.state.timetable.clock


def all_fit(story: Story) -> None:
    """Hold `fits` to its promise: each event of a normal history fits where it was decided."""
    state: Session | None = None
    for entry in story.entries:
        assert state is None or fits(state, entry.event), entry
        state = apply(state, entry.event, entry.member, entry.at)
