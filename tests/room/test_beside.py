"""The board and the chairs' panel beside the talk, in Chromium, at a desk and on a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from bot.loopback.people import Channel, Message
from bot.loopback.room.beside import answers, beside, boards, is_board, places
from bot.loopback.room.scene import Scene
from tests.room.stage import chromium, shot
from tests.room.test_story import Table, convene, rehearsed, table_a_package

PHONE = {"width": 390, "height": 844}


def channel(number: int, kind: int = 0, parent: int | None = None) -> Channel:
    raw = {"id": str(number), "guild_id": "1", "name": f"c{number}", "type": kind}
    return Channel.read(raw | ({"parent_id": str(parent)} if parent else {}))


def message(number: int, verb: str, *, bot: bool = True, flags: int = 1 << 15) -> Message:
    press = {"type": 2, "style": 1, "label": "My board", "custom_id": f"n:{verb}:s1:-:-"}
    return Message.read(
        {
            "id": str(number),
            "channel_id": "2",
            "guild_id": "1",
            "author": {"id": "9", "username": "Parley", "bot": bot},
            "content": "",
            "timestamp": "2026-11-23T09:00:00+00:00",
            "type": 0,
            "flags": flags,
            "embeds": [],
            "attachments": [],
            "edited_timestamp": None,
            "pinned": False,
            "components": [
                {"type": 10, "content": f"Board {number}"},
                {"type": 1, "components": [press]},
            ],
        }
    )


def test_boards_are_the_bots_own_and_the_newest_counts(scene: Scene) -> None:
    assert is_board(message(1, "boardfull"))
    assert not is_board(message(1, "accept"))
    assert not is_board(message(1, "boardfull", bot=False))
    assert not is_board(message(1, "boardfull", flags=(1 << 15) + (1 << 6)))
    channels = {one.id: one for one in (channel(2), channel(3, 12, 2), channel(4, 11, 2), channel(5))}
    assert places(channels, 2) == places(channels, 3) == places(channels, 4) == (3, 2)
    assert places(channels, 5) == (5,)
    assert places(channels, 77) == ()
    held = {3: [message(31, "boardfull")], 2: [message(21, "boardfull"), message(22, "boardfull"), message(23, "help")]}
    found = boards(channels, 4, lambda place: held.get(place, []))
    assert [one.id for one in found] == [31, 22]
    drawn = str(beside(found, (), scene))
    assert "Board 31" in drawn
    assert "Board 22" in drawn
    assert "Board 21" not in drawn


def test_an_answer_in_another_channel_is_shown_beside_until_it_is_seen_or_dismissed(scene: Scene) -> None:
    channels = {one.id: one for one in (channel(2), channel(3, 12, 2))}
    private = 1 << 6
    old, new = message(31, "help", flags=private), message(32, "help", flags=private)
    held = {3: [message(30, "boardfull"), old, new], 2: [message(21, "boardfull"), message(22, "help", flags=private)]}

    def given(shown: int, seen: dict[int, int], dismissed: set[int]) -> list[int]:
        return [one.id for one in answers(channels, shown, lambda place: held.get(place, []), seen, dismissed)]

    assert given(2, {}, set()) == [32]
    assert given(3, {}, set()) == [22]
    assert given(2, {3: 32}, set()) == []
    assert given(2, {}, {32}) == []
    drawn = str(beside((), (new,), scene))
    assert "Board 32" in drawn
    assert "Only you can see this" in drawn
    assert "answers" not in str(beside((message(30, "boardfull"),), (), scene))


async def at(page: Page, size: dict[str, int]) -> None:
    await page.set_viewport_size({"width": size["width"], "height": size["height"]})


@pytest.mark.asyncio
async def test_the_board_stands_beside_the_talk_and_the_panel_only_with_chairs(tmp_path: Path) -> None:
    async with rehearsed(tmp_path / "state") as rehearsal, chromium() as browser:
        table = Table(browser, rehearsal)
        await convene(table)
        chair, us = table["Chair"], table["United States"]
        side = chair.get_by_role("complementary", name="Board")
        await expect(side.get_by_role("button", name="Roll call")).to_be_visible()
        await expect(side.get_by_role("heading", name="Needed next").first).to_be_visible()
        others = us.get_by_role("complementary", name="Board")
        await expect(others.get_by_role("heading", name="Needed next")).to_be_visible()
        await expect(others.get_by_text("Somebody tables a proposal")).to_be_visible()
        await expect(others.get_by_role("button", name="Roll call")).to_have_count(0)
        await table_a_package(table)
        await expect(others.get_by_text("On the table: 1 proposal")).to_be_visible()
        await answered_beside(chair)
        await shot(us, "board")
        await on_a_phone(chair)


async def answered_beside(chair: Page) -> None:
    """What a button of the panel answers is seen where it was pressed, and calls to no other place."""
    side = chair.get_by_role("complementary", name="Board")
    called = chair.locator(".channel-row", has_text="Chairs").locator(".badge")
    before = await called.all_inner_texts()
    await side.get_by_role("button", name="Undo last", exact=True).first.click()
    answer = side.get_by_role("status")
    await expect(answer).to_contain_text("Nothing is undone yet")
    await expect(answer).to_be_in_viewport()
    assert await called.all_inner_texts() == before
    await shot(chair, "answered-beside")
    await answer.get_by_role("button", name="Dismiss").click()
    await expect(side.get_by_role("status")).to_have_count(0)
    await expect(chair.get_by_text("Nothing is undone yet")).to_have_count(0)


async def on_a_phone(chair: Page) -> None:
    """The same at the width of a phone: folded, opened by a tap, and nothing wider than the screen."""
    await at(chair, PHONE)
    side = chair.get_by_role("complementary", name="Board")
    await expect(side.get_by_role("button", name="Roll call")).to_be_hidden()
    await side.get_by_role("button", name="Board", exact=True).click()
    await expect(side.get_by_role("button", name="Roll call")).to_be_visible()
    assert await chair.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await expect(chair.locator(".side")).to_be_hidden()
    await chair.wait_for_timeout(300)  # the drawer moves out of the picture
    await shot(chair, "chair-panel")
    await side.get_by_role("button", name="News", exact=True).scroll_into_view_if_needed()
    await side.get_by_role("button", name="News", exact=True).click()
    await expect(chair.get_by_role("dialog")).to_contain_text("News for everybody")


@pytest.mark.asyncio
async def test_without_a_session_nothing_stands_beside(tmp_path: Path) -> None:
    async with rehearsed(tmp_path / "state") as rehearsal, chromium() as browser:
        page = await Table(browser, rehearsal).sit("Observer")
        await expect(page.get_by_role("complementary", name="Board")).to_be_hidden()
