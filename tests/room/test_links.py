"""Links to messages of the room's own server lead there in the same window, as in Discord."""

import pytest
from playwright.async_api import expect

from tests.room.stage import Stage, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_link_to_a_message_leads_to_it_also_from_another_channel(stage: Stage, visitor: Visitor) -> None:
    ann = await stage.person("Observer")
    try:
        plenary = stage.seed.channel.id
        aimed = await ann.say(plenary, "Look here.")
        for number in range(30):
            await ann.say(plenary, f"Talk {number}.")
        thread = await ann.rest("POST", f"/channels/{plenary}/threads", {"name": "Aside", "type": 11})
        link = f"{stage.server.url}/channels/{stage.seed.guild.id}/{plenary}/{aimed.id}"
        await ann.say(int(thread["id"]), f"It was said [there]({link}).")
        page = await visitor.sit("Observer")
        await page.get_by_role("button", name="Aside").first.click()
        await page.locator("#log").get_by_role("link", name="there").click()
        target = page.locator(f'[data-message="{aimed.id}"]')
        await expect(target).to_be_in_viewport()
        assert len(page.context.pages) == 1
    finally:
        await ann.close()
