"""The whole story, as people live it: from an empty channel to an agreed text and its files."""

import json

import pytest

from bot.records import Verified, verify
from tests.e2e.world import EDIT, LOPSIDED, PACK, World, button, pressed


@pytest.mark.asyncio
async def test_from_an_empty_channel_to_an_agreed_text(world: World) -> None:  # noqa: PLR0915  # one story
    opened = await world.do("chair", "session open", pack=PACK)
    assert "The session is open" in opened.text()
    await world.settle()
    chair = await world.person("chair")
    opening = await world.opening("chair")
    assert opening.text().startswith("# Eastern Europe de-escalation talks")
    assert "Not begun: take your seats" in opening.text()

    us, ru, pl, ua = [await world.person(name) for name in ("us", "ru", "pl", "ua")]
    for person, party in ((us, "US"), (ru, "RU"), (pl, "PL"), (ua, "UA")):
        shown = await world.opening(party.lower())
        seat = next(custom_id for _, custom_id, _ in shown.buttons() if custom_id.endswith(f":{party}"))
        reply = await person.click(shown, seat)
        assert "You sit as **head**" in reply.text()
    await world.settle()
    rooms = {channel.name for channel in us.channels.values()}
    assert rooms == {"plenary", "Record", "United States delegation"}
    assert "Head: Us" in (await world.opening("chair")).text()

    begun = await chair.click(*pressed(await world.opening("chair"), "begin"))
    assert "The negotiation has begun" in begun.text()
    brief = await world.do("us", "brief")
    assert "Your first aim is that the force around Ukraine goes home" in "\n".join(
        one.text() for one in us.messages(world.plenary) if one.ephemeral
    )
    assert brief.message is not None
    assert brief.message.ephemeral

    card = await world.table("us", LOPSIDED)
    assert "✖ not reciprocal" in card.text()
    refused = await ru.click(*pressed(await world.card("ru", "P1"), "accept"))
    assert refused.message is not None
    assert refused.message.ephemeral
    assert "P1 is not reciprocal" in refused.text()
    assert "US 600, RU 0 troop equivalents" in refused.text()
    drafted = await ru.click(*pressed(refused.message, "cure"))
    assert drafted.message is not None
    assert "Counter to P1" in drafted.text()
    assert "✔ balanced" in drafted.text()
    tabled = await ru.click(*pressed(drafted.message, "submit"))
    assert "P2 v1 is on the table" in tabled.text()
    await world.settle()

    assert "P2 v1" in (await us.click(*pressed(await world.card("us", "P2"), "accept"))).text()
    drafting = await ru.click(*pressed(await world.card("ru", "P2"), "counter"))
    assert "New version of P2" in drafting.text()
    again = await world.draft("ru", {"VF": "V1"}, drafting)
    # The card still shows the first version while its edit is on the way: that is when a click comes too late.
    world.server.faults.delay(EDIT, 0.3, times=1)
    assert "P2 v2 is on the table" in (await ru.click(*pressed(again, "submit"))).text()
    stale_card = await world.card("us", "P2")
    late = await us.click(stale_card, button(stale_card, "accept"))
    await world.settle()
    assert "no longer counts: United States" in (await world.card("pl", "P2")).text()
    said = "\n".join(one.text() for one in us.messages(world.plenary) if not one.ephemeral)
    assert "P2 has a new version: v2\nUnited States accepted an older one; that no longer counts." in said
    assert "P2 has changed: version 2 is the newest, and you looked at version 1" in late.text()
    assert late.message is not None
    link = next(url for _, url, _ in late.message.buttons() if url.startswith("http"))
    assert link.endswith(f"/{world.plenary}/{(await world.card('us', 'P2')).id}")

    for name in ("us", "ru", "pl", "ua"):
        reply = await world.people[name].click(*pressed(await world.card(name, "P2"), "accept"))
    assert "agreed text" in reply.text()
    await world.settle()
    record = next(channel for channel in ua.channels.values() if channel.name == "Record")
    text_hash = (await world.session()).proposals["P2"].current.text_hash
    noted = "\n".join(one.text() for one in ua.messages(record.id))
    assert f"SHA-256 of the text: `{text_hash}`" in noted
    assert "✔ agreed text" in (await world.card("us", "P2")).text()
    assert "· lapsed" in (await world.card("us", "P1")).text()

    exported = await world.do("olga", "record export")
    assert exported.message is not None
    files = {one["filename"].split("-", 1)[1]: one for one in exported.message.attachments}
    assert set(files) == {"agreed-text.md", "acts.md", "agreed-text.json", "record.json"}
    content = await world.people["olga"].fetch(files["record.json"])
    assert isinstance(verify(content), Verified)
    assert json.loads(content)["agreement"]["text_hash"] == text_hash

    closed = await world.sure("chair", "session close", reason="Well done")
    assert "The session is closed" in closed.text()
    await world.settle()
    assert "no session in this channel" in (await world.do("us", "board")).text()
    after = await us.click(*pressed(await world.opening("us"), "export"))
    assert after.message is not None
    assert len(after.message.attachments) == 4
    in_record = await us.command("record export", record.id, format="json")
    assert in_record.message is not None
    assert len(in_record.message.attachments) == 2
