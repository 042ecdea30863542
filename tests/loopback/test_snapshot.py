"""The world in a file: a restart goes on where it was; a damaged file is named, never overwritten."""

import asyncio
import stat
from pathlib import Path

import discord
import pytest

from bot.loopback.people import File, Person
from bot.loopback.server import LoopbackServer
from bot.loopback.snapshot import DELAY, SnapshotError
from tests.loopback.test_interactions import Panel, panel
from tests.support.loopback import BareBot, newcomer, running_bot


def persistent(bot: BareBot) -> None:
    panel(bot)
    bot.add_view(Panel())


@pytest.mark.asyncio
async def test_a_restart_goes_on_where_it_was(tmp_path: Path) -> None:
    file = tmp_path / "rehearsal.json"
    first = LoopbackServer(state_file=file)
    seed = first.seed_default()
    user = newcomer(first, seed, "Anna")
    await first.start()
    async with running_bot(first, persistent) as bot, await Person.connect(first.url, user.token) as anna:
        await anna.command("show", seed.channel.id)
        await anna.say(seed.channel.id, "my paper", [File("paper.txt", b"aims")])
        channel = bot.get_channel(seed.channel.id)
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.create_thread(name="Delegation", type=discord.ChannelType.private_thread)
        await thread.add_user(discord.Object(anna.id))
        await anna.wait_for(lambda one: one.channel_id == thread.id)
    await first.stop()

    second = LoopbackServer(state_file=file)
    again = second.seed_default()
    assert (again.guild.id, again.channel.id, again.bot) == (seed.guild.id, seed.channel.id, seed.bot)
    await second.start()
    async with (
        running_bot(second, persistent, sync=False),
        await Person.connect(second.url, user.token) as anna,
    ):
        assert [one["name"] for one in anna.commands()] == ["show"]
        assert thread.id in anna.channels
        shown, paper = await anna.load_history(seed.channel.id)
        assert await anna.fetch(paper.attachments[0]) == b"aims"
        assert (await anna.click(shown, "count")).text() == "1 by Anna"
        assert (await anna.command("show", seed.channel.id)).message is not None
    await second.stop()


@pytest.mark.asyncio
async def test_a_change_is_written_a_moment_later_and_only_for_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "rehearsal.json"
    server = LoopbackServer(state_file=file)
    server.seed_default()
    assert not file.exists()
    await server.start()
    await asyncio.sleep(DELAY + 0.1)
    assert b"plenary" in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = file.stat().st_mtime_ns
    await server.stop()
    assert file.stat().st_mtime_ns == written, "nothing had changed"


@pytest.mark.parametrize("content", [b"", b"{", b'{"version": 1}', b'{"version": 99, "state": {}}', b"[]"])
def test_a_file_that_cannot_be_used_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "rehearsal.json"
    file.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"rehearsal\.json .*move it away"):
        LoopbackServer(state_file=file)
    assert file.read_bytes() == content


@pytest.mark.asyncio
async def test_a_full_disk_does_not_stop_the_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(_: Path, __: bytes) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "rehearsal.json"
    server = LoopbackServer(state_file=file)
    seed = server.seed_default()
    user = newcomer(server, seed, "Anna")
    await server.start()
    monkeypatch.setattr("bot.loopback.snapshot._replace", full)
    async with await Person.connect(server.url, user.token) as anna:
        await anna.say(seed.channel.id, "still here")
        await asyncio.sleep(DELAY + 0.1)
        assert "No space left" in caplog.text
        monkeypatch.undo()
        await anna.say(seed.channel.id, "and now on disk")
    await server.stop()
    assert b"still here" in file.read_bytes()


@pytest.mark.asyncio
async def test_files_of_deleted_messages_go_with_them(tmp_path: Path) -> None:
    file = tmp_path / "rehearsal.json"
    server = LoopbackServer(state_file=file)
    seed = server.seed_default()
    user = newcomer(server, seed, "Anna")
    await server.start()
    async with await Person.connect(server.url, user.token) as anna:
        message = await anna.say(seed.channel.id, "x", [File("a.txt", b"a")])
        folder = tmp_path / "rehearsal.json.files"
        assert [one.read_bytes() for one in folder.iterdir()] == [b"a"]
        await anna.delete(message)
    await server.stop()
    assert list(folder.iterdir()) == []


@pytest.mark.asyncio
async def test_a_server_can_be_stopped_and_started_again_and_says_when_its_port_is_taken() -> None:
    server = LoopbackServer()
    seed = server.seed_default()
    user = newcomer(server, seed, "Anna")
    for _ in range(2):
        await server.start()
        async with await Person.connect(server.url, user.token) as anna:
            await anna.say(seed.channel.id, "here")
        await server.stop()
    assert len(server.world.state.messages) == 2
    await server.start()
    with pytest.raises(OSError, match="in use"):
        await LoopbackServer(port=int(server.url.rpartition(":")[2])).start()
    await server.stop()
