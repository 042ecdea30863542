"""The server told to misbehave, and a real bot and real people who bear it."""

import asyncio
import logging

import discord
import pytest

from bot.loopback.faults import Faults
from bot.loopback.people import Person, PersonError
from tests.loopback.stage import stage
from tests.loopback.test_thin_line import greet
from tests.support.loopback import BareBot

POST = "POST /channels/{channel_id}/messages"


def count(bot: BareBot) -> None:
    bot.calls = []  # type: ignore[attr-defined]  # a mark for the test

    @bot.tree.command(description="Counts")
    async def count(interaction: discord.Interaction) -> None:
        bot.calls.append(interaction.id)  # type: ignore[attr-defined]  # as above
        try:
            await interaction.response.send_message(str(len(bot.calls)))  # type: ignore[attr-defined]  # as above
        except discord.HTTPException as error:
            bot.calls.append(error.code)  # type: ignore[attr-defined]  # as above


async def say_numbers(who: Person, channel_id: int, count: int) -> None:
    for number in range(count):
        await who.say(channel_id, str(number))


@pytest.mark.asyncio
async def test_an_interaction_delivered_twice_has_one_id_and_one_answer() -> None:
    async with stage(count) as on:
        on.server.faults.deliver_twice()
        reply = await on.anna.command("count", on.plenary)
        await asyncio.sleep(0.05)
        calls = on.bot.calls  # type: ignore[attr-defined]  # marked by the command
        assert calls[0] == calls[1]
        assert calls[2] == 40060
        assert reply.message is not None
        assert len(on.anna.messages(on.plenary)) == 1
        await on.anna.command("count", on.plenary)
        assert len(calls) == 4, "only the next one is delivered twice"


@pytest.mark.asyncio
async def test_a_429_is_waited_out_by_discord_py() -> None:
    async with stage() as on:
        on.server.faults.answer(POST, 429, times=2, retry_after=0.03)
        started = asyncio.get_running_loop().time()
        message = await on.text_channel().send("patience")
        assert asyncio.get_running_loop().time() - started >= 0.06
        assert message.content == "patience"


@pytest.mark.asyncio
async def test_a_lost_answer_has_taken_effect(monkeypatch: pytest.MonkeyPatch) -> None:
    async with stage() as on:
        on.server.faults.answer(POST, 503, after=True)
        with pytest.raises(discord.DiscordServerError):
            await on.text_channel().send("card", nonce="P1v1")
        again = await on.text_channel().send("card", nonce="P1v1")
        history = await on.anna.load_history(on.plenary)
        assert [one.id for one in history] == [again.id]
        monkeypatch.undo()


@pytest.mark.asyncio
async def test_a_500_is_tried_again_by_discord_py(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await real(0)

    async with stage() as on:
        on.server.faults.answer(POST, 500)
        monkeypatch.setattr("discord.http.asyncio.sleep", sleep)
        message = await on.text_channel().send("again")
        monkeypatch.undo()
        assert message.content == "again"
        assert 1 in waited


@pytest.mark.asyncio
async def test_a_delay_makes_a_route_slow_until_it_is_cleared() -> None:
    async with stage(greet, response_window=0.1) as on:
        on.server.faults.delay("POST /interactions/*/callback", 0.2, times=1)
        reply = await on.anna.command("greet", on.plenary, name="x")
        assert reply.error == "The application did not respond"
        assert (await on.anna.command("greet", on.plenary, name="y")).text() == "Hello y"
        on.server.faults.delay("*", 5)
        on.server.faults.clear()
        assert (await on.anna.command("greet", on.plenary, name="z")).text() == "Hello z"


@pytest.mark.asyncio
async def test_a_forgotten_message_is_gone_without_a_word() -> None:
    async with stage() as on:
        message = await on.text_channel().send("card")
        await on.anna.wait_for(lambda one: one.text() == "card")
        on.server.faults.forget_message(message.id)
        with pytest.raises(discord.NotFound) as gone:
            await message.edit(content="new card")
        assert gone.value.code == 10008
        assert [one.text() for one in on.anna.messages(on.plenary)] == ["card"]


@pytest.mark.asyncio
async def test_a_tight_limit_is_announced_and_enforced() -> None:
    async with stage() as on:
        on.server.limits.set(POST, 2, 0.15)
        started = asyncio.get_running_loop().time()
        for number in range(5):
            await on.text_channel().send(str(number))
        assert asyncio.get_running_loop().time() - started >= 0.2, "discord.py paces itself by the headers"
        with pytest.raises(PersonError) as refused:
            await say_numbers(on.anna, on.plenary, 3)
        assert refused.value.status == 429
        assert isinstance(refused.value.body, dict)
        assert 0 < refused.value.body["retry_after"] <= 0.15
        assert refused.value.body["global"] is False
        on.server.limits.clear()
        await on.anna.say(on.plenary, "free")


@pytest.mark.asyncio
async def test_discords_own_limits_can_be_switched_on() -> None:
    async with stage() as on:
        on.server.limits.as_discord()
        await say_numbers(on.anna, on.plenary, 5)
        with pytest.raises(PersonError, match="429"):
            await on.anna.say(on.plenary, "one too many")


@pytest.mark.asyncio
async def test_a_global_limit_stops_all_for_a_while() -> None:
    async with stage() as on:
        on.server.limits.set_global(3, 0.1)
        with pytest.raises(PersonError) as refused:
            await say_numbers(on.anna, on.plenary, 5)
        assert isinstance(refused.value.body, dict)
        assert refused.value.body["global"] is True
        await on.text_channel().send("the bot waits and gets through")


@pytest.mark.asyncio
async def test_what_goes_wrong_inside_is_a_500_and_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage() as on:
        monkeypatch.setattr(type(on.server.world), "visible_channel", lambda *_: 1 / 0)
        with caplog.at_level(logging.ERROR, "bot.loopback.rest"), pytest.raises(PersonError, match="500"):
            await on.anna.say(on.plenary, "x")
        assert "ZeroDivisionError" in caplog.text
        monkeypatch.undo()


def test_faults_without_a_server_do_nothing() -> None:
    faults = Faults()
    assert faults.drop_socket("token") == 0
    faults.ask_to_reconnect("token")
    faults.forget_message(1)
    assert faults.quiet()
