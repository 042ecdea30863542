"""Every event has its line in the record, its answer, and where it is due its announcement."""

from typing import get_args

import pytest

from bot.negotiation.events import Event
from tests.ui.samples import AT
from tests.ui.samples.events import ANNOUNCED, EVENTS
from tests.ui.samples.speaking import WORDS, speech


def test_the_samples_cover_every_event() -> None:
    assert {type(event) for event in EVENTS} == set(get_args(Event))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_each_event_has_its_line_its_answer_and_where_due_its_announcement(event: Event) -> None:
    say = speech()
    line = say(f"lines/{event.type}", seq=7, at=AT, who="An*n*a", event=event)
    assert line.startswith(f"`007` <t:{int(AT.timestamp())}:T> · ")
    assert line.endswith((".", "!", "”"))
    assert "\n" not in line
    for reader in ("m", "someone else"):
        assert say(f"cards/done#{event.type}", event=event, reader=reader, waiting=["EST"])
    assert WORDS.has(f"announcements/{event.type}") == (event.type in ANNOUNCED)
    if event.type in ANNOUNCED:
        assert say(
            f"announcements/{event.type}", event=event, record="1", fallen=("NORD",), accepted=("EST",)
        ).startswith("## ")
