"""The compilation by command: paged, for its reader alone, after a restart too."""

import pytest

from tests.e2e.test_attached import LONG, LONGER, submitted
from tests.e2e.world import BALANCED, LOPSIDED, World, pressed


@pytest.mark.asyncio
async def test_the_compilation_of_texts_on_the_table(world: World) -> None:
    assert "no session in this channel" in (await world.do("us", "record compilation")).text()
    await world.begun()
    assert "nothing to compile yet" in (await world.do("us", "record compilation")).text()
    await world.table("us", LOPSIDED)
    await world.table("ru", BALANCED)
    shown = await world.do("nobody", "record compilation")
    assert shown.message is not None
    assert shown.message.ephemeral
    assert "Base: P1 v1, text of United States" in shown.text()
    assert "Russian Federation: P2 v1" in shown.text()
    assert "Agreed: nothing yet" not in shown.text(), "an empty column takes no room"


@pytest.mark.asyncio
async def test_its_pages_are_turned_in_place_and_after_a_restart(world: World) -> None:
    await world.begun()
    await submitted(world, f"{LONG} {LONGER}"[:3900])
    await world.table("ru", BALANCED)
    us = world.people["us"]
    first = (await world.do("us", "record compilation")).message
    assert first is not None
    assert "Page 1 of " in first.text()
    second = await us.click(*pressed(first, "compilation"))
    assert second.message is not None
    assert second.message.id == first.id
    assert "Page 2 of " in second.text()
    await world.restart()
    back = await world.people["us"].click(*pressed(second.message, "compilation"))
    assert "Page 1 of " in back.text()
