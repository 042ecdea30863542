"""Pictures of the session: for whoever asks, for nobody else, and points for the chairs alone."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.records.pictures import Kind
from bot.records.unavailable import FormatUnavailable
from tests.e2e.world import LOPSIDED, World

BY_MANY = [kind.value for kind in Kind if kind is not Kind.SCORES]


@pytest.mark.asyncio
async def test_a_picture_is_shown_to_its_member_alone_with_words_for_who_cannot_see_it(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    reply = await world.do("ru", "record chart", kind="credits")
    assert reply.message is not None, reply.text()
    assert reply.message.ephemeral
    (file,) = reply.message.raw["attachments"]
    assert file["filename"].endswith("-credits.png")
    assert "United States: P1 v1 600." in file["description"]
    assert "United States: P1 v1 600." in reply.text()
    assert (await (await world.person("ru")).fetch(file)).startswith(b"\x89PNG")


@pytest.mark.asyncio
async def test_points_are_drawn_for_the_chair_and_for_no_player(world: World) -> None:
    await world.begun()
    await world.table("us", LOPSIDED)
    for name in ("us", "olga"):
        reply = await world.do(name, "record chart", kind="scores")
        assert "for the chairs alone" in reply.text()
        assert reply.message is not None
        assert not reply.message.raw["attachments"]
    assert "United States (no deal: 45): P1 v1 " in (await world.do("chair", "record chart", kind="scores")).text()


@pytest.mark.asyncio
async def test_where_there_is_nothing_to_draw_it_is_said(world: World) -> None:
    await world.begun()
    for kind in ("credits", "acceptance", "balance", "brackets"):
        assert "nothing to draw yet" in (await world.do("us", "record chart", kind=kind)).text()


@pytest.mark.asyncio
async def test_where_matplotlib_is_missing_it_is_said_whom_to_ask(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any) -> Callable[..., Any]:  # noqa: ANN401  # whatever is asked for
        raise FormatUnavailable("pictures", "matplotlib")

    await world.begun()
    monkeypatch.setattr("bot.ui.answering.charting.picture", missing)
    said = (await world.do("us", "record chart", kind="speaking")).text()
    assert "matplotlib" in said
    assert "Ask the operator" in said
